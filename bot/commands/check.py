"""``inkopsbot check``: every fault in content and flows, with file and line, and what to look over."""

from typing import Annotated

import typer

from bot.commands.opening import CONTENT_FAULTS, counted, the_settings
from bot.curation import Curated, open_curated
from bot.largest_cards import too_large
from bot.present import clock
from bot.texts import swedish
from knowledge.yaml_reader import ContentError


def check(
    advice: Annotated[
        bool, typer.Option("--advice", help="Skriv också varje rad som bör ses över, inte bara hur många.")
    ] = False,
) -> None:
    """Kontrollera allt innehåll. Skriver fel med fil, rad och åtgärd, och räknar det som bör ses över."""
    settings = the_settings()
    try:
        swedish()
        today = clock(settings)().date()
        curated = open_curated(settings.content_dir, today)
    except ContentError as error:
        typer.echo(f"{error}\n{counted(len(error.faults))}.", err=True)
        raise typer.Exit(CONTENT_FAULTS) from error
    faults = sorted([*curated.faults(), *too_large(curated.library, today)])
    for fault in faults:
        typer.echo(fault, err=True)
    _tell_warnings(curated, listed=advice)
    if faults:
        typer.echo(f"{counted(len(faults))}.", err=True)
        raise typer.Exit(CONTENT_FAULTS)
    knowledge = curated.library.knowledge
    typer.echo(
        f"Inga fel: {len(knowledge.entries)} svar, {len(knowledge.elsewhere)} hänvisningar, "
        f"{len(knowledge.parameters)} belopp, {len(knowledge.sources)} källor och "
        f"{len(curated.library.flows)} kontroller."
    )


def _tell_warnings(curated: Curated, *, listed: bool) -> None:
    told = list(curated.warnings())
    if told:
        typer.echo("Att se över" if listed else "Att se över (inkopsbot check --advice skriver raderna)")
    for about, found in told:
        typer.echo(f"  {about}: {len(found)}")
        for one in found if listed else ():
            typer.echo(f"    {one}")
