"""What experts do with a ticket in their channel, and what the asker does with what comes back."""

import pytest

from bot.app import NoRoster
from bot.conversation.turn import Person, Scope
from bot.tickets.model import PostKind, Resolution, TicketState
from bot.tickets.moves import MoveName
from bot.tickets.outbox import Notice, NoticeKind, NoticeState

QUESTION = "Hur köper vi in en luftballong till kulturfesten?"
COLLEAGUE = Person("29:Kollega", "Kollega")


class Team(NoRoster):
    """The experts' team: an expert and a colleague."""

    async def is_member(self, _place, person):
        return person.name != "Praktikant"

    async def members(self, _place):
        return Person("29:Upphandlare", "Upphandlare"), COLLEAGUE


@pytest.fixture
def enter(enter_with):
    return enter_with(Team())


@pytest.fixture
def chat(enter):
    return enter()


@pytest.fixture
def expert(enter):
    return enter("Upphandlare", Scope.CHANNEL, "19:experts@thread.tacv2;messageid=1")


@pytest.fixture
async def ticket(chat, expert):
    """A ticket that the expert has taken."""
    await chat.say("människa")
    await chat.press("Skicka", question=QUESTION)
    await expert.act("ticket.take", number="1")

    async def now():
        return await chat.talk.desk.get(1)

    return now


async def test_an_expert_asks_back_and_the_asker_replies(chat, expert, ticket):
    """The reply comes in the asker's card; the experts' card shows both."""
    said = await expert.press("Fråga tillbaka", text="Hur stor?")
    assert "Upphandlare väntar på svar från frågaren" in said
    assert (await ticket()).state is TicketState.WAITING
    said = await chat.act("own.reply", number="1", text="Tre meter")
    assert "Hur stor?" in said
    assert "Tre meter" in said
    now = await ticket()
    assert (now.state, now.holder.name) == (TicketState.ASSIGNED, "Upphandlare")
    assert "Tre meter" in await expert.act("ticket.write", number="1")


async def test_a_note_is_for_the_experts_alone(chat, expert, ticket):
    said = await expert.press("Anteckna", text="Fråga juristen först")
    assert "bara för upphandlarna" in said
    await expert.act("ticket.answer", number="1", text="Hyr en.")
    for shown in (await chat.act("own.open", number="1"), await chat.say("mina ärenden")):
        assert "juristen" not in shown


async def test_what_is_reviewed_can_be_mended_before_it_is_sent(expert, ticket):
    """Looking sends nothing; the text stays while the expert goes back and forth."""
    await expert.press("Granska svaret", text="Hyr en balong.")
    assert expert.last.blocks[1].value == "Hyr en balong."
    await expert.press("Tillbaka", text="Hyr en ballong.")
    assert expert.last.blocks[-1].value == "Hyr en ballong."
    assert (await ticket()).state is TicketState.ASSIGNED
    await expert.press("Skicka svaret", text="Hyr en ballong.")
    assert (await ticket()).answer == "Hyr en ballong."


async def test_a_known_answer_is_put_into_the_field_to_edit(chat, expert):
    """What the bot showed is a start for the answer, with its sources, and the expert sends it or not."""
    await chat.say("Får jag dela upp ett inköp i flera?")
    await chat.press("Fråga en upphandlare")
    await chat.press("Skicka", question="Får vi dela upp skolbokköpet?")
    await expert.act("ticket.take", number="1")
    await expert.press("Sätt in svaret: Får jag dela upp ett inköp i flera?")
    written = expert.last.blocks[-1].value
    assert "LOU" in written
    assert (await chat.talk.desk.get(1)).state is TicketState.ASSIGNED


async def test_an_entry_that_is_gone_puts_in_nothing(expert, ticket):
    await expert.act("ticket.insert", number="1", entry="finns-inte")
    assert expert.last.blocks[-1].value == ""


async def test_a_colleague_takes_over(enter, expert, ticket):
    said = await expert.press("Lämna till kollega")
    assert "Vem tar över?" in said
    assert expert.last.blocks[0].choices == ((COLLEAGUE.id, COLLEAGUE.name),)
    assert "Fråga som Kollega har tagit" in await expert.press("Lämna över", colleague=COLLEAGUE.id)
    assert (await ticket()).holder == COLLEAGUE
    assert "Kollega har redan tagit" in await expert.act("ticket.answer", number="1", text="Jag ändå")


