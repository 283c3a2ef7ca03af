"""``inkopsbot tickets``: the questions that were handed over, from the command line."""

import json
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from bot.commands.opening import WRONG_USE, stop, the_settings
from bot.commands.store import with_store
from bot.conversation.card import Card
from bot.conversation.plain import plain_text
from bot.conversation.ticket_cards import TicketReplies
from bot.present import clock
from bot.texts import swedish
from bot.tickets.desk import TicketDesk
from bot.tickets.errors import TicketUnknownError
from bot.tickets.model import Ticket, TicketState
from bot.tickets.outbox import Listed

T = TypeVar("T")

tickets = typer.Typer(help="Frågor som lämnats till upphandlarna.", invoke_without_command=True)


@tickets.callback()
def _default(context: typer.Context) -> None:
    """Lista alla obesvarade frågor."""
    if context.invoked_subcommand is None:
        list_tickets()


@tickets.command("list")
def list_tickets(
    everything: Annotated[bool, typer.Option("--all", help="Ta med besvarade också.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="En rad JSON per ärende.")] = False,
) -> None:
    """Lista frågor, de äldsta först."""
    states = () if everything else tuple(state for state in TicketState if state is not TicketState.ANSWERED)
    listed = _with_desk(lambda desk: desk.list(*states))
    if as_json:
        for one in listed:
            typer.echo(json.dumps(_as_json(one.ticket), ensure_ascii=False))
    elif listed:
        Console(width=None if Console().is_terminal else 120).print(_table(listed))
    else:
        typer.echo("Inga frågor väntar.")


@tickets.command()
def show(number: Annotated[int, typer.Argument(help="Ärendets nummer.", show_default=False)]) -> None:
    """Visa en fråga med allt som hänt."""
    try:
        ticket = _with_desk(lambda desk: desk.get(number))
        history = _with_desk(lambda desk: desk.history(number))
    except TicketUnknownError:
        stop(f"Ärende {number} finns inte.", WRONG_USE)
    texts, zone = swedish(), the_settings().zone
    card = TicketReplies(texts, zone).for_experts(ticket).content
    typer.echo(plain_text(card) if isinstance(card, Card) else card)
    typer.echo(f"\n{texts('ticket.history')}")
    for row in history:
        when, who = (
            f"{row.at.astimezone(zone):%Y-%m-%d %H.%M}",
            row.by.name if row.by else texts("ticket.bot"),
        )
        typer.echo(f"– {when} {who}: {texts(f'ticket.move.{row.after}')}")


def _with_desk(work: Callable[[TicketDesk], Awaitable[T]]) -> T:
    settings = the_settings()
    return with_store(settings, lambda store: work(TicketDesk(store.tickets, clock(settings), lambda: None)))


def _table(listed: tuple[Listed, ...]) -> Table:
    zone = the_settings().zone
    replies = TicketReplies(swedish(), zone)
    table = Table()
    for heading in ("Nr", "Läge", "Från", "Ställd", "Fråga", "Olevererat"):
        table.add_column(heading)
    for one in listed:
        ticket = one.ticket
        table.add_row(
            str(ticket.number),
            replies.state(ticket),
            ticket.asker.name,
            f"{ticket.created_at.astimezone(zone):%Y-%m-%d %H.%M}",
            ticket.question if len(ticket.question) <= 60 else ticket.question[:59] + "…",  # noqa: PLR2004
            str(len(one.undelivered)),
        )
    return table


def _as_json(ticket: Ticket) -> dict[str, Any]:
    return {
        "number": ticket.number,
        "state": ticket.state,
        "asker": ticket.asker.name,
        "created_at": ticket.created_at.isoformat(),
        "question": ticket.question,
        "entry": ticket.entry,
        "outcome": ticket.outcome,
        "holder": ticket.holder.name if ticket.holder else None,
        "answer": ticket.answer,
    }
