"""Looking into the bot's database from outside."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.store.store import Store, open_store

_one_at_a_time = asyncio.Lock()
"""Alembic keeps what it is doing in the module, and a bot opens its store once in its life."""


@asynccontextmanager
async def opened(database: str) -> AsyncIterator[Store]:
    """The store in *database*."""
    async with _one_at_a_time:
        store = await open_store(database)
    try:
        yield store
    finally:
        await store.close()
