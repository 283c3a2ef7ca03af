"""What time has caught up with: reviews that are overdue, and amounts that run out."""

from collections.abc import Iterator
from datetime import timedelta

from knowledge.checks.finding import Examined, Finding
from knowledge.parameters import ParameterNotInForceError, value_on

WARNED_BEFORE = timedelta(days=60)
"""How long before an amount's last known day its successor is asked for."""


def overdue_reviews(examined: Examined) -> Iterator[Finding]:
    """Entries and amounts that should have been read again by now."""
    knowledge = examined.knowledge
    for section, items in (("entries", knowledge.entries), ("parameters", knowledge.parameters)):
        for key, item in items.items():
            if item.review_by < examined.today:
                problem = f"skulle ha granskats senast {item.review_by} – läs igenom och flytta fram dagen"
                yield Finding(section, key, ("review_by",), problem)


def amounts_that_end(examined: Examined) -> Iterator[Finding]:
    """Amounts of which nothing is known today, or from some day soon on."""
    for parameter in examined.knowledge.parameters.values():
        last = max(range(len(parameter.values)), key=lambda i: parameter.values[i].from_)
        end = parameter.values[last].to
        if end is not None and end < examined.today:
            problem = f"slutade gälla {end} – skriv in den period som gäller nu"
            yield Finding("parameters", parameter.id, ("values", last, "to"), problem)
        elif end is not None and end <= examined.today + WARNED_BEFORE:
            problem = f"gäller bara till {end} – skriv in nästa period"
            yield Finding("parameters", parameter.id, ("values", last, "to"), problem)
        elif not any(value.covers(examined.today) for value in parameter.values):
            problem = f"inget belopp gäller {examined.today} – skriv in den period som fattas"
            yield Finding("parameters", parameter.id, ("values",), problem)


def amounts_without_kronor(examined: Examined) -> Iterator[Finding]:
    """Amounts that can only be told in euro today."""
    for parameter in examined.knowledge.parameters.values():
        try:
            value = value_on(parameter, examined.today)
        except ParameterNotInForceError:
            continue
        if value.sek is None:
            problem = "beloppet i kronor är inte känt för den period som gäller nu – fyll i 'sek'"
            place = parameter.values.index(value)
            yield Finding("parameters", parameter.id, ("values", place), problem)
