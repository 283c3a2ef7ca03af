"""The store, opened for one command and closed after it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from bot.commands.opening import WRONG_USE, stop
from bot.observing import SILENT, set_up_logging
from bot.settings import Settings
from bot.store.errors import StoreError

if TYPE_CHECKING:
    from bot.store.store import Store

T = TypeVar("T")


def with_store(settings: Settings, work: Callable[["Store"], Awaitable[T]]) -> T:
    """What *work* gives; a database that cannot be used ends the command with a sentence."""

    async def opened() -> T:
        from bot.store.store import open_store  # noqa: PLC0415 - other commands start without it

        store = await open_store(settings.database)
        try:
            return await work(store)
        finally:
            await store.close()

    set_up_logging(SILENT)
    try:
        return asyncio.run(opened())
    except StoreError as error:
        stop(f"Databasen går inte att använda: {error}", WRONG_USE)
