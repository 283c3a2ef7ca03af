"""Where each person's dialog stands in each conversation, as text that only the conversation can read."""

from datetime import datetime

import sqlalchemy as sa

from bot.store.database import Database
from bot.store.tables import UtcTime, conversations

# Written once, for putting a statement together takes longer than running it.
_ITS_ROW = sa.and_(
    conversations.c.conversation == sa.bindparam("of"), conversations.c.person == sa.bindparam("by")
)
_LOAD = sa.select(conversations.c.state).where(_ITS_ROW)
_FORGET = conversations.delete().where(_ITS_ROW)
_SAVE = sa.text(
    "INSERT INTO conversations (conversation, person, state, updated_at) VALUES (:of, :by, :state, :at) "
    "ON CONFLICT (conversation, person) "
    "DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at"
).bindparams(sa.bindparam("at", type_=UtcTime))


class StoredConversations:
    """States by conversation id and person id. Each method is a transaction, and may raise ``StoreError``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def load_state(self, conversation: str, person: str) -> str | None:
        """The text that was saved last; nothing when there is none."""
        return await self._database.look(_LOAD, {"of": conversation, "by": person})

    async def save_state(self, conversation: str, person: str, state: str, at: datetime) -> None:
        """Keep *state* in place of what was there."""
        values = {"of": conversation, "by": person, "state": state, "at": at}
        await self._database.put(_SAVE, values)

    async def delete_state(self, conversation: str, person: str) -> None:
        """Forget what was there, if anything."""
        await self._database.put(_FORGET, {"of": conversation, "by": person})
