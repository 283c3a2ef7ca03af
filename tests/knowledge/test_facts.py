"""Every answer, amount and rule rests on facts that were written down with their source."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from dialogs.loader import load_flows
from knowledge.loader import load

FACTS = yaml.safe_load((Path(__file__).parents[1] / "golden" / "facts.yaml").read_text(encoding="utf-8"))
ALL = {fact for facts in FACTS.values() for fact in facts}


@pytest.fixture(scope="module")
def knowledge():
    return load()


def test_every_fact_that_is_cited_exists(knowledge):
    """A made-up or misspelt fact would be a statement without a source."""
    cited = {
        (one.id, fact)
        for items in (knowledge.entries, knowledge.responsibilities)
        for one in items.values()
        for fact in one.facts
    }
    cited |= {
        (one.id, fact)
        for one in knowledge.parameters.values()
        for value in one.values
        for fact in value.facts
    }
    assert {(id_, fact) for id_, fact in cited if fact not in ALL} == set()


def test_an_answer_about_law_has_been_read_in_a_source(knowledge):
    """What is only known from memory, or not known, is no ground for an answer of its own."""
    read = set(FACTS["confirmed"]) | set(FACTS["rule"])
    without = [
        one.id for one in knowledge.entries.values() if one.basis != "unknown" and read.isdisjoint(one.facts)
    ]
    assert without == []


def test_the_checks_rest_on_facts_that_exist(knowledge):
    """Each row, question and outcome names the facts behind it."""
    flows = load_flows(knowledge=knowledge)
    cited = {fact for flow in flows.values() for fact in _cited_in(flow.model_dump())}
    assert cited
    assert cited <= ALL


def _cited_in(dumped: object) -> Iterator[str]:
    """Every fact in every field ``facts``, however deep."""
    if isinstance(dumped, dict):
        yield from dumped.get("facts") or ()
        for value in dumped.values():
            yield from _cited_in(value)
    elif isinstance(dumped, list | tuple):
        for value in dumped:
            yield from _cited_in(value)
