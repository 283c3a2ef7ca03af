"""The experts' buttons, turned into the desk's moves. Whoever may not is told so, and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.conversation.answers import Answers
from bot.conversation.card import Card, Reply
from bot.conversation.expert_cards import CHOSEN_BY_EXPERTS, ExpertCards
from bot.conversation.plain import plain_text
from bot.conversation.refusals import refusal, text_problem, ticket_number
from bot.conversation.turn import Action, Person, Place, Turn
from bot.texts import Texts
from bot.tickets.desk import TicketDesk
from bot.tickets.errors import TicketError, TicketUnknownError
from bot.tickets.model import Resolution, Ticket
from bot.tickets.text import ANSWER_LENGTH, PostText, TicketTextError, answer_text, post_text

FORMS = frozenset({"review", "write", "insert", "colleagues", "ending"})
"""Buttons that show something to fill in; nothing has happened to the ticket yet."""


class Roster(Protocol):
    """Who belongs to a conversation, as the channel knows it."""

    async def is_member(self, place: Place, person: Person) -> bool:
        """Whether *person* belongs to it; also where the channel cannot be asked just now."""

    async def members(self, place: Place) -> tuple[Person, ...]:
        """Everybody who belongs to it; nobody where the channel cannot be asked."""


@dataclass(frozen=True)
class ExpertDesk:
    """Take, hand over, release, answer, ask back, note, close and reopen."""

    answers: Answers
    texts: Texts
    desk: TicketDesk
    cards: ExpertCards
    roster: Roster
    is_expert_place: Callable[[Place], bool]
    """Whether only experts can act there. Decided from where the press came from, never from the card."""

    async def press(self, action: Action, turn: Turn) -> list[Reply]:
        """What an expert's button comes to. Checked each time: the channel, and who belongs to it."""
        if not self.is_expert_place(turn.place) or not await self.roster.is_member(turn.place, turn.person):
            return [Reply(self.texts("ticket.experts_only"))]
        number = ticket_number(action)
        if number is None:
            return [Reply(self.texts("bad.card"))]
        try:
            return await self._done(action, number, turn)
        except TicketTextError as error:
            return [Reply(text_problem(self.texts, error))]
        except TicketUnknownError:
            return [Reply(self.texts("ticket.unknown", number=number))]
        except TicketError as error:
            now = self.cards.case(await self.desk.get(number))
            return [Reply(now.content, in_place=True), Reply(refusal(self.texts, error))]

    async def _done(self, action: Action, number: int, turn: Turn) -> list[Reply]:
        move, text = action.id.partition(".")[2], action.values.get("text", "")
        if move in FORMS:
            return [await self._form(move, await self.desk.get(number), turn, action)]
        ticket = await self._moved(move, number, turn, text, action)
        return [Reply(self.cards.case(ticket).content, in_place=True)]

    async def _moved(self, move: str, number: int, turn: Turn, text: str, action: Action) -> Ticket:
        desk, expert = self.desk, turn.person
        match move:
            case "take":
                return await desk.take(number, expert, (turn.place, turn.card))
            case "release":
                return await desk.release(number, expert)
            case "ask":
                return await desk.ask(number, expert, post_text(text))
            case "note":
                return await desk.note(number, expert, post_text(text))
            case "answer":
                return await desk.answer(number, expert, answer_text(text))
            case "reopen":
                return await desk.reopen(number, expert)
            case "close":
                resolution = action.values.get("resolution", "")
                if resolution not in CHOSEN_BY_EXPERTS:
                    return await desk.get(number)
                reason: PostText | None = post_text(text) if text.strip() else None
                return await desk.close(number, expert, Resolution(resolution), reason)
            case "hand":
                chosen = action.values.get("colleague", "")
                colleague = next((one for one in await self._colleagues(turn) if one.id == chosen), None)
                return await (desk.hand(number, expert, colleague) if colleague else desk.get(number))
        return await desk.get(number)

    async def _form(self, form: str, ticket: Ticket, turn: Turn, action: Action) -> Reply:
        text = action.values.get("text", "")
        match form:
            case "review":
                return self.cards.review(ticket, answer_text(text))
            case "colleagues":
                return self.cards.colleagues(ticket, await self._colleagues(turn))
            case "ending":
                return self.cards.ending(ticket)
            case "insert":
                text = self._as_text(action.values.get("entry", ""), turn.at.date())
        return Reply(self.cards.case(ticket, text[:ANSWER_LENGTH]).content, in_place=True)

    async def _colleagues(self, turn: Turn) -> Sequence[Person]:
        members = await self.roster.members(turn.place)
        return sorted((one for one in members if one.id != turn.person.id), key=lambda one: one.name)

    def _as_text(self, entry: str, day: date) -> str:
        """The answer of *entry* as it holds on *day*, as text to edit; nothing for an entry that is gone."""
        known = self.answers.library.knowledge.entries.get(entry)
        if known is None:
            return ""
        card = Card(known.title, tuple(self.answers.body(known, day)))
        return plain_text(card)[:ANSWER_LENGTH]
