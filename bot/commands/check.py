"""``inkopsbot check``: every fault in content and flows, with file and line."""

import typer

from bot.commands.opening import CONTENT_FAULTS, counted, the_settings
from bot.conversation.library import open_library
from bot.texts import swedish
from knowledge.yaml_reader import ContentError


def check() -> None:
    """Kontrollera allt innehåll. Skriver varje fel med fil, rad och vad som ska ändras."""
    settings = the_settings()
    try:
        swedish()
        library = open_library(settings.content_dir)
    except ContentError as error:
        typer.echo(f"{error}\n{counted(len(error.faults))}.", err=True)
        raise typer.Exit(CONTENT_FAULTS) from error
    knowledge = library.knowledge
    typer.echo(
        f"Inga fel: {len(knowledge.entries)} svar, {len(knowledge.elsewhere)} hänvisningar, "
        f"{len(knowledge.parameters)} belopp, {len(knowledge.sources)} källor och "
        f"{len(library.flows)} kontroller."
    )
