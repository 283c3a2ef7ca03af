"""Why a typed amount was not read: what was understood of it, so that asking back can help."""

import re
from dataclasses import dataclass
from enum import StrEnum

from dialogs.typed.amounts import read_amount
from knowledge.swedish import fold, words

_RANGE = re.compile(r"\d\s*(?:-|–|—|till|eller)\s*\d")
_NEGATIVE = re.compile(r"^\s*(?:[-−–]\s*\d|minus\b)")
_MANY = re.compile(r"\d\s*[eE]\s*\d|\d{10}|miljard")
_OTHER_MONEY = re.compile(r"[€$£]|\b(?:eur|euro|usd|dollar|dollars|pund|gbp|nok|dkk)\b")
_EACH_WORDS = "manad manaden man styck st styckpris kvartal dag timme timmen timma vecka enhet person"
_ABOUT_WORDS = """
    ca cirka circa omkring ungefar runt typ drygt knappt nastan over under max hogst minst mer mindre par
    nagra flera kanske halv
"""
_EACH, _ABOUT = frozenset(_EACH_WORDS.split()), frozenset(_ABOUT_WORDS.split())


class Doubt(StrEnum):
    """What stands in the way of reading an amount."""

    SMALL = "small"
    RANGE = "range"
    NEGATIVE = "negative"
    TOO_MUCH = "too_much"
    VAT = "vat"
    OTHER_MONEY = "other_money"
    EACH = "each"
    FRACTION = "fraction"
    ABOUT = "about"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Doubted:
    """A typed amount that was not read, and why. *number*: the bare one, where it is too small to be sure."""

    doubt: Doubt
    number: int = 0


def doubt_of(text: str) -> Doubted:
    """Why *text*, which ``read_amount`` does not read, is not certain."""
    plain, said = fold(text), frozenset(words(text))
    bare = read_amount(f"{text.strip()} kr")
    if bare is not None and bare > 0 and not said & {"kr", "kronor"}:
        return Doubted(Doubt.SMALL, bare)
    found = (
        (Doubt.NEGATIVE, _NEGATIVE.search(plain)),
        (Doubt.TOO_MUCH, _MANY.search(plain)),
        (Doubt.VAT, "moms" in said),
        (Doubt.OTHER_MONEY, _OTHER_MONEY.search(plain)),
        (Doubt.RANGE, _RANGE.search(plain) or "mellan" in said),
        (Doubt.EACH, said & _EACH or "/" in text or {"per", "ar"} <= said),
        (Doubt.FRACTION, re.search(r"\d{3},\d{1,2}(?!\d)", plain)),
        (Doubt.ABOUT, said & _ABOUT),
    )
    return Doubted(next((doubt for doubt, is_so in found if is_so), Doubt.UNCLEAR))
