"""From a question to a ticket, and an expert's work on it: buttons turned into the desk's moves."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.conversation.answers import Answers
from bot.conversation.card import Block, Bullets, Button, Card, LinkButton, Paragraph, Reply, TextInput
from bot.conversation.memory import Draft
from bot.conversation.ticket_cards import TicketReplies
from bot.conversation.turn import Action, Place, Scope, Turn
from bot.texts import Texts
from bot.tickets.desk import TicketDesk
from bot.tickets.errors import (
    AlreadyAnsweredError,
    AlreadyTakenError,
    NotHolderError,
    TicketError,
    TicketUnknownError,
)
from bot.tickets.model import Shown, Ticket, TicketDraft
from bot.tickets.text import (
    QUESTION_LENGTH,
    TextMissingError,
    TextTooLongError,
    answer_text,
    question_text,
    request_id,
)

QUESTION_LINES = 4
MINE_SHOWN = 10
"""So many of one's own tickets are listed, the newest."""


@dataclass(frozen=True)
class HandOver:
    """The asker's form and receipt, and the experts' buttons."""

    answers: Answers
    texts: Texts
    desk: TicketDesk
    replies: TicketReplies
    is_expert_place: Callable[[Place], bool]
    """Whether only experts can act there. Decided from where the press came from, never from the card."""
    has_channel: bool
    """Whether there is a channel where experts see tickets."""

    def form(self, draft: Draft, turn: Turn, question: str | None = None, problem: str = "") -> Reply:
        """What will be sent, for the asker to read and change. *problem* says what to mend."""
        texts = self.texts
        along = [texts("handover.name", name=turn.person.name)]
        along += [texts("handover.shown", title=shown.title) for shown in self._shown(draft)]
        if draft.outcome:
            along.append(texts("handover.outcome", outcome=draft.outcome))
        blocks: list[Block] = [
            Paragraph(problem or texts("handover.intro", unit=self.answers.library.knowledge.unit.name)),
            TextInput(
                "question",
                texts("handover.question"),
                value=draft.question if question is None else question,
                lines=QUESTION_LINES,
                max_length=QUESTION_LENGTH,
                error=texts("handover.question_missing"),
            ),
            Bullets(texts("handover.goes_along"), tuple(along)),
            Paragraph(texts("handover.public"), quiet=True),
        ]
        buttons = (
            Button(
                texts("button.send"), "handover.send", {"draft": draft.id}, primary=True, sends_inputs=True
            ),
            Button(texts("button.cancel"), "handover.cancel", {"draft": draft.id}),
        )
        return Reply(Card(texts("handover.title"), tuple(blocks), buttons))

    async def send(self, draft: Draft, turn: Turn, raw: str) -> list[Reply]:
        """Save the ticket; the receipt takes the form's place and follows the case from then on."""
        try:
            question = question_text(raw)
        except TextMissingError:
            return [self.form(draft, turn, "", self.texts("handover.empty"))]
        except TextTooLongError as error:
            problem = self.texts("handover.too_long", length=error.length, limit=error.limit)
            return [self.form(draft, turn, raw[: error.limit], problem)]
        ticket = await self.desk.submit(
            TicketDraft(
                asker=turn.person,
                asker_place=turn.place,
                question=question,
                entry=draft.entry,
                shown=self._shown(draft),
                outcome=draft.outcome or None,
                asker_card=turn.card,
            ),
            request_id(draft.id),
        )
        receipt = self.replies.for_asker(ticket)
        replies = [Reply(receipt.content, {"kind": "human", "ticket": ticket.number}, in_place=True)]
        if not self.has_channel:
            replies.append(self._contact(ticket))
        return replies

    async def mine(self, turn: Turn) -> Reply:
        """The person's own tickets, where nobody else reads."""
        if turn.place.scope is not Scope.PERSONAL:
            return Reply(self.texts("mine.personal_only"))
        return self.replies.mine(await self.desk.asked_by(turn.person, MINE_SHOWN))

    async def expert(self, action: Action, turn: Turn) -> list[Reply]:
        """Take, release or answer a ticket. Whoever may not is told so, and why."""
        if not self.is_expert_place(turn.place):
            return [Reply(self.texts("ticket.experts_only"))]
        raw = action.values.get("number", "")
        if not raw.isascii() or not raw.isdigit() or len(raw) > 9:  # noqa: PLR2004 - a number fits a column
            return [Reply(self.texts("bad.card"))]
        number = int(raw)
        try:
            ticket = await self._moved(action, number, turn)
        except TextMissingError:
            return [Reply(self.texts("ticket.answer_missing"))]
        except TextTooLongError as error:
            return [Reply(self.texts("ticket.answer_too_long", length=error.length, limit=error.limit))]
        except TicketUnknownError:
            return [Reply(self.texts("ticket.unknown", number=number))]
        except TicketError as error:
            now = self.replies.for_experts(await self.desk.get(number))
            return [Reply(now.content, in_place=True), Reply(self._refusal(error))]
        return [Reply(self.replies.for_experts(ticket).content, in_place=True)]

    async def _moved(self, action: Action, number: int, turn: Turn) -> Ticket:
        if action.id == "ticket.take":
            return await self.desk.take(number, turn.person, (turn.place, turn.card))
        if action.id == "ticket.release":
            return await self.desk.release(number, turn.person)
        return await self.desk.answer(number, turn.person, answer_text(action.values.get("answer", "")))

    def _refusal(self, error: TicketError) -> str:
        match error:
            case AlreadyTakenError(holder=holder, number=number) if holder:
                return self.texts("ticket.already_taken", holder=holder.name, number=number)
            case AlreadyAnsweredError(number=number):
                return self.texts("ticket.already_answered", number=number)
            case NotHolderError(holder=holder, number=number) if holder:
                return self.texts("ticket.already_taken", holder=holder.name, number=number)
        return self.texts("ticket.not_holder", number=error.number)

    def _contact(self, ticket: Ticket) -> Reply:
        """Nobody watches a channel: say that the ticket waits, and how else to reach the unit."""
        answers = self.answers
        unit = answers.library.knowledge.unit
        who, page = answers.contact(unit)
        waiting = Paragraph(self.texts("contact.waiting", number=ticket.number))
        links: tuple[Button | LinkButton, ...] = page
        return Reply(Card(self.texts("contact.title", unit=unit.name), (waiting, who), links))

    def _shown(self, draft: Draft) -> tuple[Shown, ...]:
        knowledge = self.answers.library.knowledge
        return tuple(
            Shown(knowledge.entries[entry].title, confidence)
            for entry, confidence in draft.shown
            if entry in knowledge.entries
        )
