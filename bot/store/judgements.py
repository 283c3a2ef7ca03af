"""What readers say of answers, and which answer a message showed."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.conversation.judging import Judge, Judgement
from bot.store.database import Database
from bot.store.tables import judgements, shown_answers


class StoredJudgements:
    """Judgements in a database. Each method is one transaction, and may raise ``StoreError``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def note_shown(self, message: str, entry: str, version: str, at: datetime) -> None:
        """The message *message* shows *entry* as it reads in *version*."""
        values = {"entry": entry, "version": version, "at": at}

        async def work(connection: AsyncConnection) -> None:
            await _put(connection, shown_answers, "message", _digest(message), values)

        await self._database.write(work)

    async def shown_in(self, message: str) -> tuple[str, str] | None:
        """The entry and version that the message showed; nothing where that is not known any more."""
        query = shown_answers.select().where(shown_answers.c.message == _digest(message))
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
            return (row.entry, row.version) if row else None

    async def keep(self, judge: Judge, judgement: Judgement, at: datetime) -> None:
        """Keep *judgement*, in place of what the same *judge* said before."""

        async def work(connection: AsyncConnection) -> None:
            await _put(connection, judgements, "judge", judge, vars(judgement) | {"at": at})

        await self._database.write(work)

    async def all(self) -> Sequence[tuple[Judgement, datetime]]:
        """Every judgement, the newest first."""
        async with self._database.reading() as connection:
            rows = await connection.execute(judgements.select().order_by(judgements.c.at.desc()))
            return [(Judgement(row.entry, row.version, row.helped, row.words), row.at) for row in rows]


def _digest(message: str) -> str:
    return hashlib.sha256(message.encode()).hexdigest()


async def _put(
    connection: AsyncConnection, table: sa.Table, key: str, value: str, values: dict[str, object]
) -> None:
    await connection.execute(table.delete().where(table.c[key] == value))
    await connection.execute(table.insert().values({key: value, **values}))
