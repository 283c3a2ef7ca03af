"""How far it is: the number of questions that may still come."""

from collections.abc import Iterator
from dataclasses import replace

from dialogs.engine import Parameters, Reached
from dialogs.limits import boundaries, read_limit
from dialogs.model import Flow
from dialogs.open_question import Open, known_facts, look
from dialogs.state import DialogState


def longest(flow: Flow, state: DialogState, parameters: Parameters) -> int:
    """How many questions may still come, the one that is open included."""
    asked = look(flow, state, parameters)
    if isinstance(asked, Reached):
        return 0
    if flow.decide == "strictest":
        return sum(question.fact not in known_facts(flow, state) for question in flow.contract)
    fact = asked.question.fact
    return 1 + max(
        longest(flow, replace(state, answers=(*state.answers, (fact, value))), parameters)
        for value in _ways(flow, state, asked, parameters)
    )


def _ways(flow: Flow, state: DialogState, asked: Open, parameters: Parameters) -> Iterator[str | int]:
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
