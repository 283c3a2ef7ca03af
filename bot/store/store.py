"""All that the bot keeps, opened in one place."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.conversations import StoredConversations
from bot.store.database import Database
from bot.store.deliveries import StoredDeliveries
from bot.store.digests import StoredDigests
from bot.store.judgements import StoredJudgements
from bot.store.keeping import StoredKeeping
from bot.store.migrating import migrate
from bot.store.outbox import StoredOutbox
from bot.store.persons import StoredPersons
from bot.store.tickets import StoredTickets


@dataclass(frozen=True)
class Store:
    """What the bot keeps, by what it is about. Close it when the bot stops."""

    tickets: StoredTickets
    outbox: StoredOutbox
    conversations: StoredConversations
    deliveries: StoredDeliveries
    digests: StoredDigests
    judgements: StoredJudgements
    keeping: StoredKeeping
    persons: StoredPersons
    database: Database

    async def close(self) -> None:
        """Give the database back."""
        await self.database.close()


async def open_store(url: str, *, to_serve: bool = False) -> Store:
    """The store at *url* (``sqlite:///path`` or ``postgresql://…``), with its tables up to date.

    Makes a SQLite file, and its folder, if they are missing. *to_serve* says that a bot is to run on it: on a
    SQLite file one can. Raises ``StoreError``.
    """
    database = Database(url)
    try:
        if to_serve:
            database.keep_others_out()
        await database.write(_migrate)
    except BaseException:
        await database.close()
        raise
    return Store(
        tickets=StoredTickets(database),
        outbox=StoredOutbox(database),
        conversations=StoredConversations(database),
        deliveries=StoredDeliveries(database),
        digests=StoredDigests(database),
        judgements=StoredJudgements(database),
        keeping=StoredKeeping(database),
        persons=StoredPersons(database),
        database=database,
    )


async def _migrate(connection: AsyncConnection) -> None:
    await connection.run_sync(migrate)
