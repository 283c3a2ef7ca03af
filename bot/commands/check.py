"""``inkopsbot check``: every fault in content and flows, with file and line, and what to look over."""

import typer

from bot.commands.opening import CONTENT_FAULTS, counted, the_settings
from bot.curation import Curated, open_curated
from bot.largest_cards import too_large
from bot.present import clock
from bot.texts import swedish
from knowledge.yaml_reader import ContentError


def check() -> None:
    """Kontrollera allt innehåll. Skriver varje fel, och vad som bör ses över, med fil, rad och åtgärd."""
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
    _tell_warnings(curated)
    if faults:
        typer.echo(f"{counted(len(faults))}.", err=True)
        raise typer.Exit(CONTENT_FAULTS)
    knowledge = curated.library.knowledge
    typer.echo(
        f"Inga fel: {len(knowledge.entries)} svar, {len(knowledge.elsewhere)} hänvisningar, "
        f"{len(knowledge.parameters)} belopp, {len(knowledge.sources)} källor och "
        f"{len(curated.library.flows)} kontroller."
    )


def _tell_warnings(curated: Curated) -> None:
    told = list(curated.warnings())
    if told:
        typer.echo("Att se över\n")
    for about, found in told:
        typer.echo(f"{about} ({len(found)})")
        for one in found:
            typer.echo(f"  {one}")
        typer.echo()
