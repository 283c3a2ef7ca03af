"""A receipt says what was decided and from what, shows that it is unchanged, and can be worked out again."""

import json
from dataclasses import replace
from datetime import date

import pytest
from dialog_cases import BELOW
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.library import Library
from dialogs.engine import Reached, advance
from dialogs.facts import decide, parse_facts
from dialogs.receipt import Receipt, ReceiptError, issue, read_receipt, replay

DAY = date(2026, 11, 25)
CASE = BELOW | {"total_value_sek": 640_000}


def receipt_of(library: Library, **changed: object) -> Receipt:
    flow = library.flows["direktupphandling"]
    reached = decide(flow, parse_facts(flow, CASE | changed), library.knowledge).reached
    return issue(flow, reached, (), library.knowledge, day=DAY, written=DAY)


def test_it_holds_facts_outcome_rules_and_amounts_with_their_source(library):
    """All that somebody needs who reads the file in two years."""
    body = receipt_of(library).body
    assert (body.outcome, body.facts["total_value_sek"]) == ("allowed_by_value", 640_000)
    assert body.rules[0] == "DD-06"
    amount = body.amounts[0]
    assert (amount.sek, amount.holds_from, amount.law) == (700_000, date(2022, 2, 1), "LOU")
    assert "2016:1145" in amount.source
    assert [one.answer for one in body.given if one.question == "Värde"] == ["640\xa0000\xa0kronor"]


def test_what_is_left_to_do_is_in_it(library):
    """In the words of the outcome's own checklist, with the limit that each goes by."""
    notes = {note.title: note for note in receipt_of(library).body.notes}
    assert list(notes) == ["Dokumentera köpet", "Nära gränsen", "Före avtal"]
    assert "100\xa0000\xa0kronor" in notes["Dokumentera köpet"].text
    assert all(note.to_do for note in notes.values())


def test_every_amount_that_was_read_is_in_it_once(library):
    """Also the limits of what is to be done, and of what need not be done."""
    names = [amount.parameter for amount in receipt_of(library).body.amounts]
    assert names == ["direktupphandlingsgrans_lou", "dokumentationsgrans_lou", "efterannonsgrans_lou"]


def test_only_what_the_decision_needed_counts_as_an_answer(library):
    """A whole case has facts that are never looked at: they are kept, and are nobody's answers."""
    body = receipt_of(library).body
    assert body.facts["special_ground"] == "none"
    assert not {"Vilket skäl", "Särskilt skäl"} & {one.question for one in body.given}
    assert "Hela behovet räknat" in {one.question for one in body.given}


def test_a_heading_on_a_page_stands_in_quotation_marks(library):
    """So that it is not read as a part of the page's name."""
    assert any("”Så här går det till i praktiken”" in source for source in receipt_of(library).body.sources)


def test_what_is_written_is_read_back(library):
    """The JSON is the receipt."""
    receipt = receipt_of(library)
    assert read_receipt(receipt.to_json()) == receipt
    again = json.dumps(json.loads(receipt.to_json()), indent=3)
    assert read_receipt(again) == receipt


@pytest.mark.parametrize("field", ["outcome", "day", "text", "notes"])
def test_a_changed_receipt_is_refused(library, field):
    """One sign is enough."""
    raw = json.loads(receipt_of(library).to_json())
    instead = {"day": "2026-11-24", "notes": raw["body"]["notes"][1:]}
    raw["body"][field] = instead.get(field, "must_advertise")
    with pytest.raises(ReceiptError, match="har ändrats"):
        read_receipt(json.dumps(raw))


@given(st.text(max_size=200) | st.recursive(st.none() | st.text(), st.lists, max_leaves=4).map(json.dumps))
def test_anything_else_is_refused_with_a_sentence(text):
    """Whatever is fed to it."""
    with pytest.raises(ReceiptError, match="inget kvitto"):
        read_receipt(text)


def test_today_the_same_answers_give_the_same(library):
    """By the same rules and amounts, also for a purchase that begins today."""
    later = date(2027, 3, 1)
    told = replay(receipt_of(library), library.flows, library.knowledge, later)
    assert len(told) == 2
    assert all("ger samma utfall" in sentence for sentence in told)


def test_a_new_amount_is_told(library):
    """The limit is lowered in the content: the receipt says what would come of it now."""
    parameters = dict(library.knowledge.parameters)
    name = receipt_of(library).body.amounts[0].parameter
    values = tuple(v.model_copy(update={"sek": 500_000}) for v in parameters[name].values)
    parameters[name] = parameters[name].model_copy(update={"values": values})
    knowledge = replace(library.knowledge, parameters=parameters)
    [told] = replay(receipt_of(library), library.flows, knowledge, DAY)
    assert "ger något annat" in told
    assert "500000 kr i stället för 700000 kr" in told
    assert told.count("700000 kr") == 1, "what is as it was is not told"


def test_something_more_to_do_is_told(library):
    """Also where no rule and no outcome changes."""
    flow = library.flows["direktupphandling"]
    fewer = flow.model_copy(update={"flags": tuple(one for one in flow.flags if one.id != "near_limit")})
    [told] = replay(receipt_of(library), {flow.name: fewer}, library.knowledge, DAY)
    assert "ger något annat" in told
    assert "Nära gränsen" in told


def test_a_private_check_gives_its_outcome_alone(library):
    """No answer, no reason and no rule that would tell one; so nothing can be worked out again."""
    flow = library.flows["jav"]
    reached = Reached(flow.outcomes[0], (), (), {}, {}, {"role": "employee"})
    receipt = issue(flow, reached, (("role", "employee"),), library.knowledge, day=DAY, written=DAY)
    assert receipt.is_private
    assert "employee" not in receipt.to_json()
    with pytest.raises(ReceiptError, match="bara resultatet"):
        replay(receipt, library.flows, library.knowledge, DAY)


def test_a_conversation_that_ended_early_can_be_worked_out_again(library):
    """It has fewer facts than a whole case: those that were needed."""
    flow = library.flows["direktupphandling"]
    facts = {"date": DAY, "agreement_covers_need": "yes"}
    reached = advance(flow, facts, library.knowledge.parameters)
    assert isinstance(reached, Reached)
    receipt = issue(
        flow, reached, (("agreement_covers_need", "yes"),), library.knowledge, day=DAY, written=DAY
    )
    [told] = replay(receipt, library.flows, library.knowledge, DAY)
    assert "ger samma utfall" in told
