"""Tickets as rows that other programs read."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from bot.tickets.model import Ticket

FIELDS = (
    "number",
    "state",
    "asker",
    "created_at",
    "question",
    "entry",
    "outcome",
    "urgency",
    "due_at",
    "holder",
    "answer",
    "resolution",
    "helped",
    "ended_at",
)
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would work out instead of showing (OWASP, CSV Injection)."""


def fields(ticket: Ticket) -> dict[str, Any]:
    """What is exported of a ticket: *FIELDS*, moments as ISO text in UTC, nothing where nothing is known."""
    return {
        "number": ticket.number,
        "state": ticket.state,
        "asker": ticket.asker.name,
        "created_at": ticket.created_at.isoformat(),
        "question": ticket.question,
        "entry": ticket.entry,
        "outcome": ticket.outcome,
        "urgency": ticket.urgency,
        "due_at": ticket.due_at.isoformat() if ticket.due_at else None,
        "holder": ticket.holder.name if ticket.holder else None,
        "answer": ticket.answer,
        "resolution": ticket.resolution,
        "helped": ticket.helped,
        "ended_at": ticket.ended_at.isoformat() if ticket.ended_at else None,
    }


def with_posts(ticket: Ticket) -> dict[str, Any]:
    """The same with all that was written in it since, oldest first; notes too."""
    posts = [
        {"kind": post.kind, "by": post.by.name, "at": post.at.isoformat(), "text": post.text}
        for post in ticket.posts
    ]
    return fields(ticket) | {"posts": posts}


def as_csv(tickets: Iterable[Ticket]) -> str:
    """*tickets* under a heading. What a spreadsheet would take for a formula gets an apostrophe first."""
    out = io.StringIO()
    rows = csv.DictWriter(out, FIELDS, lineterminator="\n")
    rows.writeheader()
    rows.writerows({name: _harmless(value) for name, value in fields(ticket).items()} for ticket in tickets)
    return out.getvalue().removesuffix("\n")


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(BEGINS_A_FORMULA) else value
