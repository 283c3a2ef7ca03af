"""How much one person, and all together, may ask of the process at once."""

import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from enum import Enum, auto

BURST = 30
"""So many messages or presses one person may send at a go: no one writes or presses faster for long."""
PER_SECOND = 1.0
"""So many a second are added to what is left of them."""
REMEMBERED = 10_000
"""People whose haste is remembered; who is forgotten begins anew."""
MOST_TURNS = 256
"""Turns under way in the process. More would wait longer than the service does (10–15 s)."""


class Haste(Enum):
    """What becomes of one more message of somebody's."""

    FINE = auto()
    TELL = auto()
    """Too fast; they have not been told yet."""
    IGNORE = auto()
    """Too fast, and told already."""


class Rates:
    """A bucket of messages for each person, refilled as time passes."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._left: OrderedDict[str, tuple[float, float, bool]] = OrderedDict()

    def take(self, person: str) -> Haste:
        """Take one from the bucket of *person*."""
        now = self._now()
        left, since, told = self._left.pop(person, (float(BURST), now, False))
        left = min(left + (now - since) * PER_SECOND, float(BURST))
        fine = left >= 1.0
        self._left[person] = (left - 1.0 if fine else left, now, told and not fine)
        if not fine and not told:
            self._left[person] = (left, now, True)
        while len(self._left) > REMEMBERED:
            self._left.popitem(last=False)
        if fine:
            return Haste.FINE
        return Haste.IGNORE if told else Haste.TELL


class BusyError(Exception):
    """So much is under way that one more would only wait in vain."""


class Turns:
    """How many turns are under way."""

    def __init__(self, most: int = MOST_TURNS) -> None:
        self._most = most
        self._under_way = 0

    @asynccontextmanager
    async def one_more(self) -> AsyncIterator[None]:
        """Hold a place while the body runs. Raises ``BusyError`` when there is none."""
        if self._under_way >= self._most:
            raise BusyError
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
