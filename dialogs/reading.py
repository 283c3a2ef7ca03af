"""What a person types, as a value of the question, or nothing: then the bot asks back.

A wrong reading is worse than asking. So the whole text must be understood: words that belong to one answer,
words that carry no meaning of their own, and nothing else. A doubt ("tror", "nog"), a turn ("men", "fast",
"eller"), or a no where a yes is: each is a reason to ask.
"""

import re
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from dialogs.conversation import Ask
from dialogs.facts import FactError, parse_day
from dialogs.model import UNKNOWN, UNSURE, Flow, Question
from dialogs.state import Answer
from dialogs.typed_amounts import read_amount
from dialogs.vocabulary import (
    AFTER_NO,
    EMPTY,
    FRAME,
    NO,
    NO_PHRASES,
    NOT,
    UNSURE_PHRASES,
    YES,
    YES_PHRASES,
    Words,
)
from knowledge.swedish import words

_LONGEST = 200
"""Characters. What is longer tells a story; it is not read."""
_SHORTEST_TO_MEND = 5
_LONG_WORD = 9
_LONGEST_FIRST = sorted(UNSURE_PHRASES, key=len, reverse=True)
_DRAWN_OUT = ((re.compile("ja+"), "ja"), (re.compile("ne+j+"), "nej"), (re.compile("na+"), "na"))


def read(flow: Flow, fact: str, text: str) -> str | int | None:
    """The value of *fact* that *text* says, or None: ask back. Raises ``KeyError`` for an unknown fact."""
    if fact == "date" and flow.dated:
        return _day(text)
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
    if len(text) > _LONGEST or "?" in text:
        return None
    said = tuple(map(_spelt, words(text)))
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


def _day(text: str) -> str | None:
    try:
        return parse_day(text.strip()).isoformat()
    except FactError:
        return None


def _spelt(word: str) -> str:
    """*word*, and "jaaa" as "ja"."""
    return next((short for long, short in _DRAWN_OUT if long.fullmatch(word)), word)


def _exactly(question: Question, said: Words) -> str | None:
    """The one choice whose label or phrase is just what was said."""
    found = [choice.value for choice in question.choices if said in _phrases(question, choice.value)]
    return found[0] if len(found) == 1 else None


def _is_unsure(said: Words, question: Question) -> bool:
    empty = FRAME.union(words(question.text))
    for phrase in _LONGEST_FIRST:
        place = _place(said, phrase)
        if place is not None:
            return all(word in empty for word in (*said[:place], *said[place + len(phrase) :]))
    return False


def _yes_or_no(question: Question, said: Words) -> str | None:
    if said in YES_PHRASES:
        return "yes"
    if said in NO_PHRASES:
        return "no"
    yes, no = not YES.isdisjoint(said), not NO.isdisjoint(said)
    rest = tuple(word for word in said if word not in YES | NO)
    if yes and not no and _goes_with_yes(rest, _phrases(question, "yes")):
        return "yes"
    if no and not yes and _goes_with_no(rest, _phrases(question, "no")):
        return "no"
    return None


def _goes_with_yes(rest: Words, own: frozenset[Words]) -> bool:
    """Whether what is left beside a yes is empty talk or the question's own yes, without any no in it."""
    known = EMPTY.union(*own) - NOT
    return all(word in known for word in rest)


def _goes_with_no(rest: Words, own: frozenset[Words]) -> bool:
    """Whether what is left beside a no says no as well: nothing, or exactly one negation of empty talk."""
    if rest in own or rest in NO_PHRASES or all(word in AFTER_NO for word in rest):
        return True
    if _place(rest, ("inte", "jag")) is not None:  # "nej, inte jag": then perhaps somebody close
        return False
    known = (EMPTY | {"alls"}).union(*own) | NOT
    return sum(word in NOT for word in rest) == 1 and all(word in known for word in rest)


def _one_of(question: Question, said: Words) -> str | None:
    """The one choice whose words were said, among words that only frame it."""
    none = next((value for value in ("none", "ordinary") if question.choice(value)), None)
    if none and not NO.isdisjoint(said):
        rest = tuple(word for word in said if word not in NO)
        says_so = rest in NO_PHRASES | _phrases(question, none) or all(word in AFTER_NO for word in rest)
        return none if says_so else None
    phrases = [
        (phrase, choice.value) for choice in question.choices for phrase in _phrases(question, choice.value)
    ]
    left = _mended(said, {word for phrase, _ in phrases for word in phrase})
    found: set[str] = set()
    for phrase, value in sorted(phrases, key=lambda pair: len(pair[0]), reverse=True):
        while (place := _place(left, phrase)) is not None:
            found.update(other for same, other in phrases if same == phrase)
            found.add(value)
            left = (*left[:place], *([""] * len(phrase)), *left[place + len(phrase) :])
    around = FRAME if none in found else FRAME | YES  # "ja, hos leverantören", but not "ja, inget av detta"
    if len(found) != 1 or not all(word in around or not word for word in left):
        return None
    return found.pop()


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


def _phrases(question: Question, value: str) -> frozenset[Words]:
    choice = question.choice(value)
    return frozenset(tuple(words(text)) for text in (choice.label, *choice.also)) if choice else frozenset()


def _place(said: Words, phrase: Words) -> int | None:
    return next((i for i in range(len(said) - len(phrase) + 1) if said[i : i + len(phrase)] == phrase), None)
