"""What is typed in a check, and after it, is taken for what it says, and for nothing more."""

import pytest
from checking import begin, change, labels_of, summary

from bot.conversation.card import TextInput
from bot.conversation.memory import SILENCE
from bot.conversation.plain import plain_text

TO_THE_VALUE = ("Nej", "Nej, ett vanligt köp", "Nej", "Varor")


async def to_the_value(chat, question=""):
    """To the question of the value, from *question* where one led there."""
    if question:
        await chat.say(question)
        if chat.facts()["kind"] == "choose":
            await chat.press("Får jag direktupphandla?")
        await chat.press("Får jag köpa direkt?")
        for label in TO_THE_VALUE:
            await chat.press(label)
    else:
        await begin(chat, "direktupphandling", *TO_THE_VALUE)
    assert "värt i kronor" in chat.last.title


async def to_an_outcome(chat):
    await to_the_value(chat)
    await chat.say("640 000 kr")
    await chat.say("ja, allt är med")
    assert chat.facts()["outcome"] == "allowed_by_value"


def ready(chat) -> str:
    """What stands in the field for the value."""
    [field] = [block for block in chat.last.blocks if isinstance(block, TextInput)]
    return field.value


def plain(said: str) -> str:
    return said.replace("\N{NO-BREAK SPACE}", " ")


# The value


@pytest.mark.parametrize(
    "amount",
    [
        "200 000 om året i 4 år",
        "400 000 nu och 400 000 sen",
        "800 000 inkl moms",
        "ca 500 000",
        "över 600 000",
        "640 000 per år",
        "640 000 om gränsen är 700 000",
    ],
)
async def test_an_amount_in_the_question_that_is_not_sure_is_not_made_ready(chat, amount):
    """It is written again, and read with the care that the value takes."""
    await to_the_value(chat, f"får jag köpa stolar för {amount}")
    assert ready(chat) == ""
    assert await chat.say("ja")
    assert "värt i kronor" in chat.last.title


@pytest.mark.parametrize("agreed", ["ja", "Stämmer", "det stämmer", "fortsätt", "ok"])
async def test_a_value_that_stands_ready_is_agreed_to_in_words(chat, agreed):
    """As with the button, which a text client may not have."""
    await to_the_value(chat, "får jag köpa stolar för 640 000")
    await chat.say(agreed)
    assert "hela behovet" in chat.last.title
    assert plain(summary(chat.last).items[-1].answer) == "640 000 kronor"


@pytest.mark.parametrize("agreed", ["ja", "fortsätt", "ok"])
async def test_nothing_is_agreed_to_where_no_value_stands(chat, agreed):
    await to_the_value(chat)
    await chat.say(agreed)
    assert "värt i kronor" in chat.last.title


async def test_the_name_of_the_help_opens_it_and_what_is_typed_there_is_a_price(chat):
    """A price of 25 000 a month is not the whole value."""
    await to_the_value(chat)
    await chat.say("hjälp mig räkna")
    for price in ("25 000", "25 000 kr i månaden"):
        said = plain(await chat.say(price))
        assert "som pris" in said
        assert "Räkna ut hela värdet" in said
    [each] = [block.value for block in chat.last.blocks if getattr(block, "id", "") == "each"]
    assert plain(each) == "25 000 kronor"
    await chat.say("tillbaka")
    assert "värt i kronor" in chat.last.title
    assert ready(chat) == ""


async def test_a_whole_value_typed_beside_the_form_is_the_value(chat):
    await to_the_value(chat)
    await chat.press("Hjälp mig räkna")
    await chat.say("15 000 kr i månaden i 36 månader")
    assert plain(summary(chat.last).items[-1].answer) == "540 000 kronor"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("800 000 inkl moms", "640 000 kronor om momsen är 25 procent, 714 286 kronor om den är 12"),
        ("640 000 kronor exklusive moms för fyra år", "Jag läste 640 000 kronor och en tid."),
        ("1 000 000 000", "miljarder"),
        ("999999999999999999", "miljarder"),
        ("max 600 000", "övre eller undre gräns"),
        ("3 x 200 000", "flera tal"),
        ("200 000 + 150 000", "flera tal"),
    ],
)
async def test_a_doubt_says_what_was_understood(chat, typed, told):
    await to_the_value(chat)
    assert told in plain(await chat.say(typed))
    assert "värt i kronor" in chat.last.title


