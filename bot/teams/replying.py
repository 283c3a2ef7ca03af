"""Answers to somebody who waits: tried again quickly, where that can give nobody the answer twice."""

import asyncio
import random
from collections.abc import Awaitable, Callable

from bot.teams.connector import ConnectorUnavailableError

QUICK_TRIES = 3
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 2.0


async def with_quick_retries(send: Callable[[], Awaitable[str]]) -> str:
    """Try *send* again while somebody waits, but only what surely was not taken."""
    tries = 0
    while True:
        tries += 1
        try:
            return await send()
        except ConnectorUnavailableError as error:
            pause = FIRST_PAUSE * 2 ** (tries - 1) if error.retry_after is None else error.retry_after
            if error.taken or tries == QUICK_TRIES or pause > LONGEST_PAUSE:
                raise
        await asyncio.sleep(pause * random.uniform(1.0, 1.4))  # noqa: S311 - spreads load, guards nothing
