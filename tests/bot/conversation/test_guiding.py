"""A guided check in conversation: one question at a time, each way out works, the outcome says why."""

from bot.conversation.card import Reply
from bot.conversation.memory import SILENCE
from bot.conversation.turn import Scope


async def to_the_value(chat, question="direktupphandling"):
    """Answer the check's questions up to the value."""
    await chat.say(question)
    if chat.facts()["kind"] != "dialog":
        await chat.press("Får jag köpa direkt?")
    for answer in ("nej", "Nej, ett vanligt köp", "nej", "varor"):
        await chat.say(answer)
    assert "värt i kronor" in chat.last.title


async def test_a_purchase_below_the_limit_is_allowed_with_reasons_and_sources(chat):
    """The outcome names the limit with its law and day, and what has to be done."""
    await to_the_value(chat)
    await chat.say("640 000")
    said = await chat.say("ja, allt är med")
    assert chat.facts() == {"kind": "outcome", "dialog": "direktupphandling", "outcome": "allowed_by_value"}
    assert (
        "700\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kronor exklusive moms (LOU, från 1 februari 2022)" in said
    )
    assert "19 a kap. 2 §" in said
    assert "25 november 2026" in said


async def test_buttons_and_typed_answers_lead_the_same_way(chat):
    """Whoever presses comes where whoever types comes."""
    await chat.say("direktupphandling")
    for label in ("Nej", "Nej, ett vanligt köp", "Nej", "Varor"):
        await chat.press(label)
    await chat.press("Fortsätt", amount="800 tkr")
    await chat.press("Nej, inget särskilt skäl")
    pressed = chat.facts()
    await to_the_value(chat)
    await chat.say("800 000 kr")
    await chat.say("nej, inget särskilt skäl")
    assert (
        chat.facts()
        == pressed
        == {"kind": "outcome", "dialog": "direktupphandling", "outcome": "must_advertise"}
    )


async def test_the_amount_in_the_question_stands_ready_to_confirm(chat):
    """Who asked about 640 000 need not write it again."""
    await chat.say("får jag köpa stolar för 640 000")
    await chat.press("Får jag köpa direkt?")
    for label in ("Nej", "Nej, ett vanligt köp", "Nej", "Varor"):
        await chat.press(label)
    assert chat.last.blocks[0].value == "640\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kronor"
    await chat.press("Fortsätt", amount=chat.last.blocks[0].value)
    assert "hela behovet" in chat.last.title


async def test_each_question_tells_the_step(chat):
    """The reader sees how far it is."""
    await chat.say("direktupphandling")
    assert "steg 1 av" in chat.last.label
    await chat.say("nej")
    assert "steg 2 av" in chat.last.label


async def test_back_restart_and_cancel_work_at_every_step(chat):
    """The ways back and out are words that always work."""
    await chat.say("direktupphandling")
    first = chat.last.title
    await chat.say("nej")
    second = chat.last.title
    await chat.say("nej, ett vanligt köp")
    await chat.say("tillbaka")
    assert chat.last.title == second
    await chat.say("börja om")
    assert chat.last.title == first
    assert "avbruten" in await chat.say("avbryt")
    await chat.say("nej")
    assert chat.facts()["kind"] != "dialog"


async def test_back_at_the_first_question_stays_there(chat):
    """There is nothing before the first question."""
    await chat.say("direktupphandling")
    first = chat.last.title
    await chat.say("tillbaka")
    assert chat.last.title == first


async def test_a_question_in_the_middle_is_answered_and_the_dialog_goes_on(chat):
    """An aside does not end the check."""
    await chat.say("direktupphandling")
    said = await chat.say("Får jag dela upp ett inköp i flera?")
    assert "Nu tillbaka till kontrollen" in said
    assert chat.facts()["kind"] == "dialog"
    assert any(reply.facts.get("entry") == "dela-upp-inkop" for reply in chat.seen)


async def test_what_is_no_answer_is_asked_back(chat):
    """A typed answer that cannot be read for sure is not guessed."""
    await to_the_value(chat)
    assert "Jag förstod inte beloppet" in await chat.say("700")
    assert "värt i kronor" in chat.last.title


async def test_a_button_of_a_dialog_that_ended_says_so(chat):
    """An old card's button does nothing but explain itself."""
    await chat.say("direktupphandling")
    old = chat.button("Ja")
    await chat.say("avbryt")
    assert "Kontrollen är avslutad" in await chat.act(old.action, **old.data)


async def test_a_button_pressed_twice_counts_once(chat):
    """The second press of the same answer stays where the first led."""
    await chat.say("direktupphandling")
    button = chat.button("Nej")
    await chat.act(button.action, **button.data)
    after_first = chat.last.title
    await chat.act(button.action, **button.data)
    assert chat.last.title == after_first


async def test_a_running_dialog_survives_a_restart(chat, enter, library, store):
    """What was answered is kept where the process is not."""
    await chat.say("direktupphandling")
    await chat.say("nej")
    question = chat.last.title
    again = enter(channel="19:another-process")
    await again.say("tillbaka")
    await again.say("nej")
    assert again.last.title == question


