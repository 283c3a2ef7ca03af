"""Tickets and their history, from domain types to rows and back."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.conversation.turn import Person, Place, Scope
from bot.store.database import ChangedMeanwhileError, Database
from bot.store.notices import Told, enqueue, undelivered
from bot.store.tables import history, tickets
from bot.tickets.desk import TicketStore
from bot.tickets.errors import TicketUnknownError
from bot.tickets.model import (
    OPEN,
    HistoryRow,
    Post,
    PostKind,
    Reminded,
    Resolution,
    Shown,
    Ticket,
    TicketDraft,
    TicketState,
)
from bot.tickets.moves import Move, MoveName
from bot.tickets.outbox import Listed, news
from bot.tickets.text import PostText, QuestionText, RequestId

HIGHEST_NUMBER = 2**31 - 1
"""What fits the column; a higher number, which anybody can type, is no ticket's."""


class StoredTickets(TicketStore):
    """Tickets in a database. Each method is one transaction, and may raise ``StoreError``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(
        self, draft: TicketDraft, request_id: RequestId, at: datetime, due_at: datetime | None
    ) -> Ticket:
        """The new ticket, or the one that the same asker made with the same *request_id*."""

        async def work(connection: AsyncConnection) -> Ticket:
            known = tickets.select().where(
                tickets.c.asker_id == draft.asker.id, tickets.c.request_id == request_id
            )
            if row := (await connection.execute(known)).one_or_none():
                return ticket_from(row)
            ticket = Ticket(
                **vars(draft),
                number=0,
                request_id=request_id,
                state=TicketState.NEW,
                created_at=at,
                due_at=due_at,
                changed_at=at,
            )
            values = {name: value for name, value in _values(ticket).items() if name != "number"}
            try:
                inserted = await connection.execute(
                    tickets.insert().values(values).returning(tickets.c.number)
                )
            except IntegrityError as error:  # the same form in another process, between our two statements
                raise ChangedMeanwhileError from error
            ticket = replace(ticket, number=inserted.scalar_one())
            await _record(connection, MoveName.SUBMIT, None, ticket, draft.asker, at)
            return ticket

        return await self._database.write(work)

    async def change(self, number: int, move: Move, by: Person | None, at: datetime) -> Ticket:
        """The ticket after *move*, which is applied anew if somebody changed the ticket meanwhile."""
        return await self._database.write(lambda connection: apply_move(connection, number, move, by, at))

    async def get(self, number: int) -> Ticket:
        """The ticket as it stands. Raises ``TicketUnknownError``."""
        async with self._database.reading() as connection:
            return await read_ticket(connection, number)

    async def history(self, number: int) -> tuple[HistoryRow, ...]:
        """All that happened to it, oldest first. Raises ``TicketUnknownError``."""
        async with self._database.reading() as connection:
            await read_ticket(connection, number)
            rows = await connection.execute(
                history.select().where(history.c.ticket == number).order_by(history.c.id)
            )
            return tuple(
                HistoryRow(
                    row.at,
                    _person(row.by_id, row.by_name),
                    row.move,
                    TicketState(row.before) if row.before else None,
                    TicketState(row.after),
                    row.holder,
                )
                for row in rows
            )

    async def of_asker(self, asker: str, limit: int) -> tuple[Ticket, ...]:
        """What the person with id *asker* has handed in, newest first."""
        query = tickets.select().where(tickets.c.asker_id == asker).order_by(tickets.c.number.desc())
        async with self._database.reading() as connection:
            return tuple(ticket_from(row) for row in await connection.execute(query.limit(limit)))

    async def due(self, soon: datetime, now: datetime, silent: datetime, limit: int) -> tuple[Ticket, ...]:
        """Open tickets to be reminded of, the oldest promise first, and those that lie still."""
        columns = tickets.c
        unheard = sa.or_(
            sa.and_(columns.due_at <= soon, columns.reminded.is_(None)),
            sa.and_(columns.due_at <= now, columns.reminded == Reminded.SOON),
        )
        still = sa.and_(columns.state == TicketState.ASSIGNED, columns.changed_at <= silent)
        query = tickets.select().where(columns.state.in_(OPEN), sa.or_(unheard, still))
        async with self._database.reading() as connection:
            rows = await connection.execute(query.order_by(columns.due_at, columns.number).limit(limit))
            return tuple(ticket_from(row) for row in rows)

    async def find(self, states: tuple[TicketState, ...], limit: int) -> tuple[Listed, ...]:
        """Tickets in *states* (none given: in any), oldest first."""
        query = tickets.select().order_by(tickets.c.number).limit(limit)
        if states:
            query = query.where(tickets.c.state.in_(states))
        async with self._database.reading() as connection:
            found = [ticket_from(row) for row in await connection.execute(query)]
            late = await undelivered(connection, [ticket.number for ticket in found])
            return tuple(Listed(ticket, late.get(ticket.number, ())) for ticket in found)


async def read_ticket(connection: AsyncConnection, number: int) -> Ticket:
    """The ticket as it stands in the transaction of *connection*. Raises ``TicketUnknownError``."""
    if not 0 < number <= HIGHEST_NUMBER:
        raise TicketUnknownError(number)
    row = (await connection.execute(tickets.select().where(tickets.c.number == number))).one_or_none()
    if row is None:
        raise TicketUnknownError(number)
    return ticket_from(row)


async def apply_move(
    connection: AsyncConnection, number: int, move: Move, by: Person | None, at: datetime
) -> Ticket:
    """The ticket after *move*, stored with its history and with what has to be told.

    Raises ``ChangedMeanwhileError`` when somebody else was quicker: the version in the row decides.
    """
    before = await read_ticket(connection, number)
    stepped = move.step(before)
    if stepped is before:
        return before
    made = replace(stepped, expert_place=before.expert_place, expert_card=before.expert_card) != before
    after = replace(stepped, version=before.version + 1, changed_at=at if made and by else before.changed_at)
    written = await connection.execute(
        tickets.update()
        .where(tickets.c.number == number, tickets.c.version == before.version)
        .values(_values(after))
    )
    if written.rowcount != 1:
        raise ChangedMeanwhileError
    if made:  # where only the experts' card became known, nothing happened to the ticket
        await _record(connection, move.name, before, after, by, at)
    return after


async def _record(  # noqa: PLR0917 - one row's columns
    connection: AsyncConnection,
    move: MoveName,
    before: Ticket | None,
    after: Ticket,
    by: Person | None,
    at: datetime,
) -> None:
    await connection.execute(
        history.insert().values(
            ticket=after.number,
            at=at,
            by_id=by.id if by else None,
            by_name=by.name if by else None,
            move=move,
            before=before.state if before else None,
            after=after.state,
            holder=after.holder.name if after.holder else "",
        )
    )
    posts = len(after.posts)
    told = Told(move, posts - 1 if before and posts > len(before.posts) else None)
    await enqueue(connection, after.number, after.created_at, news(move, after), at, told)


def ticket_from(row: sa.Row[Any]) -> Ticket:
    """The ticket in a row of ``tickets``."""
    return Ticket(
        number=row.number,
        request_id=RequestId(row.request_id),
        version=row.version,
        state=TicketState(row.state),
        created_at=row.created_at,
        asker=Person(row.asker_id, row.asker_name),
        asker_place=_place(row.asker_place),
        asker_card=row.asker_card,
        question=QuestionText(row.question),
        entry=row.entry,
        addressee=row.addressee,
        urgency=PostText(row.urgency) if row.urgency is not None else None,
        due_at=row.due_at,
        reminded=Reminded(row.reminded) if row.reminded else None,
        changed_at=row.changed_at,
        shown=tuple(Shown(*one) for one in row.shown),
        outcome=row.outcome,
        holder=_person(row.holder_id, row.holder_name),
        posts=tuple(_post(fields) for fields in row.posts),
        resolution=Resolution(row.resolution) if row.resolution else None,
        ended_at=row.ended_at,
        helped=row.helped,
        expert_place=_place(row.expert_place) if row.expert_place else None,
        expert_card=row.expert_card,
    )


def _values(ticket: Ticket) -> dict[str, Any]:
    values = vars(ticket) | {
        "asker_id": ticket.asker.id,
        "asker_name": ticket.asker.name,
        "asker_place": vars(ticket.asker_place),
        "posts": [
            [post.kind, post.by.id, post.by.name, post.at.isoformat(), post.text] for post in ticket.posts
        ],
        "expert_place": vars(ticket.expert_place) if ticket.expert_place else None,
        "holder_id": ticket.holder.id if ticket.holder else None,
        "holder_name": ticket.holder.name if ticket.holder else None,
    }
    return {name: value for name, value in values.items() if name in tickets.c}


def _post(fields: list[str]) -> Post:
    kind, by, name, at, text = fields
    return Post(PostKind(kind), Person(by, name), datetime.fromisoformat(at), PostText(text))


def _person(id_: str | None, name: str | None) -> Person | None:
    return Person(id_, name or "") if id_ is not None else None


def _place(fields: dict[str, Any]) -> Place:
    return Place(**(fields | {"scope": Scope(fields["scope"])}))
