"""Back, and a change of any earlier answer: the same for every flow, so tested over all of them at once."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.conversation import (
    Ask,
    DialogState,
    NotAskedError,
    answer,
    back,
    current,
    from_json,
    renew,
    reopen,
    start,
    to_json,
)
from dialogs.model import Flow
from knowledge.loader import Knowledge

TODAY = date(2026, 11, 25)
FLOWS = ("direktupphandling", "jav", "ansvar")
AMOUNTS = (0, 100_001, 650_000, 700_000, 1_200_000, 9_000_000)


def answered(flow: Flow, knowledge: Knowledge, data: st.DataObject, most: int = 20) -> DialogState:
    """A conversation with answers drawn one by one, to the outcome or to *most* answers."""
    state = start(flow, TODAY, knowledge.parameters)
    for _ in range(data.draw(st.integers(1, most))):
        asked = current(flow, state, knowledge.parameters)
        if not isinstance(asked, Ask):
            break
        state = answer(flow, state, asked.question.fact, a_value(asked, data), knowledge.parameters)
    return state


def a_value(asked: Ask, data: st.DataObject) -> str | int:
    values: list[str | int] = [choice.value for choice in asked.choices]
    values += AMOUNTS if asked.question.kind == "amount" else ()
    return data.draw(st.sampled_from(values))


@pytest.mark.parametrize("name", FLOWS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_back_and_the_same_answer_again_changes_nothing(
    flows: Mapping[str, Flow], knowledge: Knowledge, name: str, data: st.DataObject
) -> None:
    """However far back: the same answer again leads at once to where it was, with nothing else asked."""
    flow = flows[name]
    state = answered(flow, knowledge, data)
    earlier = state
    for _ in range(data.draw(st.integers(1, len(state.answers)))):
        earlier = back(earlier)
    asked = current(flow, earlier, knowledge.parameters)
    assert isinstance(asked, Ask)
    assert asked.given is not None
    again = answer(flow, earlier, asked.question.fact, asked.given, knowledge.parameters)
    assert again.answers == state.answers


@pytest.mark.parametrize("name", FLOWS)
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_a_changed_answer_leads_where_the_whole_case_leads(
    flows: Mapping[str, Flow], knowledge: Knowledge, name: str, data: st.DataObject
) -> None:
    """After any changes the answers are those of a conversation that went straight there."""
    flow, parameters = flows[name], knowledge.parameters
    state = answered(flow, knowledge, data)
    for _ in range(data.draw(st.integers(1, 4))):
        state = reopen(state, data.draw(st.integers(0, len(state.answers) - 1)))
        asked = current(flow, state, parameters)
        assert isinstance(asked, Ask)
        state = answer(flow, state, asked.question.fact, a_value(asked, data), parameters)
        assert from_json(to_json(state)) == state
    straight = start(flow, TODAY, parameters)
    for fact, value in state.answers:
        straight = answer(flow, straight, fact, value, parameters)
    assert straight.answers == state.answers
    ours, theirs = current(flow, state, parameters), current(flow, straight, parameters)
    assert type(ours) is type(theirs)
    if isinstance(ours, Ask) and isinstance(theirs, Ask):
        assert (ours.question, ours.step, ours.of) == (theirs.question, theirs.step, theirs.of)


@pytest.mark.parametrize("name", FLOWS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_only_what_depends_on_a_change_is_asked_again(
    flows: Mapping[str, Flow], knowledge: Knowledge, name: str, data: st.DataObject
) -> None:
    """What is open after a change has no earlier answer that fits and still holds."""
    flow, parameters = flows[name], knowledge.parameters
    state = answered(flow, knowledge, data)
    place = data.draw(st.integers(0, len(state.answers) - 1))
    earlier = reopen(state, place)
    asked = current(flow, earlier, parameters)
    assert isinstance(asked, Ask)
    fact = asked.question.fact
    changed = answer(flow, earlier, fact, a_value(asked, data), parameters)
    now = current(flow, changed, parameters)
    if isinstance(now, Ask):
        given = dict(state.answers[place + 1 :]).get(now.question.fact)
        assert (
            given is None
            or given not in [c.value for c in now.choices]
            or now.question.about == fact
            or now.question.fact in dict(changed.answers)
        )


@pytest.mark.parametrize("name", FLOWS)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_conversation_begun_again_by_the_same_rules_is_where_it_was(
    flows: Mapping[str, Flow], knowledge: Knowledge, name: str, data: st.DataObject
) -> None:
    """On another day, nothing that was answered is lost unless the rules of that day ask otherwise."""
    state = answered(flows[name], knowledge, data)
    assert renew(flows[name], state, TODAY, knowledge.parameters).answers == state.answers


@pytest.mark.parametrize("name", FLOWS)
def test_there_is_no_answer_to_reopen_where_none_was_given(
    flows: Mapping[str, Flow], knowledge: Knowledge, name: str
) -> None:
    """A card from another run cannot reopen what is not there."""
    state = start(flows[name], TODAY, knowledge.parameters)
    for place in (-1, 0, 7):
        with pytest.raises(NotAskedError):
            reopen(state, place)
    assert back(state) == state
