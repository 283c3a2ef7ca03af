"""Whether the bot can take messages, told quickly, however many ask and however the database is."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.store.errors import StoreError

SHARED_SECONDS = 1.0
"""So long one look's answer is told to all: the address is open to anybody."""
ANSWER_SECONDS = 0.9
"""Whoever asks hears before a second has gone: so long Kubernetes and Azure wait, if nothing else is set."""


class Readiness:
    """Looks at the database, with at most one look under way.

    *is_current* says whether it holds what this version of the bot needs, and may raise ``StoreError``.
    """

    def __init__(
        self,
        is_current: Callable[[], Awaitable[bool]],
        *,
        now: Callable[[], float] = time.monotonic,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        self._is_current = is_current
        self._now = now
        self._answer_seconds = answer_seconds
        self._looking: asyncio.Task[None] | None = None
        self._looked_at = float("-inf")
        self._told = ""

    async def trouble(self) -> str:
        """What keeps the bot from taking messages, in a few words; empty: nothing does."""
        if self._looking is None and self._now() - self._looked_at >= SHARED_SECONDS:
            self._looked_at = self._now()
            self._looking = asyncio.create_task(self._look())
        if self._looking is not None:
            left = self._looked_at + self._answer_seconds - self._now()
            _, late = await asyncio.wait({self._looking}, timeout=max(left, 0.0))
            if late:
                return "the database does not answer"
        return self._told

    async def close(self) -> None:
        """Give up the look that is under way."""
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.wait({self._looking})

    async def _look(self) -> None:
        told = "the database cannot be used"
        try:
            with suppress(StoreError):
                told = "" if await self._is_current() else "the database is not up to date"
        finally:
            self._told, self._looked_at, self._looking = told, self._now(), None
