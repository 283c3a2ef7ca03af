"""Handing in, taking, releasing and answering: once each, whatever arrives twice or at the same time."""

import asyncio

import pytest
from structlog.testing import capture_logs

from bot.conversation.turn import Person
from bot.tickets.desk import TicketDesk
from bot.tickets.errors import (
    AlreadyAnsweredError,
    AlreadyTakenError,
    NotHolderError,
    TicketUnknownError,
)
from bot.tickets.model import TicketState
from bot.tickets.outbox import Audience, NoticeKind


async def test_tickets_are_numbered_from_one(office):
    numbers = [(await office.submit(request=f"form-{n}")).number for n in range(3)]
    assert numbers == [1, 2, 3]


async def test_a_stored_ticket_comes_back_as_it_was_handed_in(office):
    ticket = await office.submit("Får jag köpa blåbär? 😀")
    assert await office.desk.get(ticket.number) == ticket
    assert ticket.state is TicketState.NEW
    assert ticket.created_at == office.clock()


async def test_the_same_form_sent_twice_is_one_ticket(office):
    first, again = await office.submit(), await office.submit()
    assert again == first
    assert len(await office.desk.list()) == 1
    await office.dispatcher.dispatch_due()
    assert len(office.postman.carried) == 1


async def test_the_same_form_sent_many_times_at_once_is_one_ticket(office, open_office):
    """Also when two processes take it in."""
    twin = await open_office()
    tickets = await asyncio.gather(*((office, twin)[n % 2].submit() for n in range(20)))
    assert {ticket.number for ticket in tickets} == {1}
    assert len(await office.desk.history(1)) == 1


async def test_a_form_id_of_another_asker_opens_nothing(office):
    """Whoever guesses a form's id gets a ticket of their own, never the other's."""
    mine = await office.submit("Min fråga")
    theirs = await office.submit("Deras fråga", asker=Person("asker-2", "Frågare två"))
    assert (mine.number, theirs.number) == (1, 2)
    assert theirs.question == "Deras fråga"


async def test_fifty_experts_race_and_one_holds_it(office, open_office):
    """From two processes at once; everyone else hears who was first, and the history shows one taking."""
    twin = await open_office()
    await office.submit()
    experts = [Person(f"expert-{n}", f"Expert {n}") for n in range(50)]
    outcomes = await asyncio.gather(
        *((office, twin)[n % 2].desk.take(1, expert) for n, expert in enumerate(experts)),
        return_exceptions=True,
    )
    holder = (await office.desk.get(1)).holder
    refusals = [outcome for outcome in outcomes if isinstance(outcome, AlreadyTakenError)]
    assert len(refusals) == 49
    assert {refusal.holder for refusal in refusals} == {holder}
    assert [row.after for row in await office.desk.history(1)] == [TicketState.NEW, TicketState.ASSIGNED]


async def test_two_answers_race_and_one_counts(office, expert):
    await office.submit()
    await office.desk.take(1, expert)
    outcomes = await asyncio.gather(
        *(office.answer(1, expert, f"Svar {n}") for n in range(10)), return_exceptions=True
    )
    assert sum(isinstance(outcome, AlreadyAnsweredError) for outcome in outcomes) == 9
    await office.settle()
    assert len(office.postman.posted((await office.desk.get(1)).asker_place)) == 1


async def test_a_ticket_goes_from_hand_to_hand_and_the_history_keeps_it_all(office, expert, other_expert):
    asker = (await office.submit()).asker
    await office.dispatcher.dispatch_due()
    office.clock.turn(minutes=1)
    await office.desk.take(1, expert)
    await office.desk.release(1, expert)
    await office.desk.take(1, other_expert)
    ticket = await office.answer(1, other_expert, "Ja.")
    assert (ticket.holder, ticket.answer, ticket.ended_at) == (other_expert, "Ja.", office.clock())
    rows = await office.desk.history(1)
    assert [(row.by, row.before, row.after) for row in rows] == [
        (asker, None, TicketState.NEW),
        (None, TicketState.NEW, TicketState.ANNOUNCED),
        (expert, TicketState.ANNOUNCED, TicketState.ASSIGNED),
        (expert, TicketState.ASSIGNED, TicketState.ANNOUNCED),
        (other_expert, TicketState.ANNOUNCED, TicketState.ASSIGNED),
        (other_expert, TicketState.ASSIGNED, TicketState.ANSWERED),
    ]
    assert rows[-1].at == office.clock()


