"""An answer that is a yes or a no, or says so in the question's own words."""

from dialogs.model import Question
from dialogs.typed.phrases import gist, gists_of, place_of
from dialogs.typed.vocabulary import (
    ABOUT,
    AFTER_NO,
    EMPTY,
    LIMITING,
    NO,
    NO_PHRASES,
    NOT,
    TURNS,
    YES,
    YES_PHRASES,
    Words,
)

_LONGEST_TAIL = 5
"""Words."""


def yes_or_no(question: Question, said: Words) -> str | None:
    """``yes`` or ``no`` when all of *said* says so."""
    plain = plain_yes_or_no(said)
    if plain:
        return plain
    own_yes, own_no = (
        gists_of(choice) if (choice := question.choice(v)) else frozenset() for v in ("yes", "no")
    )
    yes, no = not YES.isdisjoint(said), not NO.isdisjoint(said)
    rest = tuple(word for word in said if word not in YES | NO)
    if not no and (gist(rest) in own_yes or _is_said_of_something(rest, own_yes, question)):
        return "yes"
    if not yes and (gist(rest) in own_no or _is_said_of_something(rest, own_no, question)):
        return "no"
    return None


def plain_yes_or_no(said: Words) -> str | None:
    """``yes`` or ``no`` when *said* is that and nothing else, whatever was asked."""
    yes, no = not YES.isdisjoint(said), not NO.isdisjoint(said)
    rest = tuple(word for word in said if word not in YES | NO)
    if said in YES_PHRASES or (yes and not no and all(word in EMPTY - NOT for word in rest)):
        return "yes"
    return "no" if said in NO_PHRASES or (no and not yes and goes_with_no(rest)) else None


def begins_with_yes_or_no(said: Words) -> bool:
    """Whether *said* begins as an answer to whatever was asked last."""
    return not (YES | NO).isdisjoint(said[:1])


def _is_said_of_something(said: Words, own: frozenset[Words], question: Question) -> bool:
    """``vi har ramavtal på möbler``: one of the question's own phrases, and what it is about after it."""
    if question.strict:
        return False
    return any(
        said[place] in ABOUT
        and len(gist(said[:place])) > 1
        and gist(said[:place]) in own
        and len(said) - place <= _LONGEST_TAIL
        and (TURNS | NOT | LIMITING).isdisjoint(said[place:])
        and not any(word.isdigit() for word in said)
        for place in range(1, len(said) - 1)
    )


def goes_with_no(rest: Words) -> bool:
    """Whether what is left beside a no says no as well: nothing, or exactly one negation of empty talk."""
    if rest in NO_PHRASES or all(word in AFTER_NO for word in rest):
        return True
    if any(place_of(rest, half) is not None for half in (("inte", "jag"), ("inte", "nu"))):
        return False  # "nej, inte jag": then perhaps somebody close; "inte nu": then perhaps before
    known = EMPTY | {"alls"} | NOT
    return sum(word in NOT for word in rest) == 1 and all(word in known for word in rest)
