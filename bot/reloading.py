"""New content without a restart: the folders are looked at, and what passes every check is put into use.

What does not pass is told in the log, once for each change, and the content in use stays.
"""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

import structlog

from bot.conversation.library import Library
from knowledge.yaml_reader import ContentError, Fault

LOOK_EVERY = 2.0
"""Seconds between two looks. A change is read when two looks in a row saw the same, so that files that are
still being copied are not told as faults."""

SUFFIXES = (".yaml", ".txt")
"""Of files of content."""

Seen = frozenset[tuple[str, int, int]]
"""Every file by path, size in bytes and time of change in nanoseconds."""

log = structlog.get_logger(__name__)


def look(folders: Sequence[Path]) -> Seen:
    """What can be seen of the files of content in *folders* without opening them."""
    seen: set[tuple[str, int, int]] = set()
    for folder in folders:
        try:
            states = [(str(file), file.stat()) for suffix in SUFFIXES for file in folder.rglob(f"*{suffix}")]
        except OSError:
            continue  # something went away during the look; the next one sees what is left
        seen.update((name, state.st_size, state.st_mtime_ns) for name, state in states)
    return frozenset(seen)


class Reloading:
    """Keeps the content in use as new as its files.

    *read* opens the folders' content or raises ``ContentError``; *put* takes it into use; *told* hears how
    many faults the newest files have. *in_use* is what was seen of the files before the content in use was
    read.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        read: Callable[[], Library],
        put: Callable[[Library], None],
        told: Callable[[int], None],
        *,
        in_use: Seen,
        every: float = LOOK_EVERY,
    ) -> None:
        self._folders = folders
        self._read = read
        self._put = put
        self._told = told
        self._tried = in_use
        self._every = every
        self._asked = asyncio.Event()

    def ask(self) -> None:
        """Read now, whether or not anything seems to have changed."""
        self._asked.set()

    async def run(self) -> None:
        """Look until cancelled. Reading and indexing take a second, in a thread, so that no turn waits."""
        last = self._tried
        while True:
            asked = await self._asked_within(self._every)
            seen = await asyncio.to_thread(look, self._folders)
            settled = seen == last and seen != self._tried
            last = seen
            if asked or settled:
                self._tried = seen
                await self._reload()

    async def _asked_within(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                await self._asked.wait()
        except TimeoutError:
            return False
        self._asked.clear()
        return True

    async def _reload(self) -> None:
        try:
            library = await asyncio.to_thread(self._read)
        except ContentError as error:
            self._refuse(error.faults)
        except OSError as error:
            name = Path(str(error.filename)).name if error.filename else ""
            self._refuse([Fault(name, 1, "", f"går inte att läsa ({error.strerror}) – se över filen")])
        except Exception as error:  # whatever stands in a file, the bot goes on with what it has
            self._refuse([Fault("", 1, "", f"går inte att läsa ({type(error).__name__}) – ångra ändringen")])
        else:
            self._put(library)
            self._told(0)
            log.info("content taken into use", version=library.knowledge.version)

    def _refuse(self, faults: Sequence[Fault]) -> None:
        self._told(len(faults))
        for fault in faults:
            log.error("content fault", fault=str(fault))
        log.error("content refused; the one in use stays", faults=len(faults))
