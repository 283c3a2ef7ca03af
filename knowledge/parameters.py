"""Dated amounts on a day: the one in force, or a named error. Never the latest, never a neighbour's."""

import re
from collections.abc import Mapping
from datetime import date
from itertools import pairwise

from knowledge.model import DatedValue, Parameter

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_MONTHS = (
    "januari februari mars april maj juni juli augusti september oktober november december".split()  # noqa: SIM905
)


class ParameterNotInForceError(LookupError):
    """The parameter has no value on that day. What depends on it is not known; say so, or hand over."""

    def __init__(self, parameter: str, day: date) -> None:
        self.parameter = parameter
        self.day = day
        super().__init__(f"{parameter} har inget värde som gäller {day.isoformat()} – fyll i perioden")


def value_on(parameter: Parameter, day: date) -> DatedValue:
    """The value in force on *day*, first and last day included. Raises ``ParameterNotInForceError``."""
    for value in parameter.values:
        if value.covers(day):
            return value
    raise ParameterNotInForceError(parameter.id, day)


def overlap(parameter: Parameter) -> tuple[DatedValue, DatedValue] | None:
    """Two values that are in force on the same day, which is a fault in the content; None when there are none."""
    in_order = sorted(parameter.values, key=lambda value: value.from_)
    for earlier, later in pairwise(in_order):
        if earlier.to is None or earlier.to >= later.from_:
            return earlier, later
    return None


def kronor(amount: int) -> str:
    """*amount* in whole kronor as it is shown: ``640 000 kronor exklusive moms``."""
    return f"{_grouped(amount)} kronor exklusive moms"


def in_words(parameter: Parameter, value: DatedValue) -> str:
    """*value* as it is shown: ``700 000 kronor exklusive moms (LOU, från 1 februari 2022)``.

    An amount never stands without law, "exklusive moms" and its first day.
    """
    since = f"{parameter.law}, från {value.from_.day} {_MONTHS[value.from_.month - 1]} {value.from_.year}"
    if value.sek is not None:
        return f"{kronor(value.sek)} ({since})"
    return f"{_grouped(value.eur or 0)} euro exklusive moms ({since}; beloppet i kronor är inte känt)"


def fill(text: str, parameters: Mapping[str, Parameter], day: date) -> str:
    """*text* with each ``{parameter_id}`` replaced by its amount on *day*.

    Raises ``ParameterNotInForceError`` where no amount is in force, ``KeyError`` for an unknown parameter.
    """

    def amount(found: re.Match[str]) -> str:
        parameter = parameters[found[1]]
        return in_words(parameter, value_on(parameter, day))

    return _PLACEHOLDER.sub(amount, text)


def _grouped(amount: int) -> str:
    return f"{amount:,}".replace(",", " ")
