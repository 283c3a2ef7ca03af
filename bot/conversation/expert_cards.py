"""What the experts see of a ticket: one card with all that is known, and forms for what they do with it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.conversation.card import (
    Block,
    Button,
    Card,
    ChoiceInput,
    Paragraph,
    Reply,
    Rows,
    Talk,
    TextInput,
    Tone,
)
from bot.conversation.ticket_words import TicketWords
from bot.conversation.turn import Person
from bot.tickets.model import ENDED, HELD, PostKind, Reminded, Resolution, Ticket, TicketState
from bot.tickets.moves import MoveName
from bot.tickets.outbox import Notice
from bot.tickets.text import ANSWER_LENGTH, POST_LENGTH

DIGEST_SHOWN = 8
"""So many tickets are named in the morning's summary, the most urgent first."""
CHOSEN_BY_EXPERTS = tuple(one for one in Resolution if one is not Resolution.WITHDRAWN)


class ExpertCards:
    """Draws tickets for those who answer."""

    def __init__(self, words: TicketWords) -> None:
        self._words = words
        self._texts = words.texts
        self._button = partial(words.button, "ticket")

    def case(self, ticket: Ticket, written: str = "") -> Reply:
        """The card in the experts' channel: all that is known, and what can be done now.

        *written* stands in the field to write in, for an expert who has not sent it yet.
        """
        # The card is drawn before it is posted, when the ticket is still new; who reads it sees it waiting.
        shown = replace(ticket, state=TicketState.ANNOUNCED) if ticket.state is TicketState.NEW else ticket
        blocks: list[Block] = [Paragraph(ticket.question), Rows(self._known(shown))]
        if ticket.posts:
            blocks.append(self._words.posts(ticket.posts))
        buttons: tuple[Button, ...] = (
            self._button("take", ticket, primary=True),
            self._button("colleagues", ticket),
        )
        if ticket.state in ENDED:
            buttons = (self._button("reopen", ticket),)
        elif ticket.state in HELD:
            blocks.append(self._field(ticket, written))
            buttons = self._holder_buttons(ticket)
        title = self._texts(f"ticket.title.{shown.state}", holder=self._words.holder(ticket))
        tone = Tone.GOOD if ticket.state is TicketState.ANSWERED else Tone.NEUTRAL
        return Reply(Card(title, tuple(blocks), buttons, label=self._words.label(ticket), tone=tone))

    def review(self, ticket: Ticket, text: str) -> Reply:
        """The answer as the asker will read it, before it is sent; the same field to mend it in."""
        field = TextInput(
            "text", self._texts("ticket.mend"), value=text, lines=4, max_length=ANSWER_LENGTH,
            error=self._texts("ticket.text_missing"),
        )  # fmt: skip
        buttons = (
            self._button("answer", ticket, primary=True, sends_inputs=True),
            self._button("review", ticket, label="button.review_again", sends_inputs=True),
            self._button("write", ticket, label="button.back", sends_inputs=True),
        )
        title = self._texts("ticket.review.title", asker=ticket.asker.name)
        card = Card(title, (Paragraph(text), field), buttons, label=self._words.label(ticket))
        return Reply(card, in_place=True)

    def colleagues(self, ticket: Ticket, colleagues: Sequence[Person]) -> Reply:
        """Whom to hand the ticket to."""
        texts = self._texts
        if not colleagues:
            return Reply(texts("ticket.no_colleagues"))
        choices = tuple((one.id, one.name) for one in colleagues)
        field = ChoiceInput("colleague", texts("ticket.colleague"), choices)
        buttons = (
            self._button("hand", ticket, primary=True, sends_inputs=True),
            self._button("write", ticket, label="button.back"),
        )
        title = texts("ticket.hand.title")
        return Reply(Card(title, (field,), buttons, label=self._words.label(ticket)), in_place=True)

    def ending(self, ticket: Ticket) -> Reply:
        """Why the ticket is closed without an answer, and what the asker is told."""
        texts = self._texts
        choices = tuple((str(one), texts(f"ticket.why.{one}")) for one in CHOSEN_BY_EXPERTS)
        blocks = (
            ChoiceInput("resolution", texts("ticket.resolution"), choices),
            TextInput("text", texts("ticket.reason"), lines=3, required=False, max_length=POST_LENGTH),
        )
        buttons = (
            self._button("close", ticket, primary=True, sends_inputs=True),
            self._button("write", ticket, label="button.back"),
        )
        title = texts("ticket.ending.title")
        return Reply(Card(title, blocks, buttons, label=self._words.label(ticket)), in_place=True)

    def news(self, ticket: Ticket, notice: Notice) -> Reply:
        """What is said in the ticket's thread when something happened."""
        key = f"thread.{notice.move}"
        if notice.move is MoveName.HAND and ticket.holder is None:
            key = f"thread.{MoveName.RETURN}"
        if notice.move is MoveName.REMIND and ticket.reminded is Reminded.OVERDUE:
            key = "thread.overdue"
        heading = self._texts(
            key,
            number=ticket.number,
            asker=ticket.asker.name,
            holder=self._words.holder(ticket),
            due=self._words.promised(ticket.due_at) if ticket.due_at else "",
        )
        calls = (ticket.holder,) if ticket.holder else ()
        posts = ticket.posts[notice.post : notice.post + 1] if notice.post is not None else ()
        blocks = tuple(Paragraph(post.text) for post in posts)
        return Reply(Card(heading, blocks, label=self._words.label(ticket), calls=calls))

    def digest(self, tickets: Sequence[Ticket], now: datetime) -> Reply:
        """The morning's summary of the open *tickets*, with those to begin with."""
        texts = self._texts
        unheld = [one for one in tickets if one.holder is None]
        overdue = [one for one in tickets if one.due_at and one.due_at <= now]
        waiting = [one for one in tickets if one.state is TicketState.WAITING]
        counts = (("open", tickets), ("unheld", unheld), ("overdue", overdue), ("waiting", waiting))
        rows = Rows(tuple((texts(f"digest.{name}"), str(len(found))) for name, found in counts))
        first = sorted({*overdue, *unheld}, key=lambda one: (one.due_at or now, one.number))[:DIGEST_SHOWN]
        blocks: list[Block] = [rows]
        if first:
            blocks.append(Paragraph(texts("digest.first"), quiet=True))
            blocks.append(Talk(tuple((self._heading(one), self._words.question(one)) for one in first)))
        return Reply(Card(texts("digest.title"), tuple(blocks)))

    def _heading(self, ticket: Ticket) -> str:
        due = f" · {self._words.promised(ticket.due_at)}" if ticket.due_at else ""
        return f"{self._words.label(ticket)} · {self._words.state(ticket)}{due}"

    def undelivered(self, ticket: Ticket, notice: Notice) -> Reply:  # noqa: ARG002 - as the others
        """What the experts read when what they wrote cannot reach the asker."""
        return Reply(self._texts("ticket.undelivered", number=ticket.number, asker=ticket.asker.name))

    def _known(self, ticket: Ticket) -> tuple[tuple[str, str], ...]:
        texts, words = self._texts, self._words
        rows = [
            (texts("ticket.state"), words.state(ticket)),
            (texts("ticket.asker"), ticket.asker.name),
            (texts("ticket.asked_at"), words.moment(ticket.created_at)),
        ]
        if ticket.addressee:
            rows.append((texts("ticket.addressee"), ticket.addressee))
        if ticket.due_at and ticket.state not in ENDED:
            rows.append((texts("ticket.due"), words.promised(ticket.due_at)))
        if ticket.urgency:
            rows.append((texts("ticket.urgency"), ticket.urgency))
        if ticket.outcome:
            rows.append((texts("ticket.outcome"), ticket.outcome))
        rows.append((texts("ticket.bot_showed"), self._showed(ticket)))
        if ticket.helped is not None:
            rows.append((texts("ticket.helped"), texts(f"ticket.helped.{str(ticket.helped).lower()}")))
        return tuple(rows)

    def _showed(self, ticket: Ticket) -> str:
        if not ticket.shown:
            return self._texts("ticket.nothing_shown")
        return "\n".join(
            self._texts("ticket.bot_sure", title=one.title, percent=round(100 * one.confidence))
            for one in ticket.shown
        )

    def _field(self, ticket: Ticket, written: str) -> TextInput:
        return TextInput(
            "text",
            self._texts("ticket.write", asker=ticket.asker.name),
            value=written,
            lines=5,
            max_length=ANSWER_LENGTH,
            error=self._texts("ticket.text_missing"),
        )

    def _holder_buttons(self, ticket: Ticket) -> tuple[Button, ...]:
        waits = ticket.state is TicketState.WAITING
        asked = any(post.kind is PostKind.QUESTION for post in ticket.posts)
        return (
            self._button("review", ticket, primary=not waits, sends_inputs=True),
            self._button("ask", ticket, label="button.ask_more" if asked else "", sends_inputs=True),
            self._button("note", ticket, sends_inputs=True),
            *(
                Button(
                    self._texts("button.insert", title=one.title),
                    "ticket.insert",
                    {"number": str(ticket.number), "entry": one.entry},
                    wide=True,
                )
                for one in ticket.shown
            ),
            self._button("colleagues", ticket),
            self._button("ending", ticket),
            self._button("release", ticket),
        )
