"""Answers and days in the words of a reviewing reader: what a list, a drawing or a fault says of them."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from dialogs.model import Question
from knowledge.amounts import grouped, swedish_day

_MORE_THAN_LISTED = 3
"""Where more answers than this lead the same way, it is shorter to name those that do not."""


def choices_in_words(question: Question, values: Sequence[str]) -> str:
    """``Nej eller vet inte``; of many, ``annat än …`` those that are left out."""
    left = [value for value in question.values if value not in values]
    if left and len(values) > max(_MORE_THAN_LISTED, len(left)):
        return f"annat än {' eller '.join(f'”{label}”' for label in _labels(question, left))}"
    labels = _labels(question, values)
    later = [label[0].lower() + label[1:] if label[1:2].islower() else label for label in labels[1:]]
    return listed([*labels[:1], *later], "eller")


def cited(source: str, places: Sequence[str]) -> str:
    """``LOU 7 kap. 3 §``; headings on a page stand in quotation marks: ``nyheten, ”Så går det till”``."""
    if not places:
        return source
    if all("§" in place or "kap." in place for place in places):
        return f"{source} {'; '.join(places)}"
    return f"{source}, {'; '.join(f'”{place}”' for place in places)}"


def _labels(question: Question, values: Iterable[str]) -> list[str]:
    return [_short(choice.label) for value in values if (choice := question.choice(value))]


def _short(label: str) -> str:
    """``LOU`` for ``LOU, vanliga inköp``: an abbreviation needs no explanation here."""
    head = label.partition(",")[0]
    return head if head.isupper() else label


def listed(words: Sequence[str], last: str) -> str:
    """``a, b och c``, with *last* before the last one; semicolons where a word is itself a list."""
    if len(words) < 2:  # noqa: PLR2004 - one word needs no comma
        return "".join(words)
    if any("," in word or f" {last} " in word for word in words):
        return f"{'; '.join(words[:-1])}; {last} {words[-1]}"
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def amounts_in_words(low: int, high: int | None) -> str:
    """Whole kronor from *low* to *high*, both included, as law writes it: ``under 700 000 kronor``."""
    if low == high:
        return _kronor(low)
    if high is None:
        return "varje belopp" if low == 0 else f"från och med {_kronor(low)}"
    if low == 0:
        return f"under {_kronor(high + 1)}"
    return f"från och med {grouped(low)} men under {_kronor(high + 1)}"


def _kronor(amount: int) -> str:
    return f"{grouped(amount)} kronor"


def days_in_words(first: date | None, last: date | None) -> str:
    """Days from *first* to *last*, both included; None is without end that way."""
    if first is None:
        return "alla dagar" if last is None else f"före {swedish_day(last + timedelta(days=1))}"
    if last is None:
        return f"från och med {swedish_day(first)}"
    return f"{swedish_day(first)}–{swedish_day(last)}"
