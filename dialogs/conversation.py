"""A flow as a conversation: one question at a time, back, and change of mind. Every step is a pure function.

What follows from the answers is worked out anew each time, so a restart and a change of an earlier answer
have one plain meaning: an answer that is asked again waits, and so do those after it. Each is given again
when its question comes, unless it was about the answer that changed.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from dialogs.engine import Parameters, Reached
from dialogs.model import Choice, Flow, Question
from dialogs.open_question import Open, choice_of, known_facts, look
from dialogs.state import (
    Answer,
    DialogError,
    DialogState,
    FlowChangedError,
    NotAChoiceError,
    NotAskedError,
    StateError,
    from_json,
    to_json,
)
from dialogs.steps import longest

__all__ = [
    "Ask",
    "DialogError",
    "DialogState",
    "FlowChangedError",
    "NotAChoiceError",
    "NotAskedError",
    "StateError",
    "answer",
    "back",
    "current",
    "from_json",
    "known_facts",
    "renew",
    "reopen",
    "standing",
    "start",
    "to_json",
]


@dataclass(frozen=True)
class Ask:
    """What to ask next: *step* of at most *of*. *choices* are those open now; an amount may be given too."""

    question: Question
    choices: tuple[Choice, ...]
    step: int
    of: int
    given: str | int | None = None
    """What was answered before, where the question is asked again."""


def start(flow: Flow, today: date, parameters: Parameters) -> DialogState:
    """A new conversation, for a case that begins *today*, by *parameters* as they are."""
    return DialogState(flow.name, flow.version, today, amounts=_mark(flow, parameters))


def current(flow: Flow, state: DialogState, parameters: Parameters) -> Ask | Reached:
    """What to ask now, or the outcome. Raises ``FlowChangedError`` and ``StateError``."""
    _require_unchanged(flow, state, parameters)
    found = look(flow, state, parameters)
    if isinstance(found, Reached):
        return found
    before = [value for fact, value in _fitting(flow, found, state.waiting) if fact == found.question.fact]
    return Ask(
        found.question,
        found.choices,
        step=len(state.answers) + 1,
        of=len(state.answers) + longest(flow, state, parameters),
        given=before[0] if before else None,
    )


def answer(
    flow: Flow, state: DialogState, fact: str, value: str | int, parameters: Parameters
) -> DialogState:
    """The state after *fact* is answered with *value*, and after it the answers that waited and still fit.

    Answers the question that is asked now, or the one behind it if it only narrows. Raises
    ``NotAskedError``, ``NotAChoiceError``, ``FlowChangedError`` and ``StateError``.
    """
    _require_unchanged(flow, state, parameters)
    asked = look(flow, state, parameters)
    if isinstance(asked, Reached) or not asked.is_about(fact):
        raise NotAskedError(f"{flow.name}: frågan om {fact} är inte öppen")
    choice_of(flow.question(fact), _choices(flow, asked, fact), value)
    return _follow(flow, _given(flow, state, fact, value), parameters)


def back(state: DialogState) -> DialogState:
    """The last answer asked for again; at the first question the same state."""
    return reopen(state, len(state.answers) - 1) if state.answers else state


def reopen(state: DialogState, place: int) -> DialogState:
    """The answer at *place* asked for again; it and those after it wait. Raises ``NotAskedError``."""
    if not 0 <= place < len(state.answers):
        raise NotAskedError(f"{state.flow}: det finns inget svar {place}")
    waiting = dict.fromkeys((*state.answers[place:], *state.waiting))
    return replace(state, answers=state.answers[:place], waiting=tuple(waiting))


def standing(state: DialogState) -> tuple[tuple[int, Answer], ...]:
    """Each fact once, with its last answer and the place of its first, where it is asked again.

    A choice that opened another question is followed by a second answer about the same fact.
    """
    first: dict[str, int] = {}
    for place, (fact, _) in enumerate(state.answers):
        first.setdefault(fact, place)
    last = dict(state.answers)
    return tuple((place, (fact, last[fact])) for fact, place in first.items())


def renew(flow: Flow, state: DialogState, today: date, parameters: Parameters) -> DialogState:
    """A new conversation with what was answered in *state*, by rules or on a day of its own, that still fits.

    Answers to questions that *flow* does not have, or not with that choice, are gone.
    """
    again = replace(start(flow, today, parameters), waiting=(*state.answers, *state.waiting))
    questions = {question.fact: question for question in flow.questions}
    fitting = [
        (fact, value)
        for fact, value in again.waiting
        if fact in questions and _is_answer(questions[fact], value)
    ]
    return _follow(flow, replace(again, waiting=tuple(fitting)), parameters)


def _given(flow: Flow, state: DialogState, fact: str, value: str | int) -> DialogState:
    """*state* with the answer added. If another one waited in its place, what was about that one is gone."""
    waiting = list(state.waiting)
    before = next((one for one in waiting if one[0] == fact), None)
    if before is not None:
        waiting.remove(before if (fact, value) not in waiting else (fact, value))
        if before[1] != value:
            waiting = [one for one in waiting if flow.question(one[0]).about != fact]
    return replace(state, answers=(*state.answers, (fact, value)), waiting=tuple(waiting))


def _follow(flow: Flow, state: DialogState, parameters: Parameters) -> DialogState:
    """Give the answers that wait, as long as there is one that fits the question that is open."""
    while isinstance(asked := look(flow, state, parameters), Open):
        again = next(_fitting(flow, asked, state.waiting), None)
        if again is None:
            break
        state = _given(flow, state, *again)
    return state


def _fitting(flow: Flow, asked: Open, answers: Iterable[Answer]) -> Iterator[Answer]:
    """Those of *answers* that answer the open question as it stands."""
    for fact, value in answers:
        if asked.is_about(fact) and _is_answer(flow.question(fact), value, _choices(flow, asked, fact)):
            yield fact, value


def _is_answer(question: Question, value: str | int, choices: tuple[Choice, ...] | None = None) -> bool:
    try:
        choice_of(question, question.choices if choices is None else choices, value)
    except NotAChoiceError:
        return False
    return True


def _choices(flow: Flow, asked: Open, fact: str) -> tuple[Choice, ...]:
    """The choices that an answer about *fact* has: those open now, or all of the question behind."""
    return asked.choices if fact == asked.question.fact else flow.question(fact).choices


def _require_unchanged(flow: Flow, state: DialogState, parameters: Parameters) -> None:
    if (state.flow, state.version, state.amounts) != (flow.name, flow.version, _mark(flow, parameters)):
        raise FlowChangedError(f"{flow.name} är ändrad sedan samtalet började – börja om")


def _mark(flow: Flow, parameters: Parameters) -> str:
    """A short mark of the dated amounts that *flow* goes by: another when any has changed, empty for none."""
    names = {
        name
        for limit in flow.limits
        for choice in limit.choose
        for name in (choice.parameter, choice.surely_more_than)
        if name is not None
    }
    read = [
        (name, [(str(value.from_), str(value.to), value.sek, value.eur) for value in parameters[name].values])
        for name in sorted(names)
    ]
    return hashlib.sha256(repr(read).encode()).hexdigest()[:12] if read else ""
