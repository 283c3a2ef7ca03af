"""From question to ticket to answer: the asker sees what is sent, one expert holds it, none is told twice."""

from bot.tickets.model import TicketState


async def hand_over(chat, text="Hur köper vi in en luftballong till kulturfesten?"):
    await chat.say("människa")
    return await chat.press("Skicka", question=text)


async def test_the_form_shows_what_is_sent_and_can_be_edited(chat):
    """Question, name and what the bot showed stand in the form; the text is the asker's to change."""
    await chat.say("Får jag dela upp ett inköp i flera?")
    said = await chat.press("Fråga en upphandlare")
    assert "Ditt namn: Beställare" in said
    assert "Boten visade: Får jag dela upp ett inköp i flera?" in said
    assert "allmän handling" in said
    assert chat.last.blocks[1].value == "Får jag dela upp ett inköp i flera?"
    await chat.press("Skicka", question="Får vi dela upp skolbokköpet?")
    tickets = await chat.talk.desk.list()
    assert [one.ticket.question for one in tickets] == ["Får vi dela upp skolbokköpet?"]
    assert tickets[0].ticket.shown[0].title == "Får jag dela upp ett inköp i flera?"


async def test_the_receipt_names_the_ticket(chat):
    """The asker gets a number, and only when the ticket is saved."""
    assert "Ärende 1" in await hand_over(chat)
    assert (await chat.talk.desk.get(1)).state is TicketState.NEW


async def test_sending_twice_makes_one_ticket(chat):
    """A form pressed twice is one question."""
    await hand_over(chat)
    await chat.press("Skicka", question="Hur köper vi in en luftballong till kulturfesten?")
    assert len(await chat.talk.desk.list()) == 1


async def test_a_second_question_from_the_same_answer_is_a_second_ticket(chat):
    """Opening the form again is a new request: nothing that is written in it is lost."""
    await chat.say("Får jag dela upp ett inköp i flera?")
    ask = chat.button("Fråga en upphandlare")
    for question in ("Första frågan", "Andra frågan"):
        await chat.act(ask.action, **ask.data)
        if "redan frågat" in await chat.press("Skicka", question=question):
            await chat.press("Skicka som ny fråga")
    assert [one.ticket.question for one in await chat.talk.desk.list()] == ["Första frågan", "Andra frågan"]


async def test_cancelling_sends_nothing(chat):
    """A form that is cancelled leaves no ticket."""
    await chat.say("människa")
    assert "Inget har skickats" in await chat.press("Avbryt")
    assert await chat.talk.desk.list() == ()


async def test_an_empty_form_is_shown_again(chat):
    """Nothing is sent for nothing."""
    assert "Skriv din fråga först" in await hand_over(chat, "  ")
    assert await chat.talk.desk.list() == ()


async def test_a_too_long_question_is_kept_in_the_form(chat):
    """What was written is not lost, only too long."""
    assert "för lång" in await hand_over(chat, "x" * 5000)
    assert chat.last.blocks[1].value == "x" * 4000


async def test_a_form_that_was_forgotten_keeps_what_was_written(chat):
    """An old form's text is shown again instead of lost."""
    said = await chat.act("handover.send", draft="sedan-länge", question="Min långa fråga")
    assert "för gammalt" in said
    await chat.press("Skicka", question=chat.last.blocks[1].value)
    assert (await chat.talk.desk.get(1)).question == "Min långa fråga"


async def test_an_outcome_goes_along_when_the_reader_sends_it(chat):
    """From a check's outcome, the expert gets the outcome and the answers that led there."""
    await chat.say("direktupphandling")
    await chat.say("vet inte")
    said = await chat.press("Fråga en upphandlare")
    assert "Vet inte" in said
    await chat.press("Skicka", question="Finns det avtal för stolar?")
    assert "Vet inte" in ((await chat.talk.desk.get(1)).outcome or "")


async def test_an_expert_takes_and_answers(chat, expert):
    """The expert's card follows the ticket: take, answer, done."""
    await hand_over(chat)
    assert "Upphandlare arbetar med frågan" in await expert.act("ticket.take", number="1")
    review = await expert.press("Granska svaret", text="Ta kontakt med oss i tid.")
    assert "Så här läser Beställare svaret" in review
    assert (await chat.talk.desk.get(1)).answer is None, "nothing is sent by looking"
    assert "Besvarat av Upphandlare" in await expert.press("Skicka svaret", text="Ta kontakt med oss i tid.")
    ticket = await chat.talk.desk.get(1)
    assert (ticket.state, ticket.answer) == (TicketState.ANSWERED, "Ta kontakt med oss i tid.")


async def test_of_two_experts_one_holds_it_and_the_other_is_told_who(chat, expert, enter):
    """A ticket has one holder."""
    await hand_over(chat)
    other = enter("Kollega", expert.place.scope, expert.place.conversation)
    await expert.act("ticket.take", number="1")
    assert "Upphandlare har redan tagit ärende 1" in await other.act("ticket.take", number="1")
    assert "redan tagit" in await other.act("ticket.answer", number="1", text="Jag svarar ändå")
    assert (await chat.talk.desk.get(1)).answer is None


async def test_a_released_ticket_can_be_taken_by_another(chat, expert, enter):
    """An expert who cannot answer gives it back."""
    await hand_over(chat)
    await expert.act("ticket.take", number="1")
    await expert.press("Lämna tillbaka")
    other = enter("Kollega", expert.place.scope, expert.place.conversation)
    assert "Kollega arbetar med frågan" in await other.act("ticket.take", number="1")


async def test_only_the_experts_channel_may_act(chat):
    """A card's data proves nothing: whoever is not in the channel is refused."""
    await hand_over(chat)
    assert "Bara upphandlarna" in await chat.act("ticket.take", number="1")
    assert (await chat.talk.desk.get(1)).holder is None


async def test_wrong_ticket_numbers_get_a_sentence(expert):
    """Numbers that are none, or that nobody has, are said so."""
    assert "Ärende 77 finns inte" in await expert.act("ticket.take", number="77")
    assert await expert.act("ticket.take", number="1; drop table")
    assert await expert.act("ticket.take", number="99999999999999999999")


async def test_an_empty_answer_is_not_sent(chat, expert):
    """The asker never gets an empty answer."""
    await hand_over(chat)
    await expert.act("ticket.take", number="1")
    assert "Skriv något först" in await expert.press("Granska svaret", text=" ")
    assert "Skriv något först" in await expert.act("ticket.answer", number="1", text=" ")


async def test_without_a_channel_the_asker_gets_the_contact_and_the_ticket_waits(enter):
    """With nobody watching a channel the bot says so, and how to reach the unit."""
    chat = enter(channel="")
    said = await hand_over(chat)
    assert "Kontakta Enheten inköp och upphandling" in said
    assert "sparad som ärende 1" in said
    assert [one.ticket.number for one in await chat.talk.desk.list(TicketState.NEW)] == [1]
