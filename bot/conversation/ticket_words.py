"""How a ticket is put into words, the same on every card and in every list."""

from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from textwrap import shorten

from bot.conversation.card import Button, Talk
from bot.texts import Texts
from bot.tickets.model import Post, PostKind, Ticket, TicketState
from bot.tickets.working_hours import weekday_name
from knowledge.amounts import swedish_day

QUESTION_SHOWN = 120
"""Characters of a question in a list."""
POSTS_SHOWN = 12
"""So many of the newest posts stand on a card; all of them are in the list of the command line."""


class TicketWords:
    """Writes of tickets in the words of *texts*, with times in *zone*."""

    def __init__(self, texts: Texts, zone: tzinfo) -> None:
        self.texts = texts
        self._zone = zone

    def label(self, ticket: Ticket) -> str:
        """The ticket's number, as a heading."""
        return self.texts("ticket.label", number=ticket.number)

    def holder(self, ticket: Ticket) -> str:
        """The one who holds it or did when it ended; empty for nobody."""
        return ticket.holder.name if ticket.holder else ""

    def state(self, ticket: Ticket) -> str:
        """Where the ticket stands, in a few words."""
        if ticket.state is TicketState.CLOSED and ticket.resolution:
            return self.texts(f"ticket.resolution.{ticket.resolution}")
        return self.texts(f"ticket.state.{ticket.state}", holder=self.holder(ticket))

    def state_for_asker(self, ticket: Ticket) -> str:
        """The same, said to the one who asked."""
        if ticket.state is TicketState.WAITING:
            return self.texts("ticket.state.waiting_for_you", holder=self.holder(ticket))
        return self.state(ticket)

    def moment(self, at: datetime) -> str:
        """*at* as day and time of day."""
        local = at.astimezone(self._zone)
        return f"{swedish_day(local.date())} {local:%H.%M}"

    def lately(self, at: datetime) -> str:
        """*at* as day and time of day without the year: it lies within the life of a ticket."""
        local = at.astimezone(self._zone)
        return f"{swedish_day(local.date()).removesuffix(f' {local.year}')} {local:%H.%M}"

    def promised(self, at: datetime) -> str:
        """*at* as somebody is told when they will hear: ``torsdag 26 november 10.00``."""
        return f"{weekday_name(at.astimezone(self._zone).date())} {self.lately(at)}"

    def question(self, ticket: Ticket) -> str:
        """The question, shortened for a list."""
        return shorten(ticket.question, QUESTION_SHOWN, placeholder=" …")

    def button(
        self,
        group: str,
        move: str,
        ticket: Ticket,
        *,
        label: str = "",
        primary: bool = False,
        sends_inputs: bool = False,
    ) -> Button:
        """The button that asks for *move* on *ticket*, of *group*; *label* is the key of its text."""
        data = {"number": str(ticket.number)}
        text = self.texts(label or f"button.{move}")
        return Button(text, f"{group}.{move}", data, primary=primary, sends_inputs=sends_inputs)

    def posts(self, posts: Sequence[Post]) -> Talk:
        """The newest of *posts*, each under who wrote it and when."""
        return Talk(tuple((self.post_heading(post), post.text) for post in posts[-POSTS_SHOWN:]))

    def post_heading(self, post: Post) -> str:
        """What kind of post it is, whose, and when."""
        return self.texts(f"post.{post.kind}", by=post.by.name, when=self.lately(post.at))


def for_the_asker(posts: Iterable[Post]) -> list[Post]:
    """What the asker may read of *posts*: all but the experts' own notes."""
    return [post for post in posts if post.kind is not PostKind.NOTE]
