"""What the asker sees of a ticket: one card that follows the case, and the messages that bring news."""

from collections.abc import Sequence
from functools import partial

from bot.conversation.card import Block, Button, Card, Paragraph, Reply, Rows, Talk, TextInput, Tone
from bot.conversation.ticket_words import TicketWords, for_the_asker
from bot.tickets.model import ENDED, Post, PostKind, Ticket, TicketState
from bot.tickets.outbox import Notice
from bot.tickets.text import POST_LENGTH


class AskerCards:
    """Draws tickets for those who asked."""

    def __init__(self, words: TicketWords) -> None:
        self._words = words
        self._texts = words.texts
        self._button = partial(words.button, "own")

    def case(self, ticket: Ticket) -> Reply:
        """The asker's own card: what was sent, what was said since, how it stands, and what can be done."""
        words, texts = self._words, self._texts
        ended = ticket.state in ENDED
        rows = [
            (texts("ticket.state"), words.state_for_asker(ticket)),
            (texts("ticket.asked"), ticket.question),
        ]
        if ticket.due_at and not ended:
            rows.insert(1, (texts("ticket.due"), words.promised(ticket.due_at)))
        blocks: list[Block] = [Rows(tuple(rows))]
        said = for_the_asker(ticket.posts)
        if said:
            blocks.append(words.posts(said))
        elif not ended:
            blocks.append(Paragraph(texts("ticket.sent.text"), quiet=True))
        field, buttons = self._more(ticket)
        title = texts(f"case.title.{ticket.state}")
        tone = Tone.GOOD if ticket.state is TicketState.ANSWERED else Tone.NEUTRAL
        card = Card(title, (*blocks, field), buttons, label=words.label(ticket), tone=tone)
        return Reply(card)

    def mine(self, tickets: Sequence[Ticket]) -> Reply:
        """The asker's own tickets, each with its question, how it stands, and a button that opens it."""
        if not tickets:
            return Reply(self._texts("mine.none"))
        words = self._words
        items = tuple(
            (f"{words.label(one)} · {words.state_for_asker(one)}", words.question(one)) for one in tickets
        )
        buttons = tuple(
            Button(self._texts("mine.open", number=one.number), "own.open", _number(one)) for one in tickets
        )
        return Reply(Card(self._texts("mine.title"), (Talk(items),), buttons))

    def answer(self, ticket: Ticket, notice: Notice | None = None) -> Reply:
        """The message that brings the answer, or as it reads after the asker has judged it."""
        texts, words = self._texts, self._words
        post = _post(ticket, notice, PostKind.ANSWER)
        if post is None:
            return self.case(ticket)
        blocks: list[Block] = [Paragraph(post.text), Rows(((texts("ticket.asked"), ticket.question),))]
        buttons: list[Button] = []
        if ticket.state is TicketState.ANSWERED:
            if ticket.helped is None:
                buttons += [
                    self._button("helped", ticket, primary=True),
                    self._button("unhelped", ticket),
                ]
            else:
                blocks.append(Paragraph(texts(f"ticket.helped.{str(ticket.helped).lower()}")))
            if not ticket.helped:
                blocks.append(self._field("own.ask_again"))
                buttons.append(self._button("reply", ticket, label="button.ask_again", sends_inputs=True))
        by = texts("ticket.answer.by", holder=post.by.name, number=ticket.number)
        card = Card(
            texts("ticket.answer.title"),
            tuple(blocks),
            tuple(buttons),
            label=words.label(ticket),
            footnote=by,
            tone=Tone.GOOD,
        )
        return Reply(card)

    def question(self, ticket: Ticket, notice: Notice) -> Reply:
        """The message that brings the experts' question back to the asker."""
        texts = self._texts
        post = _post(ticket, notice, PostKind.QUESTION)
        if post is None or ticket.state is not TicketState.WAITING:
            return self.case(ticket)
        blocks = (
            Paragraph(post.text),
            Rows(((texts("ticket.asked"), ticket.question),)),
            self._field("own.reply"),
        )
        buttons = (self._button("reply", ticket, primary=True, sends_inputs=True),)
        title = texts("own.asked.title", holder=post.by.name)
        return Reply(Card(title, blocks, buttons, label=self._words.label(ticket)))

    def closed(self, ticket: Ticket, notice: Notice) -> Reply:  # noqa: ARG002 - as the others
        """The message that says that the ticket ended without an answer: the case, with the reason on it."""
        return self.case(ticket)

    def alike(self, ticket: Ticket, draft: str) -> Reply:
        """Before a second ticket on the same matter is made: the one there is, and both ways on."""
        texts = self._texts
        rows = Rows(
            (
                (texts("ticket.state"), self._words.state_for_asker(ticket)),
                (texts("ticket.asked"), self._words.question(ticket)),
            )
        )
        buttons = (
            Button(
                texts("button.add_to", number=ticket.number),
                "handover.add",
                {"draft": draft, **_number(ticket)},
                primary=True,
            ),
            Button(texts("button.send_anyway"), "handover.send", {"draft": draft, "anew": "1"}),
            Button(texts("button.cancel"), "handover.cancel", {"draft": draft}),
        )
        card = Card(
            texts("handover.alike.title"),
            (Paragraph(texts("handover.alike.text", number=ticket.number)), rows),
            buttons,
            label=self._words.label(ticket),
        )
        return Reply(card, in_place=True)

    def _more(self, ticket: Ticket) -> tuple[TextInput, tuple[Button, ...]]:
        """The field to write more in, and the buttons of the case."""
        if ticket.state in ENDED:
            return self._field("own.ask_again"), (
                self._button("reply", ticket, label="button.ask_again", sends_inputs=True),
            )
        waits = ticket.state is TicketState.WAITING
        label = "button.reply" if waits else "button.add"
        send = self._button("reply", ticket, label=label, primary=waits, sends_inputs=True)
        return self._field("own.reply" if waits else "own.add"), (send, self._button("withdraw", ticket))

    def _field(self, label: str) -> TextInput:
        return TextInput(
            "text",
            self._texts(label),
            lines=3,
            max_length=POST_LENGTH,
            error=self._texts("own.missing"),
        )


def _number(ticket: Ticket) -> dict[str, str]:
    return {"number": str(ticket.number)}


def _post(ticket: Ticket, notice: Notice | None, kind: PostKind) -> Post | None:
    """The post that *notice* brings, or the newest of *kind* where it names none."""
    if notice and notice.post is not None and notice.post < len(ticket.posts):
        return ticket.posts[notice.post]
    return next((post for post in reversed(ticket.posts) if post.kind is kind), None)
