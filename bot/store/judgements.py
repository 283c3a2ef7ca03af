"""What readers say of answers, and which answer a message showed."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.conversation.judging import Judge, Judgement
from bot.store.database import Database
from bot.store.tables import judgements, shown_answers


class StoredJudgements:
    """Judgements in a database. Each method is one transaction, and may raise ``StoreError``."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._unwritten: dict[str, dict[str, Any]] = {}

    async def note_shown(self, message: str, entry: str, version: str, at: datetime) -> None:
        """The message *message* shows *entry* as it reads in *version*.

        It is written down with the next ``write_down``: nobody waits for it, and what a crash loses is which
        answer a thumb was about.
        """
        self._unwritten[_digest(message)] = {"entry": entry, "version": version, "at": at}

    async def write_down(self) -> None:
        """Write what has been noted."""
        noted, self._unwritten = self._unwritten, {}
        if not noted:
            return
        rows = [{"message": message, **values} for message, values in noted.items()]

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(shown_answers.delete().where(shown_answers.c.message.in_(list(noted))))
            await connection.execute(shown_answers.insert(), rows)

        await self._database.write(work)

    async def shown_in(self, message: str) -> tuple[str, str] | None:
        """The entry and version that the message showed; nothing where that is not known any more."""
        noted = self._unwritten.get(_digest(message))
        if noted:
            return noted["entry"], noted["version"]
        query = shown_answers.select().where(shown_answers.c.message == _digest(message))
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
            return (row.entry, row.version) if row else None

    async def keep(self, judge: Judge, judgement: Judgement, at: datetime) -> None:
        """Keep *judgement*, in place of what the same *judge* said before."""

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(judgements.delete().where(judgements.c.judge == judge))
            await connection.execute(judgements.insert().values(judge=judge, at=at, **vars(judgement)))

        await self._database.write(work)

    async def all(self) -> Sequence[tuple[Judgement, datetime]]:
        """Every judgement, the newest first."""
        async with self._database.reading() as connection:
            rows = await connection.execute(judgements.select().order_by(judgements.c.at.desc()))
            return [(Judgement(row.entry, row.version, row.helped, row.words), row.at) for row in rows]


def _digest(message: str) -> str:
    return hashlib.sha256(message.encode()).hexdigest()