async def test_nobody_outside_the_team_can_be_given_a_ticket(expert, ticket):
    """A forged choice changes nothing."""
    await expert.act("ticket.hand", number="1", colleague="29:Beställare")
    assert (await ticket()).holder.name == "Upphandlare"


async def test_who_is_in_the_channel_but_not_in_the_team_is_refused(enter, ticket):
    guest = enter("Praktikant", Scope.CHANNEL, "19:experts@thread.tacv2;messageid=1")
    for move in ("take", "note", "answer", "review", "close", "reopen", "write"):
        said = await guest.act(f"ticket.{move}", number="1", text="Hej", resolution="duplicate")
        assert "Bara upphandlarna" in said
        assert QUESTION not in said
    assert (await ticket()).posts == ()


async def test_a_ticket_is_closed_with_a_reason(chat, expert, ticket):
    await expert.press("Stäng")
    assert "Någon annan svarar" in str(expert.last.blocks[0].choices)
    said = await expert.press("Stäng ärendet", resolution="not_ours", text="Kulturen sköter ballonger.")
    assert "Stängt: någon annan svarar på det" in said
    now = await ticket()
    assert (now.state, now.resolution) == (TicketState.CLOSED, Resolution.NOT_OURS)
    assert "Kulturen sköter ballonger." in await chat.act("own.open", number="1")


@pytest.mark.parametrize("resolution", ["", "withdrawn", "påhittad"])
async def test_only_an_experts_resolution_closes(expert, ticket, resolution):
    await expert.act("ticket.close", number="1", resolution=resolution)
    assert (await ticket()).state is TicketState.ASSIGNED


async def test_an_ended_ticket_is_opened_again_by_either_side(chat, expert, ticket):
    await expert.act("ticket.answer", number="1", text="Hyr en.")
    assert "Någon arbetar med din fråga" in await chat.act("own.reply", number="1", text="Av vem?")
    assert (await ticket()).state is TicketState.ASSIGNED
    await expert.act("ticket.answer", number="1", text="Av ett bolag.")
    assert "Fråga som Upphandlare har tagit" in await expert.press("Öppna igen")
    assert [post.kind for post in (await ticket()).posts] == [
        PostKind.ANSWER,
        PostKind.REASON,
        PostKind.ANSWER,
    ]


async def test_the_asker_says_whether_it_helped(chat, expert, ticket):
    await expert.act("ticket.answer", number="1", text="Hyr en.")
    assert "Nej, det hjälpte inte." in await chat.act("own.unhelped", number="1")
    assert "Ja, det hjälpte." in await chat.act("own.helped", number="1")
    assert (await ticket()).helped is True
    assert "Ja, det hjälpte." in await expert.act("ticket.write", number="1")


async def test_the_asker_adds_and_takes_back(chat, expert, ticket):
    assert "Den ska vara röd" in await chat.act("own.reply", number="1", text="Den ska vara röd")
    assert "Frågaren tog tillbaka frågan" in await chat.act("own.withdraw", number="1")
    assert (await ticket()).state is TicketState.CLOSED
    assert "är stängt" in await expert.act("ticket.answer", number="1", text="Jaså?")
    assert (await ticket()).answer is None


async def test_ones_own_ticket_is_opened_from_the_list(chat, ticket):
    await chat.say("mina ärenden")
    assert QUESTION in await chat.press("Visa ärende 1")


async def test_anothers_ticket_can_neither_be_seen_nor_touched(enter, ticket):
    """Nor can it be told from a ticket that does not exist."""
    other = enter("Nyfiken")
    before = await ticket()
    for move in ("open", "reply", "withdraw", "helped", "unhelped"):
        said = await other.act(f"own.{move}", number="1", text="Hej")
        assert said == "Ärende 1 är inte ditt."
        assert await other.act(f"own.{move}", number="77", text="Hej") == "Ärende 77 är inte ditt."
    assert await ticket() == before


@pytest.mark.parametrize("number", ["", "-1", "1.0", "½", "1; drop table", "9" * 30])
async def test_a_number_that_is_none_is_refused(chat, expert, ticket, number):
    for who, move in ((chat, "own.open"), (expert, "ticket.take")):
        assert "Det gick inte att läsa knappen" in await who.act(move, number=number)


