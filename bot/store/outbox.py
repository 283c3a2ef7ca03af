"""The outbox as the dispatcher works on it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database, alone
from bot.store.notices import OPEN, Told, enqueue, notice_from
from bot.store.tables import outbox, tickets
from bot.store.tickets import apply_move, read_ticket
from bot.tickets.dispatcher import Outbox
from bot.tickets.model import TicketState
from bot.tickets.moves import Move, MoveName
from bot.tickets.outbox import NEWS, Claim, Notice, NoticeKind, NoticeState


class StoredOutbox(Outbox):
    """Notices in a database. Each method is one transaction, and may raise ``StoreError``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def announce_the_unannounced(self, at: datetime) -> int:
        """See to it that each new ticket has an announcement waiting; gives how many lacked one."""
        announced = _notices(NoticeKind.ANNOUNCE).where(outbox.c.state.in_(OPEN))
        return await self._enqueue_where(TicketState.NEW, announced, MoveName.SUBMIT, at)

    async def deliver_the_undelivered(self, at: datetime) -> int:
        """See to it that each answer has been sent or waits to be; gives how many lacked that.

        One that could not be sent counts as sent: its asker is gone.
        """
        delivered = _notices(NoticeKind.DELIVER_ANSWER)
        return await self._enqueue_where(TicketState.ANSWERED, delivered, MoveName.ANSWER, at)

    async def _enqueue_where(self, state: TicketState, told: sa.Exists, move: MoveName, at: datetime) -> int:
        """Let the news of *move* wait for each ticket in *state* not *told* of it; gives how many tickets."""
        lacking = sa.select(tickets.c.number).where(tickets.c.state == state, ~told)

        async def work(connection: AsyncConnection) -> int:
            await alone(connection, "reconciling")
            numbers = (await connection.scalars(lacking.order_by(tickets.c.number))).all()
            for number in numbers:
                await enqueue(connection, number, at, NEWS[move], at, Told(move))
            return len(numbers)

        return await self._database.write(work)

    async def claim(self, kinds: Collection[NoticeKind], now: datetime, until: datetime) -> Claim | None:
        """A notice of *kinds* that is due and next in its order, marked as being sent *until* then."""
        next_one = (
            _in_turn(kinds)
            .where(outbox.c.due_at <= now)
            .order_by(outbox.c.due_at, outbox.c.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )

        async def work(connection: AsyncConnection) -> Claim | None:
            row = (await connection.execute(next_one)).one_or_none()
            if row is None:
                return None
            marked = await connection.execute(
                outbox.update()
                .where(outbox.c.id == row.id)
                .values(state=NoticeState.SENDING, due_at=until, attempts=row.attempts + 1)
                .returning(*outbox.c)
            )
            return Claim(
                notice=notice_from(marked.one()),
                ticket=await read_ticket(connection, row.ticket),
                abandoned=row.state == NoticeState.SENDING,
            )

        return await self._database.write(work)

    async def done(self, notice: Notice, message: str, at: datetime, move: Move | None) -> None:
        """It was sent as *message* (empty: no new message came of it), and the ticket makes *move*."""

        async def work(connection: AsyncConnection) -> None:
            done = {"state": NoticeState.DONE, "message": message, "done_at": at}
            if await _settle(connection, notice, **done) and move is not None:
                await apply_move(connection, notice.ticket, move, None, at)

        await self._database.write(work)

    async def postpone(self, notice: Notice, error: str, due_at: datetime) -> None:
        """It was not sent, and is tried again at *due_at*."""
        await self._database.write(
            lambda connection: _settle(
                connection, notice, state=NoticeState.WAITING, last_error=error, due_at=due_at
            )
        )

    async def fail(
        self, notice: Notice, error: str, at: datetime, consequences: Collection[NoticeKind]
    ) -> None:
        """It can never be sent; *consequences* are told instead."""

        async def work(connection: AsyncConnection) -> None:
            failed = {"state": NoticeState.FAILED, "last_error": error, "done_at": at}
            if await _settle(connection, notice, **failed):
                about = Told(notice.move, notice.post)
                await enqueue(connection, notice.ticket, at, consequences, at, about)

        await self._database.write(work)

    async def next_due(self, kinds: Collection[NoticeKind]) -> datetime | None:
        """When the next notice of *kinds* is due; nothing when none waits."""
        async with self._database.reading() as connection:
            rows = _in_turn(kinds).order_by(outbox.c.due_at).limit(1)
            row = (await connection.execute(rows)).one_or_none()
            return row.due_at if row else None


def _notices(kind: NoticeKind) -> sa.Exists:
    """A ticket has a notice of *kind*."""
    return sa.exists().where(outbox.c.ticket == tickets.c.number, outbox.c.kind == kind)


def _in_turn(kinds: Collection[NoticeKind]) -> sa.Select[Any]:
    """Open notices that wait for no earlier one to the same audience about the same ticket."""
    earlier = outbox.alias("earlier")
    behind = sa.exists().where(
        earlier.c.ticket == outbox.c.ticket,
        earlier.c.audience == outbox.c.audience,
        earlier.c.state.in_(OPEN),
        earlier.c.id < outbox.c.id,
    )
    return outbox.select().where(outbox.c.state.in_(OPEN), outbox.c.kind.in_(kinds), ~behind)


async def _settle(connection: AsyncConnection, notice: Notice, **values: Any) -> bool:
    """Note how a try went, unless the try was given up for dead and somebody else has it now."""
    settled = await connection.execute(
        outbox.update()
        .where(
            outbox.c.id == notice.id,
            outbox.c.state == NoticeState.SENDING,
            outbox.c.attempts == notice.attempts,
        )
        .values(values)
    )
    return settled.rowcount == 1
