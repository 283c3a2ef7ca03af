"""From a question to a ticket: the form, what goes along, and the receipt."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from bot.conversation.answers import Answers
from bot.conversation.asker_cards import AskerCards
from bot.conversation.card import (
    Block,
    Bullets,
    Button,
    Card,
    ChoiceInput,
    LinkButton,
    Paragraph,
    Reply,
    TextInput,
    Tone,
)
from bot.conversation.memory import Draft
from bot.conversation.own_tickets import MINE_SHOWN
from bot.conversation.turn import Turn
from bot.texts import Texts
from bot.tickets.alike import already_asked
from bot.tickets.desk import TicketDesk
from bot.tickets.errors import TicketError
from bot.tickets.model import Shown, Ticket, TicketDraft
from bot.tickets.sensitive import Kind, seen_in
from bot.tickets.text import (
    QUESTION_LENGTH,
    QuestionText,
    TextMissingError,
    TextTooLongError,
    post_text,
    question_text,
    request_id,
)
from knowledge.routing import on_duty

QUESTION_LINES = 4
NO_TOPIC = "other"
"""No entry has this id."""
URGENCY_LENGTH = 500


class Sent(NamedTuple):
    """What sending a form comes to, and what is remembered of what was written in it."""

    replies: list[Reply]
    draft: Draft


@dataclass(frozen=True)
class HandOver:
    """The asker's form and receipt."""

    answers: Answers
    texts: Texts
    desk: TicketDesk
    cards: AskerCards
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
            TextInput(
                "urgency",
                texts("handover.urgency"),
                value=draft.urgency,
                required=False,
                max_length=URGENCY_LENGTH,
            ),
            Bullets(texts("handover.goes_along"), tuple(along)),
            Paragraph(texts("handover.public"), quiet=True),
        ]
        topics = self._shown(draft)
        if topics:
            choices = (*((one.entry, one.title) for one in topics), (NO_TOPIC, texts("handover.other_topic")))
            chosen = draft.entry if draft.entry in {one.entry for one in topics} else NO_TOPIC
            blocks.insert(2, ChoiceInput("topic", texts("handover.topic"), choices, value=chosen))
        buttons = (
            Button(
                texts("button.send"), "handover.send", {"draft": draft.id}, primary=True, sends_inputs=True
            ),
            Button(texts("button.cancel"), "handover.cancel", {"draft": draft.id}),
        )
        return Reply(Card(texts("handover.title"), tuple(blocks), buttons))

    async def send(
        self,
        draft: Draft,
        turn: Turn,
        raw: str,
        *,
        urgency: str = "",
        topic: str = "",
        anew: bool = False,
        sure: bool = False,
    ) -> Sent:
        """Save the ticket; the receipt takes the form's place and follows the case from then on.

        Where something stands in it that should not be public, they are asked first, unless they are *sure*;
        so they are where they wait for an answer to the same already, unless they send it *anew*. *urgency*
        is why it cannot wait; empty: it can. *topic* is which of the entries shown it is about.
        """
        draft = self._about(draft, topic)
        draft = draft.model_copy(update={"urgency": urgency.strip()[:URGENCY_LENGTH] or draft.urgency})
        try:
            question = question_text(raw)
        except TextMissingError:
            return Sent([self.form(draft, turn, "", self.texts("handover.empty"))], draft)
        except TextTooLongError as error:
            problem = self.texts("handover.too_long", length=error.length, limit=error.limit)
            return Sent([self.form(draft, turn, raw[: error.limit], problem)], draft)
        draft = draft.model_copy(update={"question": question})
        seen = () if sure else seen_in(f"{question}\n{draft.urgency}")
        if seen:
            return Sent([self._warning(draft, {one.kind for one in seen})], draft)
        mine = await self.desk.asked_by(turn.person, MINE_SHOWN)
        others = [one for one in mine if one.request_id != draft.id]
        alike = None if anew else already_asked(question, draft.entry, others)
        if alike is not None:
            return Sent([self.cards.alike(alike, draft.id)], draft)
        return Sent(await self._handed_in(draft, question, turn), draft)

    def _about(self, draft: Draft, topic: str) -> Draft:
        """The draft about *topic*, if that is one of those that were offered."""
        if topic == NO_TOPIC:
            return draft.model_copy(update={"entry": None})
        offered = {entry for entry, _ in draft.shown}
        return draft.model_copy(update={"entry": topic}) if topic in offered else draft

    def _warning(self, draft: Draft, kinds: Collection[Kind]) -> Reply:
        """Before something is sent that should not be public: what was seen, and the ways on."""
        texts = self.texts
        buttons = [
            Button(texts("button.mend"), "handover.open", {"draft": draft.id}, primary=True),
            Button(texts("button.send_as_is"), "handover.send", {"draft": draft.id, "sure": "1"}),
        ]
        if Kind.PERSONAL_NUMBER in kinds:
            mask = Button(
                texts("button.mask"), "handover.send", {"draft": draft.id, "mask": "1"}, primary=True
            )
            buttons.insert(0, mask)
        seen = tuple(Paragraph(texts(f"handover.seen.{kind}")) for kind in sorted(kinds))
        card = Card(texts("handover.seen.title"), seen, tuple(buttons), tone=Tone.CAUTION)
        return Reply(card, in_place=True)

    async def add(self, draft: Draft, turn: Turn, number: int) -> list[Reply]:
        """Put the draft's question into the asker's ticket *number* instead of making another."""
        try:
            ticket = await self.desk.reply(number, turn.person, post_text(draft.question))
        except TicketError:
            return [Reply(self.texts("own.not_yours", number=number))]
        return [Reply(self.cards.case(ticket).content, in_place=True)]

    async def _handed_in(self, draft: Draft, question: QuestionText, turn: Turn) -> list[Reply]:
        ticket = await self.desk.submit(
            TicketDraft(
                asker=turn.person,
                asker_place=turn.place,
                question=question,
                urgency=post_text(draft.urgency) if draft.urgency else None,
                entry=draft.entry,
                addressee=self._addressee(draft, turn),
                shown=self._shown(draft),
                outcome=draft.outcome or None,
                asker_card=turn.card,
            ),
            request_id(draft.id),
        )
        receipt = self.cards.case(ticket)
        replies = [Reply(receipt.content, {"kind": "human", "ticket": ticket.number}, in_place=True)]
        if not self.has_channel:
            replies.append(self._contact(ticket))
        return replies

    def _contact(self, ticket: Ticket) -> Reply:
        """Nobody watches a channel: say that the ticket waits, and how else to reach the unit."""
        answers = self.answers
        unit = answers.library.knowledge.unit
        who, page = answers.contact(unit)
        waiting = Paragraph(self.texts("contact.waiting", number=ticket.number))
        links: tuple[Button | LinkButton, ...] = page
        return Reply(Card(self.texts("contact.title", unit=unit.name), (waiting, who), links))

    def _addressee(self, draft: Draft, turn: Turn) -> str:
        """Whose questions these are, where it is not simply the unit's."""
        knowledge = self.answers.library.knowledge
        entry = knowledge.entries.get(draft.entry or "")
        owner = knowledge.contacts[entry.owner] if entry else knowledge.unit
        found = on_duty(owner, knowledge.contacts, turn.at.date())
        return "" if found is knowledge.unit else found.name

    def _shown(self, draft: Draft) -> tuple[Shown, ...]:
        knowledge = self.answers.library.knowledge
        return tuple(
            Shown(entry, knowledge.entries[entry].title, confidence)
            for entry, confidence in draft.shown
            if entry in knowledge.entries
        )
