"""Which deliveries have been acted on, in a memory that replicas share and a restart does not empty."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import sqlalchemy as sa
import structlog

from bot.store.database import Database
from bot.store.errors import StoreError
from bot.store.tables import deliveries

MOST_KEPT = 100_000
"""More, which take 10 MB, are looked for in the file."""

_REMEMBER = deliveries.insert()
_KNOWN = sa.select(deliveries.c.digest).where(deliveries.c.digest == sa.bindparam("digest"))
"""Written once, for putting a statement together takes longer than running it."""

log = structlog.get_logger(__name__)


class StoredDeliveries:
    """Deliveries by a digest of what names them: who wrote, and where, cannot be read out of it."""

    def __init__(self, database: Database, most_kept: int = MOST_KEPT) -> None:
        self._database = database
        self._most_kept = most_kept if database.is_sqlite else 0
        self._acted_on: set[bytes] | None = None
        """All that an SQLite file holds, once it has been read: one process at a time serves it."""
        self._first = asyncio.Lock()
        """Held while it is read, so that no later read forgets what a turn has added."""

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
        async with self._first:
            if self._acted_on is None and self._most_kept:
                await self._read()
        if self._acted_on is not None:
            return bytes.fromhex(digest) in self._acted_on
        return await self._database.look(_KNOWN, {"digest": digest}) is not None

    async def _read(self) -> None:
        async with self._database.reading() as connection:
            rows = await connection.scalars(sa.select(deliveries.c.digest).limit(self._most_kept + 1))
            self._keep({bytes.fromhex(one) for one in rows})

    def _keep(self, acted_on: set[bytes]) -> None:
        """Hold *acted_on* in memory, or nothing any more when it is too much."""
        self._acted_on = acted_on
        if len(acted_on) > self._most_kept:
            self._acted_on, self._most_kept = None, 0

    async def _remember(self, digest: str, at: datetime) -> None:
        await self._database.put(_REMEMBER, {"digest": digest, "at": at})
        if self._acted_on is not None:
            self._acted_on.add(bytes.fromhex(digest))
            self._keep(self._acted_on)
