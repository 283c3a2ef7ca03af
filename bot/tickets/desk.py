"""The desk where tickets are handed in, worked on and followed.

Who may act as an expert is settled before the desk; the desk settles whose the ticket is. Each move is one
transaction: the ticket, a row of history, and what has to be told. Making the same move again is not an error
and tells nothing twice. Every method raises the store's error where the store cannot be used, and what its
move in ``bot.tickets.moves`` raises; nothing has changed then.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

import structlog

from bot.conversation.turn import Person, Place
from bot.tickets import moves
from bot.tickets.model import HistoryRow, Resolution, Ticket, TicketDraft, TicketState
from bot.tickets.moves import Move, MoveName
from bot.tickets.outbox import Listed
from bot.tickets.text import AnswerText, PostText, RequestId

LIST_LENGTH = 100

log = structlog.get_logger(__name__)


class TicketStore(Protocol):
    """Keeps tickets. Raises ``TicketUnknownError`` for a number that no ticket has."""

    async def add(
        self, draft: TicketDraft, request_id: RequestId, at: datetime, due_at: datetime | None
    ) -> Ticket:
        """The new ticket, promised for *due_at*, or the one that the same asker made with *request_id*."""

    async def change(self, number: int, move: Move, by: Person | None, at: datetime) -> Ticket:
        """The ticket after *move*, which is applied anew if somebody changed the ticket meanwhile."""

    async def get(self, number: int) -> Ticket:
        """The ticket as it stands."""

    async def history(self, number: int) -> tuple[HistoryRow, ...]:
        """All that happened to it, oldest first."""

    async def of_asker(self, asker: str, limit: int) -> tuple[Ticket, ...]:
        """What the person with id *asker* has handed in, newest first."""

    async def due(self, soon: datetime, now: datetime, silent: datetime, limit: int) -> tuple[Ticket, ...]:
        """Open tickets to be reminded of, the oldest promise first, and those that lie still.

        They are promised for before *soon* and nobody was reminded, or for before *now* and nobody heard
        that it has passed, or somebody has held them without doing anything since *silent*.
        """

    async def find(self, states: tuple[TicketState, ...], limit: int) -> tuple[Listed, ...]:
        """Tickets in *states*, or in any when none is given, oldest first."""


def nothing_promised(at: datetime, urgent: bool) -> datetime | None:  # noqa: ARG001 - a Promise
    """Where no working hours are known, no time is promised."""
    return None


Promise = Callable[[datetime, bool], datetime | None]
"""When a question that comes in then, urgent or not, will be answered."""


class TicketDesk:
    """Where askers hand in and experts work."""

    def __init__(
        self,
        store: TicketStore,
        clock: Callable[[], datetime],
        kick: Callable[[], None],
        promise: Promise = nothing_promised,
    ) -> None:
        """*clock* gives now, with time zone; *kick* wakes the dispatcher, and is called after each change."""
        self._store = store
        self._clock = clock
        self._kick = kick
        self._promise = promise

    # The asker's

    async def submit(self, draft: TicketDraft, request_id: RequestId) -> Ticket:
        """The saved ticket; the one from before if the asker's form with *request_id* came already."""
        at = self._clock()
        due_at = self._promise(at, draft.urgency is not None)
        ticket = await self._store.add(draft, request_id, at, due_at)
        log.info("ticket submitted", ticket=ticket.number, state=ticket.state)
        self._kick()
        return ticket

    async def reply(self, number: int, asker: Person, text: PostText) -> Ticket:
        """The asker tells more, or replies to what was asked; an ended ticket is opened again by it."""
        at = self._clock()
        ticket = await self._store.get(number)
        if ticket.ended_at is not None:
            return await self._change(
                number,
                MoveName.ASK_AGAIN,
                lambda now: moves.ask_again(now, asker, text, at, self._promise(at, now.urgency is not None)),
                asker,
            )
        if ticket.state is TicketState.WAITING:
            return await self._change(
                number, MoveName.REPLY, lambda now: moves.reply(now, asker, text, at), asker
            )
        return await self._change(number, MoveName.ADD, lambda now: moves.add(now, asker, text, at), asker)

    async def withdraw(self, number: int, asker: Person) -> Ticket:
        """The asker takes it back."""
        at = self._clock()
        return await self._change(
            number, MoveName.WITHDRAW, lambda ticket: moves.withdraw(ticket, asker, at), asker
        )

    async def helped(self, number: int, asker: Person, *, did: bool) -> Ticket:
        """The asker says whether the answer helped."""
        return await self._change(
            number, MoveName.HELPED, lambda ticket: moves.helped(ticket, asker, did), asker
        )

    # The experts'

    async def take(self, number: int, expert: Person, pressed: tuple[Place, str] | None = None) -> Ticket:
        """*expert* holds the ticket.

        *pressed* is the card that was pressed and where it stands: so it is known even if the process died
        before it could note that the card had been sent.
        """

        def step(ticket: Ticket) -> Ticket:
            return moves.take(moves.seen(ticket, *pressed) if pressed else ticket, expert)

        return await self._change(number, MoveName.TAKE, step, expert)

    async def hand(self, number: int, expert: Person, to: Person) -> Ticket:
        """A colleague holds the ticket."""
        return await self._change(
            number, MoveName.HAND, lambda ticket: moves.hand(ticket, expert, to), expert
        )

    async def release(self, number: int, expert: Person) -> Ticket:
        """Nobody holds the ticket."""
        return await self._change(
            number, MoveName.RELEASE, lambda ticket: moves.release(ticket, expert), expert
        )

    async def ask(self, number: int, expert: Person, text: PostText) -> Ticket:
        """The asker is asked *text*."""
        at = self._clock()
        return await self._change(
            number, MoveName.ASK, lambda ticket: moves.ask(ticket, expert, text, at), expert
        )

    async def note(self, number: int, expert: Person, text: PostText) -> Ticket:
        """The experts read *text*; the asker never does."""
        at = self._clock()
        return await self._change(
            number, MoveName.NOTE, lambda ticket: moves.note(ticket, expert, text, at), expert
        )

    async def answer(self, number: int, expert: Person, text: AnswerText) -> Ticket:
        """The asker gets *text*."""
        at = self._clock()
        return await self._change(
            number, MoveName.ANSWER, lambda ticket: moves.answer(ticket, expert, text, at), expert
        )

    async def close(
        self, number: int, expert: Person, resolution: Resolution, reason: PostText | None
    ) -> Ticket:
        """It ends without an answer; the asker is told why."""
        at = self._clock()
        return await self._change(
            number,
            MoveName.CLOSE,
            lambda ticket: moves.close(ticket, expert, resolution, reason, at),
            expert,
        )

    async def reopen(self, number: int, expert: Person) -> Ticket:
        """*expert* works on an ended ticket again."""
        at = self._clock()
        return await self._change(
            number,
            MoveName.REOPEN,
            lambda now: moves.reopen(now, expert, at, self._promise(at, now.urgency is not None)),
            expert,
        )

    # The bot's own

    async def give_back(self, number: int, unchanged_since: datetime, addressee: str) -> Ticket:
        """Back to the queue and to *addressee*, if its holder has been silent since then."""
        return await self._change(
            number,
            MoveName.RETURN,
            lambda ticket: moves.give_back(ticket, unchanged_since, addressee),
            None,
        )

    async def remind(self, number: int, at: datetime) -> Ticket:
        """The experts are reminded of the promised time, as it stands *at* that moment."""
        return await self._change(number, MoveName.REMIND, lambda ticket: moves.remind(ticket, at), None)

    # Looking

    async def get(self, number: int) -> Ticket:
        """The ticket as it stands. Raises ``TicketUnknownError``."""
        return await self._store.get(number)

    async def history(self, number: int) -> tuple[HistoryRow, ...]:
        """All that happened to the ticket, oldest first. Raises ``TicketUnknownError``."""
        return await self._store.history(number)

    async def asked_by(self, asker: Person, limit: int) -> tuple[Ticket, ...]:
        """What *asker* has handed in, newest first; nobody else's."""
        return await self._store.of_asker(asker.id, limit)

    async def due(self, soon: datetime, now: datetime, silent: datetime, limit: int) -> tuple[Ticket, ...]:
        """Tickets to be reminded of, or to be given back: see the store's method."""
        return await self._store.due(soon, now, silent, limit)

    async def list(self, *states: TicketState, limit: int = LIST_LENGTH) -> tuple[Listed, ...]:
        """Tickets in *states* (none given: in any), oldest first, with what could not be told of them."""
        return await self._store.find(states, limit)

    async def _change(
        self, number: int, name: MoveName, step: Callable[[Ticket], Ticket], by: Person | None
    ) -> Ticket:
        ticket = await self._store.change(number, Move(name, step), by, self._clock())
        log.info("ticket changed", ticket=ticket.number, move=name, state=ticket.state)
        self._kick()
        return ticket