async def test_a_repeated_press_changes_and_tells_nothing(office, expert):
    await office.submit()
    await office.settle()
    taken = [await office.desk.take(1, expert) for _ in range(3)]
    done = [await office.answer(1, expert, "Ja.") for _ in range(3)]
    assert taken == [taken[0]] * 3
    assert done == [done[0]] * 3
    await office.settle()
    ticket = await office.desk.get(1)
    assert len(await office.desk.history(1)) == 4
    assert office.postman.posted(ticket.asker_place) == ["answer: 1 Ja."]
    assert len(office.postman.updated(ticket.expert_place)) == 2


async def test_a_refused_move_leaves_no_trace(office, expert, other_expert):
    await office.submit()
    before = await office.desk.take(1, expert)
    for refused in (office.desk.release(1, other_expert), office.answer(1, other_expert, "Nej.")):
        with pytest.raises(NotHolderError):
            await refused
    assert await office.desk.get(1) == before
    assert len(await office.desk.history(1)) == 2


@pytest.mark.parametrize("number", [0, -1, 2, 2**31, 10**30])
async def test_a_number_that_no_ticket_has_is_unknown(office, expert, number):
    await office.submit()
    for asked in (office.desk.get(number), office.desk.history(number), office.desk.take(number, expert)):
        with pytest.raises(TicketUnknownError):
            await asked


async def test_the_list_is_by_state_and_oldest_first(office, expert):
    for n in range(4):
        await office.submit(request=f"form-{n}")
    await office.desk.take(2, expert)
    new = await office.desk.list(TicketState.NEW)
    assert [listed.ticket.number for listed in new] == [1, 3, 4]
    both = await office.desk.list(TicketState.NEW, TicketState.ASSIGNED, limit=2)
    assert [listed.ticket.number for listed in both] == [1, 2]
    assert await office.desk.list(TicketState.ANSWERED) == ()


async def test_each_change_wakes_the_dispatcher_after_it_is_stored(office, expert):
    wakes = []
    desk = TicketDesk(office.store.tickets, office.clock, lambda: wakes.append("woken"))
    number = (await office.submit()).number
    await desk.take(number, expert)
    await desk.release(number, expert)
    assert len(wakes) == 2


async def test_logs_carry_no_texts_or_names(office, expert):
    with capture_logs() as logs:
        await office.submit("Hemlig fråga")
        await office.desk.take(1, expert)
        await office.answer(1, expert, "Hemligt svar")
        await office.settle()
    assert len(logs) >= 6
    said = repr(logs).lower()
    assert not any(word in said for word in ("hemlig", "frågare", "expert ett", "asker-1", "ramavtal"))


def test_each_notice_has_its_readers():
    assert {kind: kind.audience for kind in NoticeKind} == {
        NoticeKind.ANNOUNCE: Audience.EXPERTS,
        NoticeKind.UPDATE_EXPERT_CARD: Audience.EXPERTS,
        NoticeKind.UPDATE_ASKER_CARD: Audience.ASKER,
        NoticeKind.DELIVER_ANSWER: Audience.ASKER,
        NoticeKind.DELIVER_QUESTION: Audience.ASKER,
        NoticeKind.TELL_CLOSED: Audience.ASKER,
        NoticeKind.TELL_EXPERTS: Audience.EXPERTS,
        NoticeKind.TELL_UNDELIVERED: Audience.EXPERTS,
        NoticeKind.MAIL_EXPERTS: Audience.MAILBOX,
    }
