"""The desk where tickets are handed in, taken, released and answered.

Who may act as an expert is settled before the desk; the desk settles whose the ticket is. Each move is one
transaction: the ticket, a row of history, and what has to be told. Making the same move again is not an error
and tells nothing twice. Every method raises the store's error where the store cannot be used; nothing has
changed then.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

import structlog

from bot.conversation.turn import Person, Place
from bot.tickets.model import HistoryRow, Move, Ticket, TicketDraft, TicketState, answer, release, seen, take
from bot.tickets.outbox import Listed
from bot.tickets.text import AnswerText, RequestId

LIST_LENGTH = 100

log = structlog.get_logger(__name__)


class TicketStore(Protocol):
    """Keeps tickets. Raises ``TicketUnknownError`` for a number that no ticket has."""

    async def add(self, draft: TicketDraft, request_id: RequestId, at: datetime) -> Ticket:
        """The new ticket, or the one that the same asker made with the same *request_id*."""

    async def change(self, number: int, move: Move, by: Person | None, at: datetime) -> Ticket:
        """The ticket after *move*, which is applied anew if somebody changed the ticket meanwhile."""

    async def get(self, number: int) -> Ticket:
        """The ticket as it stands."""

    async def history(self, number: int) -> tuple[HistoryRow, ...]:
        """All that happened to it, oldest first."""

    async def of_asker(self, asker: str, limit: int) -> tuple[Ticket, ...]:
        """What the person with id *asker* has handed in, newest first."""

    async def find(self, states: tuple[TicketState, ...], limit: int) -> tuple[Listed, ...]:
        """Tickets in *states*, or in any when none is given, oldest first."""


class TicketDesk:
    """Where askers hand in and experts work."""

    def __init__(self, store: TicketStore, clock: Callable[[], datetime], kick: Callable[[], None]) -> None:
        """*clock* gives now, with time zone; *kick* wakes the dispatcher, and is called after each change."""
        self._store = store
        self._clock = clock
        self._kick = kick

    async def submit(self, draft: TicketDraft, request_id: RequestId) -> Ticket:
        """The saved ticket; the one from before if the asker's form with *request_id* came already."""
        ticket = await self._store.add(draft, request_id, self._clock())
        log.info("ticket submitted", ticket=ticket.number, state=ticket.state)
        self._kick()
        return ticket

    async def take(self, number: int, expert: Person, pressed: tuple[Place, str] | None = None) -> Ticket:
        """*expert* holds the ticket. Raises ``AlreadyTakenError`` or ``AlreadyAnsweredError``.

        *pressed* is the card that was pressed and where it stands: so it is known even if the process died
        before it could note that the card had been sent.
        """

        def move(ticket: Ticket) -> Ticket:
            return take(seen(ticket, *pressed) if pressed else ticket, expert)

        return await self._change(number, move, expert)

    async def release(self, number: int, expert: Person) -> Ticket:
        """Nobody holds the ticket. Raises ``NotHolderError`` or ``AlreadyAnsweredError``."""
        return await self._change(number, lambda ticket: release(ticket, expert), expert)

    async def answer(self, number: int, expert: Person, text: AnswerText) -> Ticket:
        """The asker gets *text*. Raises ``NotHolderError`` or ``AlreadyAnsweredError``."""
        at = self._clock()
        return await self._change(number, lambda ticket: answer(ticket, expert, text, at), expert)

    async def get(self, number: int) -> Ticket:
        """The ticket as it stands. Raises ``TicketUnknownError``."""
        return await self._store.get(number)

    async def history(self, number: int) -> tuple[HistoryRow, ...]:
        """All that happened to the ticket, oldest first. Raises ``TicketUnknownError``."""
        return await self._store.history(number)

    async def asked_by(self, asker: Person, limit: int) -> tuple[Ticket, ...]:
        """What *asker* has handed in, newest first; nobody else's."""
        return await self._store.of_asker(asker.id, limit)

    async def list(self, *states: TicketState, limit: int = LIST_LENGTH) -> tuple[Listed, ...]:
        """Tickets in *states* (none given: in any), oldest first, with what could not be told of them."""
        return await self._store.find(states, limit)

    async def _change(self, number: int, move: Move, by: Person) -> Ticket:
        ticket = await self._store.change(number, move, by, self._clock())
        log.info("ticket changed", ticket=ticket.number, state=ticket.state)
        self._kick()
        return ticket