@pytest.mark.parametrize(
    "typed",
    ["vi delar upp det på två köp om 400 000", "2 köp på 400 000", "400 000 nu och 400 000 nästa år"],
)
async def test_a_purchase_in_parts_is_warned_of_with_what_is_known(chat, typed):
    """The answer with its sources stands before the question, which is asked again."""
    await to_the_value(chat)
    said = await chat.say(typed)
    assert "hela summan" in said
    assert any(reply.facts.get("entry") == "dela-upp-inkop" for reply in chat.seen)
    assert "5 kap. 7, 7 a, 8 §§" in said
    assert "värt i kronor" in chat.last.title


async def test_the_warning_is_no_card_that_the_question_takes_the_place_of(chat):
    """Written in the card's field, the question stays in its card and what is known comes beside it."""
    await to_the_value(chat)
    seen = len(chat.seen)
    await chat.press("Fortsätt", amount="2 köp på 400 000")
    assert [reply.in_place for reply in chat.seen[seen:]] == [False, False, True]


@pytest.mark.parametrize("again", ["ja", "0 kr"])
async def test_that_nothing_is_paid_is_asked_about(chat, again):
    """A slip of the finger is not a purchase for nothing."""
    await to_the_value(chat)
    assert "inget alls" in await chat.say("0")
    assert "värt i kronor" in chat.last.title
    await chat.say(again)
    assert plain(summary(chat.last).items[-1].answer) == "0 kronor"


async def test_a_value_after_the_question_of_nothing_is_the_value(chat):
    await to_the_value(chat)
    await chat.press("Fortsätt", amount="gratis")
    assert "värt i kronor" in chat.last.title
    await chat.say("640 000 kr")
    assert plain(summary(chat.last).items[-1].answer) == "640 000 kronor"


@pytest.mark.parametrize("typed", ["25 000 i månaden", "640 000 kr!", "700"])
async def test_an_amount_after_the_value_is_perhaps_another_value(chat, typed):
    """It is asked about, and the answers stand."""
    await to_the_value(chat)
    await chat.say("500 000 kr")
    assert "Vill du ändra värdet? Skriv ja eller ”ändra 5”" in await chat.say(typed)
    assert "hela behovet" in chat.last.title


# A narrowing question


@pytest.mark.parametrize("typed", ["Det är mycket bråttom", "bråttom"])
async def test_a_typed_label_is_the_button_and_claims_no_ground(chat, typed):
    await to_the_value(chat)
    await chat.say("800 000 kr")
    await chat.say(typed)
    assert chat.last.title == "Vilket skäl gäller?"
    assert summary(chat.last).items[-1].answer == "Det är mycket bråttom"


# To change, and the ways back


async def test_an_answer_is_changed_by_its_name(chat):
    await to_the_value(chat)
    await chat.say("500 000 kr")
    await chat.say("ändra värdet")
    assert "värt i kronor" in chat.last.title
    assert plain(ready(chat)) == "500 000 kronor"


async def test_an_answer_that_is_not_there_is_said_so_and_no_button_is_blamed(chat):
    await to_the_value(chat)
    for typed in ("ändra 5", "ändra svar 9"):
        said = await chat.say(typed)
        assert "Du kan ändra svar 1 till 4" in said
        assert "knappen" not in said.partition("\n")[0]
    await chat.say("börja om")
    assert "inget att ändra" in await chat.say("ändra")


async def test_at_the_first_question_back_says_that_it_is_the_first(chat):
    await begin(chat, "direktupphandling")
    assert "första frågan" in await chat.say("tillbaka")


async def test_the_steps_are_said_to_be_the_most_there_can_be(chat):
    """The way gets shorter with the answers, so the number is no promise."""
    await begin(chat, "direktupphandling")
    assert "steg 1 av högst 9" in chat.last.label


