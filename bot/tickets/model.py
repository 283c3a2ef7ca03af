"""A ticket: a question handed to the procurement experts, and all that was said about it since."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from bot.conversation.turn import Person, Place
from bot.tickets.text import AnswerText, PostText, QuestionText, RequestId


class TicketState(StrEnum):
    """Where a ticket stands."""

    NEW = "new"
    """Saved. The experts' channel does not show it yet."""
    ANNOUNCED = "announced"
    """The experts' channel shows it; nobody holds it."""
    ASSIGNED = "assigned"
    """An expert holds it."""
    WAITING = "waiting"
    """The expert who holds it has asked the asker something."""
    ANSWERED = "answered"
    """The holder has answered."""
    CLOSED = "closed"
    """It ended without an answer here; its resolution says why."""


UNHELD = frozenset({TicketState.NEW, TicketState.ANNOUNCED})
HELD = frozenset({TicketState.ASSIGNED, TicketState.WAITING})
OPEN = UNHELD | HELD
ENDED = frozenset({TicketState.ANSWERED, TicketState.CLOSED})


class Resolution(StrEnum):
    """Why a ticket was closed without an answer."""

    ANSWERED_BEFORE = "answered_before"
    """The asker has the answer already, by telephone for instance."""
    DUPLICATE = "duplicate"
    """Another ticket asks the same."""
    NOT_OURS = "not_ours"
    """Somebody else answers such questions."""
    NO_REPLY = "no_reply"
    """The asker was asked something and never replied."""
    WITHDRAWN = "withdrawn"
    """The asker took it back."""


class Reminded(StrEnum):
    """Of what the experts have been reminded."""

    SOON = "soon"
    """The promised time comes near."""
    OVERDUE = "overdue"
    """It has passed."""


class PostKind(StrEnum):
    """What was written into a ticket, and so who reads it."""

    FACTS = "facts"
    """The asker told more."""
    QUESTION = "question"
    """An expert asked the asker something."""
    REPLY = "reply"
    """The asker replied."""
    ANSWER = "answer"
    NOTE = "note"
    """For the experts alone."""
    REASON = "reason"
    """Why the ticket was closed, or opened again."""


class Shown(NamedTuple):
    """An entry that the bot showed for the question, with how sure it was (0–1)."""

    entry: str
    title: str
    """As it read then; the entry may have changed since."""
    confidence: float


class Post(NamedTuple):
    """Something that was written into a ticket."""

    kind: PostKind
    by: Person
    at: datetime
    text: PostText


@dataclass(frozen=True, kw_only=True)
class TicketDraft:
    """What an asker hands in, with what the bot knew. Its ``repr`` shows no text and no name."""

    asker: Person = field(repr=False)
    asker_place: Place
    """Where the answer is delivered."""
    question: QuestionText = field(repr=False)
    urgency: PostText | None = field(default=None, repr=False)
    """Why it cannot wait; nothing: it can."""
    entry: str | None = None
    """The id of the entry that the question was about, where the bot had found one."""
    addressee: str = ""
    """The name of the contact whose questions these are; empty: anybody's of the unit."""
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
    due_at: datetime | None = None
    """When the asker was promised an answer; nothing where nothing is promised."""
    reminded: Reminded | None = None
    changed_at: datetime
    """When somebody last did something with it; what the bot does by itself does not count."""
    version: int = 1
    """Grows with each change. Of two who change the same version, one wins."""
    holder: Person | None = field(default=None, repr=False)
    """The expert who works on it, or who answered it."""
    posts: tuple[Post, ...] = field(default=(), repr=False)
    """All that was written since it was handed in, oldest first. Nothing is taken away or changed."""
    resolution: Resolution | None = None
    ended_at: datetime | None = None
    """When it was answered or closed."""
    helped: bool | None = None
    """What the asker said of the answer, if anything."""
    expert_place: Place | None = None
    """Where the experts' card stands."""
    expert_card: str = ""
    """The id of the experts' message, which is also the thread that grows under it."""

    @property
    def answer(self) -> AnswerText | None:
        """The answer that stands."""
        if self.state is not TicketState.ANSWERED:
            return None
        texts = [post.text for post in self.posts if post.kind is PostKind.ANSWER]
        return AnswerText(texts[-1]) if texts else None

    @property
    def last_question(self) -> Post | None:
        """What the experts asked the asker last."""
        return next((post for post in reversed(self.posts) if post.kind is PostKind.QUESTION), None)


class HistoryRow(NamedTuple):
    """A move that a ticket has made."""

    at: datetime
    by: Person | None
    """Nobody: the bot itself."""
    move: str
    """A ``MoveName``; what was written with it is among the ticket's posts."""
    before: TicketState | None
    """Nothing: the ticket came to be."""
    after: TicketState
    holder: str
    """The name of the one who held it afterwards; empty for nobody."""
