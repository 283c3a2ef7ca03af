"""The outbox, from domain types to rows and back: statements that join a transaction of tickets."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import ChangedMeanwhileError
from bot.store.tables import outbox
from bot.tickets.moves import MoveName
from bot.tickets.outbox import Notice, NoticeKind, NoticeState, due

OPEN = (NoticeState.WAITING, NoticeState.SENDING)


class Told(NamedTuple):
    """What a notice is about."""

    move: MoveName
    post: int | None = None


async def enqueue(  # noqa: PLR0917 - one row's columns
    connection: AsyncConnection,
    ticket: int,
    made: datetime,
    kinds: Collection[NoticeKind],
    at: datetime,
    told: Told,
) -> None:
    """Let notices of *kinds* about what is *told*, which arose *at*, wait; the ticket was *made* then."""
    for kind in kinds:
        if kind is NoticeKind.ANNOUNCE and await _announcement_is_open(connection, ticket):
            continue
        if kind is NoticeKind.MAIL_EXPERTS and await _is_mailed(connection, ticket, told):
            continue  # a channel that stays gone is tried again each hour, and one mail about it is enough
        row = outbox.insert().values(
            ticket=ticket,
            audience=kind.audience,
            kind=kind,
            move=told.move,
            post=told.post,
            state=NoticeState.WAITING,
            due_at=due(kind, made, at),
            attempts=0,
            last_error="",
            message="",
        )
        try:
            await connection.execute(row)
        except IntegrityError as error:  # another replica announced the ticket since we looked
            raise ChangedMeanwhileError from error


async def undelivered(connection: AsyncConnection, numbers: Sequence[int]) -> dict[int, tuple[Notice, ...]]:
    """By ticket, the notices that have met an error, and which no later one of the same kind has replaced."""
    later = outbox.alias("later")
    replaced = sa.exists().where(
        later.c.ticket == outbox.c.ticket, later.c.kind == outbox.c.kind, later.c.id > outbox.c.id
    )
    rows = await connection.execute(
        outbox.select()
        .where(outbox.c.ticket.in_(numbers), outbox.c.last_error != "", outbox.c.state != NoticeState.DONE)
        .where(~replaced)
        .order_by(outbox.c.id)
    )
    found: dict[int, tuple[Notice, ...]] = {}
    for row in rows:
        found[row.ticket] = (*found.get(row.ticket, ()), notice_from(row))
    return found


async def _announcement_is_open(connection: AsyncConnection, ticket: int) -> bool:
    query = sa.select(outbox.c.id).where(
        outbox.c.ticket == ticket, outbox.c.kind == NoticeKind.ANNOUNCE, outbox.c.state.in_(OPEN)
    )
    return (await connection.execute(query.limit(1))).first() is not None


async def _is_mailed(connection: AsyncConnection, ticket: int, told: Told) -> bool:
    query = sa.select(outbox.c.id).where(
        outbox.c.ticket == ticket,
        outbox.c.kind == NoticeKind.MAIL_EXPERTS,
        outbox.c.move == told.move,
        outbox.c.post.is_not_distinct_from(told.post),
    )
    return (await connection.execute(query.limit(1))).first() is not None


def notice_from(row: sa.Row[Any]) -> Notice:
    """The notice in a row of ``outbox``."""
    return Notice(
        id=row.id,
        ticket=row.ticket,
        kind=NoticeKind(row.kind),
        state=NoticeState(row.state),
        due_at=row.due_at,
        attempts=row.attempts,
        last_error=row.last_error,
        move=MoveName(row.move),
        post=row.post,
    )
