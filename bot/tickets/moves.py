"""The moves a ticket can make: each a pure function from a ticket to the ticket after it.

A move that changes nothing, because it was already made by the same person, gives the very same object back:
whoever stores and tells has nothing to do then. Who may act as an expert is settled before; whose the ticket
is, is settled here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.conversation.turn import Person, Place
from bot.tickets.errors import (
    AlreadyAnsweredError,
    AlreadyClosedError,
    AlreadyTakenError,
    FullError,
    NotAskerError,
    NotEndedError,
    NotHolderError,
    TooLateError,
)
from bot.tickets.model import (
    ENDED,
    HELD,
    OPEN,
    Post,
    PostKind,
    Reminded,
    Resolution,
    Ticket,
    TicketState,
)
from bot.tickets.text import PostText

REOPEN_DAYS = 30
"""So long after its end a ticket can be opened again; later a new question is clearer for all."""
MOST_POSTS = 100
"""More than two people write to each other about one question; a card could not show them."""


class MoveName(StrEnum):
    """What happened to a ticket, as the history names it."""

    SUBMIT = "submit"
    ANNOUNCE = "announce"
    TAKE = "take"
    HAND = "hand"
    """Given to a colleague."""
    RELEASE = "release"
    REMIND = "remind"
    """The experts are reminded of the promised time."""
    RETURN = "return"
    """Given back to the queue by the bot, for its holder was silent."""
    ASK = "ask"
    """The asker is asked something."""
    NOTE = "note"
    ANSWER = "answer"
    CLOSE = "close"
    REOPEN = "reopen"
    ASK_AGAIN = "ask_again"
    """The asker is not done with an ended ticket."""
    ADD = "add"
    """The asker tells more."""
    REPLY = "reply"
    """The asker replies to what was asked."""
    WITHDRAW = "withdraw"
    HELPED = "helped"


FROM: Mapping[MoveName, frozenset[TicketState]] = {
    MoveName.ANNOUNCE: frozenset(TicketState),
    MoveName.TAKE: OPEN - HELD,
    MoveName.HAND: OPEN,
    MoveName.RELEASE: HELD,
    MoveName.REMIND: OPEN,
    MoveName.RETURN: HELD,
    MoveName.ASK: HELD,
    MoveName.NOTE: frozenset(TicketState),
    MoveName.ANSWER: HELD,
    MoveName.CLOSE: HELD,
    MoveName.REOPEN: ENDED,
    MoveName.ASK_AGAIN: ENDED,
    MoveName.ADD: OPEN - {TicketState.WAITING},
    MoveName.REPLY: frozenset({TicketState.WAITING}),
    MoveName.WITHDRAW: OPEN,
    MoveName.HELPED: frozenset({TicketState.ANSWERED}),
}
"""In which states a move can change something."""


@dataclass(frozen=True)
class Move:
    """A step from a ticket to the ticket after it, with its name in the history."""

    name: MoveName
    step: Callable[[Ticket], Ticket]


# The bot's own


def announce(ticket: Ticket, place: Place, card: str) -> Ticket:
    """The experts see the ticket as message *card* in *place*. Taken meanwhile, it stays with its holder."""
    shown = replace(ticket, expert_place=place, expert_card=card)
    return replace(shown, state=TicketState.ANNOUNCED) if ticket.state is TicketState.NEW else shown


def seen(ticket: Ticket, place: Place, card: str) -> Ticket:
    """Somebody pressed the card *card* in *place*: so the experts have it, though that was never noted."""
    if ticket.expert_card or not card:
        return ticket
    return replace(ticket, expert_place=place, expert_card=card)


def give_back(ticket: Ticket, unchanged_since: datetime, addressee: str) -> Ticket:
    """Back to the queue and to *addressee*, if nobody has done anything to it since then.

    A ticket that waits for the asker stays where it is.
    """
    if ticket.state is not TicketState.ASSIGNED or ticket.changed_at > unchanged_since:
        return ticket
    return replace(_unheld(ticket), addressee=addressee)


def remind(ticket: Ticket, at: datetime) -> Ticket:
    """The experts hear that the promised time comes near, or has passed; of each once."""
    if ticket.state not in OPEN or ticket.due_at is None:
        return ticket
    due = Reminded.OVERDUE if ticket.due_at <= at else Reminded.SOON
    return ticket if ticket.reminded in (due, Reminded.OVERDUE) else replace(ticket, reminded=due)


# The experts'


def take(ticket: Ticket, by: Person) -> Ticket:
    """*by* works on it from now on. Raises ``AlreadyTakenError``, or that it has ended."""
    _refuse_if_ended(ticket)
    if _holds(ticket, by):
        return ticket
    if ticket.holder is not None:
        raise AlreadyTakenError(ticket.number, ticket.holder)
    return replace(ticket, holder=by, state=TicketState.ASSIGNED)


def hand(ticket: Ticket, by: Person, to: Person) -> Ticket:
    """*to* works on it from now on, where *by* holds it or nobody does.

    Raises ``AlreadyTakenError``, or that it has ended.
    """
    _refuse_if_ended(ticket)
    if _holds(ticket, to):
        return ticket
    if ticket.holder is not None and not _holds(ticket, by):
        raise AlreadyTakenError(ticket.number, ticket.holder)
    state = ticket.state if ticket.state in HELD else TicketState.ASSIGNED
    return replace(ticket, holder=to, state=state)


def release(ticket: Ticket, by: Person) -> Ticket:
    """*by* leaves it to the others. Raises ``NotHolderError``, or that it has ended."""
    _refuse_if_ended(ticket)
    if ticket.holder is None:
        return ticket
    _refuse_if_not_holder(ticket, by)
    return _unheld(ticket)


def ask(ticket: Ticket, by: Person, text: PostText, at: datetime) -> Ticket:
    """*by*, who holds it, asks the asker *text*. Raises ``NotHolderError``, or that it has ended."""
    _refuse_if_ended(ticket)
    _refuse_if_not_holder(ticket, by)
    if ticket.state is TicketState.WAITING and _said_last(ticket, PostKind.QUESTION, by, text):
        return ticket
    return replace(_with(ticket, PostKind.QUESTION, by, text, at), state=TicketState.WAITING)


def note(ticket: Ticket, by: Person, text: PostText, at: datetime) -> Ticket:
    """*by* writes *text* for the experts alone, however the ticket stands."""
    if _said_last(ticket, PostKind.NOTE, by, text):
        return ticket
    return _with(ticket, PostKind.NOTE, by, text, at)


def answer(ticket: Ticket, by: Person, text: PostText, at: datetime) -> Ticket:
    """*by*, who holds it, has written the answer. Raises ``NotHolderError``, or that it has ended."""
    if _holds(ticket, by) and ticket.answer == text:
        return ticket
    _refuse_if_ended(ticket)
    _refuse_if_not_holder(ticket, by)
    answered = _with(ticket, PostKind.ANSWER, by, text, at)
    return replace(answered, state=TicketState.ANSWERED, ended_at=at, helped=None)


def close(
    ticket: Ticket, by: Person, resolution: Resolution, reason: PostText | None, at: datetime
) -> Ticket:
    """*by*, who holds it, ends it without an answer. Raises ``NotHolderError``, or that it has ended."""
    if ticket.state is TicketState.CLOSED and _holds(ticket, by) and ticket.resolution is resolution:
        return ticket
    _refuse_if_ended(ticket)
    _refuse_if_not_holder(ticket, by)
    told = _with(ticket, PostKind.REASON, by, reason, at) if reason else ticket
    return replace(told, state=TicketState.CLOSED, resolution=resolution, ended_at=at)


def reopen(ticket: Ticket, by: Person, at: datetime, due_at: datetime | None) -> Ticket:
    """*by*, an expert, works on it again, promised for *due_at*.

    Raises ``NotEndedError`` or ``TooLateError``.
    """
    if _holds(ticket, by) and ticket.state in HELD:
        return ticket
    return replace(_open_again(ticket, at, due_at), holder=by, state=TicketState.ASSIGNED)


# The asker's


def add(ticket: Ticket, by: Person, text: PostText, at: datetime) -> Ticket:
    """*by*, who asked, tells more. Raises ``NotAskerError``, or that it has ended."""
    _refuse_if_not_asker(ticket, by)
    if _wrote_last(ticket, by, text):
        return ticket
    _refuse_if_ended(ticket)
    return _with(ticket, PostKind.FACTS, by, text, at)


def reply(ticket: Ticket, by: Person, text: PostText, at: datetime) -> Ticket:
    """*by*, who asked, replies to what was asked: the holder goes on. What comes late is a fact more.

    Raises ``NotAskerError``, or that it has ended.
    """
    _refuse_if_not_asker(ticket, by)
    if _wrote_last(ticket, by, text):
        return ticket
    if ticket.state is not TicketState.WAITING:
        return add(ticket, by, text, at)
    return replace(_with(ticket, PostKind.REPLY, by, text, at), state=TicketState.ASSIGNED)


def withdraw(ticket: Ticket, by: Person, at: datetime) -> Ticket:
    """*by*, who asked, takes it back. Raises ``NotAskerError``, or that it has ended."""
    _refuse_if_not_asker(ticket, by)
    if ticket.resolution is Resolution.WITHDRAWN:
        return ticket
    _refuse_if_ended(ticket)
    return replace(ticket, state=TicketState.CLOSED, resolution=Resolution.WITHDRAWN, ended_at=at)


def ask_again(ticket: Ticket, by: Person, text: PostText, at: datetime, due_at: datetime | None) -> Ticket:
    """*by*, who asked, is not done: the one who held it goes on, or anybody if nobody did.

    They are promised an answer for *due_at*.

    Raises ``NotAskerError``, ``NotEndedError`` or ``TooLateError``.
    """
    _refuse_if_not_asker(ticket, by)
    if _wrote_last(ticket, by, text):
        return ticket
    opened = _with(_open_again(ticket, at, due_at), PostKind.REASON, by, text, at)
    return replace(opened, state=TicketState.ASSIGNED) if ticket.holder else _unheld(opened)


def helped(ticket: Ticket, by: Person, did: bool) -> Ticket:
    """*by*, who asked, says whether the answer helped. Raises ``NotAskerError`` or ``NotEndedError``."""
    _refuse_if_not_asker(ticket, by)
    if ticket.state is not TicketState.ANSWERED:
        raise NotEndedError(ticket.number, ticket.holder)
    return ticket if ticket.helped is did else replace(ticket, helped=did)


def _with(ticket: Ticket, kind: PostKind, by: Person, text: PostText, at: datetime) -> Ticket:
    if len(ticket.posts) >= MOST_POSTS:
        raise FullError(ticket.number, ticket.holder)
    return replace(ticket, posts=(*ticket.posts, Post(kind, by, at, text)))


def _wrote_last(ticket: Ticket, by: Person, text: PostText) -> bool:
    """Whether *by* wrote the same already, with nothing after it: the same press twice."""
    return bool(ticket.posts) and (ticket.posts[-1].by.id, ticket.posts[-1].text) == (by.id, text)


def _said_last(ticket: Ticket, kind: PostKind, by: Person, text: PostText) -> bool:
    return _wrote_last(ticket, by, text) and ticket.posts[-1].kind is kind


def _unheld(ticket: Ticket) -> Ticket:
    state = TicketState.ANNOUNCED if ticket.expert_card else TicketState.NEW
    return replace(ticket, holder=None, state=state)


def _open_again(ticket: Ticket, at: datetime, due_at: datetime | None) -> Ticket:
    if ticket.ended_at is None:
        raise NotEndedError(ticket.number, ticket.holder)
    if at - ticket.ended_at > timedelta(days=REOPEN_DAYS):
        raise TooLateError(ticket.number, ticket.holder)
    return replace(ticket, ended_at=None, resolution=None, helped=None, due_at=due_at, reminded=None)


def _holds(ticket: Ticket, person: Person) -> bool:
    return ticket.holder is not None and ticket.holder.id == person.id  # a name may change


def _refuse_if_ended(ticket: Ticket) -> None:
    if ticket.state is TicketState.ANSWERED:
        raise AlreadyAnsweredError(ticket.number, ticket.holder)
    if ticket.state is TicketState.CLOSED:
        raise AlreadyClosedError(ticket.number, ticket.holder)


def _refuse_if_not_holder(ticket: Ticket, person: Person) -> None:
    if not _holds(ticket, person):
        raise NotHolderError(ticket.number, ticket.holder)


def _refuse_if_not_asker(ticket: Ticket, person: Person) -> None:
    if ticket.asker.id != person.id:
        raise NotAskerError(ticket.number, ticket.holder)
