"""A choice's phrases, and what is left of a phrase when the words that change nothing are taken away."""

from functools import lru_cache

from dialogs.model import Choice
from dialogs.typed.spelling import spelt
from dialogs.typed.vocabulary import FRIENDS, RELATIVES, SKIPPED, Words
from knowledge.swedish import stem

_NONE = {"nagon": "ingen", "nagot": "inget", "nagra": "inga"}
_WHOSE = frozenset({"min", "mitt", "mina", "var", "vart", "vara"})
_WHICH = frozenset({"basta", "gamla", "gamle", "nara", "narmaste", "ena", "egen", "eget", "lilla"})
_SOMEBODY = frozenset({"slakting", "van"})
_ONE = {"vi": "jag", "man": "jag"}
_SHORTEST_STEM = 4


@lru_cache(maxsize=1_000)
def _phrases(label: str, also: tuple[str, ...]) -> frozenset[Words]:
    return frozenset(spelt(text) for text in (label, *also))


def phrases_of(choice: Choice) -> frozenset[Words]:
    """The choice's label and what else people type when they mean it, as words in their usual spelling."""
    return _phrases(choice.label, choice.also)


@lru_cache(maxsize=1_000)
def _gists(phrases: frozenset[Words]) -> frozenset[Words]:
    return frozenset(gist(phrase) for phrase in phrases) - {()}


def gists_of(choice: Choice) -> frozenset[Words]:
    """The gists of the choice's phrases."""
    return _gists(phrases_of(choice))


def gist(said: Words) -> Words:
    """*said* without small words and endings: ``vi har redan ett avtal på det`` → ``jag har avtal``.

    "Inte något" is "inget", we are I, and each relative or friend of mine is as good as another.
    """
    kept: list[str] = []
    before = ""
    for word in _named(said):
        if before == "inte" and word in _NONE:
            kept[-1] = _NONE[word]
        elif before in _WHOSE and word in _SOMEBODY:
            kept[-1] = word
        elif word not in SKIPPED:
            kept.append(_stemmed(_ONE.get(word, word)))
        before = word
    return tuple(kept)


def _named(said: Words) -> Words:
    """*said* with each relative of mine as "släkting", and each friend as "vän", also "min bästa kompis"."""
    kept: list[str] = []
    for word in said:
        mine = bool(kept) and kept[-1] in _WHOSE
        if mine and word in RELATIVES | FRIENDS:
            kept.append("slakting" if word in RELATIVES else "van")
        elif not (mine and word in _WHICH):
            kept.append(word)
    return tuple(kept)


def _stemmed(word: str) -> str:
    short = stem(word)
    return short if len(short) >= _SHORTEST_STEM else word


def place_of(said: Words, phrase: Words) -> int | None:
    """Where in *said* the *phrase* begins."""
    return next((i for i in range(len(said) - len(phrase) + 1) if said[i : i + len(phrase)] == phrase), None)
