"""What people type is understood, at least 95 of 100, and none of it wrongly."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from dialogs.model import Flow
from dialogs.reading import read

TYPED = yaml.safe_load(Path(__file__).with_name("typed_answers.yaml").read_text(encoding="utf-8"))
ASK_BACK = "ask back"


def typed(flow: str) -> Iterator[tuple[str, Any, str]]:
    """Each fact, the value that is meant (None: ask back) and a text."""
    for fact, values in TYPED[flow].items():
        for value, texts in values.items():
            for text in texts:
                yield fact, None if value == ASK_BACK else value, text


def test_every_question_of_every_flow_is_on_the_list(flows: Mapping[str, Flow]) -> None:
    """What people type is looked at for every fact, with at least 300 texts in all."""
    for name, flow in flows.items():
        asked = {question.fact for question in flow.contract} | ({"date"} if flow.dated else set())
        assert set(TYPED[name]) == asked
    assert sum(1 for flow in TYPED for _ in typed(flow)) >= 300


@pytest.mark.parametrize("name", sorted(TYPED))
def test_nothing_is_read_wrongly(flows: Mapping[str, Flow], name: str) -> None:
    """What is asked back is never taken for an answer, and no answer for another."""
    wrong = [
        (fact, text, got)
        for fact, meant, text in typed(name)
        if (got := read(flows[name], fact, text)) is not None and got != meant
    ]
    assert wrong == []


@pytest.mark.parametrize("name", sorted(TYPED))
def test_nearly_all_is_understood(flows: Mapping[str, Flow], name: str) -> None:
    """At least 95 of 100 answers are read without asking back."""
    meant = [(fact, value, text) for fact, value, text in typed(name) if value is not None]
    missed = [(fact, text) for fact, value, text in meant if read(flows[name], fact, text) != value]
    assert len(missed) <= 0.05 * len(meant), missed
