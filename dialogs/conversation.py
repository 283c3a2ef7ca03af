"""A flow as a conversation: one question at a time, back, and change of mind. Every step is a pure function.

What follows from the answers is worked out anew each time, so a restart and a change of an earlier answer
have one plain meaning.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from dialogs.engine import Facts, Needs, Parameters, Reached, Value, advance
from dialogs.limits import boundaries, read_limit
from dialogs.model import Choice, Flow, Question
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


def start(flow: Flow, today: date) -> DialogState:
    """A new conversation, for a case that begins *today*."""
    return DialogState(flow.name, flow.version, today)


def current(flow: Flow, state: DialogState, parameters: Parameters) -> Ask | Reached:
    """What to ask now, or the outcome. Raises ``FlowChangedError`` and ``StateError``."""
    found = _look(flow, state, parameters)
    if isinstance(found, Reached):
        return found
    step = len(state.answers) + 1
    return Ask(found.question, found.choices, step, len(state.answers) + _longest(flow, state, parameters))


def answer(
    flow: Flow, state: DialogState, fact: str, value: str | int, parameters: Parameters
) -> DialogState:
    """The state after *fact* is answered with *value*.

    Answers the question that is asked now (or, past a question that only narrows it, the one behind), or
    replaces an earlier answer; later answers are kept as far as the same questions follow. Raises
    ``NotAskedError``, ``NotAChoiceError``, ``FlowChangedError`` and ``StateError``.
    """
    asked = _look(flow, state, parameters)
    if isinstance(asked, _Open) and fact in (asked.question.fact, asked.question.narrows):
        _require(flow.question(fact), asked.choices if fact == asked.question.fact else None, value)
        return replace(state, answers=(*state.answers, (fact, value)))
    given = [name for name, _ in state.answers]
    if fact not in given:
        raise NotAskedError(f"{flow.name}: frågan om {fact} är inte ställd")
    place = len(given) - 1 - given[::-1].index(fact)
    changed = answer(flow, replace(state, answers=state.answers[:place]), fact, value, parameters)
    return _follow(flow, changed, list(state.answers[place + 1 :]), parameters)


def back(state: DialogState) -> DialogState:
    """The state before the last answer; at the first question the same state."""
    return replace(state, answers=state.answers[:-1])


def known_facts(flow: Flow, state: DialogState) -> Facts:
    """What the answers say of the case, with the date, what is assumed, and what narrowing has settled."""
    if (state.flow, state.version) != (flow.name, flow.version):
        raise FlowChangedError(f"{flow.name} är ändrad sedan samtalet började – börja om")
    facts: dict[str, Value] = {"date": state.day} if flow.dated else {}
    opened = {choice.asks for _, choice in _chosen(flow, state) if choice and choice.asks}
    facts |= {
        question.fact: question.assume
        for question in flow.questions
        if question.assume is not None and question.fact not in opened
    }
    for (fact, value), (question, choice) in zip(state.answers, _chosen(flow, state), strict=True):
        if question.narrows is not None:
            if choice is not None and len(choice.offers) == 1:
                facts[question.narrows] = choice.offers[0]
        elif choice is None or choice.asks is None:
            facts[fact] = value
    return facts


@dataclass(frozen=True)
class _Open:
    """The question that is open, and the choices it has now."""

    question: Question
    choices: tuple[Choice, ...]


def _look(flow: Flow, state: DialogState, parameters: Parameters) -> _Open | Reached:
    found = advance(flow, known_facts(flow, state), parameters)
    if not isinstance(found, Needs):
        return found
    narrowing = flow.narrowing(found.fact)
    chosen = {question.fact: choice for question, choice in _chosen(flow, state)}
    if narrowing is not None and narrowing.fact not in chosen:
        return _Open(narrowing, narrowing.choices)
    narrowed = chosen.get(narrowing.fact) if narrowing else None
    question = flow.question(found.fact)
    opened = {choice.asks for choice in chosen.values() if choice}
    return _Open(
        question,
        tuple(
            choice
            for choice in question.choices
            if (not choice.asks or choice.asks not in opened)
            and (narrowed is None or choice.value in narrowed.offers)
        ),
    )


def _chosen(flow: Flow, state: DialogState) -> Iterator[tuple[Question, Choice | None]]:
    """For each answer its question and the choice; None for an amount."""
    for fact, value in state.answers:
        try:
            question = flow.question(fact)
            yield question, _require(question, None, value)
        except (KeyError, NotAChoiceError) as error:
            raise StateError(f"{flow.name}: ett svar om {fact} passar inte – börja om") from error


def _require(question: Question, choices: tuple[Choice, ...] | None, value: str | int) -> Choice | None:
    """The choice that *value* is, among *choices* (default: all); None for an amount."""
    if question.kind == "amount" and isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return None
    for choice in question.choices if choices is None else choices:
        if choice.value == value:
            return choice
    raise NotAChoiceError(f"svaret är inget av dem som frågan om {question.fact} har")


def _follow(flow: Flow, state: DialogState, earlier: list[Answer], parameters: Parameters) -> DialogState:
    """Give *earlier* answers again while they fit the questions that follow; the rest is dropped."""
    while isinstance(asked := _look(flow, state, parameters), _Open):
        again = next(
            (given for given in earlier if given[0] in (asked.question.fact, asked.question.narrows)), None
        )
        if again is None:
            break
        try:
            state = answer(flow, state, *again, parameters)
        except NotAChoiceError:
            break
        earlier.remove(again)
    return state


def _longest(flow: Flow, state: DialogState, parameters: Parameters) -> int:
    """How many questions may still come, the one that is open included."""
    asked = _look(flow, state, parameters)
    if isinstance(asked, Reached):
        return 0
    if flow.decide == "strictest":
        return sum(question.fact not in known_facts(flow, state) for question in flow.contract)
    fact = asked.question.fact
    return 1 + max(
        _longest(flow, replace(state, answers=(*state.answers, (fact, value))), parameters)
        for value in _ways(flow, state, asked, parameters)
    )


def _ways(flow: Flow, state: DialogState, asked: _Open, parameters: Parameters) -> Iterator[str | int]:
    """One answer for each way on: of choices that every row treats alike, only the first."""
    seen = set()
    for choice in asked.choices:
        used_by = tuple(
            choice.value in condition.one_of
            for when in (
                *(row.when for row in flow.rows),
                *(way.when for limit in flow.limits for way in limit.choose),
            )
            if (condition := when.get(asked.question.fact)) and condition.one_of is not None
        )
        way = (used_by, choice.asks, choice.offers)
        if way not in seen:
            seen.add(way)
            yield choice.value
    if asked.question.kind == "amount":
        yield from _amounts_that_differ(flow, state, parameters)


def _amounts_that_differ(flow: Flow, state: DialogState, parameters: Parameters) -> Iterator[int]:
    """Amounts on both sides of each limit that the case may have."""
    facts = known_facts(flow, state)
    for limit in flow.limits:
        for choice in limit.choose:
            if all(facts.get(fact) in (wanted.one_of or ()) for fact, wanted in choice.when.items()):
                yield from boundaries(read_limit(choice, state.day, parameters))
