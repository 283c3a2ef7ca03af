"""Tickets as far along as a test of their moves needs them."""

from datetime import UTC, datetime

from bot.conversation.turn import Person, Place, Scope
from bot.tickets import moves
from bot.tickets.model import Resolution, Ticket, TicketState
from bot.tickets.text import post_text, question_text, request_id

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CHANNEL = Place("terminal", "experts", Scope.CHANNEL)
ONE, TWO, THREE = (Person(f"expert-{n}", f"Expert {n}") for n in (1, 2, 3))
ASKER = Person("asker-1", "Frågare")
JA = post_text("Ja.")


def new_ticket() -> Ticket:
    return Ticket(
        number=1,
        request_id=request_id("form-1"),
        state=TicketState.NEW,
        created_at=AT,
        changed_at=AT,
        asker=ASKER,
        asker_place=Place("terminal", "chat", Scope.PERSONAL),
        question=question_text("Får jag köpa in en hemlig sak?"),
    )


def taken() -> Ticket:
    return moves.take(moves.announce(new_ticket(), CHANNEL, "card-1"), ONE)


def in_state(state: TicketState) -> Ticket:
    """A ticket that stands so; whoever holds it is expert one."""
    return {
        TicketState.NEW: new_ticket,
        TicketState.ANNOUNCED: lambda: moves.announce(new_ticket(), CHANNEL, "card-1"),
        TicketState.ASSIGNED: taken,
        TicketState.WAITING: lambda: moves.ask(taken(), ONE, post_text("Vad kostar det?"), AT),
        TicketState.ANSWERED: lambda: moves.answer(taken(), ONE, post_text("Köp."), AT),
        TicketState.CLOSED: lambda: moves.close(taken(), ONE, Resolution.NOT_OURS, None, AT),
    }[state]()
