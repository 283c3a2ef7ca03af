"""An answer with its reason: ``nej, jag har sökt i databasen``, ``avtalet gick ut i mars så nej``.

The answer stands by itself, first or last. What stands beside it may be anything that a reason can be, as
long as nothing in it doubts, turns, limits or asks, and nothing speaks for another answer.
"""

import re
from collections.abc import Iterator

from dialogs.model import Question
from dialogs.typed.one_of import named
from dialogs.typed.phrases import phrases_of, place_of
from dialogs.typed.spelling import spelt
from dialogs.typed.unsure import is_unsure
from dialogs.typed.vocabulary import (
    ALSO,
    ASKING,
    CLOSE,
    DOUBT,
    ELSEWHERE,
    FRAGMENT,
    FRAME,
    HALVES,
    LIMITING,
    NO,
    NOT,
    OTHERS,
    SKIPPED,
    TALK,
    TURNS,
    WISHES,
    YES,
    Words,
)
from dialogs.typed.whole import read_whole, unsure_of
from knowledge.swedish import stem, words

_BETWEEN = re.compile(r"(?:[,.;:!?()\n–—]|\s-)(?=\D|$)")
_SO = re.compile(r"\bså\b", re.IGNORECASE)
"""Told from "sa" while the text still has its dots."""
_CONCLUDES = "so"
NONE = ("no", "none", "ordinary")
_SMALL = FRAME | SKIPPED | YES | NO | NOT
_OPENER = "tyvarr"


def read_with_reason(question: Question, text: str) -> str | None:
    """The choice that one part of *text* says, when every other part may be its reason."""
    parts = [part for part in map(spelt, _BETWEEN.split(_SO.sub(_CONCLUDES, text))) if part]
    found = {
        value
        for value, reasons, concluded in _answers(question, parts)
        if all(_may_be_a_reason(question, value, part, concluded) for part in reasons)
    }
    return found.pop() if len(found) == 1 else None


def _answers(question: Question, parts: list[Words]) -> Iterator[tuple[str, list[Words], bool]]:
    """Each choice that a part may be, what stands beside it, and whether it is a conclusion ("så nej")."""
    if not parts:
        return
    first, *others = parts
    for value, rest in _openings(question, first):
        yield value, [rest, *others], False
    *before, last = parts
    if last[-1] in YES | NO:
        for value, _ in _openings(question, last[-1:]):
            yield value, [*before, last[:-1]], False
    for place, word in enumerate(last):
        if word == _CONCLUDES:
            for value, rest in _openings(question, last[place + 1 :]):
                yield value, [*before, last[:place], rest], True
    for place, part in enumerate(parts):
        if question.choice(unsure := unsure_of(question)) and is_unsure(part, question):
            yield unsure, [*parts[:place], *parts[place + 1 :]], False


def _openings(question: Question, part: Words) -> Iterator[tuple[str, Words]]:
    """Each choice that *part* begins with, and the rest of it."""
    part = part[1:] if part[:1] == (_OPENER,) else part
    if not part:
        return
    value = read_whole(question, part, "")
    if isinstance(value, str):
        yield value, ()
    said = "yes" if part[0] in YES else "no" if part[0] in NO else None
    values = ("yes",) if said == "yes" else NONE if said else ()
    for value in values:
        if question.choice(value):
            yield value, part[1:]


def _may_be_a_reason(question: Question, value: str, part: Words, concluded: bool) -> bool:
    """Whether *part* says nothing against *value*. *concluded*: it comes before a "så nej"."""
    said = frozenset(part)
    if not said:
        return True
    if not (TALK | WISHES).isdisjoint(said):
        return False
    whole = read_whole(question, part, "")
    if whole is not None:
        return whole == value
    if value == unsure_of(question) and "men" in said:
        return False
    if concluded or value == unsure_of(question):
        return (YES | NO).isdisjoint(said)
    if part[0] in ASKING or not (DOUBT | TURNS | _LIMITS).isdisjoint(said) or _is_a_condition(part):
        return False
    if value in NONE:
        return _goes_with_no(question, value, part)
    denies = not (NOT | NO).isdisjoint(said)
    if value == "yes":
        return not denies and _goes_with_yes(question, part)
    return not denies and ALSO.isdisjoint(said) and named(question, part)[0] <= {value}


