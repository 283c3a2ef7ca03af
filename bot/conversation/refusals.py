"""What a person reads when the desk, or the form, refuses what they wanted."""

from bot.conversation.turn import Action
from bot.texts import Texts
from bot.tickets.errors import (
    AlreadyAnsweredError,
    AlreadyClosedError,
    FullError,
    NotAskerError,
    NotEndedError,
    TicketError,
    TicketMoveError,
    TooLateError,
)
from bot.tickets.text import TextTooLongError, TicketTextError

NUMBER_DIGITS = 9
"""A longer number than this is no ticket's."""

_SAID: dict[type[TicketError], str] = {
    AlreadyAnsweredError: "ticket.already_answered",
    AlreadyClosedError: "ticket.already_closed",
    NotAskerError: "own.not_yours",
    NotEndedError: "ticket.still_open",
    TooLateError: "ticket.too_late",
    FullError: "ticket.full",
}


def refusal(texts: Texts, error: TicketError) -> str:
    """Why the ticket cannot do what was wanted."""
    if type(error) in _SAID:
        return texts(_SAID[type(error)], number=error.number)
    if isinstance(error, TicketMoveError) and error.holder:
        return texts("ticket.already_taken", holder=error.holder.name, number=error.number)
    return texts("ticket.not_holder", number=error.number)


def text_problem(texts: Texts, error: TicketTextError) -> str:
    """What is wrong with what was written."""
    if isinstance(error, TextTooLongError):
        return texts("ticket.text_too_long", length=error.length, limit=error.limit)
    return texts("ticket.text_missing")


def ticket_number(action: Action) -> int | None:
    """The number that a button carries; None for anything that is no ticket's number."""
    raw = action.values.get("number", "")
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) <= NUMBER_DIGITS else None
