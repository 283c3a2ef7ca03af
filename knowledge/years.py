"""Years that a question names, and whether the amounts that would answer it are known for them."""

import re
from collections.abc import Iterator
from datetime import date

from knowledge.loader import PLACEHOLDER, Knowledge
from knowledge.model import DatedValue, Entry

_NUMBER_OF_SOMETHING = r"\d|[.,]\d|\s*(?:kr|tkr|euro|eur|sek|st\b|:-|%|\d)"
_YEAR = re.compile(rf"(?<![\d.,\w])((?:19[5-9]|20\d)\d)(?!{_NUMBER_OF_SOMETHING})", re.IGNORECASE)
_AMOUNT_RATHER = 2000
"""More often kronor than a year."""


def year_without_amounts(question: str, entry: Entry, knowledge: Knowledge) -> int | None:
    """The first year named in *question* for which an amount of *entry* is not known, or None."""
    texts = (entry.answer, *entry.steps, entry.details or "")
    amounts = [knowledge.parameters[name] for text in texts for name in PLACEHOLDER.findall(text)]
    for year in _years(question):
        if not all(any(_reaches(value, year) for value in amount.values) for amount in amounts):
            return year
    return None


def _years(question: str) -> Iterator[int]:
    return (year for found in _YEAR.findall(question) if (year := int(found)) != _AMOUNT_RATHER)


def _reaches(value: DatedValue, year: int) -> bool:
    """Whether *value* holds on some day of *year*."""
    return value.from_ <= date(year, 12, 31) and (value.to is None or value.to >= date(year, 1, 1))
