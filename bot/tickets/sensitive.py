"""What should not stand in a question that becomes a public record. It is asked about, not forbidden.

Personal identity numbers: folkbokföringslagen (1991:481), 18 §; coordination numbers look alike. Tenders are
secret while a procurement goes on: offentlighets- och sekretesslagen (2009:400), 19 kap. 3 §.
"""

import re
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What something looks like."""

    PERSONAL_NUMBER = "personal_number"
    TENDER = "tender"


class Seen(NamedTuple):
    """Something that was seen, and where in the text."""

    kind: Kind
    start: int
    end: int


_NUMBER = re.compile(r"(?<!\d)(?:(?:19|20)\d{2}|\d{2})(\d{2})(\d{2})[-+ ]?(\d{4})(?!\d)")
COORDINATION = 60
"""A coordination number's day is the day of birth plus this."""
MASK = "[personnummer borttaget]"

_MONEY = r"\d[\d\s.]*(?:,\d+)?\s*(?:kr\b|kronor\b|sek\b|tkr\b|mkr\b|miljoner\b|:-)"
_TENDER = re.compile(
    rf"(?:anbud(?:et|en|s?pris\w*|s?summa\w*)?|offert(?:en|pris\w*)?|anbudsgivar\w*)\b[^.!?\n]{{0,80}}?{_MONEY}"
    rf"|{_MONEY}[^.!?\n]{{0,40}}?\b(?:i (?:sitt|sina|deras) anbud|i anbudet)\b",
    re.IGNORECASE,
)


def seen_in(text: str) -> tuple[Seen, ...]:
    """Whatever in *text* looks like a personal number or the content of a tender, in order."""
    numbers = [
        Seen(Kind.PERSONAL_NUMBER, found.start(), found.end())
        for found in _NUMBER.finditer(text)
        if _is_personal(found)
    ]
    tenders = [Seen(Kind.TENDER, found.start(), found.end()) for found in _TENDER.finditer(text)]
    return tuple(sorted((*numbers, *tenders), key=lambda one: one.start))


def without_numbers(text: str) -> str:
    """*text* with a mask in place of each personal number."""
    for one in reversed(seen_in(text)):
        if one.kind is Kind.PERSONAL_NUMBER:
            text = text[: one.start] + MASK + text[one.end :]
    return text


def _is_personal(found: re.Match[str]) -> bool:
    """A day that exists, or sixty more, and the right check digit. An organisation's has no such month."""
    digits = re.sub(r"\D", "", found.group())[-10:]
    month, day = int(found[1]), int(found[2])
    day = day - COORDINATION if day > COORDINATION else day
    try:
        date(2000, month, day)  # a leap year: the century is not always written
    except ValueError:
        return False
    return _luhn(digits)


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0
