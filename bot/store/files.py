"""SQLite's file as a file: copied while it is written to, and freed of what was deleted in it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.store.errors import StoreError

BUSY_SECONDS = 30.0
COPY_MODE = 0o600
"""A copy holds what people asked: it is for its owner alone."""


def copy(database: Path, to: Path) -> None:
    """Write all that *database* holds at this moment to the new file *to*; writers go on meanwhile.

    Raises ``StoreError``, and leaves no half of a copy behind.
    """
    if to.exists():
        raise StoreError(f"{to} finns redan – välj ett annat namn.")
    if not database.is_file():
        raise StoreError(
            f"det finns ingen databas i {database} – se efter att inställningarna pekar på rätt mapp."
        )
    begun = to.with_name(f".{to.name}.begun")
    try:
        os.close(os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, COPY_MODE))
        with closing(sqlite3.connect(database, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
            connection.execute("VACUUM INTO ?", (str(begun),))
        with begun.open("rb") as written:
            os.fsync(written.fileno())
        begun.rename(to)
    except (sqlite3.Error, OSError) as error:
        begun.unlink(missing_ok=True)
        raise StoreError(
            f"{to} går inte att skriva ({error}) – välj en annan fil, eller gör plats."
        ) from error


def hold(database: Path) -> sqlite3.Connection:
    """Be the one bot that serves *database*, until the connection is closed or the process dies.

    The lock is SQLite's own, on an empty file beside it: so commands can use the database meanwhile, and it
    works wherever SQLite does. Raises ``StoreError`` where another bot has it.
    """
    connection = sqlite3.connect(
        database.with_name(f"{database.name}.running"),
        timeout=0,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        raise StoreError(f"en annan bot använder redan {database} – stoppa den först.") from error
    return connection


def drop_traces(database: Path) -> None:
    """Empty the log of writes beside *database*, which still has what was deleted; later if it is in use."""
    with closing(sqlite3.connect(database, timeout=1.0, isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
