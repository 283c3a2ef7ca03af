"""What one check does that the others do not, and how they lead over to each other."""

from dataclasses import replace

import pytest
from checking import begin, change, labels_of, summary


async def test_another_check_in_between_lets_the_first_wait(chat):
    """When the second is done, the first goes on where it was."""
    await begin(chat, "direktupphandling", "Nej")
    question = chat.last.title
    await begin(chat, "ansvar", "Vet inte")
    await chat.press("Fortsätt: Kan köpet direktupphandlas?")
    assert chat.last.title == question


async def over_to_jav(chat):
    """A purchase with a connection to a supplier, and over to the self-check."""
    await begin(chat, "direktupphandling", "Nej", "Nej, ett vanligt köp", "Ja")
    assert chat.facts()["outcome"] == "jav_first"
    await chat.press("Kolla jäv")


async def test_jav_first_leads_to_the_self_check_and_back(chat):
    """Where nothing was found, the purchase goes on at the question that stopped it."""
    await over_to_jav(chat)
    await chat.press("Anställd i kommunen")
    while chat.facts()["kind"] == "dialog":
        await chat.press("Nej")
    await chat.press("Fortsätt: Kan köpet direktupphandlas?")
    assert "koppling" in chat.last.title
    assert "Du svarade: Ja" in str(chat.last.blocks)
    await chat.press("Nej")
    assert "Vad ska du köpa?" in chat.last.title


async def test_a_purchase_does_not_go_on_past_a_conflict_of_interest(chat):
    """Where the self-check says stop, no button leads back to the purchase."""
    await over_to_jav(chat)
    await chat.press("Anställd i kommunen")
    await chat.press("Ja")
    assert not [label for label in labels_of(chat.last) if label.startswith("Fortsätt")]


async def test_a_purchase_ends_with_what_to_do_in_order_and_a_checklist(chat):
    """Next steps are numbered; each flag is a thing to tick off."""
    await begin(chat, "direktupphandling", "Nej", "Nej, ett vanligt köp", "Nej", "Varor")
    await chat.press("Fortsätt", amount="640 000 kr")
    said = await chat.press("Ja, allt är med")
    assert said.index("Gör så här") < said.index("Checklista")
    for flag in ("☐ Dokumentera köpet", "☐ Nära gränsen", "☐ Före avtal"):
        assert flag in said


async def test_a_changed_flow_keeps_the_answers_that_still_hold(chat, library):
    """A check that was changed meanwhile says so, and begins again with what still fits."""
    await begin(chat, "direktupphandling", "Nej", "Nej, ett vanligt köp")
    question, flow = chat.last.title, library.flows["direktupphandling"]
    newer = flow.model_copy(update={"version": flow.version + 1})
    chat.talk.conversation.put(replace(library, flows={**library.flows, flow.name: newer}))
    said = await chat.say("fortsätt")
    assert "har ändrats sedan du började" in said
    assert (chat.last.title, len(summary(chat.last).items)) == (question, 2)


async def test_a_changed_amount_keeps_the_answers_and_says_so(chat, library):
    """What is asked may follow from an amount, so a new one is a change of the check."""
    await begin(chat, "direktupphandling", "Nej", "Nej, ett vanligt köp", "Nej", "Varor")
    await chat.press("Fortsätt", amount="750 000 kr")
    assert "når gränsen" in chat.last.title
    knowledge = library.knowledge
    limit = knowledge.parameters["direktupphandlingsgrans_lou"]
    raised = limit.model_copy(update={"values": (limit.values[0].model_copy(update={"sek": 800_000}),)})
    newer = replace(knowledge, parameters={**knowledge.parameters, limit.id: raised})
    chat.talk.conversation.put(replace(library, knowledge=newer))
    assert "har ändrats sedan du började" in await chat.say("fortsätt")
    assert "hela behovet" in chat.last.title


