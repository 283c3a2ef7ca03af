"""Heavy work beside the event loop, so that no turn waits for another's."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

MOST_WAITING = 32
"""Questions that wait for the language model at once, about half a second's work; the next does without."""


class Thread:
    """One thread, one piece of work at a time."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="meaning")
        self._waiting = 0

    async def __call__(self, heavy: Callable[[], T], light: T) -> T:
        """What *heavy* gives, or *light* at once when too much is waiting already."""
        if self._waiting >= MOST_WAITING:
            return light
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._executor, heavy)
        finally:
            self._waiting -= 1
