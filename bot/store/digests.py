"""Which days' digests have been sent, so that several replicas send one."""

from datetime import date

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import ChangedMeanwhileError, Database
from bot.store.tables import digests


class StoredDigests:
    """Days in a database. Each method is one transaction, and may raise ``StoreError``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(self, day: date) -> bool:
        """Whether the digest of *day* is ours to send: nobody has claimed it before."""

        async def work(connection: AsyncConnection) -> bool:
            await connection.execute(digests.delete().where(digests.c.day < day))
            known = (await connection.execute(digests.select().where(digests.c.day == day))).first()
            if known:
                return False
            try:
                await connection.execute(digests.insert().values(day=day))
            except IntegrityError as error:  # another replica, between our two statements
                raise ChangedMeanwhileError from error
            return True

        return await self._database.write(work)

    async def give_back(self, day: date) -> None:
        """It could not be sent; the next look may try again."""
        await self._database.write(lambda connection: _forget(connection, day))


async def _forget(connection: AsyncConnection, day: date) -> None:
    await connection.execute(digests.delete().where(digests.c.day == day))
