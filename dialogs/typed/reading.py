"""What a person types, as a value of the question, or nothing: then the bot asks back.

A wrong reading is worse than asking. So the whole text must be understood: words that belong to one answer,
words that carry no meaning of their own, and nothing else. A doubt ("tror", "nog"), a turn ("men", "fast",
"eller"), or a no where a yes is: each is a reason to ask.
"""

import re
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from dialogs.conversation import Ask
from dialogs.model import UNKNOWN, UNSURE, Flow, Question
from dialogs.state import Answer
from dialogs.typed.amounts import read_amount
from dialogs.typed.days import read_day
from dialogs.typed.denial import denied
from dialogs.typed.phrases import gist, gists_of, phrases_of, place_of
from dialogs.typed.vocabulary import (
    ABOUT,
    AFTER_NO,
    AFTER_UNSURE,
    EMPTY,
    FILLERS,
    FRAME,
    LIMITING,
    NO,
    NO_PHRASES,
    NOT,
    OFTEN_BETWEEN,
    TURNS,
    UNSURE_PHRASES,
    YES,
    YES_PHRASES,
    Words,
)
from knowledge.swedish import fold, words

_LONGEST = 200
"""Characters. What is longer tells a story; it is not read."""
_SHORTEST_TO_MEND = 5
_LONG_WORD = 9
_LONGEST_FIRST = sorted(UNSURE_PHRASES, key=len, reverse=True)
_LONGEST_TAIL = 5
_YET = frozenset({"an", "annu"})
_DRAWN_OUT = ((re.compile("ja+"), "ja"), (re.compile("ne+j+"), "nej"), (re.compile("na+"), "na"))


def read(flow: Flow, fact: str, text: str) -> str | int | None:
    """The value of *fact* that *text* says, or None: ask back. Raises ``KeyError`` for an unknown fact."""
    if fact == "date" and flow.dated:
        day = read_day(text)
        return day.isoformat() if day else None
    question = flow.question(fact)
    value = read_answer(question, text)
    return value if isinstance(value, int) or value in question.values else None


def reply(flow: Flow, asked: Ask, text: str) -> Answer | None:
    """The fact and the value that *text* says in answer to what is *asked*, or None: ask back.

    A person may answer the question behind a narrowing one at once ("leveranser"); that spares them a step.
    """
    if asked.question.narrows is not None:
        value = read(flow, asked.question.narrows, text)
        if value is not None:
            return asked.question.narrows, value
    value = read_answer(asked.question, text)
    is_open = isinstance(value, int) or value in [choice.value for choice in asked.choices]
    return (asked.question.fact, value) if value is not None and is_open else None


def read_answer(question: Question, text: str) -> str | int | None:
    """What *text* says in answer to *question*, also a choice that opens another; None: ask back."""
    asks = "?" in text and not any(word in words(" ".join(question.frame)) for word in words(text))
    if len(text) > _LONGEST or asks:
        return None
    said = tuple(_spelt(word) for word in words(text) if word not in FILLERS)
    if not said:
        return None
    exact = _exactly(question, said)
    if exact is not None:
        return exact
    unsure = UNKNOWN if question.kind == "amount" else UNSURE
    if question.choice(unsure) and _is_unsure(said, question):
        return unsure
    if question.kind == "amount":
        return read_amount(text)
    if question.choice("yes"):
        return _yes_or_no(question, said)
    return _one_of(question, said)


def _spelt(word: str) -> str:
    """*word*, and "jaaa" as "ja"."""
    return next((short for long, short in _DRAWN_OUT if long.fullmatch(word)), word)


def _exactly(question: Question, said: Words) -> str | None:
    """The one choice whose label or phrase is just what was said, or but for small words."""
    found = [choice.value for choice in question.choices if said in phrases_of(choice)]
    if not found and gist(said):
        found = [choice.value for choice in question.choices if gist(said) in gists_of(choice)]
    return found[0] if len(found) == 1 else None


def _is_unsure(said: Words, question: Question) -> bool:
    if not OFTEN_BETWEEN.isdisjoint(said):
        without = tuple(word for word in said if word not in OFTEN_BETWEEN)
        if without and _is_unsure(without, question):
            return True
    empty = FRAME.union(words(question.text))
    for phrase in _LONGEST_FIRST:
        place = place_of(said, phrase)
        if place is None:
            continue
        before, after = said[:place], said[place + len(phrase) :]
        if not all(word in empty or (word in TURNS and not after) for word in before):
            return False
        return all(word in empty | _YET for word in after) or _is_what_is_not_known(after, question)
    return False


