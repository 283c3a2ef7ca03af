"""Where each person's dialog stands in each conversation, as text that only the conversation can read."""

from datetime import datetime

from sqlalchemy import ColumnElement
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import ChangedMeanwhileError, Database
from bot.store.tables import conversations


class StoredConversations:
    """States by conversation id and person id. Each method is a transaction, and may raise ``StoreError``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def load_state(self, conversation: str, person: str) -> str | None:
        """The text that was saved last; nothing when there is none."""
        query = conversations.select().where(*_key(conversation, person))
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
            return row.state if row else None

    async def save_state(self, conversation: str, person: str, state: str, at: datetime) -> None:
        """Keep *state* in place of what was there."""

        async def work(connection: AsyncConnection) -> None:
            values = {"state": state, "updated_at": at}
            changed = await connection.execute(
                conversations.update().where(*_key(conversation, person)).values(values)
            )
            if changed.rowcount:
                return
            row = {"conversation": conversation, "person": person, **values}
            try:
                await connection.execute(conversations.insert().values(row))
            except IntegrityError as error:  # another process was quicker; then there is a row to update
                raise ChangedMeanwhileError from error

        await self._database.write(work)

    async def delete_state(self, conversation: str, person: str) -> None:
        """Forget what was there, if anything."""

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(conversations.delete().where(*_key(conversation, person)))

        await self._database.write(work)


def _key(conversation: str, person: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return conversations.c.conversation == conversation, conversations.c.person == person
