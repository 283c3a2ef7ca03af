"""The whole value of a need, worked out from its parts: term, extensions, options, all units, without VAT.

Exact: decimals and fractions, never binary floats. What is left of a krona is rounded up, since a value must
not be counted down to a limit (LOU 5 kap. 3, 4, 6 and 11 §§).
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from dialogs.typed.amounts import MOST, read_amount
from knowledge.amounts import grouped, kronor

PARTS = ("each", "periods", "extensions", "options", "units", "vat")
"""The names of the parts as they come from a form."""
VAT_RATES = (0, 25, 12, 6)
"""Percent that the price may hold; 0: it is without VAT."""
_MOST_PERIODS = 600
_MOST_UNITS = 10_000
_WITH_ORE = re.compile(r"(\d{1,3}(?: \d{3})+|\d{1,9}),(\d{1,2})(?: ?kr| kronor)?", re.ASCII)
_COUNT = re.compile(r"(\d{1,6})(?: ?(?:st|ar|manader|manad|perioder|period|enheter|enhet))?", re.ASCII)


class PartError(ValueError):
    """A part that cannot be used: its name in ``PARTS``, or "total" where the whole becomes too large."""

    def __init__(self, part: str) -> None:
        self.part = part
        super().__init__(part)


@dataclass(frozen=True)
class WholeValue:
    """The parts of a value. Amounts are kronor as they were written, with VAT if *vat* is not 0."""

    each: Decimal
    """For one period and one unit."""
    periods: int
    extensions: int
    """Periods that the contract may be extended by."""
    options: Decimal
    """What may be bought besides, in all."""
    units: int
    vat: int
    """Percent of VAT that the amounts hold."""

    @property
    def written(self) -> Fraction:
        """The sum as the amounts were written."""
        return Fraction(self.each) * (self.periods + self.extensions) * self.units + Fraction(self.options)

    @property
    def total(self) -> int:
        """Whole kronor without VAT, rounded up."""
        return math.ceil(self.written * 100 / (100 + self.vat))

    @property
    def in_words(self) -> str:
        """The sum as it was worked out: ``5 000 kronor × (24 + 12) perioder × 3 enheter = …``."""
        periods = f"({self.periods} + {self.extensions})" if self.extensions else str(self.periods)
        parts = [_written(self.each)]
        if self.periods + self.extensions != 1:
            parts.append(f"{periods} perioder")
        if self.units != 1:
            parts.append(f"{self.units} enheter")
        said = " × ".join(parts)
        if self.options:
            said += f" + {_written(self.options)} i optioner"
        if self.vat:
            said = f"({said}) utan {self.vat} procent moms"
        return f"{said} = {kronor(self.total)} exklusive moms"


def read_whole_value(values: Mapping[str, str]) -> WholeValue:
    """The parts as they were written in a form. Raises ``PartError`` for the first that cannot be used."""
    vat = values.get("vat", "0")
    if vat not in map(str, VAT_RATES):
        raise PartError("vat")
    whole = WholeValue(
        each=_kronor(values, "each"),
        periods=_count(values, "periods", 1, most=_MOST_PERIODS),
        extensions=_count(values, "extensions", 0, most=_MOST_PERIODS),
        options=_kronor(values, "options", Decimal(0)),
        units=_count(values, "units", 1, most=_MOST_UNITS),
        vat=int(vat),
    )
    if whole.periods + whole.extensions == 0:
        raise PartError("periods")
    if whole.units == 0:
        raise PartError("units")
    if whole.total >= MOST:
        raise PartError("total")
    return whole


def _kronor(values: Mapping[str, str], part: str, empty: Decimal | None = None) -> Decimal:
    """An amount; the field says kronor, so that a bare number is one."""
    text = " ".join(values.get(part, "").split())
    if not text and empty is not None:
        return empty
    if found := _WITH_ORE.fullmatch(text):
        return Decimal(f"{found[1].replace(' ', '')}.{found[2]}")
    amount = read_amount(text)
    amount = read_amount(f"{text} kr") if amount is None else amount
    if amount is None:
        raise PartError(part)
    return Decimal(amount)


def _count(values: Mapping[str, str], part: str, empty: int, *, most: int) -> int:
    text = values.get(part, "").strip().casefold().replace("å", "a")
    if not text:
        return empty
    found = _COUNT.fullmatch(text)
    if found is None or int(found[1]) > most:
        raise PartError(part)
    return int(found[1])


def _written(amount: Decimal) -> str:
    if amount == int(amount):
        return kronor(int(amount))
    ore = f"{amount % 1:.2f}"[2:]
    return f"{grouped(int(amount))},{ore}\N{NO-BREAK SPACE}kronor"
