"""The asker's own tickets: listed, opened, added to, taken back, judged."""

from dataclasses import dataclass

from bot.conversation.asker_cards import AskerCards
from bot.conversation.card import Reply
from bot.conversation.refusals import refusal, text_problem, ticket_number
from bot.conversation.turn import Action, Scope, Turn
from bot.texts import Texts
from bot.tickets.desk import TicketDesk
from bot.tickets.errors import NotAskerError, TicketError, TicketUnknownError
from bot.tickets.model import Ticket
from bot.tickets.text import TicketTextError, post_text

MINE_SHOWN = 10
"""So many of one's own tickets are listed, the newest."""


@dataclass(frozen=True)
class OwnTickets:
    """What an asker can do with what they have asked. Nobody else can see it or do it."""

    texts: Texts
    desk: TicketDesk
    cards: AskerCards

    async def mine(self, turn: Turn) -> Reply:
        """The person's own tickets, where nobody else reads."""
        if turn.place.scope is not Scope.PERSONAL:
            return Reply(self.texts("mine.personal_only"))
        return self.cards.mine(await self.desk.asked_by(turn.person, MINE_SHOWN))

    async def press(self, action: Action, turn: Turn) -> list[Reply]:
        """What a button on one of the asker's cards comes to."""
        number = ticket_number(action)
        if number is None:
            return [Reply(self.texts("bad.card"))]
        try:
            return [await self._done(action, number, turn)]
        except TicketTextError as error:
            return [Reply(text_problem(self.texts, error))]
        except (TicketUnknownError, NotAskerError):
            # One sentence for both: nobody learns from it whether a ticket of that number exists.
            return [Reply(self.texts("own.not_yours", number=number))]
        except TicketError as error:
            now = self.cards.case(await self.desk.get(number))
            return [Reply(now.content, in_place=True), Reply(refusal(self.texts, error))]

    async def _done(self, action: Action, number: int, turn: Turn) -> Reply:
        desk, person = self.desk, turn.person
        match action.id.partition(".")[2]:
            case "reply":
                text = post_text(action.values.get("text", ""))
                return _in_place(self.cards.case(await desk.reply(number, person, text)))
            case "withdraw":
                return _in_place(self.cards.case(await desk.withdraw(number, person)))
            case "helped" | "unhelped" as judged:
                did = judged == "helped"
                return _in_place(self.cards.answer(await desk.helped(number, person, did=did)))
        return self.cards.case(await self._own(number, turn))

    async def _own(self, number: int, turn: Turn) -> Ticket:
        ticket = await self.desk.get(number)
        if ticket.asker.id != turn.person.id:
            raise NotAskerError(number, ticket.holder)
        if turn.place.scope is not Scope.PERSONAL and turn.place != ticket.asker_place:
            raise NotAskerError(number, ticket.holder)
        return ticket


def _in_place(reply: Reply) -> Reply:
    return Reply(reply.content, in_place=True)
