"""A conversation asks only what is needed, and lets a person go back and change their mind."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import contract_reference as reference
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.conversation import (
    Ask,
    DialogState,
    FlowChangedError,
    NotAChoiceError,
    NotAskedError,
    StateError,
    answer,
    back,
    current,
    from_json,
    known_facts,
    renew,
    reopen,
    start,
    to_json,
)
from dialogs.engine import Reached
from dialogs.model import Flow
from knowledge.loader import Knowledge

TODAY = date(2026, 11, 25)
ORDINARY = [
    ("agreement_covers_need", "no"),
    ("exception_area", "ordinary"),
    ("connected_to_supplier", "no"),
    ("kind", "goods"),
]

_STATE = '{"flow": "jav", "version": 1, "day": "2026-11-25", "answers": [], "waiting": [], "amounts": ""}'

Talk = Callable[..., DialogState]


@pytest.fixture(scope="module")
def talk(knowledge: Knowledge) -> Talk:
    """Answers given one by one, from the start or from *state*; one given before is asked for again first."""

    def talked(flow: Flow, answers: Any, state: DialogState | None = None) -> DialogState:
        state = state or start(flow, TODAY, knowledge.parameters)
        for fact, value in answers:
            given = [name for name, _ in state.answers]
            asked = current(flow, state, knowledge.parameters)
            if fact in given and not (isinstance(asked, Ask) and asked.question.fact == fact):
                state = reopen(state, len(given) - 1 - given[::-1].index(fact))
            state = answer(flow, state, fact, value, knowledge.parameters)
        return state

    return talked


@pytest.fixture(scope="module")
def now(knowledge: Knowledge) -> Callable[[Flow, DialogState], Any]:
    def looked(flow: Flow, state: DialogState) -> Any:
        return current(flow, state, knowledge.parameters)

    return looked


def test_date_and_law_are_not_asked(purchase: Flow, talk: Talk, now: Any) -> None:
    state = talk(purchase, [*ORDINARY, ("total_value_sek", 50_000), ("whole_need_included", "yes")])
    reached = now(purchase, state)
    assert reached.outcome.id == "allowed_by_value"
    assert reached.facts["date"] == TODAY
    assert reached.facts["law"] == "lou"


def test_a_special_sector_opens_the_question_about_the_law(purchase: Flow, talk: Talk, now: Any) -> None:
    state = talk(purchase, [*ORDINARY[:3], ("kind", "special_sector")])
    assert now(purchase, state).question.fact == "law"
    asked = now(purchase, talk(purchase, [("law", "luf")], state))
    assert asked.question.fact == "kind"
    assert "special_sector" not in [choice.value for choice in asked.choices]


def test_what_is_bought_is_not_asked_of_a_concession(purchase: Flow, talk: Talk, now: Any) -> None:
    state = talk(purchase, [*ORDINARY[:3], ("kind", "special_sector"), ("law", "luk")])
    assert now(purchase, state).question.fact == "total_value_sek"


def test_the_ground_is_asked_only_at_the_limit_and_the_whole_need_only_below(
    purchase: Flow, talk: Talk, now: Any
) -> None:
    below = talk(purchase, [*ORDINARY, ("total_value_sek", 699_999)])
    at_limit = talk(purchase, [*ORDINARY, ("total_value_sek", 700_000)])
    assert now(purchase, below).question.fact == "whole_need_included"
    assert now(purchase, at_limit).question.fact == "ground_area"


def test_a_long_list_is_narrowed_first(ansvar: Flow, talk: Talk, now: Any) -> None:
    asked = now(ansvar, talk(ansvar, [("area", "help")]))
    assert [choice.value for choice in asked.choices] == ["support", "deliveries", "unsure"]
    assert (asked.step, asked.of) == (2, 2)


def test_a_list_of_one_needs_no_second_question(ansvar: Flow, talk: Talk, now: Any) -> None:
    assert now(ansvar, talk(ansvar, [("area", "unsure")])).outcome.id == "unit"


def test_the_answer_behind_a_narrowing_question_may_be_typed_at_once(
    ansvar: Flow, talk: Talk, now: Any
) -> None:
    assert now(ansvar, talk(ansvar, [("matter", "deliveries")])).outcome.id == "varudistribution"


def test_a_value_that_was_narrowed_away_is_no_choice(ansvar: Flow, talk: Talk) -> None:
    with pytest.raises(NotAChoiceError):
        talk(ansvar, [("area", "help"), ("matter", "jav_question")])


def test_jav_stops_at_the_first_certain_conflict(jav: Flow, talk: Talk, now: Any) -> None:
    state = talk(jav, [("role", "employee"), ("party_or_owner", "unsure"), ("representative", "yes")])
    reached = now(jav, state)
    assert (reached.outcome.id, reached.rules) == ("jav", ("JD-01", "JD-02"))
    assert set(reached.facts) == {"role", "party_or_owner", "representative"}


def test_jav_asks_everything_while_it_is_only_a_risk(jav: Flow, talk: Talk, now: Any) -> None:
    state = talk(jav, [])
    for fact in reference.JAV:
        assert now(jav, state).question.fact == fact
        state = talk(jav, [(fact, "employee" if fact == "role" else "unsure")], state)
    assert now(jav, state).outcome.id == "risk"


def test_steps_count_up_to_the_longest_way_that_is_left(purchase: Flow, talk: Talk, now: Any) -> None:
    state, seen = talk(purchase, []), []
    for fact, value in [*ORDINARY, ("total_value_sek", 50_000), ("whole_need_included", "yes")]:
        asked = now(purchase, state)
        seen.append((asked.step, asked.of))
        state = talk(purchase, [(fact, value)], state)
    assert seen == [(1, 9), (2, 9), (3, 9), (4, 9), (5, 7), (6, 6)]


def test_back_at_the_first_question_stays_there(purchase: Flow, talk: Talk) -> None:
    state = talk(purchase, [])
    assert back(state) == state


def test_back_closes_the_question_about_the_law_again(purchase: Flow, talk: Talk) -> None:
    state = back(talk(purchase, [*ORDINARY[:3], ("kind", "special_sector")]))
    assert known_facts(purchase, state)["law"] == "lou"


def test_a_changed_answer_keeps_the_later_ones_that_are_still_asked(
    purchase: Flow, talk: Talk, now: Any
) -> None:
    state = talk(purchase, [*ORDINARY, ("total_value_sek", 50_000), ("whole_need_included", "yes")])
    changed = talk(purchase, [("kind", "works")], state)
    assert dict(changed.answers) == dict(state.answers) | {"kind": "works"}
    assert isinstance(now(purchase, changed), Reached)


def test_a_changed_answer_drops_what_is_no_longer_asked(purchase: Flow, talk: Talk, now: Any) -> None:
    state = talk(purchase, [*ORDINARY, ("total_value_sek", 50_000), ("whole_need_included", "yes")])
    changed = talk(purchase, [("total_value_sek", 900_000)], state)
    assert "whole_need_included" not in dict(changed.answers)
    assert now(purchase, changed).question.fact == "ground_area"
    ended = talk(purchase, [("agreement_covers_need", "yes")], state)
    assert ended.answers == (("agreement_covers_need", "yes"),)


def test_a_changed_law_keeps_what_is_bought(purchase: Flow, talk: Talk) -> None:
    way = [
        *ORDINARY[:3],
        ("kind", "special_sector"),
        ("law", "luf"),
        ("kind", "goods"),
        ("total_value_sek", 5),
    ]
    changed = talk(purchase, [("law", "lufs")], talk(purchase, way))
    assert known_facts(purchase, changed)["law"] == "lufs"
    assert changed.answers[-2:] == (("kind", "goods"), ("total_value_sek", 5))


def test_a_changed_value_asks_again_whether_it_is_the_whole(purchase: Flow, talk: Talk, now: Any) -> None:
    state = talk(purchase, [*ORDINARY, ("total_value_sek", 50_000), ("whole_need_included", "no")])
    changed = talk(purchase, [("total_value_sek", 60_000)], state)
    assert now(purchase, changed).question.fact == "whole_need_included"
    assert now(purchase, changed).given is None


def test_an_answer_that_waits_behind_a_new_question_is_kept(purchase: Flow, talk: Talk, now: Any) -> None:
    """Another kind of purchase opens the law; the value is not asked for once more."""
    state = talk(purchase, [*ORDINARY, ("total_value_sek", 50_000), ("whole_need_included", "yes")])
    changed = talk(purchase, [("kind", "special_sector")], state)
    assert now(purchase, changed).question.fact == "law"
    ended = now(purchase, talk(purchase, [("law", "luk")], changed))
    assert (ended.facts["total_value_sek"], ended.outcome.id) == (50_000, "allowed_by_value")


def test_an_answer_never_changes_the_state_it_came_to(purchase: Flow, talk: Talk) -> None:
    state = talk(purchase, [])
    talk(purchase, ORDINARY, state)
    assert state.answers == ()


def test_an_old_button_is_told_apart_from_a_wrong_value(purchase: Flow, talk: Talk) -> None:
    with pytest.raises(NotAskedError):
        talk(purchase, [("special_ground", "none")])
    with pytest.raises(NotAChoiceError):
        talk(purchase, [("agreement_covers_need", "maybe")])


@pytest.mark.parametrize("value", [-1, True, "700000", "", 1.5])
def test_only_an_amount_answers_for_an_amount(purchase: Flow, talk: Talk, value: Any) -> None:
    with pytest.raises(NotAChoiceError):
        talk(purchase, [*ORDINARY, ("total_value_sek", value)])


def test_a_flow_that_has_changed_is_not_continued(purchase: Flow, talk: Talk, now: Any) -> None:
    newer = purchase.model_copy(update={"version": purchase.version + 1})
    with pytest.raises(FlowChangedError):
        now(newer, talk(purchase, ORDINARY))


def test_a_flow_whose_amounts_have_changed_is_not_continued(
    purchase: Flow, talk: Talk, knowledge: Knowledge
) -> None:
    limit = knowledge.parameters["direktupphandlingsgrans_lou"]
    raised = limit.model_copy(update={"values": (limit.values[0].model_copy(update={"sek": 800_000}),)})
    amounts = {**knowledge.parameters, limit.id: raised}
    state = talk(purchase, [*ORDINARY, ("total_value_sek", 750_000)])
    with pytest.raises(FlowChangedError):
        current(purchase, state, amounts)
    asked = current(purchase, renew(purchase, state, TODAY, amounts), amounts)
    assert isinstance(asked, Ask)
    assert asked.question.fact == "whole_need_included"


def test_what_still_holds_is_kept_in_a_changed_flow(purchase: Flow, talk: Talk, knowledge: Knowledge) -> None:
    """A choice that is no longer there is asked again, and the answers after it wait."""
    kind = purchase.question("kind")
    fewer = kind.model_copy(update={"choices": tuple(c for c in kind.choices if c.value != "goods")})
    questions = tuple(fewer if question == kind else question for question in purchase.questions)
    newer = purchase.model_copy(update={"version": 99, "questions": questions})
    renewed = renew(newer, talk(purchase, [*ORDINARY, ("total_value_sek", 5)]), TODAY, knowledge.parameters)
    assert renewed.answers == tuple(ORDINARY[:-1])
    asked = answer(newer, renewed, "kind", "service", knowledge.parameters)
    assert asked.answers[-1] == ("total_value_sek", 5)


def test_a_state_shows_no_answers_when_it_is_printed(jav: Flow, talk: Talk, now: Any) -> None:
    state = talk(jav, [("role", "employee"), ("party_or_owner", "yes")])
    assert "party_or_owner" not in repr(state)
    assert "party_or_owner': 'yes" not in repr(now(jav, state))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{}",
        _STATE.replace(', "answers": []', ""),
        _STATE.replace("1,", '"1",'),
        _STATE.replace("1,", "true,"),
        _STATE.replace("2026-11-25", "i dag"),
        _STATE.replace('"answers": []', '"answers": [["role"]]'),
        _STATE.replace('"waiting": []', '"waiting": [["role", null]]'),
        _STATE.replace('"amounts": ""', '"amounts": 1'),
        _STATE.replace("}", ', "more": 1}'),
    ],
)
def test_what_is_no_state_is_refused(text: str) -> None:
    with pytest.raises(StateError):
        from_json(text)


def test_an_answer_that_no_question_has_is_refused(jav: Flow, now: Any) -> None:
    for wrong in (("role", "king"), ("colour", "blue"), ("role", 7)):
        with pytest.raises(StateError):
            now(jav, DialogState("jav", jav.version, TODAY, (wrong,)))


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_every_conversation_ends_where_the_whole_case_does(
    flows: Mapping[str, Flow], talk: Talk, now: Any, data: st.DataObject
) -> None:
    """Whatever is answered, within the promised steps an outcome is reached, and it is the contract's."""
    name = data.draw(st.sampled_from(sorted(flows)))
    flow, state, promised = flows[name], talk(flows[name], []), 99
    while isinstance(asked := now(flow, state), Ask):
        assert asked.step == len(state.answers) + 1 <= asked.of <= promised
        assert len(asked.choices) <= 6
        promised = asked.of
        values: list[str | int] = [choice.value for choice in asked.choices]
        if asked.question.kind == "amount":
            values += [0, 650_000, 700_000, 1_200_000, 9_000_000]
        state = talk(flow, [(asked.question.fact, data.draw(st.sampled_from(values)))], state)
        assert from_json(to_json(state)) == state
    if name == "direktupphandling":
        ignored = {fact: values[0] for fact, values in reference.PURCHASE.items()}
        case = ignored | dict(asked.facts) | {"date": TODAY.isoformat()}
        assert asked.outcome.id == reference.direktupphandling(case)["outcome"]
    elif name == "jav":
        ignored = {fact: "none" if fact == "outside_work" else "no" for fact in reference.JAV}
        expected = reference.jav(ignored | dict(asked.facts))
        assert (asked.outcome.id, list(asked.rules)) == (expected["outcome"], expected["rules"])
    else:
        assert asked.outcome.id == reference.ansvar(dict(asked.facts))["outcome"]
