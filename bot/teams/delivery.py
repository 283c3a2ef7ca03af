"""Each delivery is acted on once, and each conversation's deliveries in the order they came.

Within the process a delivery that comes again gets the same answer. Between replicas, and after a restart, a
shared memory says that it has been acted on; answers are not kept there, for they may hold what somebody
answered in private.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from typing import Generic, Protocol, TypeVar
from weakref import WeakValueDictionary

T = TypeVar("T")

REMEMBER_SECONDS = 300.0
REMEMBER_AT_MOST = 1000
"""A redelivery comes within seconds: the service waits 15 s, a client tries a button press three times."""


class Deliveries(Protocol):
    """The memory that replicas share."""

    def once(self, conversation: str, delivery: str, at: datetime) -> AbstractAsyncContextManager[bool]:
        """Whether *delivery*, which came *at*, is yet to be acted on, alone in *conversation* meanwhile.

        It counts as acted on when the body ends without error.
        """


class Lately(Generic[T]):
    """What came of the latest deliveries to this process, so that the same one again gets the same answer."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        seconds: float = REMEMBER_SECONDS,
        at_most: int = REMEMBER_AT_MOST,
    ) -> None:
        self._clock = clock
        self._seconds = seconds
        self._at_most = at_most
        self._kept: OrderedDict[Hashable, tuple[float, T]] = OrderedDict()

    def recall(self, key: Hashable) -> T | None:
        """What was kept for *key*, while it is remembered."""
        since, value = self._kept.get(key, (float("-inf"), None))
        return None if self._is_old(since) else value

    def keep(self, key: Hashable, value: T) -> None:
        """Remember *value* for *key*, at the cost of the oldest memory when there are many."""
        self._kept[key] = (self._clock(), value)
        self._kept.move_to_end(key)
        while len(self._kept) > self._at_most or self._is_old(next(iter(self._kept.values()))[0]):
            self._kept.popitem(last=False)

    def forget(self, key: Hashable) -> None:
        """Let *key* count as new the next time it comes."""
        self._kept.pop(key, None)

    def _is_old(self, since: float) -> bool:
        return self._clock() - since > self._seconds


class InOrder:
    """One turn at a time in each conversation of this process, first come first served.

    Other conversations do not wait for it.
    """

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def turn_in(self, conversation: str) -> AsyncIterator[None]:
        """Wait for the conversation's earlier turns, then hold its place."""
        lock = self._locks.get(conversation)
        if lock is None:
            self._locks[conversation] = lock = asyncio.Lock()
        async with lock:
            yield
