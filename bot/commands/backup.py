"""``inkopsbot backup``: a copy of the SQLite file, taken while the bot runs."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.opening import WRONG_USE, stop, the_settings
from bot.store.errors import StoreError


def backup(
    file: Annotated[Path, typer.Argument(help="Filen att skriva kopian till.", show_default=False)],
) -> None:
    """Skriv en kopia av databasen till FILE. Boten kan vara i gång under tiden."""
    from bot.store.database import Database  # noqa: PLC0415 - other commands start without it
    from bot.store.files import copy  # noqa: PLC0415 - other commands start without it

    try:
        database = Database(the_settings().database).file
        if database is None:
            stop("Databasen är ingen SQLite-fil – ta kopian med pg_dump (docs/operations.md).", WRONG_USE)
        copy(database, file)
    except StoreError as error:
        stop(f"Det blev ingen kopia: {error}", WRONG_USE)
    typer.echo(f"Kopian står i {file}.")