_LIMITS = LIMITING - {"om", "eller"}


def _goes_with_yes(question: Question, part: Words) -> bool:
    """Whether *part* tells what the yes is about, and not when, where or to whom else it applies."""
    said = frozenset(part)
    if (
        part[0] in FRAGMENT
        or "eller" in said
        or not ELSEWHERE.isdisjoint(said)
        or speaks_of_others(question, part)
        or all(map(str.isdigit, part))
    ):
        return False
    about = {stem(word) for word in said - _SMALL}
    return not about.isdisjoint(_asked_about(question, "no"))


def speaks_of_others(question: Question, said: Words) -> bool:
    """Whether *said* names somebody whom *question* does not ask about."""
    others = OTHERS - _ANYBODY | (CLOSE if question.about_you_alone else frozenset())
    return not others.isdisjoint(said)


_ANYBODY = frozenset({"nagon", "annan", "andra", "de", "deras"})
"""Of the words for others, those that stand in answers of every kind."""


def _is_a_condition(part: Words) -> bool:
    """``om vi räknar bort optionen``; not ``handlar om tillsyn``."""
    return "om" in part and not any(word.startswith("handl") for word in part[: part.index("om")])


def _goes_with_no(question: Question, value: str, part: Words) -> bool:
    """Whether *part* denies as well, or says nothing of what was asked."""
    said = frozenset(part)
    if not YES.isdisjoint(said) or ("eller" in said and "varken" not in said):
        return False
    others = not (CLOSE | OTHERS).isdisjoint(said)
    denials = sum(word in NOT for word in part)
    if not denials:
        about = {stem(word) for word in said - _SMALL}
        says_it = not about.isdisjoint(_affirmed(question, value))
        return value != "no" and says_it and not others and about.isdisjoint(_asked_about(question, value))
    if part[0] in PARTLY and part[1:2] != ("ens",):
        return False
    return denies_once(question, value, part) and (
        not others or _is_joined(part) or {"jag", "vi"}.isdisjoint(said)
    )


def denies_once(question: Question, value: str, said: Words) -> bool:
    """Whether *said* denies once, for everybody, and not what *value* affirms ("inte ett vanligt köp")."""
    if sum(word in NOT for word in said) > 1 and not _is_joined(said):
        return False
    if any(place_of(said, half) is not None for half in HALVES):
        return False
    return value == "no" or not denies_what_is_meant(question, value, said)


def denies_what_is_meant(question: Question, value: str, said: Words) -> bool:
    """Whether a denial stands right before what the phrases of *value* affirm: "inte hela kommunen"."""
    affirmed = _affirmed(question, value)
    return any(
        word in NOT and not affirmed.isdisjoint(map(stem, said[place + 1 : place + 3]))
        for place, word in enumerate(said)
    )


def _is_joined(said: Words) -> bool:
    return not {"och", "eller", "heller", "varken"}.isdisjoint(said)


PARTLY = ("inte", "ej", "inget")
"""A denial that begins so may leave something open: "nej, inte direkt", "nej, inget av värde"."""


def _asked_about(question: Question, value: str) -> frozenset[str]:
    """Stems of what the question and the answers other than *value* are about."""
    texts = [tuple(words(question.text))]
    texts += [phrase for choice in question.choices if choice.value != value for phrase in phrases_of(choice)]
    own = frozenset() if value == "no" else _affirmed(question, value)
    return frozenset(stem(word) for text in texts for word in text if word not in _SMALL) - own


def _affirmed(question: Question, value: str) -> frozenset[str]:
    """Stems of what the phrases of *value* affirm: "ett vanligt köp"."""
    choice = question.choice(value)
    phrases = phrases_of(choice) if choice else ()
    return frozenset(
        stem(word)
        for phrase in phrases
        if (NOT | NO).isdisjoint(phrase)
        for word in phrase
        if word not in _SMALL
    )
