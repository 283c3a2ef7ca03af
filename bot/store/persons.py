"""All that is kept about one person: shown to them, and erased where it may be (docs/privacy.md says why)."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.conversation.turn import Person
from bot.store.database import Database
from bot.store.notices import OPEN, Told, enqueue
from bot.store.tables import conversations, history, outbox, tickets
from bot.tickets.model import ENDED
from bot.tickets.moves import MoveName
from bot.tickets.outbox import Audience, NoticeKind

NOWHERE = {"conversation": "", "service_url": "", "bot": "", "tenant": ""}
"""What is left of a place when its person has been erased: nothing can be sent there."""


@dataclass(frozen=True)
class Erased:
    """What was erased of a person, or would be, and what was not."""

    conversations: int
    tickets: tuple[int, ...]
    """Their questions, by number: still there, without their name."""
    left: tuple[int, ...]
    """Questions that still name them, for the answer has not reached them."""
    handled: tuple[int, ...]
    """Questions that they have worked on as an expert, which name them."""


class _OnlyLookingError(Exception):
    def __init__(self, erased: Erased) -> None:
        super().__init__()
        self.erased = erased


class StoredPersons:
    """What is kept about a person, by the channel's id of them. Each method may raise ``StoreError``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def ids_of(self, name: str) -> tuple[str, ...]:
        """The ids of those who go by *name*, in whatever role."""
        named = (
            sa.select(tickets.c.asker_id).where(tickets.c.asker_name == name),
            sa.select(history.c.by_id).where(history.c.by_name == name, history.c.by_id.is_not(None)),
        )
        async with self._database.reading() as connection:
            return tuple(sorted(await connection.scalars(sa.union(*named))))

    async def export(self, person: str) -> dict[str, Any]:
        """All that is kept about *person*, ready for JSON; empty lists where there is nothing."""
        states = conversations.select().where(conversations.c.person == person)
        asked = tickets.select().where(tickets.c.asker_id == person).order_by(tickets.c.number)
        done = sa.select(history.c.ticket, history.c.at, history.c.by_name, history.c.move).where(
            history.c.by_id == person
        )
        async with self._database.reading() as connection:
            found = [_row(row) for row in await connection.execute(asked)]
            return {
                "person": person,
                "conversations": [
                    {**_row(row), "state": _parsed(row.state)} for row in await connection.execute(states)
                ],
                "tickets": [
                    {
                        **ticket,
                        "history": await _rows_of(history, connection, ticket["number"]),
                        "notices": await _rows_of(outbox, connection, ticket["number"]),
                    }
                    for ticket in found
                ],
                "handled": list(await _handled(connection, person)),
                "moves": [_row(row) for row in await connection.execute(done.order_by(history.c.id))],
            }

    async def erase(self, person: str, instead: Person, at: datetime, *, dry_run: bool) -> Erased:
        """Forget *person*; their answered questions say *instead*. With *dry_run* all is put back at once.

        The cards in the experts' channel are drawn anew.
        """

        async def work(connection: AsyncConnection) -> Erased:
            own = tickets.c.asker_id == person
            unheard = sa.or_(tickets.c.state.not_in(ENDED), _is_still_told())
            numbers = sa.select(tickets.c.number).order_by(tickets.c.number).where(own)
            left = tuple(await connection.scalars(numbers.where(unheard)))
            freed = tuple(await connection.scalars(numbers.where(~unheard)))
            for number in freed:
                await _free(connection, number, person, instead, at)
            forgotten = conversations.delete().where(conversations.c.person == person)
            erased = Erased(
                conversations=(await connection.execute(forgotten)).rowcount,
                tickets=freed,
                left=left,
                handled=await _handled(connection, person),
            )
            if dry_run:
                raise _OnlyLookingError(erased)
            return erased

        try:
            erased = await self._database.write(work)
        except _OnlyLookingError as looked:
            return looked.erased
        await self._database.drop_traces()
        return erased


async def _free(connection: AsyncConnection, number: int, person: str, instead: Person, at: datetime) -> None:
    """Take *person* out of a ticket of theirs and its history."""
    one = tickets.c.number == number
    place, posts = (
        await connection.execute(sa.select(tickets.c.asker_place, tickets.c.posts).where(one))
    ).one()
    nobody = {"asker_id": instead.id, "asker_name": instead.name, "asker_card": ""}
    said = [
        [kind, instead.id, instead.name, at, text] if by == person else [kind, by, name, at, text]
        for kind, by, name, at, text in posts
    ]
    version = {"version": tickets.c.version + 1}
    await connection.execute(
        tickets.update().where(one).values(asker_place=place | NOWHERE, posts=said, **nobody, **version)
    )
    await connection.execute(
        history.update()
        .where(history.c.ticket == number, history.c.by_id == person)
        .values(by_id=instead.id, by_name=instead.name)
    )
    await enqueue(connection, number, at, (NoticeKind.UPDATE_EXPERT_CARD,), at, Told(MoveName.SUBMIT))


def _is_still_told() -> sa.Exists:
    return sa.exists().where(
        outbox.c.ticket == tickets.c.number,
        outbox.c.audience == Audience.ASKER,
        outbox.c.state.in_(OPEN),
    )


async def _handled(connection: AsyncConnection, person: str) -> tuple[int, ...]:
    """The questions that *person* has worked on as an expert."""
    moved = sa.select(history.c.ticket).where(history.c.by_id == person)
    of_others = tickets.c.asker_id != person
    held = sa.select(tickets.c.number).where(tickets.c.holder_id == person)
    moved = sa.select(tickets.c.number).where(of_others, tickets.c.number.in_(moved))
    return tuple(sorted(await connection.scalars(sa.union(moved, held))))


async def _rows_of(table: sa.Table, connection: AsyncConnection, number: int) -> list[dict[str, Any]]:
    rows = await connection.execute(table.select().where(table.c.ticket == number).order_by(table.c.id))
    return [_row(row) for row in rows]


def _row(row: sa.Row[*tuple[Any, ...]]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in row._mapping.items()
    }


def _parsed(state: str) -> Any:
    try:
        return json.loads(state)
    except ValueError:
        return state
