"""Nothing starts without the checks that the bot's own words and answers lead to."""

from dataclasses import replace

import pytest

from bot.whole_library import whole
from knowledge.yaml_reader import ContentError


def without(library, name):
    return replace(library, flows={flow: one for flow, one in library.flows.items() if flow != name})


def test_what_ships_is_whole(library):
    assert whole(library) is library


@pytest.mark.parametrize("name", ["ansvar", "jav", "direktupphandling"])
def test_a_check_that_is_missing_is_a_fault_that_says_what_to_do(library, name):
    """Its name, typed in a chat, would find nothing to start."""
    with pytest.raises(ContentError) as refused:
        whole(without(library, name))
    [fault] = refused.value.faults
    assert fault.file == f"flows/{name}.yaml"
    assert "saknas" in fault.problem
    assert "lägg tillbaka filen" in fault.problem


def test_a_check_that_an_answer_leads_to_is_needed_too(library):
    """Also one that the bot's own words do not name."""
    entry = next(one for one in library.knowledge.entries.values() if one.dialog == "jav")
    entries = {**library.knowledge.entries, entry.id: entry.model_copy(update={"dialog": "made-up"})}
    knowledge = replace(library.knowledge, entries=entries)
    with pytest.raises(ContentError, match=f"'{entry.id}'"):
        whole(replace(library, knowledge=knowledge))


def test_a_check_that_no_button_can_start_is_a_fault(library):
    """The button's text is the bot's own."""
    flows = {**library.flows, "ny": library.flows["ansvar"].model_copy(update={"name": "ny"})}
    with pytest.raises(ContentError, match=r"button\.start\.ny"):
        whole(replace(library, flows=flows))
