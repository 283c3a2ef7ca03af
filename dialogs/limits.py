"""Which dated limit a case has, and how an amount stands to it.

The law says *understiga* for strictly below, *uppgå till minst* for at or above and *överstiga* for strictly
above. A limit that is known in euro alone is not turned into kronor: what is not certain is undecided.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dialogs.model import LimitChoice
from knowledge.amounts import written
from knowledge.model import DatedValue, Parameter
from knowledge.parameters import ParameterNotInForceError, value_on


@dataclass(frozen=True)
class LimitRead:
    """A limit as it was read for a case: the parameter and its value in force."""

    parameter: Parameter
    value: DatedValue
    floor: tuple[Parameter, DatedValue] | None = None
    """While the limit is not known in kronor: an amount that it is surely larger than."""

    @property
    def in_words(self) -> str:
        """The limit with law and date; one known in euro alone also with what it is surely larger than."""
        return f"{self.alone}, säkert mer än {written(*self.floor)}" if self.floor else self.alone

    @property
    def alone(self) -> str:
        """The limit with law and date, and nothing beside it."""
        return written(self.parameter, self.value)

    @property
    def is_in_euro(self) -> bool:
        """Whether it is known in euro alone."""
        return self.value.sek is None

    def is_above(self, amount: int) -> bool:
        """*amount* is strictly below the limit, or surely so."""
        if self.value.sek is not None:
            return amount < self.value.sek
        if self.floor is None or self.floor[1].sek is None:
            return False
        return amount < self.floor[1].sek

    def is_reached_by(self, amount: int) -> bool:
        """*amount* is the limit or more."""
        return self.value.sek is not None and amount >= self.value.sek

    def is_exceeded_by(self, amount: int) -> bool:
        """*amount* is strictly more than the limit."""
        return self.value.sek is not None and amount > self.value.sek

    def is_near(self, amount: int) -> bool:
        """*amount* is nine tenths of the limit or more."""
        return self.value.sek is not None and amount * 10 >= self.value.sek * 9


def read_limit(choice: LimitChoice, day: date, parameters: Mapping[str, Parameter]) -> LimitRead | None:
    """The limit of *choice* on *day*; None when none is in force that day."""
    parameter = parameters[choice.parameter]
    try:
        value = value_on(parameter, day)
        floor = None
        if value.sek is None and choice.surely_more_than is not None:
            known = parameters[choice.surely_more_than]
            floor = known, value_on(known, day)
    except ParameterNotInForceError:
        return None
    return LimitRead(parameter, value, floor)


def boundaries(limit: LimitRead | None) -> tuple[int, ...]:
    """Amounts, in kronor, that between them stand to *limit* in every way an amount can."""
    if limit is None:
        return (0,)
    amount = limit.value.sek if limit.floor is None else limit.floor[1].sek
    return (0,) if not amount else (amount - 1, amount)
