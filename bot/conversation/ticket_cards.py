"""How a ticket reads: one card for the asker and one for the experts, each showing where it stands now."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import tzinfo
from textwrap import shorten

from bot.conversation.card import Block, Button, Card, Paragraph, Reply, Rows, TextInput, Tone
from bot.texts import Texts
from bot.tickets.model import Ticket, TicketState
from bot.tickets.text import ANSWER_LENGTH
from knowledge.amounts import swedish_day

QUESTION_SHOWN = 120
"""Characters of a question in a list."""

OPEN = (TicketState.NEW, TicketState.ANNOUNCED)


class TicketReplies:
    """Writes tickets in the words of *texts*, with times in *zone*."""

    def __init__(self, texts: Texts, zone: tzinfo) -> None:
        self._texts = texts
        self._zone = zone

    def for_asker(self, ticket: Ticket) -> Reply:
        """The asker's own card: what was sent and how it stands."""
        answered = ticket.state is TicketState.ANSWERED
        title = self._texts("ticket.answered.title" if answered else "ticket.sent.title")
        blocks: list[Block] = [
            Rows(
                (
                    (self._texts("ticket.state"), self.state(ticket)),
                    (self._texts("ticket.asked"), ticket.question),
                )
            )
        ]
        if not answered:
            blocks.append(Paragraph(self._texts("ticket.sent.text"), quiet=True))
        tone = Tone.GOOD if answered else Tone.NEUTRAL
        return Reply(Card(title, tuple(blocks), label=self._label(ticket), tone=tone))

    def mine(self, tickets: Sequence[Ticket]) -> Reply:
        """The asker's own tickets in a list, each with its question and how it stands."""
        if not tickets:
            return Reply(self._texts("mine.none"))
        items = tuple(
            (
                f"{self._label(ticket)}: {self.state(ticket)}",
                shorten(ticket.question, QUESTION_SHOWN, placeholder=" …"),
            )
            for ticket in tickets
        )
        return Reply(Card(self._texts("mine.title"), (Rows(items),)))

    def answer(self, ticket: Ticket) -> Reply:
        """The message that brings the answer."""
        by = self._texts("ticket.answer.by", holder=self._holder(ticket), number=ticket.number)
        blocks = (
            Paragraph(ticket.answer or ""),
            Rows(((self._texts("ticket.asked"), ticket.question),)),
        )
        return Reply(
            Card(
                self._texts("ticket.answer.title"),
                blocks,
                label=self._label(ticket),
                footnote=by,
                tone=Tone.GOOD,
            )
        )

    def undelivered(self, ticket: Ticket) -> Reply:
        """What the experts read when the answer cannot reach the asker."""
        return Reply(self._texts("ticket.undelivered", number=ticket.number, asker=ticket.asker.name))

    def for_experts(self, ticket: Ticket) -> Reply:
        """The card in the experts' channel: all that was known, and what can be done now."""
        texts = self._texts
        asked = ticket.created_at.astimezone(self._zone)
        when = f"{swedish_day(asked.date())} {asked:%H.%M}"
        # The card is drawn before it is posted, when the ticket is still new; who reads it sees it waiting.
        shown = replace(ticket, state=TicketState.ANNOUNCED) if ticket.state is TicketState.NEW else ticket
        rows = [
            (texts("ticket.state"), self.state(shown)),
            (texts("ticket.asker"), ticket.asker.name),
            (texts("ticket.asked_at"), when),
        ]
        if ticket.outcome:
            rows.append((texts("ticket.outcome"), ticket.outcome))
        rows.append((texts("ticket.bot_showed"), self._showed(ticket)))
        blocks: list[Block] = [Paragraph(ticket.question), Rows(tuple(rows))]
        buttons: tuple[Button, ...] = ()
        if ticket.state is TicketState.ANSWERED:
            blocks.append(Rows(((texts("ticket.answer"), ticket.answer or ""),)))
            title = texts("ticket.done.title")
        elif ticket.state is TicketState.ASSIGNED:
            blocks.append(self._answer_field(ticket))
            title = texts("ticket.taken.title", holder=self._holder(ticket))
            buttons = self._holder_buttons(ticket)
        else:
            title = texts("ticket.new.title")
            buttons = (self._button("take", ticket, primary=True),)
        tone = Tone.GOOD if ticket.state is TicketState.ANSWERED else Tone.NEUTRAL
        return Reply(Card(title, tuple(blocks), buttons, label=self._label(ticket), tone=tone))

    def state(self, ticket: Ticket) -> str:
        """Where the ticket stands, in a few words."""
        return self._texts(f"ticket.state.{ticket.state}", holder=self._holder(ticket))

    def _showed(self, ticket: Ticket) -> str:
        if not ticket.shown:
            return self._texts("ticket.nothing_shown")
        lines = (
            self._texts("ticket.bot_sure", title=title, percent=round(100 * confidence))
            for title, confidence in ticket.shown
        )
        return "\n".join(lines)

    def _answer_field(self, ticket: Ticket) -> TextInput:
        return TextInput(
            "answer",
            self._texts("ticket.your_answer", asker=ticket.asker.name),
            lines=5,
            max_length=ANSWER_LENGTH,
            error=self._texts("ticket.answer_missing"),
        )

    def _holder_buttons(self, ticket: Ticket) -> tuple[Button, ...]:
        return (
            self._button("answer", ticket, primary=True, sends_inputs=True),
            self._button("release", ticket),
        )

    def _button(
        self, move: str, ticket: Ticket, *, primary: bool = False, sends_inputs: bool = False
    ) -> Button:
        return Button(
            self._texts(f"button.{move}"),
            f"ticket.{move}",
            {"number": str(ticket.number)},
            primary=primary,
            sends_inputs=sends_inputs,
        )

    def _label(self, ticket: Ticket) -> str:
        return self._texts("ticket.label", number=ticket.number)

    def _holder(self, ticket: Ticket) -> str:
        return ticket.holder.name if ticket.holder else ""
