"""Transactions on the database, with what differs between engines in this one place."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
import structlog
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from bot.store.errors import StoreError
from bot.store.files import drop_traces, hold
from bot.store.sqlite_connection import SqliteConnection, SqliteCursor
from bot.store.together import Together

T = TypeVar("T")

log = structlog.get_logger(__name__)

DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+asyncpg",
    "postgres": "postgresql+asyncpg",
}
BUSY_SECONDS = 5
"""How long to wait for another process that writes to the same SQLite file."""
CONNECT_SECONDS = 5
"""How long PostgreSQL may take to answer a new connection."""
STATEMENT_SECONDS = 10
"""How long one statement on PostgreSQL may take, waiting for others included."""
BEGIN_ANEW = frozenset({"40001", "40P01"})
"""PostgreSQL's codes for a transaction that met another one and may well succeed when it is run again
(PostgreSQL's appendix of error codes: serialization failure, deadlock detected)."""
WRITE_TRIES = 10
"""How often to begin anew when others keep changing what we are about to change."""
FOLDER_MODE = 0o700
"""A data folder that we make is for its owner only: it holds what people asked."""

_PRAGMAS = (
    f"busy_timeout = {BUSY_SECONDS * 1000}",
    "journal_mode = WAL",
    "synchronous = FULL",  # what somebody was told is saved survives a power cut
    "foreign_keys = ON",
    "cache_size = -1000",  # kB: two connections have one each, and the file lies in the system's cache anyway
    "secure_delete = ON",  # what was purged or erased is overwritten
)


class ChangedMeanwhileError(Exception):
    """Somebody else changed the row since it was read; the transaction can begin anew."""


class Database:
    """One database, in transactions. Whatever the engine raises comes out as ``StoreError``."""

    def __init__(self, url: str) -> None:
        """*url*: ``sqlite:///path`` or ``postgresql://…``. Connects only when it is used."""
        with translated_errors():
            self._engine = _engine(_parsed(url))
        if self.is_sqlite:
            self._writer = self._engine.execution_options(begin="BEGIN IMMEDIATE")
            # Of its own, for who reads must not wait until what others wrote is on the disk.
            self._reader = _engine(_parsed(url)) if self.file else self._engine
            self._looker = self._reader.execution_options(begin="")
            self._locks: AsyncEngine | None = None
        else:
            self._writer = self._engine
            self._reader = self._engine.execution_options(isolation_level="REPEATABLE READ")
            self._looker = self._engine
            # Of their own: whoever waits for a lock, or holds one, must not keep the work from a connection.
            self._locks = _engine(_parsed(url))
        self._together = Together(self.write)
        self._held: sqlite3.Connection | None = None

    @property
    def is_sqlite(self) -> bool:
        """Whether this is an SQLite file: then one process at a time serves it."""
        return self._engine.dialect.name == "sqlite"

    @property
    def file(self) -> Path | None:
        """The SQLite file; nothing where there is none."""
        name = self._engine.url.database
        return Path(name) if self.is_sqlite and name and name != ":memory:" else None

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection to look with: it sees one state of the database, and changes nothing."""
        with translated_errors():
            async with self._reader.connect() as connection:
                yield connection

    async def look(self, statement: sa.Select[tuple[T]], values: Mapping[str, Any]) -> T | None:
        """The first value that *statement* selects: a single look needs no transaction around it."""
        with translated_errors():
            async with self._looker.connect() as connection:
                found: T | None = await connection.scalar(statement, values)
                return found

    async def put(self, statement: sa.Executable, values: Mapping[str, Any]) -> None:
        """Run one *statement* that changes a row, with *values*; it is stored when this returns.

        In an SQLite file, which has one writer, what several put at the same moment is written together.
        """
        if self.is_sqlite:
            await self._together.put(statement, values)
        else:
            await self.write(lambda connection: connection.execute(statement, values))

    async def write(self, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        """What *work* gives, in one transaction: all of it is stored, or nothing when it raises.

        *work* runs again from the start when it raises ``ChangedMeanwhileError``, or when the database asks
        for it.
        """
        for _ in range(WRITE_TRIES):
            try:
                with translated_errors(), _asked_to_begin_anew():
                    async with self._writer.begin() as connection:
                        return await work(connection)
            except ChangedMeanwhileError:
                continue
        raise StoreError("för många ändrar samma sak samtidigt – försök igen.")

    @asynccontextmanager
    async def alone_with(self, name: str) -> AsyncIterator[None]:
        """Wait until no other process is alone with *name*, then keep them waiting while the body runs.

        A process that dies keeps nobody waiting. An SQLite file has one process, so there is nobody to wait
        for.
        """
        if self._locks is None:
            yield
            return
        with translated_errors():
            connection = await self._locks.connect()
        try:
            with translated_errors():
                await alone(connection, name)
            yield
        finally:
            with translated_errors():
                await connection.close()

    async def drop_traces(self) -> None:
        """Let what was deleted be gone from the disk too, as far as that is ours to do.

        PostgreSQL reuses the room of what was deleted in its own time.
        """
        if self.file is not None:
            with translated_errors():
                await asyncio.to_thread(drop_traces, self.file)

    def keep_others_out(self) -> None:
        """Be the one bot that serves this SQLite file, until it is closed. PostgreSQL serves several.

        Raises ``StoreError`` where another bot serves it.
        """
        if self.file is not None:
            with translated_errors():
                self._held = hold(self.file)

    async def close(self) -> None:
        """Give all connections back."""
        await self._engine.dispose()
        await self._reader.dispose()
        if self._locks is not None:
            await self._locks.dispose()
        if self._held is not None:
            self._held.close()


async def alone(connection: AsyncConnection, name: str) -> None:
    """Wait until no other transaction is alone with *name*, and keep them waiting until this one ends.

    What this one reads from now on is what they have written. SQLite's writer is alone already.
    """
    if connection.dialect.name == "postgresql":
        await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(name, 0))))


@contextmanager
def translated_errors() -> Iterator[None]:
    """Log what a database engine raises, and raise it as ``StoreError``."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, OSError, UnicodeError, OverflowError, ImportError) as error:
        reason = _reason(error)
        log.error("database failed", reason=reason)
        raise StoreError(
            f"{reason} – försök igen, och se annars efter att den är i gång, går att nå och har plats."
        ) from error


@contextmanager
def _asked_to_begin_anew() -> Iterator[None]:
    """Two transactions that met are no error: one of them runs again."""
    try:
        yield
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) in BEGIN_ANEW:
            raise ChangedMeanwhileError from error
        raise


