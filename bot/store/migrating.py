"""Bring a database to the tables that this version of the bot knows."""

import logging
from pathlib import Path

import sqlalchemy as sa

from bot.store.database import Database
from bot.store.errors import StoreError
from bot.store.tables import SCHEMA

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = 0x696E6B6F70736274
"""The number that replicas agree on to lock a PostgreSQL database for migration; any would do."""

_REVISION = sa.Table("alembic_version", sa.MetaData(), sa.Column("version_num", sa.String(32))).c.version_num


def migrate(connection: sa.Connection) -> None:
    """Run the migrations that the database lacks, in the caller's transaction. Raises ``StoreError``."""
    if stored_revision(connection) == SCHEMA:
        return
    _wait_for_others(connection)
    if stored_revision(connection) != SCHEMA:
        _upgrade(connection)


def _wait_for_others(connection: sa.Connection) -> None:
    """Of replicas that start at the same moment one migrates; SQLite's writer is alone already."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))


def stored_revision(connection: sa.Connection) -> str | None:
    """The migration that the database stands at; nothing: it is empty."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(sa.select(_REVISION))
    return revision


async def is_current(database: Database) -> bool:
    """Whether *database* has at least the tables of this version. May raise ``StoreError``.

    A newer one counts: while replicas are upgraded one by one, those that are left serve on.
    """
    revision: str | None = await database.look(sa.select(_REVISION), {})
    return revision is not None and revision >= SCHEMA


def is_newer(revision: str) -> bool:
    """Whether a newer version of the bot has made *revision*; revisions are numbered in their order."""
    return revision > SCHEMA


def _upgrade(connection: sa.Connection) -> None:
    # Loaded here, for Alembic takes longer than the rest of a start, and a current database does without it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StoreError(
            "den är skriven av en nyare version av boten – starta den, eller lägg tillbaka en kopia."
        ) from error
