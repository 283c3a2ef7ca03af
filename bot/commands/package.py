"""``inkopsbot package``: the app that Teams' administrators upload."""

from pathlib import Path
from typing import Annotated

import typer

from bot import __version__
from bot.commands.opening import WRONG_USE, stop
from bot.packaging.package import Deployment, PackageError
from bot.packaging.package import package as zipped


def package(
    *,
    app_id: Annotated[str, typer.Option("--app-id", metavar="ID", help="Botens app-id i Entra.")],
    host: Annotated[str, typer.Option(metavar="VÄRD", help="Där Teams når boten, utan https://.")],
    developer: Annotated[str, typer.Option(metavar="NAMN", help="Vems boten är, högst 32 tecken.")],
    website: Annotated[str, typer.Option(metavar="ADRESS", help="Organisationens sida om boten.")],
    privacy: Annotated[
        str, typer.Option(metavar="ADRESS", help="Sidan om personuppgifter. Utelämnad: samma som --website.")
    ] = "",
    terms: Annotated[
        str, typer.Option(metavar="ADRESS", help="Sidan om villkor. Utelämnad: samma som --website.")
    ] = "",
    version: Annotated[
        str,
        typer.Option(
            metavar="X.Y.Z", help="Paketets version. Ett paket som laddas upp igen ska ha en högre."
        ),
    ] = __version__,
    out: Annotated[Path, typer.Option(metavar="FIL", help="Filen som skrivs.")] = Path("inkopsbot.zip"),
) -> None:
    """Gör appen som laddas upp i Teams administrationscenter."""
    try:
        deployment = Deployment(
            app_id, host, developer, website, privacy or website, terms or website, version
        )
        made = zipped(deployment)
    except PackageError as error:
        stop(f"{error}.", WRONG_USE)
    try:
        out.write_bytes(made)
    except OSError as error:
        stop(f"{out} går inte att skriva ({error.strerror}) – välj en annan fil med --out.", WRONG_USE)
    typer.echo(f"Skrev {out}. Ladda upp den i Teams administrationscenter under Hantera appar.")