async def test_who_cancels_the_self_check_is_offered_the_purchase_that_waits(chat):
    """Over and back, also without an outcome."""
    await over_to_jav(chat)
    said = await chat.say("avbryt")
    assert "Dina svar är borttagna" in said
    assert "Vill du fortsätta där du var?" in said


async def to_the_value(chat):
    await begin(chat, "direktupphandling", "Nej", "Nej, ett vanligt köp", "Nej", "Varor")


async def test_the_value_is_worked_out_in_the_same_card_and_confirmed(chat):
    """Term, extensions, options, units and VAT; the sum stands in the field, and in the outcome."""
    await to_the_value(chat)
    seen = len(chat.seen)
    await chat.press("Hjälp mig räkna")
    assert "etapper" in str(chat.last.blocks)
    await chat.press("Räkna ut", each="5 000", periods="24", extensions="12", units="3", options="", vat="0")
    assert all(reply.in_place for reply in chat.seen[seen:])
    assert "(24 + 12) perioder × 3 enheter = 540 000 kronor" in str(chat.last.blocks).replace("\\xa0", " ")
    [field] = [block for block in chat.last.blocks if getattr(block, "id", "") == "amount"]
    await chat.press("Fortsätt", amount=field.value)
    said = await chat.press("Ja, allt är med")
    assert "Så räknades värdet" in said
    await change(chat, 5)
    await chat.press("Hjälp mig räkna")
    assert [block.value for block in chat.last.blocks if getattr(block, "id", "") == "periods"] == ["24"]


async def test_a_part_that_cannot_be_used_is_told_and_the_rest_is_kept(chat):
    """The form comes back with what was written and what to mend."""
    await to_the_value(chat)
    await chat.press("Hjälp mig räkna")
    said = await chat.press("Räkna ut", each="5 000", periods="två år", vat="0")
    assert "antalet perioder" in said
    assert [block.value for block in chat.last.blocks if getattr(block, "id", "") == "each"] == ["5 000"]
    await chat.press("Tillbaka")
    assert "värt i kronor" in chat.last.title


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("700", "menar du 700 kronor eller 700 000 kronor?"),
        ("-50 000", "under noll"),
        ("640 000,50 kr", "ören"),
        ("1e9", "miljarder"),
        ("cirka en halv", "ungefärlig"),
        ("700 000–800 000", "spann"),
        ("700 000 inkl moms", "utan moms"),
        ("100 000 euro", "valuta"),
        ("5 000 kr/mån", "per månad"),
    ],
)
async def test_an_uncertain_amount_is_asked_back_with_what_was_understood(chat, typed, told):
    """Nothing is guessed, and the reader sees what to write instead."""
    await to_the_value(chat)
    said = await chat.press("Fortsätt", amount=typed)
    assert told in said.replace("\N{NO-BREAK SPACE}", " ")
    assert "värt i kronor" in chat.last.title


async def test_a_question_that_says_what_it_is_about_is_narrowed_at_once(chat):
    """Who asks who decides on an award need not choose it from a list; the answer can be changed."""
    await chat.say("vem bestämmer om tilldelning?")
    draft = chat.last.buttons[0].data.get("draft", "")
    await chat.act("dialog.start", flow="ansvar", draft=draft)
    assert chat.facts()["outcome"] == "behorig_instans"
    assert summary(chat.last).items[0].answer == "Beslut om start eller tilldelning"


async def test_who_is_responsible_says_how_fresh_it_is(chat):
    """With a reservation when it was read more than half a year ago."""
    await begin(chat, "ansvar", "Stöd eller leveranser", "Stöd i en upphandlingsfråga")
    shown = str(chat.last.blocks)
    assert "Uppgiften om vem som ansvarar lästes 22 november 2026." in shown
    assert chat.last.buttons[-1].label == "Hitta kontaktuppgifter"
    chat.later(days=200)
    await begin(chat, "ansvar", "Stöd eller leveranser", "Stöd i en upphandlingsfråga")
    assert "mer än ett halvår sedan" in str(chat.last.blocks)
