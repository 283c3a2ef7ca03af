"""``inkopsbot tickets``: the questions that were handed over, from the command line."""

import json
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.commands.opening import WRONG_USE, stop, the_settings
from bot.commands.store import with_store
from bot.commands.ticket_rows import as_csv, with_posts
from bot.conversation.card import Card
from bot.conversation.expert_cards import ExpertCards
from bot.conversation.plain import plain_text, printable
from bot.conversation.ticket_words import TicketWords
from bot.present import clock
from bot.texts import swedish
from bot.tickets.desk import TicketDesk
from bot.tickets.errors import TicketUnknownError
from bot.tickets.model import OPEN, TicketState
from bot.tickets.outbox import Listed
from bot.tickets.sought import Sought
from dialogs.facts import FactError, parse_day

T = TypeVar("T")

SEARCHED = 20_000
"""So many of the oldest tickets are looked through; the user is told when there may be more."""

tickets = typer.Typer(help="Frågor som lämnats till upphandlarna.", invoke_without_command=True)


@tickets.callback()
def _default(context: typer.Context) -> None:
    """Lista alla obesvarade frågor."""
    if context.invoked_subcommand is None:
        list_tickets()


@tickets.command("list")
def list_tickets(
    *,
    everything: Annotated[bool, typer.Option("--all", help="Ta med besvarade också.")] = False,
    state: Annotated[
        list[TicketState] | None, typer.Option("--state", help="Bara ärenden i det läget; går att upprepa.")
    ] = None,
    holder: Annotated[str, typer.Option(metavar="NAMN", help="Bara den upphandlarens ärenden.")] = "",
    entry: Annotated[str, typer.Option(metavar="ID", help="Bara frågor om det kunskapskortet.")] = "",
    since: Annotated[
        str | None, typer.Option(metavar="DATUM", help="Bara från och med den dagen, som 2026-01-31.")
    ] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Bara de vars utlovade tid har gått.")] = False,
    text: Annotated[str, typer.Option(metavar="ORD", help="Ord i frågan, svaret eller frågarens namn.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="En rad JSON per ärende.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="En tabell för kalkylprogram.")] = False,
) -> None:
    """Lista frågor, de äldsta först."""
    if as_json and csv:
        stop("Välj antingen --json eller --csv.", WRONG_USE)
    late = clock(the_settings())() if overdue else None
    sought = Sought(holder, entry, _day(since), text, late)
    states = tuple(state) if state else () if everything else tuple(OPEN)
    looked_through = _with_desk(lambda desk: desk.list(*states, limit=SEARCHED))
    if len(looked_through) == SEARCHED:
        typer.echo(f"Bara de {SEARCHED} äldsta ärendena är genomsökta.", err=True)
    zone = the_settings().zone
    listed = tuple(one for one in looked_through if sought.fits(one.ticket, zone))
    if csv:
        typer.echo(as_csv(one.ticket for one in listed))
    elif as_json:
        for one in listed:
            typer.echo(json.dumps(with_posts(one.ticket)))  # ASCII: a terminal on the way may cut an å in two
    elif listed:
        Console(width=None if Console().is_terminal else 120).print(_table(listed))
    else:
        typer.echo("Inga frågor väntar." if sought == Sought() and not state else "Inget ärende passar.")


@tickets.command()
def show(number: Annotated[int, typer.Argument(help="Ärendets nummer.", show_default=False)]) -> None:
    """Visa en fråga med allt som hänt."""
    try:
        ticket = _with_desk(lambda desk: desk.get(number))
        history = _with_desk(lambda desk: desk.history(number))
    except TicketUnknownError:
        stop(f"Ärende {number} finns inte.", WRONG_USE)
    texts, zone = swedish(), the_settings().zone
    card = ExpertCards(TicketWords(texts, zone)).case(ticket).content
    typer.echo(plain_text(card) if isinstance(card, Card) else card)
    typer.echo(f"\n{texts('ticket.history')}")
    for row in history:
        when, who = (
            f"{row.at.astimezone(zone):%Y-%m-%d %H.%M}",
            row.by.name if row.by else texts("ticket.bot"),
        )
        typer.echo(printable(f"– {when} {who}: {texts(f'move.{row.move}', holder=row.holder)}"))


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else parse_day(text)
    except FactError:
        stop(f"--since: {text!r} är inget datum – skriv det som 2026-01-31.", WRONG_USE)


def _with_desk(work: Callable[[TicketDesk], Awaitable[T]]) -> T:
    settings = the_settings()
    return with_store(settings, lambda store: work(TicketDesk(store.tickets, clock(settings), lambda: None)))


def _table(listed: tuple[Listed, ...]) -> Table:
    zone = the_settings().zone
    words = TicketWords(swedish(), zone)
    table = Table()
    for heading in ("Nr", "Läge", "Från", "Ställd", "Svar senast", "Fråga", "Olevererat"):
        table.add_column(heading)
    for one in listed:
        ticket = one.ticket
        question = ticket.question if len(ticket.question) <= 60 else ticket.question[:59] + "…"  # noqa: PLR2004
        cells = (
            str(ticket.number),
            words.state(ticket),
            ticket.asker.name,
            f"{ticket.created_at.astimezone(zone):%Y-%m-%d %H.%M}",
            f"{ticket.due_at.astimezone(zone):%Y-%m-%d %H.%M}" if ticket.due_at else "",
            question,
            str(len(one.undelivered)),
        )
        table.add_row(*(Text(printable(cell)) for cell in cells))  # as Text: brackets are no markup
    return table
