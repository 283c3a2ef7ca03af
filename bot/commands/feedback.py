"""``inkopsbot feedback``: what readers said of the answers."""

import json
from collections import Counter
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.commands.opening import the_settings
from bot.commands.store import with_store
from bot.conversation.plain import printable


def feedback(
    *, as_json: Annotated[bool, typer.Option("--json", help="En rad JSON per omdöme, nyast först.")] = False
) -> None:
    """Visa vad läsarna tyckte om svaren, kort för kort. Vem som tyckte vad sparas inte."""
    found = with_store(the_settings(), lambda store: store.judgements.all())
    if as_json:
        for said, at in found:
            typer.echo(json.dumps(vars(said) | {"at": at.isoformat()}, ensure_ascii=False))
        return
    if not found:
        typer.echo("Ingen har tyckt något ännu.")
        return
    liked = Counter(said.entry for said, _ in found if said.helped)
    disliked = Counter(said.entry for said, _ in found if not said.helped)
    table = Table()
    for heading in ("Kort", "Hjälpte", "Hjälpte inte", "Senaste kommentarer"):
        table.add_column(heading)
    for entry in sorted({*liked, *disliked}, key=lambda one: (-disliked[one], one)):
        words = [said.words for said, _ in found if said.entry == entry and said.words][:3]
        cells = (entry, str(liked[entry]), str(disliked[entry]), printable("\n".join(words)))
        table.add_row(*(Text(cell) for cell in cells))  # as Text: brackets are no markup
    Console(width=None if Console().is_terminal else 120).print(table)
