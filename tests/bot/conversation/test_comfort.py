"""What makes a check comfortable is the same for every flow: one suite over all of them."""

import pytest
from checking import begin, change, labels_of, summary

from bot.conversation.memory import SILENCE
from bot.conversation.turn import Scope

FLOWS = ("direktupphandling", "jav", "ansvar")
STORED = ("direktupphandling", "ansvar")
FIRST = {"direktupphandling": "Nej", "jav": "Anställd i kommunen", "ansvar": "Ett inköp eller en upphandling"}
"""An answer to the first question that leads to another question."""
OTHER = {"direktupphandling": "Vet inte", "jav": "Konsult eller inhyrd", "ansvar": "Stöd eller leveranser"}
ENDS = {"direktupphandling": ["Ja"], "jav": ["Anställd i kommunen", "Ja"], "ansvar": ["Vet inte"]}
"""The shortest way to an outcome."""

of_every_flow = pytest.mark.parametrize("flow", FLOWS)
of_every_stored_flow = pytest.mark.parametrize("flow", STORED)


@of_every_flow
async def test_each_card_says_the_step_why_it_asks_and_the_ways_out(chat, flow):
    """Step n of m, the reason, and never more than six answers to choose from."""
    await begin(chat, flow)
    assert "steg 1 av" in chat.last.label
    await chat.press(FIRST[flow])
    assert "steg 2 av" in chat.last.label
    assert any(getattr(block, "title", "") == "Varför frågar jag?" for block in chat.last.blocks)
    assert labels_of(chat.last)[-3:] == ["Tillbaka", "Börja om", "Avbryt"]
    assert len([one for one in chat.last.buttons if one.action == "dialog.answer"]) <= 6


@of_every_flow
async def test_a_pressed_button_changes_its_own_card(chat, flow):
    """The whole check lives in one card; a new message comes only where there is something else to say."""
    await begin(chat, flow)
    for label in (FIRST[flow], "Tillbaka", FIRST[flow], "Börja om"):
        seen = len(chat.seen)
        await chat.press(label)
        assert [reply.in_place for reply in chat.seen[seen:]] == [True]


@of_every_flow
async def test_what_was_answered_is_listed_with_a_way_to_change_it(chat, flow):
    """At the first question there is nothing to list."""
    await begin(chat, flow)
    assert summary(chat.last) is None
    await chat.press(FIRST[flow])
    [given] = summary(chat.last).items
    assert given.answer == FIRST[flow]
    assert given.change.label == "Ändra"


@of_every_flow
@pytest.mark.parametrize("way", ["button", "words"])
async def test_an_earlier_answer_is_changed_from_the_list(chat, flow, way):
    """By its button, or by "ändra 1" where there are no buttons."""
    await begin(chat, flow)
    first = chat.last.title
    await chat.press(FIRST[flow])
    await (change(chat, 1) if way == "button" else chat.say("ändra 1"))
    assert chat.last.title == first
    assert f"Du svarade: {FIRST[flow]}" in str(chat.last.blocks)
    await chat.press(OTHER[flow])
    shown = summary(chat.last)
    assert shown is None or shown.items[0].answer == OTHER[flow]


@of_every_flow
async def test_back_keeps_what_was_answered(chat, flow):
    """The same answer again leads to where it was."""
    await begin(chat, flow, FIRST[flow])
    second = chat.last.title
    await chat.say("tillbaka")
    assert f"Du svarade: {FIRST[flow]}" in str(chat.last.blocks)
    await chat.press(FIRST[flow])
    assert chat.last.title == second


@of_every_flow
async def test_change_alone_tells_how(chat, flow):
    """The answers are numbered in the text that such a client shows."""
    await begin(chat, flow, FIRST[flow])
    said = await chat.say("ändra")
    assert "”ändra 1”" in said
    assert f"1. {summary(chat.last).items[0].question}: {FIRST[flow]}" in said


@of_every_flow
@pytest.mark.parametrize("place", ["", "7", "-1", "9" * 50, "ett"])
async def test_a_change_of_what_was_never_answered_changes_nothing(chat, flow, place):
    """Card data from another question, or made up."""
    await begin(chat, flow, FIRST[flow])
    question = chat.last.title
    run = chat.button("Avbryt").data["run"]
    assert "tidigare fråga" in await chat.act("dialog.change", run=run, place=place)
    assert chat.last.title == question


@of_every_flow
async def test_a_button_of_an_earlier_question_changes_nothing(chat, flow):
    """In another window the first card may still stand: another answer there is not taken."""
    await begin(chat, flow)
    old = chat.button(OTHER[flow])
    await chat.press(FIRST[flow])
    question = chat.last.title
    assert "inte ändrat något" in await chat.act(old.action, **old.data)
    assert chat.last.title == question
    assert summary(chat.last).items[0].answer == FIRST[flow]


@of_every_flow
async def test_the_same_press_twice_counts_once_and_needs_no_word(chat, flow):
    """An impatient finger is no mistake."""
    await begin(chat, flow)
    button = chat.button(FIRST[flow])
    await chat.press(FIRST[flow])
    seen = len(chat.seen)
    await chat.act(button.action, **button.data)
    assert len(chat.seen) == seen + 1
    assert len(summary(chat.last).items) == 1


