"""The sign that the bot is writing, for answers that take a moment."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from bot.teams.connector import ConnectorError

AFTER_SECONDS = 0.3
REPEAT_SECONDS = 2.5
"""It lasts about three seconds in Teams, and should not be sent more often than this."""


@asynccontextmanager
async def typing_shown(send: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    """Call *send* now and then while the body runs; its failing or hanging touches nothing else."""
    task = asyncio.create_task(_keep_typing(send))
    try:
        yield
    finally:
        task.cancel()


async def _keep_typing(send: Callable[[], Awaitable[None]]) -> None:
    await asyncio.sleep(AFTER_SECONDS)
    with suppress(ConnectorError):
        while True:
            await send()
            await asyncio.sleep(REPEAT_SECONDS)
