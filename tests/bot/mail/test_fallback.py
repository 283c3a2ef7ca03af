"""When Teams can never be told, the experts get one mail, through the bot's own wiring and a real server."""

import asyncio
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from aiosmtpd.smtp import SMTP

from bot.app import build_dispatcher
from bot.conversation.turn import Person, Place, Scope
from bot.settings import Settings
from bot.store.store import open_store
from bot.tickets.desk import TicketDesk
from bot.tickets.dispatcher import Timing
from bot.tickets.model import TicketDraft
from bot.tickets.postman import PlaceGoneError
from bot.tickets.text import question_text, request_id

CHANNEL = "19:experts@thread.tacv2"


class Inbox:
    """A mail server that takes everything."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802, ARG002 - aiosmtpd's name
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


class NobodyThere:
    """Every place is gone."""

    async def post(self, *_):
        raise PlaceGoneError

    async def update(self, *_):
        raise PlaceGoneError


@pytest.fixture
async def inbox():
    opened = Inbox()
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(opened), "127.0.0.1", 0)
    opened.port = server.sockets[0].getsockname()[1]
    yield opened
    server.close()


@pytest.fixture
async def store(tmp_path):
    opened = await open_store(f"sqlite:///{tmp_path / 'bot.db'}")
    yield opened
    await opened.close()


def dispatcher(store, inbox=None):
    mail = {"mail_from": "bot@example.org", "mail_to": "upphandlare@example.org"}
    if inbox:
        mail["smtp_url"] = f"smtp+plain://127.0.0.1:{inbox.port}"
    settings = Settings(expert_channel_id=CHANNEL, expert_service_url="http://localhost:1/", **mail)
    timing = Timing(total_per_second=10_000, place_per_second=10_000)
    return build_dispatcher(store, NobodyThere(), settings, lambda *_: None, timing)


async def submit(store):
    desk = TicketDesk(store.tickets, lambda: datetime.now(UTC), lambda: None)
    asker = Person("29:åsa", "Åsa")
    place = Place("msteams", "a:1", Scope.PERSONAL, "http://localhost:1/")
    draft = TicketDraft(asker=asker, asker_place=place, question=question_text("Får vi köpa blåbär?"))
    return await desk.submit(draft, request_id("form-1"))


async def test_a_channel_that_is_gone_is_mailed_about_once(store, inbox):
    await submit(store)
    told = dispatcher(store, inbox)
    for _ in range(3):  # as each hour
        await told.reconcile()
        await told.dispatch_due()
    (letter,) = inbox.letters
    assert letter["Subject"] == "Ärende 1 behöver er"
    assert "Får vi köpa blåbär?" in letter.get_content()


async def test_without_a_mail_server_the_ticket_waits(store):
    await submit(store)
    await dispatcher(store).dispatch_due()
    (listed,) = await store.tickets.find((), 10)
    assert [notice.kind for notice in listed.undelivered] == ["announce"]