@of_every_flow
async def test_cancel_ends_it_and_restart_begins_anew(chat, flow):
    """By word and by button."""
    await begin(chat, flow)
    first = chat.last.title
    await chat.press(FIRST[flow])
    await chat.say("börja om")
    assert (chat.last.title, summary(chat.last)) == (first, None)
    assert "avbruten" in await chat.say("avbryt")
    await begin(chat, flow, FIRST[flow])
    assert "avbruten" in await chat.press("Avbryt")
    await chat.say("fortsätt")
    assert chat.facts()["kind"] == "smalltalk"


@of_every_flow
async def test_not_knowing_tells_how_to_find_out_and_goes_on(chat, flow):
    """The next card, or the outcome, says how; the answer can be changed when one knows."""
    await begin(chat, flow, *([FIRST[flow]] if flow == "jav" else []))
    await chat.say("vet inte")
    unsure = {
        "direktupphandling": "Sök bland kommunens avtal",
        "jav": "vilka som äger dem",
        "ansvar": "dig rätt",
    }
    assert unsure[flow] in str(chat.last.blocks)


@of_every_flow
async def test_a_question_in_the_middle_is_answered_and_it_goes_on(chat, flow):
    """Nothing that was answered is lost by asking."""
    await begin(chat, flow, FIRST[flow])
    question = chat.last.title
    await chat.say("Får jag dela upp ett inköp i flera?")
    assert any(reply.facts.get("entry") == "dela-upp-inkop" for reply in chat.seen)
    assert (chat.last.title, len(summary(chat.last).items)) == (question, 1)


@of_every_flow
async def test_an_outcome_says_what_rests_on_what_and_whom_to_turn_to(chat, flow):
    """Reasons, sources and a contact are on every outcome's card."""
    await begin(chat, flow, *ENDS[flow])
    assert chat.facts()["kind"] == "outcome"
    shown = str(chat.last.blocks)
    assert "Därför" in shown
    assert "Källor" in shown
    assert "inköp och upphandling" in shown


@of_every_stored_flow
async def test_an_answer_can_be_changed_from_the_outcome(chat, flow):
    """Who sees where it leads may still go back on an answer."""
    await begin(chat, flow, *ENDS[flow])
    await change(chat, 1)
    assert chat.facts()["kind"] == "dialog"
    await chat.press(FIRST[flow])
    assert "steg 2 av" in chat.last.label


@of_every_stored_flow
async def test_after_silence_it_is_parked_and_offered_on_return(chat, flow):
    """An answer typed after half an hour is not taken for one; it is asked whether to go on."""
    await begin(chat, flow, FIRST[flow])
    question = chat.last.title
    chat.later(seconds=SILENCE.total_seconds() + 1)
    said = await chat.say("nej")
    assert "Vill du fortsätta där du var?" in said
    assert "steg 2 av" in said
    await chat.press("Fortsätt")
    assert (chat.last.title, len(summary(chat.last).items)) == (question, 1)


@of_every_stored_flow
async def test_a_question_on_return_is_answered_before_the_offer(chat, flow):
    """What the person came for stands first, and the offer is made once."""
    await begin(chat, flow, FIRST[flow])
    chat.later(hours=3)
    await chat.say("Får jag dela upp ett inköp i flera?")
    assert [reply.facts["kind"] for reply in chat.seen[-2:]] == ["answer", "parked"]
    await chat.say("Får jag dela upp ett inköp i flera?")
    assert chat.seen[-1].facts["kind"] == "answer"
    await chat.say("fortsätt")
    assert "steg 2 av" in chat.last.label


@of_every_stored_flow
async def test_pressing_its_own_card_takes_a_parked_check_up(chat, flow):
    """Who presses an answer has seen the question."""
    await begin(chat, flow)
    chat.later(days=2)
    await chat.press(FIRST[flow])
    assert "steg 2 av" in chat.last.label


@of_every_stored_flow
@pytest.mark.parametrize(
    ("said", "then"), [("avbryt", "avbruten"), ("börja om", "steg 1 av"), ("tillbaka", "steg 1 av")]
)
async def test_a_parked_check_still_hears_its_commands(chat, flow, said, then):
    """The words that always work, work here too."""
    await begin(chat, flow, FIRST[flow])
    chat.later(hours=1)
    assert then in await chat.say(said)


async def test_the_private_check_is_gone_after_silence_and_says_so(chat):
    """Nobody is left wondering where the answers went, and they are not there to be found."""
    await begin(chat, "jav", FIRST["jav"])
    chat.later(seconds=SILENCE.total_seconds() + 1)
    assert "Dina svar är borta" in await chat.say("nej")
    await chat.say("fortsätt")
    assert chat.facts()["kind"] == "smalltalk"


@of_every_stored_flow
async def test_a_restart_of_the_process_loses_nothing(chat, enter, flow):
    """What was answered is kept where the process is not."""
    await begin(chat, flow, FIRST[flow])
    question = chat.last.title
    again = enter(channel="19:another-process")
    await again.say("ändra 1")
    await again.press(FIRST[flow])
    assert again.last.title == question


@of_every_stored_flow
async def test_two_windows_and_two_people_do_not_mix(enter, flow):
    """In one thread each has a check of their own; in two chats one person has two."""
    one, two = (enter(name, Scope.CHANNEL, "19:x;messageid=1") for name in ("A", "B"))
    await begin(one, flow, FIRST[flow])
    await begin(two, flow)
    elsewhere = enter("A", Scope.CHANNEL, "19:y;messageid=2")
    await begin(elsewhere, flow)
    await one.say("fortsätt")
    assert "steg 2 av" in one.last.label
    for other in (two, elsewhere):
        await other.say("fortsätt")
        assert "steg 1 av" in other.last.label
