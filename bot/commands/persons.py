"""``inkopsbot export`` and ``inkopsbot erase``: what is kept about one person, shown and forgotten."""

import json
from typing import Annotated

import typer

from bot.commands.opening import the_settings
from bot.commands.store import with_store
from bot.conversation.turn import Person
from bot.present import clock, new_id
from bot.texts import swedish

UNKNOWN = 1

User = Annotated[
    str,
    typer.Option("--user", help="Personens id i Teams, eller namnet för att få veta id.", show_default=False),
]


def export(user: User) -> None:
    """Skriv allt som sparas om en person, som JSON."""
    settings = the_settings()
    kept = with_store(settings, lambda store: store.persons.export(user))
    typer.echo(json.dumps(kept, indent=2))  # ASCII: a terminal on the way may cut an å in two
    if not any(kept[kind] for kind in ("conversations", "tickets", "handled")):
        _say_who_it_could_be(user)
        raise typer.Exit(UNKNOWN)


def erase(
    user: User,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Berätta bara, ta inte bort något.")] = False,
) -> None:
    """Glöm en person. Samtal tas bort, och personens namn tas bort ur besvarade ärenden."""
    settings = the_settings()
    instead = Person(f"erased:{new_id()}", swedish()("person.erased"))
    at = clock(settings)()
    erased = with_store(settings, lambda store: store.persons.erase(user, instead, at, dry_run=dry_run))
    if not (erased.conversations or erased.tickets or erased.left or erased.handled):
        _say_who_it_could_be(user)
        raise typer.Exit(UNKNOWN)
    typer.echo("Skulle glömma:" if dry_run else "Glömt:")
    typer.echo(f"– {erased.conversations} samtal")
    typer.echo(f"– namnet på den som frågade i {_listed(erased.tickets)}")
    if erased.left:
        typer.echo(
            f"Namnet står kvar i {_listed(erased.left)}, där svaret inte har nått personen. "
            "Kör kommandot igen när det har gjort det."
        )
    if erased.handled:
        typer.echo(
            f"Personen har handlagt {_listed(erased.handled)}. Vem som handlagt ett ärende står kvar så "
            "länge ärendet sparas."
        )


def _listed(numbers: tuple[int, ...]) -> str:
    if not numbers:
        return "inga ärenden"
    return f"ärende {', '.join(map(str, numbers))}"


def _say_who_it_could_be(user: str) -> None:
    ids = with_store(the_settings(), lambda store: store.persons.ids_of(user))
    hint = f" – menade du {' eller '.join(ids)}?" if ids else "."
    typer.echo(f"Inget sparat om {user}{hint}", err=True)
