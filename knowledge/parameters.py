"""Dated amounts on a day: the one in force, or a named error. Never the latest, never a neighbour's."""

from datetime import date
from itertools import pairwise

from knowledge.model import DatedValue, Parameter


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
    """Two values in force on the same day, which is a fault in the content; None when there are none."""
    in_order = sorted(parameter.values, key=lambda value: value.from_)
    for earlier, later in pairwise(in_order):
        if earlier.to is None or earlier.to >= later.from_:
            return earlier, later
    return None
