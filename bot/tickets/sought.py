"""Which tickets somebody looks for, when the list is long."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from bot.tickets.model import Ticket


@dataclass(frozen=True)
class Sought:
    """What a ticket must have to be found; what is left out is not asked for."""

    holder: str = ""
    """A part of the holder's name."""
    entry: str = ""
    """The id of the entry that the question was about."""
    since: date | None = None
    """The first day it may have been handed in."""
    text: str = ""
    """Words that stand, all of them and in any order, in the question, what was written since or a name."""

    overdue_at: datetime | None = None
    """The moment by which the promised time must have passed."""

    def fits(self, ticket: Ticket, zone: tzinfo) -> bool:
        """Whether *ticket* is one of these. Days are days in *zone*; capital letters do not matter."""
        if self.overdue_at and (ticket.due_at is None or ticket.due_at > self.overdue_at):
            return False
        holder = ticket.holder.name if ticket.holder else ""
        posts = " ".join(post.text for post in ticket.posts)
        written = f"{ticket.question} {posts} {ticket.asker.name}".casefold()
        return (
            self.holder.casefold() in holder.casefold()
            and self.entry in ("", ticket.entry)
            and (self.since is None or ticket.created_at.astimezone(zone).date() >= self.since)
            and all(word in written for word in self.text.casefold().split())
        )