async def test_what_opens_a_question_stands_once_in_the_list(chat):
    """The same question was asked twice; its last answer counts, and all of it is changed."""
    await begin(chat, "direktupphandling", *TO_THE_VALUE[:3])
    await chat.press("Vatten, energi, transporter, försvar eller koncession")
    await chat.press("LUF, vatten, energi, transporter eller post")
    await chat.press("Varor")
    assert [one.question for one in summary(chat.last).items][3:] == ["Det som köps", "Lag"]
    assert summary(chat.last).items[3].answer == "Varor"
    await change(chat, 4)
    await chat.press("Tjänster")
    assert [one.question for one in summary(chat.last).items][3:] == ["Det som köps"]


# After the outcome


@pytest.mark.parametrize(("typed", "title"), [("ändra 4", "Vad ska du köpa?"), ("tillbaka", "hela behovet")])
async def test_an_outcome_hears_the_words_of_its_own_hint(chat, typed, title):
    await to_an_outcome(chat)
    await chat.say(typed)
    assert title in chat.last.title


async def test_an_outcome_begins_again_gives_its_receipt_and_is_nothing_to_cancel(chat):
    await to_an_outcome(chat)
    await chat.say("kvitto")
    assert chat.facts()["kind"] == "receipt"
    assert "redan klar" in await chat.say("avbryt")
    await chat.say("börja om")
    assert "steg 1 av" in chat.last.label


async def test_a_number_that_the_outcome_lacks_shows_what_can_be_changed(chat):
    await to_an_outcome(chat)
    assert "Du kan ändra svar 1 till 6" in await chat.say("ändra 9")
    assert chat.facts()["outcome"] == "allowed_by_value"


async def test_an_old_outcome_can_be_changed_but_no_longer_takes_every_word(chat):
    """Days later "tillbaka" is about something else, and the case is judged by the rules of the new day."""
    await to_an_outcome(chat)
    chat.later(seconds=SILENCE.total_seconds() + 1)
    assert "ingen kontroll" in await chat.say("tillbaka")
    chat.later(days=2)
    await chat.say("ändra 6")
    await chat.say("ja, allt är med")
    assert "27 november 2026" in plain_text(chat.last)


async def test_without_a_check_there_is_nothing_to_change(chat):
    assert "inga svar att ändra" in await chat.say("ändra 1")
    assert "gå tillbaka" in await chat.say("tillbaka")


async def test_the_private_outcome_says_why_it_cannot_be_changed(chat):
    await begin(chat, "jav", "Anställd i kommunen", "Ja")
    assert "går inte att ändra" in plain_text(chat.last)


# Not knowing, and other matters in between


@pytest.mark.parametrize("typed", ["vet inte", "jag vet inte"])
async def test_what_must_be_known_says_so(chat, typed):
    await begin(chat, "jav")
    assert "behöver jag veta" in await chat.say(typed)
    assert "roll" in chat.last.title


async def test_not_knowing_after_an_outcome_asks_nothing(chat):
    await to_an_outcome(chat)
    await chat.say("jag vet inte")
    assert chat.facts()["kind"] == "smalltalk"


async def test_after_an_aside_that_is_pressed_the_question_stands_again(chat):
    await to_the_value(chat)
    await chat.say("Får jag dela upp ett inköp i flera?")
    for label in ("Det hjälpte", chat.seen[-3].content.buttons[-1].label):
        await chat.press(label)
        assert "värt i kronor" in chat.last.title
    await chat.press("Fråga en upphandlare")
    await chat.press("Avbryt")
    assert "värt i kronor" in chat.last.title


async def test_a_person_asked_in_the_middle_gets_the_answers_so_far(chat):
    await begin(chat, "direktupphandling", *TO_THE_VALUE)
    said = await chat.say("människa")
    assert "Det som köps: Varor" in said.partition("Nu tillbaka")[0]
    assert "Inte klar" in said


