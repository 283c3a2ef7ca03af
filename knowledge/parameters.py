"""Dated amounts on a day: the one in force, or a named error. Never the latest, never a neighbour's."""

from datetime import date

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