async def test_two_people_in_one_channel_do_not_mix(enter):
    """Each has a dialog of their own."""
    one = enter("A", Scope.CHANNEL, "19:x;messageid=1")
    two = enter("B", Scope.CHANNEL, "19:x;messageid=1")
    await one.say("direktupphandling")
    await one.say("nej")
    await two.say("direktupphandling")
    assert "steg 1" in two.last.label
    await one.say("nej, ett vanligt köp")
    assert "steg 3" in one.last.label


async def test_the_self_check_is_refused_where_others_read(enter):
    """Jäv is private: in a channel or a group it is kindly refused, with the way to do it."""
    for scope in (Scope.CHANNEL, Scope.GROUP):
        chat = enter(scope=scope, conversation=f"19:{scope}")
        assert "egen chatt" in await chat.say("jäv")
        assert not any(
            isinstance(reply, Reply) and reply.facts.get("kind") == "dialog" for reply in chat.seen
        )


async def test_the_self_check_stops_at_the_first_sign_of_jav(chat):
    """Nothing more is asked once it is clear."""
    await chat.say("jav")
    await chat.press(chat.last.buttons[0].label)
    said = await chat.say("ja")
    assert "Behandla det som jäv" in said
    assert chat.facts() == {"kind": "outcome", "dialog": "jav"}


async def test_nothing_of_the_self_check_goes_along_to_an_expert(chat):
    """The form that follows holds nothing but what the reader writes."""
    await chat.say("jäv")
    await chat.press(chat.last.buttons[0].label)
    await chat.say("ja")
    await chat.press("Fråga en upphandlare")
    form = chat.last
    assert form.blocks[1].value == ""
    assert form.blocks[3].items == ("Ditt namn: Beställare",)


async def test_the_self_check_leaves_no_answer_in_the_database(chat, tmp_path):
    """While it runs and after, neither the answers nor what was typed beside them are in any file."""
    await chat.say("jäv")
    await chat.press(chat.last.buttons[0].label)
    await chat.say("nej")
    await chat.say("vet inte")
    await chat.say("luftballongen är blå i dag")
    await chat.say("Får jag ta emot en luftballong som gåva av min brors firma?")
    await chat.say("min brors luftballong " * 400)
    await chat.say("avbryt")
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    for answer in ("party_or_owner", "unsure", "luftballong", "mutor-gavor"):
        assert answer.encode() not in kept


async def test_an_answer_in_own_words_that_ends_the_self_check_leaves_no_trace(chat, tmp_path):
    """It is read as a yes, and neither its words nor what they were read as is stored."""
    await chat.say("jäv")
    await chat.press(chat.last.buttons[0].label)
    said = await chat.say("ja, min bror äger hela luftballongfirman")
    assert "Behandla det som jäv" in said
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    for answer in ("party_or_owner", "luftballong"):
        assert answer.encode() not in kept


async def test_a_question_asked_in_the_self_check_is_as_private_as_its_answers(chat, tmp_path):
    """It is answered, and neither its words nor what it was about is stored."""
    await chat.say("jäv")
    await chat.press(chat.last.buttons[0].label)
    await chat.say("Får jag ta emot gåvor, luncher eller resor från leverantörer?")
    assert any(reply.facts.get("entry") == "mutor-gavor" for reply in chat.seen)
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"luncher" not in kept
    assert b"mutor-gavor" not in kept


async def test_an_answer_opened_in_the_self_check_is_as_private(chat, tmp_path):
    """A related answer that is pressed tells as much as a question that is typed."""
    await chat.say("jäv")
    await chat.press(chat.last.buttons[0].label)
    await chat.act("ask.entry", entry="mutor-gavor", draft="")
    assert any(reply.facts.get("entry") == "mutor-gavor" for reply in chat.seen)
    assert b"mutor-gavor" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


async def test_the_self_check_is_forgotten_after_silence(chat):
    """Answers that nobody comes back to are gone after half an hour."""
    await chat.say("jäv")
    await chat.press(chat.last.buttons[0].label)
    button = chat.button("Ja")
    chat.later(seconds=SILENCE.total_seconds() + 1)
    assert "Kontrollen är avslutad" in await chat.act(button.action, **button.data)


async def test_responsibility_narrows_to_a_role_and_a_contact(chat):
    """Who is responsible takes a question or two and ends with whom to turn to."""
    await chat.say("ansvar")
    while chat.facts()["kind"] == "dialog":
        assert len([b for b in chat.last.buttons if b.action == "dialog.answer"]) <= 6
        await chat.press(chat.last.buttons[0].label)
    assert chat.facts()["dialog"] == "ansvar"
    assert "Enheten inköp och upphandling" in "".join(str(block) for block in chat.last.blocks)


async def test_an_outcome_is_the_same_whatever_the_way(chat):
    """A typed "vet inte" about the value leads to a person, with the value's rule."""
    await to_the_value(chat)
    await chat.say("vet inte")
    assert chat.facts()["outcome"] == "route"
