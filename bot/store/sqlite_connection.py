"""An SQLite connection for SQLAlchemy's asynchronous engine that keeps to the event loop where that is quick.

aiosqlite sends every step of a statement to a thread and back, some twenty-five times in a turn: milliseconds
of nothing but waiting for threads. Reading, inserting and changing a few rows takes microseconds and is
done where it is asked for. What can take long goes to a thread: waiting for a lock, putting a commit
safely on the disk, removing rows, and all that is not everyday.

It has the part of aiosqlite's interface that SQLAlchemy's dialect uses.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Self, TypeVar

T = TypeVar("T")

LOCK = "BEGIN IMMEDIATE"
"""What a writer begins with."""

QUICK = ("SELECT", "INSERT", "UPDATE", "BEGIN DEFERRED")
"""Statements that are done on the loop. There is one connection, so none of them waits for another task."""


class SqliteConnection:
    """One connection, used by one task at a time."""

    def __init__(self, path: str) -> None:
        """Open *path*; a file that does not exist is made. Raises ``sqlite3.Error``."""
        # Without a level the driver begins no transactions: bot.store.database does.
        self._connection: sqlite3.Connection | None = sqlite3.connect(
            path, isolation_level=None, check_same_thread=False
        )
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite")

    @property
    def open(self) -> sqlite3.Connection:
        """The connection itself. Raises ``ValueError`` when it has been closed."""
        if self._connection is None:
            raise ValueError("no active connection")
        return self._connection

    def cursor(self) -> "SqliteCursor":
        """A new cursor."""
        return SqliteCursor(self, self.open.cursor())

    async def aside(self, work: Callable[[], T]) -> T:
        """What *work* gives, done in the connection's own thread, one piece of work after the other."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def lock_at_once(self) -> bool:
        """Begin a transaction that writes, if no other process holds the lock just now; whether that went."""
        (waits,) = self.open.execute("PRAGMA busy_timeout").fetchone()
        self.open.execute("PRAGMA busy_timeout = 0")
        try:
            self.open.execute(LOCK)
        except sqlite3.OperationalError:
            return False
        finally:
            self.open.execute(f"PRAGMA busy_timeout = {waits}")
        return True

    async def commit(self) -> None:
        """Put the transaction on the disk, if there is one."""
        if self.open.in_transaction:
            await self.aside(self.open.commit)

    async def rollback(self) -> None:
        """Forget the transaction, if there is one."""
        self.open.rollback()

    async def create_function(self, *given: Any, **named: Any) -> None:
        """Add a function to SQL: SQLAlchemy adds ``regexp``."""
        self.open.create_function(*given, **named)

    async def close(self) -> None:
        """Close it when its thread has done what it was given."""
        if self._connection is not None:
            await self.aside(self._close)
            self._thread.shutdown(wait=False)

    def stop(self) -> None:
        """Close it where nobody can wait."""
        self._thread.submit(self._close)
        self._thread.shutdown(wait=False)

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class SqliteCursor:
    """A cursor of a connection."""

    def __init__(self, connection: SqliteConnection, cursor: sqlite3.Cursor) -> None:
        self._owner = connection
        self._cursor = cursor
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        """Itself."""
        return self

    @property
    def description(self) -> Any:
        """The columns of what was selected."""
        return self._cursor.description

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""
        return self._cursor.rowcount

    @property
    def lastrowid(self) -> int | None:
        """The number of the row that was inserted."""
        return self._cursor.lastrowid

    async def execute(self, operation: str, parameters: Sequence[Any] = ()) -> None:
        """Run a statement."""
        await self._run(operation, lambda: self._cursor.execute(operation, parameters))

    async def executemany(self, operation: str, parameters: Sequence[Sequence[Any]]) -> None:
        """Run a statement for each of *parameters*."""
        await self._run(operation, lambda: self._cursor.executemany(operation, parameters))

    async def fetchall(self) -> Sequence[Any]:
        """What is left of what was selected."""
        return self._cursor.fetchall()

    async def close(self) -> None:
        """Let go of it."""
        self._cursor.close()

    async def _run(self, operation: str, work: Callable[[], Any]) -> None:
        if operation.startswith(QUICK):
            work()
        elif operation != LOCK or not self._owner.lock_at_once():
            await self._owner.aside(work)
