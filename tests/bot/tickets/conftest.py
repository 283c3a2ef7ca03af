"""A ticket office on each of the two databases, with a clock to turn and a postman who notes his ways."""

import asyncio
import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bot.conversation.card import Reply
from bot.conversation.turn import Person, Place, Scope
from bot.store.store import Store, open_store
from bot.tickets.desk import TicketDesk
from bot.tickets.dispatcher import Dispatcher, Timing
from bot.tickets.errands import Errands
from bot.tickets.model import Shown, Ticket, TicketDraft
from bot.tickets.postman import TicketCards
from bot.tickets.text import answer_text, question_text, request_id

ASKER = Person("asker-1", "Frågare")
CHAT = Place("terminal", "chat-of-asker-1", Scope.PERSONAL)
CHANNEL = Place("terminal", "experts", Scope.CHANNEL)


@dataclass
class Clock:
    """Now, until it is turned."""

    now: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **duration: float) -> None:
        self.now += timedelta(**duration)


@dataclass
class RecordingPostman:
    """Writes down what it carries, and meets the trouble that a test puts in its way."""

    carried: list[tuple[str, str, str]] = field(default_factory=list)
    """(conversation, id of the updated message or empty, text), in order."""
    before: Callable[[Place], Awaitable[None]] | None = None
    """What happens on the way."""
    after: Callable[[Place], Awaitable[None]] | None = None
    """What happens when the message has arrived and the postman is on the way back."""
    arrivals: asyncio.Queue[str] = field(default_factory=asyncio.Queue)

    async def post(self, place: Place, reply: Reply, thread: str = "") -> str:
        await self._carry(place, "", reply, thread)
        return f"message-{len(self.carried)}"

    async def update(self, place: Place, message_id: str, reply: Reply) -> None:
        await self._carry(place, message_id, reply)

    def posted(self, place: Place) -> list[str]:
        return [text for where, updated, text in self.carried if (where, updated) == (place.conversation, "")]

    def updated(self, place: Place) -> list[str]:
        return [text for where, updated, text in self.carried if where == place.conversation and updated]

    async def arrival_of(self, text: str) -> None:
        """Wait until a message that says *text* has arrived."""
        async with asyncio.timeout(5):
            while await self.arrivals.get() != text:
                continue

    async def _carry(self, place: Place, updated: str, reply: Reply, thread: str = "") -> None:
        if self.before:
            await self.before(place)
        where = f"{place.conversation} under {thread}" if thread else place.conversation
        self.carried.append((where, updated, str(reply.content)))
        self.arrivals.put_nowait(str(reply.content))
        if self.after:
            await self.after(place)


CARDS = TicketCards(
    for_experts=lambda ticket: Reply(f"experts: {ticket.number} {ticket.state}"),
    for_asker=lambda ticket: Reply(f"asker: {ticket.number} {ticket.state}"),
    answer=lambda ticket, _: Reply(f"answer: {ticket.number} {ticket.answer}"),
    question=lambda ticket, notice: Reply(f"question: {ticket.number} {ticket.posts[notice.post].text}"),
    closed=lambda ticket, _: Reply(f"closed: {ticket.number} {ticket.resolution}"),
    news=lambda ticket, notice: Reply(f"news: {ticket.number} {notice.move}"),
    undelivered=lambda ticket, _: Reply(f"undelivered: {ticket.number}"),
)


UNPACED = Timing(send_seconds=0.2, total_per_second=math.inf, place_per_second=math.inf)
"""No pauses between messages, which would be waited for in earnest."""


class Office:
    """All parts together, wired as the bot wires them."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        postman: RecordingPostman,
        channel: Place | None,
        timing: Timing = UNPACED,
    ) -> None:
        self.tries: list[tuple[str, str]] = []
        self.store = store
        self.clock = clock
        self.postman = postman
        self.dispatcher = Dispatcher(
            store.outbox,
            Errands(postman, CARDS, channel),
            clock=clock,
            chance=lambda: 0.5,
            observe=lambda kind, outcome: self.tries.append((kind, outcome)),
            timing=timing,
        )
        self.desk = TicketDesk(store.tickets, clock, self.dispatcher.kick)

    async def submit(
        self,
        question: str = "Vad är en ramavtalspart?",
        *,
        request: str = "form-1",
        asker: Person = ASKER,
        card: str = "receipt-1",
    ) -> Ticket:
        draft = TicketDraft(
            asker=asker,
            asker_place=CHAT,
            question=question_text(question),
            entry="ramavtal",
            shown=(Shown("ramavtal", "Ramavtal", 0.41), Shown("avrop", "Avrop", 0.3)),
            outcome="Du kan göra en direktupphandling.",
            asker_card=card,
        )
        return await self.desk.submit(draft, request_id(request))

    async def answer(self, number: int, expert: Person, text: str) -> Ticket:
        return await self.desk.answer(number, expert, answer_text(text))

    async def settle(self) -> None:
        """Send all that is due within the next few seconds."""
        await self.dispatcher.dispatch_due()
        self.clock.turn(seconds=5)
        await self.dispatcher.dispatch_due()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def postman() -> RecordingPostman:
    return RecordingPostman()


@pytest.fixture
def channel() -> Place:
    return CHANNEL


@pytest.fixture
def chat() -> Place:
    return CHAT


@pytest.fixture
def expert() -> Person:
    return Person("expert-1", "Expert ett")


@pytest.fixture
def other_expert() -> Person:
    return Person("expert-2", "Expert två")


@pytest.fixture
async def open_office(url, clock, postman):
    """Opens an office on the same file each time it is called: another process, or the next one."""
    stores = []

    async def open_one(channel: Place | None = CHANNEL, timing: Timing = UNPACED) -> Office:
        store = await open_store(url)
        stores.append(store)
        return Office(store, clock, postman, channel, timing)

    yield open_one
    await asyncio.gather(*(store.close() for store in stores))


@pytest.fixture
async def office(open_office) -> Office:
    return await open_office()
