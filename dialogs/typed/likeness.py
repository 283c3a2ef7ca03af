"""An answer in other words than the listed ones, by its likeness to examples of answers.

Each word, and each pair of words that follow one another, speaks for the values in whose examples it stands
(naive Bayes). A text is read when nearly all of its words are known and one value is far likelier than every
other, with "ask back" among them; and never against a yes, a no, a denial or a doubt in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log, sqrt

from dialogs.model import UNSURE, Examples, Question
from dialogs.typed.one_of import named
from dialogs.typed.reasons import NONE, PARTLY, denies_once, denies_what_is_meant, speaks_of_others
from dialogs.typed.spelling import spelt
from dialogs.typed.vocabulary import (
    ALSO,
    ASKING,
    BUT,
    CLOSE,
    DOUBT,
    HEDGES,
    NO,
    NOT,
    TALK,
    WISHES,
    YES,
    Words,
)
from knowledge.swedish import stem

_LIKELY = 2.0
"""How much likelier than the next value: the logarithm, by the root of the number of signs."""
_LIKELIER = 3.0
"""For a no without a word of denial in it."""
_LIKELIEST = 4.0
"""For a choice with a denial or a turn beside it, and for not knowing without a word of doubt."""
_FEWEST = 2
"""Words. One alone is on the lists or is not read."""
_UNKNOWN_ONE_IN = 5
"""Words of which one may be unknown. In a short text that one may be the one that counts."""
_SMOOTHED = 0.001
"""Added to each share: a sign that the examples of a value lack counts against it without ruling it out."""
_VALUES = 2
"""That are compared: the likest and the next."""
_RARE_PAIR = 2
"""Pairs of words that occur in fewer examples say nothing."""
_NUMBER = "#"
_START, _END = "^", "$"


@dataclass(frozen=True)
class Likest:
    """The value whose examples a text is likest."""

    value: str
    margin: float
    """How much likelier than the next value."""
    unknown: int
    """Words that stand in no example."""


@dataclass(frozen=True)
class _Counted:
    """In how many examples of each value a sign stands."""

    values: tuple[str, ...]
    examples: tuple[int, ...]
    signs: Mapping[str, tuple[int, ...]]
    words: frozenset[str]


def read_alike(question: Question, said: Words) -> str | None:
    """The value of *question* that *said* is surely like, or None."""
    found = likest(question, said)
    if found is None or found.value not in question.values or found.unknown * _UNKNOWN_ONE_IN > len(said):
        return None
    needed = _needed(question, found.value, said)
    return found.value if needed is not None and found.margin >= needed else None


def likest(question: Question, said: Words) -> Likest | None:
    """The value whose examples *said* is likest; None without examples of at least two."""
    counted = _counted(question.examples)
    if not counted.values or len(said) < _FEWEST:
        return None
    words, signs = _signs(said)
    known = [counted.signs[sign] for sign in signs if sign in counted.signs]
    scores = sorted(
        (
            (
                sum(log(counts[i] / examples + _SMOOTHED) for counts in known) / sqrt(len(signs)),
                value,
            )
            for i, (value, examples) in enumerate(zip(counted.values, counted.examples, strict=True))
            if examples
        ),
        reverse=True,
    )
    if len(scores) < _VALUES:
        return None
    (best, value), (next_best, _) = scores[:_VALUES]
    return Likest(value, best - next_best, sum(word not in counted.words for word in words))


def _needed(question: Question, value: str, said: Words) -> float | None:
    """The margin at which *said* means *value*; None: a word of it forbids that, however like it is."""
    words = frozenset(said)
    if not TALK.isdisjoint(words) or (said[0] in ASKING and said[0] not in question.frame):
        return None
    if not question.choice("yes") and named(question, said)[0] - {value}:
        return None
    if value == UNSURE:
        return _needed_by_unsure(said)
    if speaks_of_others(question, said):
        return None
    says_yes, says_no, denies = (not listed.isdisjoint(words) for listed in (YES, NO, NOT))
    if not BUT.isdisjoint(words):
        return None
    turns = not (DOUBT | WISHES).isdisjoint(words) or ("eller" in words and "varken" not in words)
    if value == "yes":
        return None if says_no or denies or turns else _LIKELY
    if value in NONE:
        return None if says_yes or turns else _needed_by_no(question, value, said)
    if says_no or said[0] in NOT or said[-1] in NOT or denies_what_is_meant(question, value, said):
        return None
    return _LIKELIEST if denies or turns or not ALSO.isdisjoint(words) else _LIKELY


def _needed_by_no(question: Question, value: str, said: Words) -> float | None:
    """The margin for a no, or "none of these": the more, the less of a denial there is in it."""
    if not denies_once(question, value, said) or _goes_on(said, NOT):
        return None
    denies = not NOT.isdisjoint(said)
    if not NO.isdisjoint(said):
        is_whole = denies and not (said[0] in NO and said[1] in PARTLY)
        return _LIKELY if is_whole else _LIKELIEST
    if denies:
        return _LIKELIER if question.strict else _LIKELY
    return None if question.strict or not CLOSE.isdisjoint(said) else _LIKELIER


def _needed_by_unsure(said: Words) -> float | None:
    if not (YES | NO).isdisjoint(said) or any(pair in _SURE for pair in pairwise(said)):
        return None
    if _goes_on(said, HEDGES | NOT):
        return None
    return _LIKELY if _hedges(said) else _LIKELIEST


def _goes_on(said: Words, alike: frozenset[str]) -> bool:
    """Whether *said* turns, and none of *alike* follows: "vet inte, men min syster är vd"."""
    return "men" in said and alike.isdisjoint(said[said.index("men") + 1 :])


def _hedges(said: Words) -> bool:
    """Whether *said* holds a doubt: "osäker", "vet inte", but not "inte vad jag vet"."""
    return not HEDGES.isdisjoint(said) or any(
        word == "vet" and not NOT.isdisjoint((*said[max(place - 1, 0) : place], *said[place + 1 : place + 4]))
        for place, word in enumerate(said)
    )


_SURE = {("inte", word) for word in ("osaker", "oklart", "oklar", "tveksam", "tveksamt")}


def _signs(said: Words) -> tuple[frozenset[str], frozenset[str]]:
    """The words of *said* in their stems, and with them the pairs that follow one another."""
    stems = [_NUMBER if word.isdigit() else stem(word) for word in said]
    pairs = zip([_START, *stems], [*stems, _END], strict=True)
    return frozenset(stems), frozenset(stems).union(f"{first} {second}" for first, second in pairs)


@lru_cache(maxsize=100)
def _counted(examples: Examples) -> _Counted:
    counts: dict[str, list[int]] = {}
    known: set[str] = set()
    for i, (_, texts) in enumerate(examples):
        for text in texts:
            words, signs = _signs(spelt(text))
            known |= words
            for sign in signs:
                counts.setdefault(sign, [0] * len(examples))[i] += 1
    return _Counted(
        tuple(value for value, _ in examples),
        tuple(len(texts) for _, texts in examples),
        {sign: tuple(found) for sign, found in counts.items() if " " not in sign or sum(found) >= _RARE_PAIR},
        frozenset(known),
    )
