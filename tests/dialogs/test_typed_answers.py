"""What people type is understood, at least 95 of 100, and none of it wrongly."""

from collections.abc import Mapping

import pytest
from typed import LISTS, typed

from dialogs.model import Flow
from dialogs.typed.reading import read

ANSWERS = list(typed("typed_answers.yaml"))


def test_every_question_of_every_flow_is_on_the_list(flows: Mapping[str, Flow]) -> None:
    """What people type is looked at for every fact, with at least 300 texts in all."""
    for name, flow in flows.items():
        asked = {question.fact for question in flow.contract} | ({"date"} if flow.dated else set())
        assert {fact for flow_name, fact, _, _ in ANSWERS if flow_name == name} == asked
    assert len(ANSWERS) >= 300


@pytest.mark.parametrize("name", LISTS)
def test_nothing_is_read_wrongly(flows: Mapping[str, Flow], name: str) -> None:
    """What is asked back is never taken for an answer, and no answer for another."""
    wrong = [
        (fact, text, got)
        for flow, fact, meant, text in typed(name)
        if (got := read(flows[flow], fact, text)) is not None and got != meant
    ]
    assert wrong == []


@pytest.mark.parametrize("name", sorted({flow for flow, *_ in ANSWERS}))
def test_nearly_all_is_understood(flows: Mapping[str, Flow], name: str) -> None:
    """At least 95 of 100 answers are read without asking back."""
    meant = [(fact, value, text) for flow, fact, value, text in ANSWERS if flow == name and value is not None]
    missed = [(fact, text) for fact, value, text in meant if read(flows[name], fact, text) != value]
    assert len(missed) <= 0.05 * len(meant), missed
