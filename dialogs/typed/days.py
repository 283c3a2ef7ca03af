"""Typed days: ``2026-11-25``, or with the month in words. One that does not exist is not read."""

import re
from datetime import date

from knowledge.swedish import fold

_NAMES = "januari februari mars april maj juni juli augusti september oktober november december"
_MONTHS = _NAMES.split()
_SHORT = {name[:3]: number for number, name in enumerate(_MONTHS, 1)} | {"sept": 9}
_NUMBER = {name: number for number, name in enumerate(_MONTHS, 1)} | _SHORT
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_IN_WORDS = re.compile(r"(?:den )?(\d{1,2})(?::[ae])? ([a-z]+)\.? (\d{4})", re.ASCII)


def read_day(text: str) -> date | None:
    """The day that *text* is, and nothing else in it; None when it is not certain which."""
    written = " ".join(fold(text).split())
    if found := _ISO.fullmatch(written):
        return _day(*map(int, found.groups()))
    if (found := _IN_WORDS.fullmatch(written)) and found[2] in _NUMBER:
        return _day(int(found[3]), _NUMBER[found[2]], int(found[1]))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