@pytest.mark.parametrize("move", ["ask", "note", "answer", "review"])
async def test_ten_thousand_characters_are_refused_and_change_nothing(expert, ticket, move):
    before = await ticket()
    assert "för lång" in await expert.act(f"ticket.{move}", number="1", text="x" * 10_000)
    assert await ticket() == before


async def test_a_second_question_on_the_same_matter_can_join_the_first(chat):
    """Nothing is sent twice by mistake, and nothing written is lost."""
    await chat.say("människa")
    await chat.press("Skicka", question=QUESTION)
    await chat.say("människa")
    said = await chat.press("Skicka", question="hur köper vi in en luftballong till kulturfesten")
    assert "redan frågat något liknande" in said
    assert "Ärende 1" in said
    await chat.press("Lägg till i ärende 1")
    assert [one.ticket.number for one in await chat.talk.desk.list()] == [1]
    assert [post.kind for post in (await chat.talk.desk.get(1)).posts] == [PostKind.FACTS]


async def test_a_question_that_only_looks_alike_is_sent_anyway(chat):
    await chat.say("människa")
    await chat.press("Skicka", question=QUESTION)
    await chat.say("människa")
    await chat.press("Skicka", question=QUESTION, urgency="Festen är på fredag")
    await chat.press("Skicka som ny fråga")
    second = await chat.talk.desk.get(2)
    assert (second.question, second.urgency) == (QUESTION, "Festen är på fredag")


async def test_an_answered_question_may_be_asked_again(chat, expert, ticket):
    await expert.act("ticket.answer", number="1", text="Hyr en.")
    await chat.say("människa")
    assert "Ärende 2" in await chat.press("Skicka", question=QUESTION)


async def test_why_it_is_urgent_stands_on_the_experts_card(chat, expert):
    await chat.say("människa")
    await chat.press("Skicka", question=QUESTION, urgency="Festen är i morgon")
    assert "Festen är i morgon" in await expert.act("ticket.take", number="1")


NUMBER = "811218-9876"


async def test_a_personal_number_is_taken_out_before_it_is_sent(chat):
    """The asker decides; nothing is sent before."""
    await chat.say("människa")
    said = await chat.press("Skicka", question=f"Får {NUMBER} jobba med upphandlingen?")
    assert "ser ut som ett personnummer" in said
    assert await chat.talk.desk.list() == ()
    await chat.press("Ta bort numret och skicka")
    assert (await chat.talk.desk.get(1)).question == "Får [personnummer borttaget] jobba med upphandlingen?"


async def test_what_a_tender_says_can_be_mended_or_sent_as_it_is(chat):
    question = "Anbudet från bolaget var på 410 000 kr, får vi gå under det?"
    await chat.say("människa")
    assert "uppgifter ur ett anbud" in await chat.press("Skicka", question=question)
    await chat.press("Ändra frågan")
    assert chat.last.blocks[1].value == question
    await chat.press("Skicka", question=question)
    await chat.press("Skicka som det är")
    assert (await chat.talk.desk.get(1)).question == question


async def test_the_asker_says_what_it_is_about(chat):
    """Among what the bot showed, or something else; what was not offered counts for nothing."""
    for topic, entry in (
        ("dela-upp-inkop", "dela-upp-inkop"),
        ("other", None),
        ("jav-bolag", "dela-upp-inkop"),
    ):
        await chat.say("Får jag dela upp ett inköp i flera?")
        await chat.press("Fråga en upphandlare")
        await chat.press("Skicka", question=f"Min fråga om {topic}", topic=topic)
        if any(button.label == "Skicka som ny fråga" for button in chat.last.buttons):
            await chat.press("Skicka som ny fråga")
        newest = (await chat.talk.desk.asked_by(chat.person, 1))[0]
        assert (newest.question, newest.entry) == (f"Min fråga om {topic}", entry)


async def test_who_holds_a_ticket_is_called_when_the_asker_writes(chat, expert, ticket):
    claimed = []
    await chat.act("own.reply", number="1", text="Den ska vara röd")
    now = await ticket()
    notice = Notice(1, 1, NoticeKind.TELL_EXPERTS, NoticeState.SENDING, chat.at, 1, "", MoveName.ADD, 0)
    card = expert.talk.conversation.conversation.expert_desk.cards.news(now, notice).content
    claimed += [person.name for person in card.calls]
    assert (card.title, claimed) == ("Beställare lade till", ["Upphandlare"])
