"""What has to be told when a ticket moves, and the rows that remember it until it has been told.

A notice says what to tell and never how it reads: it is rendered from the ticket as it stands when it is
sent. Notices are written in the transaction that moves the ticket, so neither exists without the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.tickets.model import Ticket, TicketState


class Audience(StrEnum):
    """Who reads a notice. What one audience is told of a ticket comes in order."""

    EXPERTS = "experts"
    ASKER = "asker"


class NoticeKind(StrEnum):
    """What is told."""

    ANNOUNCE = "announce"
    """A new card in the experts' channel."""
    UPDATE_EXPERT_CARD = "update_expert_card"
    UPDATE_ASKER_CARD = "update_asker_card"
    DELIVER_ANSWER = "deliver_answer"
    """A new message to the asker."""
    TELL_UNDELIVERED = "tell_undelivered"
    """A new message in the ticket's thread: the answer cannot reach the asker."""

    @property
    def audience(self) -> Audience:
        """Who reads it."""
        to_asker = (self.UPDATE_ASKER_CARD, self.DELIVER_ANSWER)
        return Audience.ASKER if self in to_asker else Audience.EXPERTS


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

NEWS: Mapping[tuple[TicketState | None, TicketState], tuple[NoticeKind, ...]] = {
    (None, TicketState.NEW): (NoticeKind.ANNOUNCE,),
    (TicketState.NEW, TicketState.ANNOUNCED): (NoticeKind.UPDATE_ASKER_CARD,),
    (TicketState.NEW, TicketState.ASSIGNED): _BOTH_CARDS,
    (TicketState.ANNOUNCED, TicketState.ASSIGNED): _BOTH_CARDS,
    (TicketState.ASSIGNED, TicketState.NEW): (NoticeKind.ANNOUNCE, NoticeKind.UPDATE_ASKER_CARD),
    (TicketState.ASSIGNED, TicketState.ANNOUNCED): _BOTH_CARDS,
    (TicketState.ASSIGNED, TicketState.ANSWERED): (NoticeKind.DELIVER_ANSWER, *_BOTH_CARDS),
}
"""What each move has to tell, in order."""

RECEIPT_LEAD = timedelta(seconds=3)
"""So long the receipt that answers the press has to itself before the asker's card is updated."""


def news(before: Ticket | None, after: Ticket) -> tuple[NoticeKind, ...]:
    """What has to be told when a ticket has gone from *before* (nothing: it is new) to *after*."""
    return news_of(before.state if before else None, after.state)


def news_of(before: TicketState | None, after: TicketState) -> tuple[NoticeKind, ...]:
    """What has to be told when a ticket has gone from state *before* to state *after*."""
    return NEWS.get((before, after), ())


def due(kind: NoticeKind, ticket_made: datetime, at: datetime) -> datetime:
    """When a notice that arises *at* may be sent."""
    return max(at, ticket_made + RECEIPT_LEAD) if kind is NoticeKind.UPDATE_ASKER_CARD else at
