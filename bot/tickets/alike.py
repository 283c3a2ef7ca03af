"""Whether somebody is about to ask what they have already asked."""

from collections.abc import Iterable

from rapidfuzz import fuzz

from bot.tickets.model import OPEN, Ticket
from knowledge.swedish import words

ALIKE = 85.0
"""From so much in common (0–100, words in any order) two questions are taken for the same one."""


def already_asked(question: str, entry: str | None, tickets: Iterable[Ticket]) -> Ticket | None:
    """The newest of somebody's own *tickets* (newest first) that waits for the answer to *question*.

    It is about the same *entry*, or worded nearly the same.
    """
    asked = " ".join(words(question))
    for ticket in tickets:
        if ticket.state not in OPEN:
            continue
        same_entry = entry is not None and ticket.entry == entry
        if same_entry or fuzz.token_sort_ratio(asked, " ".join(words(ticket.question))) >= ALIKE:
            return ticket
    return None