async def test_a_person_asked_in_the_private_check_gets_none_of_it(chat):
    await begin(chat, "jav", "Konsult eller inhyrd", "Vet inte")
    assert "Konsult" not in (await chat.say("människa")).partition("Nu tillbaka")[0]


async def test_another_check_is_begun_when_it_is_asked_for_twice(chat):
    """The first time it is told what becomes of the answers; whoever stays then goes on."""
    await begin(chat, "jav", "Anställd i kommunen")
    assert "tas bort om du byter" in await chat.say("ansvar")
    await chat.say("nej")
    await chat.say("nej")
    assert "steg 3 av" in chat.last.label
    await chat.say("ansvar")
    await chat.say("ansvar")
    assert "Vem ansvarar?" in chat.last.label


async def test_another_check_is_begun_by_its_button(chat):
    await begin(chat, "direktupphandling", "Nej")
    assert "är kvar om du byter" in await chat.say("jäv")
    await chat.press("Kolla jäv")
    assert "Kan det vara jäv?" in chat.last.label


async def test_the_name_of_the_check_that_runs_loses_nothing(chat):
    await begin(chat, "direktupphandling", "Nej")
    assert "redan i den kontrollen" in await chat.say("direktupphandling")
    assert "steg 2 av" in chat.last.label


async def test_the_name_of_the_check_that_waits_offers_it(chat):
    """Its answers were promised to be kept."""
    await begin(chat, "direktupphandling", "Nej", "Nej, ett vanligt köp", "Ja")
    await chat.press("Kolla jäv")
    await chat.say("avbryt")
    assert "dina svar är kvar" in await chat.say("direktupphandling")
    assert labels_of(chat.last)[0] == "Fortsätt"


async def test_figures_alone_are_no_question(chat):
    assert "Skriv med ord" in await chat.say("2")


async def test_a_yes_to_another_check_is_no_answer_to_the_one_that_runs(chat):
    """The bot has asked whether to change checks; what is said next is about that."""
    await chat.say("jäv")
    await chat.press(chat.last.buttons[0].label)
    await chat.say("direktupphandling")
    said = await chat.say("ja")
    assert "Finns det redan ett avtal" in said


async def test_a_no_to_another_check_stays_and_answers_nothing(chat):
    """The open question is shown again, and the next no is its answer."""
    await chat.say("jäv")
    await chat.press(chat.last.buttons[0].label)
    before = chat.last.title
    await chat.say("direktupphandling")
    await chat.say("nej")
    assert chat.last.title == before
    await chat.say("nej")
    assert chat.last.title != before


@pytest.mark.parametrize(
    "agreed", ["ja", "byt", "ja byt", "ja absolut", "jajamän", "självklart", "det vill jag"]
)
async def test_whoever_is_asked_to_change_checks_can_say_so_in_a_word(chat, agreed):
    await chat.say("ansvar")
    await chat.say("direktupphandling")
    assert "Finns det redan ett avtal" in await chat.say(agreed)


@pytest.mark.parametrize(
    "typed", ["ja, min bror äger firman", "nej, jag har aldrig fått något", "nej absolut inte"]
)
async def test_a_yes_or_no_with_more_is_no_answer_while_another_check_is_offered(chat, typed):
    """It may be about either, so nothing is taken, and the question is shown again."""
    await chat.say("jäv")
    await chat.press(chat.last.buttons[0].label)
    before = chat.last.title
    await chat.say("direktupphandling")
    await chat.say(typed)
    assert chat.last.title == before


async def test_a_yes_to_changing_the_value_opens_the_value(chat):
    """It is no answer to whether the old value holds the whole need."""
    await to_the_value(chat)
    await chat.say("640 000")
    open_now = chat.last.title
    await chat.say("900 000")
    await chat.say("ja")
    assert "värt" in chat.last.title
    assert chat.last.title != open_now


async def test_a_no_to_changing_the_value_answers_nothing(chat):
    await to_the_value(chat)
    await chat.say("640 000")
    open_now = chat.last.title
    await chat.say("900 000")
    await chat.say("nej")
    assert chat.last.title == open_now
