"""What the dispatcher needs of a channel: somebody who carries a reply to a place."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from bot.conversation.card import Reply
from bot.conversation.turn import Place
from bot.tickets.model import Ticket
from bot.tickets.outbox import Notice


class PostmanError(Exception):
    """Base of what can stop a reply on its way."""


class PostmanUnavailableError(PostmanError):
    """The channel does not take it now; try again, after *retry_after* seconds if it said so."""

    def __init__(self, retry_after: float | None = None) -> None:
        super().__init__("The channel did not take the message; it is tried again.")
        self.retry_after = retry_after


class PlaceGoneError(PostmanError):
    """The place or the message is gone, or closed to the bot; trying again never helps."""

    def __init__(self) -> None:
        super().__init__("The place of the message is gone or closed to the bot.")


class Postman(Protocol):
    """Carries replies. Raises ``PostmanError`` only; anything else counts as a fault, and is tried again."""

    async def post(self, place: Place, reply: Reply, thread: str = "") -> str:
        """Say *reply* as a new message in *place*, under its message *thread*; gives the new message's id."""

    async def update(self, place: Place, message_id: str, reply: Reply) -> None:
        """Put *reply* in the place of the message *message_id*. Doing it twice is as doing it once."""


Rendered = Callable[[Ticket, Notice], Reply]
"""How a notice about a ticket reads: it may bring one of the ticket's posts."""


@dataclass(frozen=True)
class TicketCards:
    """How a ticket reads for those who are told of it."""

    for_experts: Callable[[Ticket], Reply]
    """The card in the experts' channel. It is posted while the ticket is still new."""
    for_asker: Callable[[Ticket], Reply]
    """The asker's card: how the ticket stands."""
    answer: Rendered
    """The message that brings the answer."""
    question: Rendered
    """The message that brings the experts' question to the asker."""
    closed: Rendered
    """The message that says that the ticket ended without an answer, and why."""
    news: Rendered
    """What the experts read in the ticket's thread when something happened."""
    undelivered: Rendered
    """What the experts read when what they wrote cannot reach the asker."""
