"""A ticket, a question handed to the procurement experts, and the moves it can make.

Each move is a pure function from a ticket to the ticket after it. A move that changes nothing, because it was
already made by the same person, gives the very same object back: whoever stores and tells has nothing to do
then.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from bot.conversation.turn import Person, Place
from bot.tickets.errors import AlreadyAnsweredError, AlreadyTakenError, NotHolderError, TicketMoveError
from bot.tickets.text import AnswerText, QuestionText, RequestId


class TicketState(StrEnum):
    """Where a ticket stands."""

    NEW = "new"
    """Saved. The experts' channel does not show it yet."""
    ANNOUNCED = "announced"
    """The experts' channel shows it; nobody holds it."""
    ASSIGNED = "assigned"
    """An expert holds it."""
    ANSWERED = "answered"
    """The holder has answered. Nothing changes it any more."""


MOVES: Mapping[TicketState, frozenset[TicketState]] = {
    TicketState.NEW: frozenset({TicketState.ANNOUNCED, TicketState.ASSIGNED}),
    TicketState.ANNOUNCED: frozenset({TicketState.ASSIGNED}),
    TicketState.ASSIGNED: frozenset({TicketState.NEW, TicketState.ANNOUNCED, TicketState.ANSWERED}),
    TicketState.ANSWERED: frozenset(),
}
"""All moves there are. A new ticket can be taken from the list, or from a card whose sending is not yet noted
down."""


class Shown(NamedTuple):
    """An entry that the bot showed for the question, with how sure it was (0–1)."""

    title: str
    confidence: float


@dataclass(frozen=True, kw_only=True)
class TicketDraft:
    """What an asker hands in, with what the bot knew. Its ``repr`` shows no text and no name."""

    asker: Person = field(repr=False)
    asker_place: Place
    """Where the answer is delivered."""
    question: QuestionText = field(repr=False)
    entry: str | None = None
    """The id of the entry that the question was about, where the bot had found one."""
    shown: tuple[Shown, ...] = field(default=(), repr=False)
    """What the bot showed, best first."""
    outcome: str | None = field(default=None, repr=False)
    """The outcome of the dialog that led here, as the asker read it and chose to send along."""
    asker_card: str = ""
    """The id of the asker's message that shows how the ticket stands; empty where there is none to update."""


@dataclass(frozen=True, kw_only=True)
class Ticket(TicketDraft):
    """A draft that has been handed in."""

    number: int
    """1, 2, 3 …; never used again."""
    request_id: RequestId
    state: TicketState
    created_at: datetime
    version: int = 1
    """Grows with each change. Of two who change the same version, one wins."""
    holder: Person | None = field(default=None, repr=False)
    """The expert who works on it, or who answered it."""
    answer: AnswerText | None = field(default=None, repr=False)
    answered_at: datetime | None = None
    expert_place: Place | None = None
    """Where the experts' card stands."""
    expert_card: str = ""
    """The id of the experts' message, which is also the thread that grows under it."""


Move = Callable[[Ticket], Ticket]
"""A pure step from a ticket to the ticket after it."""


class HistoryRow(NamedTuple):
    """A change that a ticket has been through."""

    at: datetime
    by: Person | None
    """Nobody: the bot itself."""
    before: TicketState | None
    """Nothing: the ticket came to be."""
    after: TicketState


def announce(ticket: Ticket, place: Place, card: str) -> Ticket:
    """The experts see the ticket as message *card* in *place*. Taken meanwhile, it stays with its holder."""
    shown = replace(ticket, expert_place=place, expert_card=card)
    return _moved(shown, TicketState.ANNOUNCED) if ticket.state is TicketState.NEW else shown


def seen(ticket: Ticket, place: Place, card: str) -> Ticket:
    """Somebody pressed the card *card* in *place*: so the experts have it, though that was never noted."""
    if ticket.expert_card or not card:
        return ticket
    return replace(ticket, expert_place=place, expert_card=card)


def take(ticket: Ticket, by: Person) -> Ticket:
    """*by* works on it from now on. Raises ``AlreadyTakenError`` or ``AlreadyAnsweredError``."""
    _refuse_if_answered(ticket)
    if _holds(ticket, by):
        return ticket
    if ticket.holder is not None:
        raise AlreadyTakenError(ticket.number, ticket.holder)
    return _moved(replace(ticket, holder=by), TicketState.ASSIGNED)


def release(ticket: Ticket, by: Person) -> Ticket:
    """*by* leaves it to the others. Raises ``NotHolderError`` or ``AlreadyAnsweredError``."""
    _refuse_if_answered(ticket)
    if ticket.holder is None:
        return ticket
    _refuse_if_not_holder(ticket, by)
    return _moved(
        replace(ticket, holder=None), TicketState.ANNOUNCED if ticket.expert_card else TicketState.NEW
    )


def answer(ticket: Ticket, by: Person, text: AnswerText, at: datetime) -> Ticket:
    """*by*, who holds it, has written the answer. Raises ``NotHolderError`` or ``AlreadyAnsweredError``."""
    if _holds(ticket, by) and ticket.answer == text:
        return ticket
    _refuse_if_answered(ticket)
    _refuse_if_not_holder(ticket, by)
    return _moved(replace(ticket, answer=text, answered_at=at), TicketState.ANSWERED)


def _moved(ticket: Ticket, state: TicketState) -> Ticket:
    if state not in MOVES[ticket.state]:
        raise TicketMoveError(ticket.number, f"cannot go from {ticket.state} to {state}.", ticket.holder)
    return replace(ticket, state=state)


def _holds(ticket: Ticket, person: Person) -> bool:
    return ticket.holder is not None and ticket.holder.id == person.id  # a name may change


def _refuse_if_answered(ticket: Ticket) -> None:
    if ticket.state is TicketState.ANSWERED:
        raise AlreadyAnsweredError(ticket.number, ticket.holder)


def _refuse_if_not_holder(ticket: Ticket, person: Person) -> None:
    if not _holds(ticket, person):
        raise NotHolderError(ticket.number, ticket.holder)
