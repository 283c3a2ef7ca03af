"""``inkopsbot purge``: remove what has been kept as long as the settings say."""

from typing import Annotated

import typer

from bot.commands.opening import the_settings
from bot.commands.store import with_store
from bot.present import clock


def purge(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Räkna bara, ta inte bort något.")] = False,
) -> None:
    """Ta bort det som har sparats så länge som inställningarna säger. Boten gör det själv varje natt."""
    from bot.nightly import limits  # noqa: PLC0415 - other commands start without the store

    settings = the_settings()
    found = limits(settings, clock(settings)())
    purged = with_store(settings, lambda store: store.keeping.purge(found, dry_run=dry_run))
    typer.echo("Skulle ta bort:" if dry_run else "Borttaget:")
    for count, kind, days in (
        (purged.conversations, "samtal", settings.keep_conversations_days),
        (purged.tickets, "besvarade ärenden", settings.keep_tickets_days),
        (purged.sent, "besked som gått fram", settings.keep_sent_days),
        (purged.shown, "minnen av vilka svar som visats", settings.keep_conversations_days),
        (purged.judgements, "omdömen om svar", settings.keep_judgements_days),
        (purged.deliveries, "minnen av mottagna meddelanden", settings.keep_deliveries_days),
    ):
        typer.echo(f"– {count} {kind} (äldre än {days} dagar)")
