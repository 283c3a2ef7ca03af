"""Typed words as they are usually spelt: ``dom`` is ``de``, ``jaaa`` is ``ja``, ``oskäer`` is ``osäker``."""

import re

from rapidfuzz.distance import OSA

from dialogs.typed.vocabulary import FILLERS, FRAME, MENDED, NOT, USUALLY, Words
from knowledge.swedish import words

_SHORTEST_TO_MEND = 5
_LONG_WORD = 9
_DRAWN_OUT = (
    (re.compile("ja+"), "ja"),
    (re.compile("jo+"), "jo"),
    (re.compile("ne+j+"), "nej"),
    (re.compile("na+e?"), "na"),
)


def spelt(text: str) -> Words:
    """The words of *text*, folded, in their usual spelling, without mere sounds."""
    return tuple(_usual(word) for word in words(text) if word not in FILLERS)


def _usual(word: str) -> str:
    word = USUALLY.get(word, word)
    word = next((short for long, short in _DRAWN_OUT if long.fullmatch(word)), word)
    return mended(word, MENDED)


def mended(word: str, known: frozenset[str]) -> str:
    """*word* with a small slip put right, where only one of *known* is near: "tjenster" as "tjanster"."""
    if len(word) < _SHORTEST_TO_MEND or word in known | FRAME | NOT:
        return word
    most = 2 if len(word) >= _LONG_WORD else 1
    near = [
        other
        for other in known
        if len(other) >= _SHORTEST_TO_MEND and other[0] == word[0] and OSA.distance(word, other) <= most
    ]
    return near[0] if len(near) == 1 else word
