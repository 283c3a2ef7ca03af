"""As the bot is wired: a promise by the content's calendar, a reminder, a return and a morning's summary."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.app import build_reminding, build_talk
from bot.conversation.card import Card
from bot.conversation.plain import plain_text
from bot.conversation.turn import Person, Place, Scope
from bot.settings import Settings
from bot.store.store import open_store
from bot.tickets.model import Reminded, TicketDraft, TicketState
from bot.tickets.text import question_text, request_id
from knowledge.model import Approval

SETTINGS = Settings(expert_channel_id="19:experts", expert_service_url="http://localhost:1/")
EXPERT = Person("29:expert", "Upphandlare")


class Posted:
    """Keeps what is posted."""

    def __init__(self):
        self.replies = []

    async def post(self, place, reply, *_):
        self.replies.append((place.conversation, reply.content))
        return "m1"

    async def update(self, *_):
        pass


@pytest.fixture
async def store():
    opened = await open_store("sqlite://")
    yield opened
    await opened.close()


def next_working(at, hour):
    """The first Monday after *at* at that hour, in Stockholm; no holiday for some weeks around."""
    monday = at + timedelta(days=7 - at.weekday())
    return monday.astimezone(SETTINGS.zone).replace(hour=hour, minute=0, second=0, microsecond=0)


async def test_a_promise_that_passes_is_reminded_of_returned_and_summed_up(library, store):
    agreed = Approval(by="Enhetschefen", on=date(2026, 1, 1))
    hours = library.knowledge.working_hours.model_copy(update={"approved": agreed})
    library = replace(library, knowledge=replace(library.knowledge, working_hours=hours))
    talk = build_talk(library, store, settings=SETTINGS, kick=lambda: None, observe=lambda *_: None)
    place = Place("msteams", "a:1", Scope.PERSONAL, "http://localhost:1/")
    draft = TicketDraft(
        asker=Person("29:a", "Beställare"), asker_place=place, question=question_text("Får vi köpa bin?")
    )
    ticket = await talk.desk.submit(draft, request_id("form-1"))
    assert ticket.due_at is not None
    assert talk.calendar().is_open(ticket.due_at - timedelta(seconds=1))
    await talk.desk.take(1, EXPERT)
    posted = Posted()
    reminding = build_reminding(talk, store, posted, SETTINGS)
    later = next_working(datetime.now(UTC) + timedelta(days=14), 8)
    while not talk.calendar().is_open(later):
        later += timedelta(days=1)
    await replace(reminding, clock=lambda: later).look()
    now = await talk.desk.get(1)
    assert (now.state, now.holder, now.reminded) == (TicketState.NEW, None, Reminded.OVERDUE)
    ((where, summary),) = posted.replies
    assert where == "19:experts"
    assert isinstance(summary, Card)
    assert "Får vi köpa bin?" in plain_text(summary)


async def test_shipped_times_are_a_proposal_and_promise_nothing(library, store):
    """Nobody of the unit has agreed to them; and without a channel nobody would keep them."""
    talk = build_talk(library, store, settings=SETTINGS, kick=lambda: None, observe=lambda *_: None)
    place = Place("msteams", "a:1", Scope.PERSONAL, "http://localhost:1/")
    draft = TicketDraft(
        asker=Person("29:a", "Beställare"), asker_place=place, question=question_text("Får vi köpa bin?")
    )
    assert (await talk.desk.submit(draft, request_id("form-1"))).due_at is None