def _reason(error: Exception) -> str:
    """What an operator needs to know. A driver quotes values, if at all, after its first line."""
    if isinstance(error, DBAPIError):
        return str(error.orig).partition("\n")[0] or type(error).__name__
    said = str(error) if isinstance(error, OSError | ImportError) else ""
    return said or type(error).__name__  # a timeout has no words of its own


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
        return parsed.set(drivername=DRIVERS[parsed.get_backend_name()])
    except (ArgumentError, KeyError, ValueError):  # what the parser says may hold the password
        raise StoreError(
            "DATABASE_URL är varken sqlite:///… eller postgresql://namn:lösenord@server/databas – rätta den."
        ) from None


def _engine(url: URL) -> AsyncEngine:
    # Parameters hold what people wrote; they stay out of error messages and logs.
    if url.get_backend_name() != "sqlite":
        with _unusable_options(url):
            engine = create_async_engine(
                _with_asyncpgs_names(url),
                hide_parameters=True,
                pool_pre_ping=True,
                connect_args={"timeout": CONNECT_SECONDS, "command_timeout": STATEMENT_SECONDS},
            )

        def connect(dialect: Any, _: Any, given: Any, named: Any) -> Any:
            with _unusable_options(url):
                return dialect.connect(*given, **named)

        sa.event.listen(engine.sync_engine, "do_connect", connect)
        return engine
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    # SQLite has one writer anyway. With one connection our own tasks queue instead of polling for the lock.
    engine = create_async_engine(
        url,
        hide_parameters=True,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=1,
        max_overflow=0,
        async_creator=lambda: _opened(url.database or ":memory:"),
    )
    sa.event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


async def _opened(path: str) -> SqliteConnection:
    connection = SqliteConnection(path)
    cursor = connection.cursor()
    try:
        for pragma in _PRAGMAS:
            await _patiently(cursor, f"PRAGMA {pragma}")
        await cursor.close()
    except BaseException:
        await connection.close()
        raise
    return connection


async def _patiently(cursor: SqliteCursor, statement: str) -> None:
    """Run *statement* when nobody else holds the file: SQLite itself does not wait with a change of journal
    (sqlite.org/wal.html, "Sometimes Queries Return SQLITE_BUSY In WAL Mode").
    """
    for _ in range(BUSY_SECONDS * 100):
        try:
            await cursor.execute(statement)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            await asyncio.sleep(0.01)
        else:
            return
    await cursor.execute(statement)


@contextmanager
def _unusable_options(url: URL) -> Iterator[None]:
    """The driver takes what follows the URL's question mark as arguments, and fails as on a fault of ours."""
    try:
        yield
    except (TypeError, ValueError) as error:
        if isinstance(error, UnicodeError) or not url.query:  # the first is a host that can have no such name
            raise
        names = ", ".join(url.query)
        raise StoreError(
            f"DATABASE_URL har något efter '?' som inte går att använda ({names}) – rätta eller ta bort det."
        ) from error


def _with_asyncpgs_names(url: URL) -> URL:
    """PostgreSQL's own URLs say ``sslmode``; the driver calls it ``ssl``, with the same values."""
    query = {"ssl" if name == "sslmode" else name: value for name, value in url.query.items()}
    return url.set(query=query)


def _begin_sqlite(connection: sa.Connection) -> None:
    # A writer takes the lock before it reads, or what it has read could be outdated when it writes.
    begin = connection.get_execution_options().get("begin", "BEGIN DEFERRED")
    if begin:
        connection.exec_driver_sql(begin)