def _is_what_is_not_known(rest: Words, question: Question) -> bool:
    """``… om det finns ett avtal``, ``… summan``: no turn, no figure, and no other answer."""
    if not (TURNS | YES | NO).isdisjoint(rest) or any(word.isdigit() for word in rest):
        return False
    answers = {word for choice in question.choices for phrase in phrases_of(choice) for word in phrase}
    return rest[0] in AFTER_UNSURE or (len(rest) == 1 and rest[0] not in answers)


def _yes_or_no(question: Question, said: Words) -> str | None:
    if said in YES_PHRASES:
        return "yes"
    if said in NO_PHRASES:
        return "no"
    own_yes, own_no = (
        gists_of(choice) if (choice := question.choice(v)) else frozenset() for v in ("yes", "no")
    )
    yes, no = not YES.isdisjoint(said), not NO.isdisjoint(said)
    rest = tuple(word for word in said if word not in YES | NO)
    if not no and (gist(rest) in own_yes or _is_said_of_something(rest, own_yes, question)):
        return "yes"
    if not yes and (gist(rest) in own_no or _is_said_of_something(rest, own_no, question)):
        return "no"
    if yes and not no and all(word in EMPTY - NOT for word in rest):
        return "yes"
    return "no" if no and not yes and (_goes_with_no(rest) or denied(question, said)) else None


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


def _goes_with_no(rest: Words) -> bool:
    """Whether what is left beside a no says no as well: nothing, or exactly one negation of empty talk."""
    if rest in NO_PHRASES or all(word in AFTER_NO for word in rest):
        return True
    if any(place_of(rest, half) is not None for half in (("inte", "jag"), ("inte", "nu"))):
        return False  # "nej, inte jag": then perhaps somebody close; "inte nu": then perhaps before
    known = EMPTY | {"alls"} | NOT
    return sum(word in NOT for word in rest) == 1 and all(word in known for word in rest)


def _one_of(question: Question, said: Words) -> str | None:
    """The one choice whose words were said, among words that only frame it."""
    none = next((value for value in ("none", "ordinary") if question.choice(value)), None)
    if none and not NO.isdisjoint(said):
        rest = tuple(word for word in said if word not in NO)
        choice = question.choice(none)
        own = gists_of(choice) if choice else frozenset()
        return none if rest in NO_PHRASES or gist(rest) in own or _goes_with_no(rest) else None
    phrases = [(phrase, choice.value) for choice in question.choices for phrase in phrases_of(choice)]
    left = _mended(said, {word for phrase, _ in phrases for word in phrase})
    found: set[str] = set()
    for phrase, value in sorted(phrases, key=lambda pair: len(pair[0]), reverse=True):
        while (place := place_of(left, phrase)) is not None:
            found.update(other for same, other in phrases if same == phrase)
            found.add(value)
            left = (*left[:place], *([""] * len(phrase)), *left[place + len(phrase) :])
    for more in (_spanned, _ended):
        also, left = more(question, left)
        found |= also
    around = FRAME.union(words(" ".join(question.frame)))
    around |= frozenset() if none in found else YES  # "ja, hos leverantören", but not "ja, inget av detta"
    if len(found) != 1 or not all(word in around or not word for word in left):
        return None
    return found.pop()


def _spanned(question: Question, said: Words) -> tuple[set[str], Words]:
    """The choices that are meant by words out of two of their lists, and what else was said."""
    found = set()
    for choice in question.choices:
        lists = [frozenset(words(" ".join(names))) for names in choice.spans]
        if sum(not names.isdisjoint(said) for names in lists) > 1:
            found.add(choice.value)
            named = _BOTH.union(*lists)
            said = tuple("" if word in named else word for word in said)
    return found, said


def _ended(question: Question, said: Words) -> tuple[set[str], Words]:
    """The choices that words such as "skolmöbler" mean by their ending, and what else was said."""
    endings = [(fold(ending), choice.value) for choice in question.choices for ending in choice.endings]
    meant = [
        {value for ending, value in endings if word.endswith(ending) and len(word) > len(ending) + 1}
        for word in said
    ]
    return set().union(*meant), tuple(
        "" if values else word for word, values in zip(said, meant, strict=True)
    )


_BOTH = frozenset({"bade", "och", "samt", "tillsammans", "med"})


def _mended(said: Words, known: set[str]) -> Words:
    """Small slips put right, where only one word is near: "tjenster" as "tjanster"."""
    return tuple(word if word in known | FRAME | NOT else _mend(word, known) for word in said)


def _mend(word: str, known: Iterable[str]) -> str:
    if len(word) < _SHORTEST_TO_MEND:
        return word
    most = 2 if len(word) >= _LONG_WORD else 1
    near = [
        other
        for other in known
        if len(other) >= _SHORTEST_TO_MEND and other[0] == word[0] and OSA.distance(word, other) <= most
    ]
    return near[0] if len(near) == 1 else word
