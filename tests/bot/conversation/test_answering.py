"""A question gets a sourced answer, a choice, or an honest "I do not know" with a way on."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.conversation.card import TextInput
from knowledge.asking import Asked


async def test_a_clear_question_is_answered_with_sources(chat):
    """The answer stands first; each source says when it was read."""
    said = await chat.say("Får jag dela upp ett inköp i flera?")
    assert chat.facts()["kind"] == "answer"
    assert chat.facts()["entry"] == "dela-upp-inkop"
    assert "Källor" in said
    assert "läst 2026-11-22" in said


async def test_an_answer_that_nobody_has_approved_says_so(chat):
    """The first content is a draft, and the reader is told."""
    assert "Utkast, inte granskat av enheten." in await chat.say("Vad är jäv?")


async def test_nonsense_is_not_answered_but_an_expert_is_offered(chat):
    """What nothing fits gets no guess; the way to a person is one press."""
    said = await chat.say("blåbärspaj och månraketer till salu")
    assert chat.facts()["kind"] in ("none", "choose")
    if chat.facts()["kind"] == "choose":
        said = await chat.press("Inget av dessa")
    assert "hittar jag inget svar på" in said
    assert chat.button("Fråga en upphandlare")


async def test_choices_lead_to_the_answer_and_out(chat):
    """An unclear question shows at most three entries and "none of these"."""
    await chat.say("leverantören")
    assert chat.facts()["kind"] == "choose"
    labels = [button.label for button in chat.last.buttons]
    assert len(labels) <= 5
    assert labels[-2:] == ["Inget av dessa", "Fråga en upphandlare"]
    chosen = chat.last.buttons[0].data["entry"]
    await chat.press(labels[0])
    assert chat.facts()["entry"] == chosen


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Hej!", "smalltalk"),
        ("tack så mycket!!", "smalltalk"),
        ("hjälp", "smalltalk"),
        ("hjalp", "smalltalk"),
        ("Hej, jag vill prata med någon", "human"),
        ("prata med en mäniska", "human"),
        ("kan jag få tala med en upphandlare", "human"),
        ("jag vill avbryta", "smalltalk"),
    ],
)
async def test_small_talk_needs_no_knowledge(chat, said, kind):
    """Greetings, thanks, help and a wish for a person are understood, also misspelt."""
    await chat.say(said)
    assert chat.facts()["kind"] == kind


async def test_a_greeting_before_a_question_does_not_hide_it(chat):
    """Who greets and asks is answered."""
    await chat.say("Hej! Får jag dela upp ett inköp i flera?")
    assert chat.facts()["entry"] == "dela-upp-inkop"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("", "Meddelandet var tomt"),
        ("   \n", "Meddelandet var tomt"),
        ("🤷‍♀️🔥", "Skriv med ord"),
        ("å" * 100_000, "Meddelandet är för långt"),
    ],
    ids=["empty", "space", "emoji", "huge"],
)
async def test_what_cannot_be_read_is_said_so_in_a_sentence(chat, said, told):
    """Bad input gets a clear sentence."""
    assert told in await chat.say(said)


async def test_a_huge_message_can_be_handed_over_all_the_same(chat):
    """Nothing that was written is lost: its beginning stands in the form."""
    await chat.say("Vi undrar över konsulter. " * 4000)
    await chat.press("Fråga en upphandlare")
    assert chat.last.blocks[1].value.startswith("Vi undrar över konsulter.")


async def test_html_and_markdown_are_only_text(chat):
    """Markup in a question is shown as it was written, and acts on nothing."""
    await chat.say("<script>alert(1)</script> [länk](http://x) **fet**")
    assert chat.facts()["kind"] in ("none", "choose", "answer")


@pytest.mark.parametrize(
    "action", ["", "x", "dialog", "dialog.answer", "ask.entry", "handover.send", "ticket.take", "ticket.fly"]
)
async def test_card_data_of_a_wrong_shape_gets_a_sentence(chat, action):
    """A card from another version, or made up, changes nothing and never fails."""
    said = await chat.act(action, entry="finns-inte", flow="nej", number="-1", run="x", v="0")
    assert said


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=400))
async def test_any_text_gets_a_reply(chat, text):
    """No text makes the bot fail or go silent."""
    assert await chat.say(text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    action=st.sampled_from(
        [
            "dialog.start",
            "dialog.answer",
            "dialog.amount",
            "dialog.back",
            "dialog.restart",
            "ask.entry",
            "ask.none",
            "feedback.helpful",
            "handover.open",
            "handover.send",
            "handover.cancel",
            "ticket.take",
            "ticket.answer",
        ]
    )
    | st.text(max_size=20),
    values=st.dictionaries(
        st.sampled_from(
            ["flow", "run", "fact", "value", "entry", "draft", "number", "amount", "question", "answer"]
        ),
        st.text(max_size=50) | st.sampled_from(["jav", "direktupphandling", "1", "vardeberakning"]),
    ),
)
async def test_any_button_data_gets_a_reply(chat, action, values):
    """No card data makes the bot fail or go silent."""
    assert await chat.act(action, **values)


async def test_two_questions_in_one_message_are_both_offered(chat):
    """Each answer is one press away; the title says why there is a choice."""
    said = await chat.say("Är jag jävig? Hur länge sparar vi anbud?")
    assert "flera saker" in said
    offered = [button.data.get("entry") for button in chat.last.buttons]
    assert offered[:2] == ["jav-ar-jag-javig", "diarieforing-arkiv"]


async def test_a_short_message_goes_on_from_the_question_before(chat):
    """Without the question before it, it would ask nothing in particular; the form holds both."""
    await chat.say("Vad är ett ramavtal?")
    await chat.say("hur länge får det gälla?")
    assert chat.last.buttons[0].data["entry"] == "ramavtal-vad-ar-det"
    await chat.press("Fråga en upphandlare")
    written, _ = (block.value for block in chat.last.blocks if isinstance(block, TextInput))
    assert written == "Vad är ett ramavtal?\nhur länge får det gälla?"


async def test_a_new_question_is_not_read_with_the_one_before(chat):
    """Who changes the subject is followed."""
    await chat.say("Vad är ett ramavtal?")
    await chat.say("Får jag dela upp ett inköp i flera?")
    assert chat.facts()["entry"] == "dela-upp-inkop"


async def test_next_to_nothing_after_a_question_is_offered_with_it(chat):
    """Two words may fit something well and still mean something else."""
    await chat.say("Hur många offerter behöver jag ta in?")
    await chat.say("och för tjänster då?")
    assert chat.facts()["kind"] == "choose"
    assert "direktupphandling-antal-offerter" in [button.data.get("entry") for button in chat.last.buttons]


async def test_a_year_whose_amounts_are_not_known_is_not_answered_with_todays(chat):
    """Silence about 2009 is right; what holds now is one press away, and a person another."""
    said = await chat.say("Vilka tröskelvärden gällde 2009?")
    assert "Det vet jag inte för 2009" in said
    assert chat.facts()["kind"] == "none"
    [now, _] = chat.last.buttons
    await chat.press(now.label)
    assert chat.facts()["entry"] == "troskelvarden"


@pytest.mark.parametrize("number", ["2026", "2000", "2009 kr", "2 009", "12009", "1 2009 000"])
async def test_a_known_year_or_an_amount_is_no_such_year(chat, number):
    """Kronor are not years, and this year is known."""
    assert "Det vet jag inte" not in await chat.say(f"Vilka tröskelvärden gäller {number}?")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tack, hej då", "Hej då!"),
        ("nej, hjälp", "Så här gör du"),
        ("ok mina ärenden", "Du har inga ärenden"),
    ],
)
async def test_a_word_in_passing_is_passed_over(chat, text, said):
    """What follows is what is wanted."""
    assert said in await chat.say(text)


async def test_what_is_hardly_meant_is_not_offered(chat):
    """The next best of bad guesses is only noise among the choices."""
    asked = Asked("choose", None, 0.5, (("ramavtal-vad-ar-det", 0.5), ("gibberish", 0.0001)))
    reply = chat.talk.conversation.conversation.answers.choices(asked, "d")
    assert [button.data.get("entry") for button in reply.content.buttons[:-2]] == ["ramavtal-vad-ar-det"]
