"""What has to be told when a ticket moves, and the rows that remember it until it has been told.

A notice says what to tell and never how it reads: it is rendered from the ticket as it stands when it is
sent. Notices are written in the transaction that moves the ticket, so neither exists without the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.tickets.model import Ticket, TicketState
from bot.tickets.moves import MoveName


class Audience(StrEnum):
    """Who reads a notice. What one audience is told of a ticket comes in order."""

    EXPERTS = "experts"
    ASKER = "asker"
    MAILBOX = "mailbox"
    """The experts, where Teams does not reach them."""


class NoticeKind(StrEnum):
    """What is told."""

    ANNOUNCE = "announce"
    """A new card in the experts' channel."""
    UPDATE_EXPERT_CARD = "update_expert_card"
    UPDATE_ASKER_CARD = "update_asker_card"
    DELIVER_ANSWER = "deliver_answer"
    """A new message to the asker, as the two that follow."""
    DELIVER_QUESTION = "deliver_question"
    TELL_CLOSED = "tell_closed"
    TELL_EXPERTS = "tell_experts"
    """A new message in the ticket's thread: what the asker wrote, or what happened to the holder."""
    TELL_UNDELIVERED = "tell_undelivered"
    """A new message in the ticket's thread: what was written to the asker cannot reach them."""
    MAIL_EXPERTS = "mail_experts"
    """A mail about what can never be told in Teams."""

    @property
    def audience(self) -> Audience:
        """Who reads it."""
        if self is self.MAIL_EXPERTS:
            return Audience.MAILBOX
        return Audience.ASKER if self in _FOR_ASKER else Audience.EXPERTS


TO_ASKER = (NoticeKind.DELIVER_ANSWER, NoticeKind.DELIVER_QUESTION, NoticeKind.TELL_CLOSED)
"""The messages that experts write to the asker."""
_FOR_ASKER = (NoticeKind.UPDATE_ASKER_CARD, *TO_ASKER)


class NoticeState(StrEnum):
    """Where a notice stands."""

    WAITING = "waiting"
    SENDING = "sending"
    """Somebody is sending it. After ``due_at`` that somebody is taken for dead."""
    DONE = "done"
    FAILED = "failed"
    """It can never arrive: the place is gone."""


@dataclass(frozen=True)
class Notice:
    """Something to tell about a ticket."""

    id: int
    ticket: int
    kind: NoticeKind
    state: NoticeState
    due_at: datetime
    attempts: int
    """How many times it has been tried, this time included."""
    last_error: str
    """The name of the error that stopped the last try; empty while there is none."""
    move: MoveName
    """What happened to the ticket."""
    post: int | None
    """Which of the ticket's posts it brings, counted from 0; none, if it brings none."""


@dataclass(frozen=True)
class Claim:
    """A notice that is ours to send, with its ticket as it stands."""

    notice: Notice
    ticket: Ticket
    abandoned: bool
    """Somebody began to send it and never said how it went: it may have arrived."""


@dataclass(frozen=True)
class Listed:
    """A ticket in a list, with what could not be told of it so far."""

    ticket: Ticket
    undelivered: tuple[Notice, ...]


_BOTH_CARDS = (NoticeKind.UPDATE_EXPERT_CARD, NoticeKind.UPDATE_ASKER_CARD)
_FROM_ASKER = (*_BOTH_CARDS, NoticeKind.TELL_EXPERTS)

NEWS: Mapping[MoveName, tuple[NoticeKind, ...]] = {
    MoveName.SUBMIT: (NoticeKind.ANNOUNCE,),
    MoveName.ANNOUNCE: (NoticeKind.UPDATE_ASKER_CARD,),
    MoveName.TAKE: _BOTH_CARDS,
    MoveName.HAND: (*_BOTH_CARDS, NoticeKind.TELL_EXPERTS),
    MoveName.RELEASE: _BOTH_CARDS,
    MoveName.REMIND: (NoticeKind.TELL_EXPERTS,),
    MoveName.RETURN: (*_BOTH_CARDS, NoticeKind.TELL_EXPERTS),
    MoveName.ASK: (NoticeKind.DELIVER_QUESTION, *_BOTH_CARDS),
    MoveName.NOTE: (NoticeKind.UPDATE_EXPERT_CARD,),
    MoveName.ANSWER: (NoticeKind.DELIVER_ANSWER, *_BOTH_CARDS),
    MoveName.CLOSE: (NoticeKind.TELL_CLOSED, *_BOTH_CARDS),
    MoveName.REOPEN: _BOTH_CARDS,
    MoveName.ADD: _FROM_ASKER,
    MoveName.REPLY: _FROM_ASKER,
    MoveName.ASK_AGAIN: _FROM_ASKER,
    MoveName.WITHDRAW: _FROM_ASKER,
    MoveName.HELPED: _BOTH_CARDS,
}
"""What each move has to tell, in order."""

RECEIPT_LEAD = timedelta(seconds=3)
"""So long the receipt that answers the press has to itself before the asker's card is updated."""


def news(move: MoveName, after: Ticket) -> tuple[NoticeKind, ...]:
    """What has to be told when *move* has led to *after*. A card that nobody has seen yet is announced."""
    kinds = NEWS[move]
    if after.state is not TicketState.NEW:
        return kinds
    unseen = {NoticeKind.UPDATE_EXPERT_CARD: NoticeKind.ANNOUNCE}
    return tuple(unseen.get(kind, kind) for kind in kinds)


def due(kind: NoticeKind, ticket_made: datetime, at: datetime) -> datetime:
    """When a notice that arises *at* may be sent."""
    return max(at, ticket_made + RECEIPT_LEAD) if kind is NoticeKind.UPDATE_ASKER_CARD else at
