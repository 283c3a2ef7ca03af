"""Tickets put into a store directly, as far along as a test needs them."""

from datetime import timedelta

from bot.conversation.turn import Person, Place, Scope
from bot.tickets.model import TicketDraft
from bot.tickets.moves import Move, MoveName, answer, take
from bot.tickets.outbox import NoticeKind
from bot.tickets.text import answer_text, question_text, request_id

ASKER = Person("asker-1", "Frågare")
EXPERT = Person("expert-1", "Expert ett")
CHAT = Place("msteams", "a:1", Scope.PERSONAL, "https://smba.example/emea/", "28:bot", "tenant-1")


async def submit(store, at, request="form-1", question="Får jag köpa något hemligt?", asker=ASKER):
    draft = TicketDraft(asker=asker, asker_place=CHAT, question=question_text(question))
    return await store.tickets.add(draft, request_id(request), at, None)


async def answered(store, at, request="form-1", asker=ASKER):
    number = (await submit(store, at, request, asker=asker)).number
    await taken(store, number, at)
    move = Move(MoveName.ANSWER, lambda ticket: answer(ticket, EXPERT, answer_text("Ja."), at))
    await store.tickets.change(number, move, EXPERT, at)
    return number


async def taken(store, number, at, by=EXPERT):
    return await store.tickets.change(number, Move(MoveName.TAKE, lambda ticket: take(ticket, by)), by, at)


async def told(store, at):
    """Send all that is due, as if every place could be reached."""
    while claim := await store.outbox.claim(list(NoticeKind), at, at + timedelta(minutes=1)):
        await store.outbox.done(claim.notice, "message-1", at, None)
