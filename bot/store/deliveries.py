"""Which deliveries have been acted on, in a memory that replicas share and a restart does not empty."""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import sqlalchemy as sa
import structlog

from bot.store.database import Database
from bot.store.errors import StoreError
from bot.store.tables import deliveries

MOST_KEPT = 200_000
"""More are read anew, without those that have been removed meanwhile."""

_REMEMBER = deliveries.insert()
"""Written once, for putting a statement together takes longer than running it."""

log = structlog.get_logger(__name__)


class StoredDeliveries:
    """Deliveries by a digest of what names them: who wrote, and where, cannot be read out of it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._acted_on: set[bytes] | None = None
        """All that an SQLite file holds, once it has been read: one process at a time serves it."""

    @asynccontextmanager
    async def once(self, conversation: str, delivery: str, at: datetime) -> AsyncIterator[bool]:
        """Whether *delivery*, which came *at*, is yet to be acted on, alone in *conversation* meanwhile.

        It counts as acted on when the body ends without error. A process that dies in the body has not acted
        on it: the same delivery again is then a new one. May raise ``StoreError`` before the body, never
        after it, for what was done is done.
        """
        async with self._database.alone_with(conversation):
            digest = hashlib.sha256(delivery.encode()).hexdigest()
            is_new = not await self._is_known(digest)
            yield is_new
            if is_new:
                try:
                    await self._remember(digest, at)
                except StoreError:
                    log.error("delivery not remembered")

    async def _is_known(self, digest: str) -> bool:
        if self._database.is_sqlite:
            if self._acted_on is None or len(self._acted_on) > MOST_KEPT:
                async with self._database.reading() as connection:
                    rows = await connection.scalars(sa.select(deliveries.c.digest))
                    self._acted_on = {bytes.fromhex(one) for one in rows}
            return bytes.fromhex(digest) in self._acted_on
        async with self._database.reading() as connection:
            found = await connection.execute(deliveries.select().where(deliveries.c.digest == digest))
            return found.first() is not None

    async def _remember(self, digest: str, at: datetime) -> None:
        await self._database.put(_REMEMBER, {"digest": digest, "at": at})
        if self._acted_on is not None:
            self._acted_on.add(bytes.fromhex(digest))
