"""``inkopsbot chat``: the same bot in the terminal."""

import asyncio
import getpass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.as_of import AsOf, moment_of, notice
from bot.commands.opening import WRONG_USE, stop, the_library, the_settings
from bot.conversation.asker_cards import AskerCards
from bot.conversation.library import Library
from bot.conversation.own_tickets import MINE_SHOWN
from bot.conversation.ticket_words import TicketWords
from bot.conversation.turn import Action, Person, Place, Scope, Turn
from bot.observing import Figures, set_up_logging
from bot.present import clock, new_id
from bot.settings import Settings
from bot.store.errors import StoreError
from bot.terminal import CHANNEL, Terminal
from bot.texts import swedish
from bot.tickets.model import ENDED, Ticket, TicketState

if TYPE_CHECKING:
    from bot.app import Talk

LEAVE = {"/q", "/quit", "/sluta"}


def chat(
    user: Annotated[str | None, typer.Option(help="Namnet du talar som. Standard: din inloggning.")] = None,
    as_of: AsOf = None,
) -> None:
    """Tala med boten här i terminalen. Skriv en knapps nummer för att trycka på den, och /q för att gå."""
    settings = the_settings()
    set_up_logging("warning")
    try:
        asyncio.run(_talk(settings, the_library(settings), user or getpass.getuser(), as_of))
    except StoreError as error:
        stop(f"Databasen går inte att använda: {error}", WRONG_USE)


async def _talk(settings: Settings, library: Library, name: str, as_of: str | None) -> None:
    from bot.app import build_talk  # noqa: PLC0415 - other commands start without it
    from bot.store.store import open_store  # noqa: PLC0415 - other commands start without it

    store = await open_store(settings.database)
    try:
        figures = Figures()
        talk = build_talk(library, store, settings=settings, kick=lambda: None, observe=figures.observe)
        await _exchange(talk, name, settings, as_of)
    finally:
        await store.close()


async def _exchange(talk: "Talk", name: str, settings: Settings, as_of: str | None) -> None:
    person = Person(f"terminal:{name}", name)
    place = Place(CHANNEL, f"terminal:{name}", Scope.PERSONAL)
    terminal = Terminal(input, typer.echo)
    if as_of:
        typer.echo(notice(as_of))
    terminal.render(await talk.conversation.welcome(place, person))
    told: set[tuple[int, datetime]] = set()
    now, replies = clock(settings), AskerCards(TicketWords(swedish(), settings.zone))
    while True:
        news = [one for one in await _told(person, talk) if (one.number, one.changed_at) not in told]
        told.update((one.number, one.changed_at) for one in news)
        terminal.render_news([replies.case(ticket) for ticket in news])
        try:
            line = await asyncio.to_thread(input, "\n> ")
            read = terminal.read(line)
        except (EOFError, KeyboardInterrupt):
            return
        if line.strip() in LEAVE:
            return
        action = read if isinstance(read, Action) else None
        text = read if isinstance(read, str) else ""
        turn = Turn(new_id(), person, place, moment_of(as_of, now()), text=text, action=action)
        terminal.render(await talk.conversation.turn(turn))


async def _told(person: Person, talk: "Talk") -> list[Ticket]:
    """The person's questions that an expert has written to them about.

    Nobody can bring a message to a terminal, so they are looked for.
    """
    mine = await talk.desk.asked_by(person, MINE_SHOWN)
    return [ticket for ticket in mine if ticket.state in ENDED or ticket.state is TicketState.WAITING]
