"""Amounts and days as a reader meets them: never without law, "exklusive moms" and the time they hold."""

from dataclasses import dataclass
from datetime import date

from knowledge.loader import PLACEHOLDER, Knowledge
from knowledge.model import Citation, DatedValue, Parameter
from knowledge.parameters import value_on

_MONTHS = "januari februari mars april maj juni juli augusti september oktober november december"

NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Filled:
    """A text with its amounts in, and where they come from."""

    text: str
    citations: tuple[Citation, ...]


def fill(text: str, knowledge: Knowledge, day: date) -> Filled:
    """*text* with each ``{parameter}`` as its amount on *day*.

    Raises ``ParameterNotInForceError`` where nothing is known of *day*: no other period's amount is shown.
    """
    citations: dict[Citation, None] = {}

    def amount(name: str) -> str:
        parameter = knowledge.parameters[name]
        value = value_on(parameter, day)
        citations[Citation(source=value.source, at=value.at)] = None
        return written(parameter, value)

    return Filled(PLACEHOLDER.sub(lambda found: amount(found[1]), text), tuple(citations))


def written(parameter: Parameter, value: DatedValue) -> str:
    """``700 000 kronor exklusive moms (LOU, från 1 februari 2022)``, or that the kronor are not known."""
    period = f"från {swedish_day(value.from_)}" + (f" till {swedish_day(value.to)}" if value.to else "")
    if value.sek is not None:
        return f"{kronor(value.sek)} exklusive moms ({parameter.law}, {period})"
    euro = f"{grouped(value.eur or 0)} euro exklusive moms"
    return f"{euro} ({parameter.law}, {period}; beloppet i kronor är inte känt här)"


def kronor(amount: int) -> str:
    """``700 000 kronor``, with spaces that do not break the line."""
    return f"{grouped(amount)}{NO_BREAK}{'krona' if amount == 1 else 'kronor'}"


def grouped(amount: int) -> str:
    """``700 000``, as Swedish groups digits."""
    return f"{amount:,}".replace(",", NO_BREAK)


def swedish_day(day: date) -> str:
    """``1 februari 2022``."""
    return f"{day.day} {_MONTHS.split()[day.month - 1]} {day.year}"
