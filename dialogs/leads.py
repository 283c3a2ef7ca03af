"""Answers that are told by how they begin: "min bror jobbar …", "renovera …", whatever it is about.

What follows may be any words but those after which something else may be meant, and it is short.
"""

from collections.abc import Iterable, Sequence
from itertools import dropwhile

from dialogs.model import Choice, Question
from dialogs.phrases import gist, named, phrases_of, place_of
from dialogs.vocabulary import FRAME, FRIENDS, LIMITING, NO, NOT, RELATIVES, TURNS, YES, Words
from knowledge.swedish import fold, stem, words

MOST_AFTER = 6
"""Words. A longer answer tells a story."""
_ASKS = frozenset({"undrar", "fragar", "vet", "vad", "hur", "eftersom"})
_LESS = frozenset({"val", "nara", "narmare", "privat", "personligen"})
_NOT_AFTER = TURNS | NOT | LIMITING | YES | NO | _ASKS | _LESS
_ABOUT = frozenset((word,) for word in ("till", "for", "i", "pa", "hos", "at"))
"""How it goes on after a name: ``laptops till personalen``."""


def led(question: Question, said: Words) -> str | None:
    """The one choice that *said* begins as; None where none is, or a yes or no before it says otherwise."""
    heads = {"yes": YES, "no": NO}
    first, rest = said[0], said[1:]
    head = next((value for value, known in heads.items() if first in known), None)
    told = named(rest if head else said)
    found = {choice.value for choice in question.choices if _begins(choice, told, question)}
    if len(found) != 1:
        return None
    (value,) = found
    agrees = head is None or value == head or (value not in heads and head == "yes" and value != "none")
    return value if agrees else None


def _begins(choice: Choice, said: Words, question: Question) -> bool:
    others = [other for other in question.choices if other is not choice]
    said = _without_i(said)
    if any(
        said[: len(lead)] == lead and _only_goes_on(said[len(lead) :], others, question)
        for lead in (_without_i(tuple(words(lead))) for lead in choice.leads)
    ):
        return True
    if question.choice("yes"):
        return False
    said = tuple(dropwhile(FRAME.__contains__, said))
    return any(
        said[: len(name)] == name
        and said[len(name) : len(name) + 1] in _ABOUT
        and _only_goes_on(said[len(name) :], others, question)
        for name in phrases_of(choice)
    )


def _without_i(said: Words) -> Words:
    return said[1:] if len(said) > 1 and said[0] in {"jag", "vi"} else said


def _only_goes_on(rest: Words, others: Sequence[Choice], question: Question) -> bool:
    """Whether *rest* is short, and says nothing that turns what was said, or that is one of the *others*."""
    half = question.choice("yes") and "som" in rest  # "vi har ett avtal som täcker hälften"
    if half or len(rest) > MOST_AFTER or not _NOT_AFTER.isdisjoint(rest):
        return False
    return not any(_is_meant(choice, rest) for choice in others)


def _is_meant(choice: Choice, said: Words) -> bool:
    """Whether something in *said* is a name of *choice*, or has its ending: "bygget"."""
    endings = [stem(fold(ending)) for ending in choice.endings]
    return any(ending in word for ending in endings for word in said) or any(
        place_of(said, name) is not None for name in phrases_of(choice)
    )


def denied(question: Question, said: Words, known: Iterable[str]) -> bool:
    """Whether *said* is a no and then one denial in the question's own words: ``nej jag äger inget``.

    *known* are words that carry no meaning of their own. Nobody else than the one who answers is named.
    """
    rest = said[1:]
    if question.strict or said[0] not in NO or not rest or rest[0] in NOT:  # "nej, inte nu", "nej, inte nära"
        return False
    own = {*known, *words(question.text)}
    own |= {
        word
        for choice in question.choices
        for phrase in (choice.label, *choice.also)
        for word in words(phrase)
    }
    stems = {gist((word,)) for word in own}
    return (
        sum(word in NOT for word in rest) == 1
        and len(rest) <= MOST_AFTER
        and (RELATIVES | FRIENDS | TURNS | LIMITING | YES | NO | {"vet"}).isdisjoint(rest)
        and all(word in NOT or word in own or gist((word,)) in stems for word in rest)
    )
