"""No ticket is lost or told wrongly when the process dies, or when the experts' channel comes and goes."""

import asyncio

import pytest

from bot.store.tables import outbox
from bot.tickets.dispatcher import LEASE
from bot.tickets.model import TicketState
from bot.tickets.outbox import NoticeKind
from bot.tickets.postman import PlaceGoneError


class ProcessDiedError(BaseException):
    """Not an ``Exception``: nothing in the process gets to handle it."""


def die_at(way):
    """Die on the *way*-th way of the postman (1 …)."""
    ways = 0

    async def meet(place):
        nonlocal ways
        ways += 1
        if ways == way:
            raise ProcessDiedError

    return meet


async def survives(step):
    try:
        await step
    except* ProcessDiedError:
        died = True
    else:
        died = False
    return not died


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("way", range(1, 8))
async def test_a_process_that_dies_on_any_way_leaves_nobody_uninformed(open_office, expert, way, moment):
    """What was on its way when it died may arrive twice; nothing is lost."""
    office = await open_office()
    postman, clock = office.postman, office.clock
    setattr(postman, moment, die_at(way))
    steps = [
        lambda at: at.submit(),
        lambda at: at.settle(),
        lambda at: at.desk.take(1, expert),
        lambda at: at.settle(),
        lambda at: at.answer(1, expert, "Ja."),
        lambda at: at.settle(),
    ]
    deaths = 0
    for step in steps:
        if not await survives(step(office)):
            deaths += 1
            office = await open_office()
            clock.now += LEASE
            await office.settle()
    assert deaths == 1
    ticket = await office.desk.get(1)
    assert (ticket.state, ticket.holder, ticket.answer) == (TicketState.ANSWERED, expert, "Ja.")
    announced, answered = postman.posted(ticket.expert_place), postman.posted(ticket.asker_place)
    assert 1 <= len(announced) <= 2
    assert answered in (["answer: 1 Ja."], ["answer: 1 Ja."] * 2)
    assert postman.updated(ticket.expert_place)[-1] == "experts: 1 answered"
    assert postman.updated(ticket.asker_place)[-1] == "asker: 1 answered"
    assert [listed.undelivered for listed in await office.desk.list()] == [()]
    assert len(await office.desk.history(1)) == 4


async def test_what_a_dead_process_was_sending_waits_for_its_lease(open_office, clock, postman, channel):
    """It may be another process that is just sending it."""
    office = await open_office()
    await office.submit()
    postman.after = die_at(1)
    assert not await survives(office.dispatcher.dispatch_due())
    heir = await open_office()
    clock.turn(seconds=LEASE.total_seconds() - 1)
    assert await heir.dispatcher.dispatch_due() == 0
    clock.turn(seconds=1)
    assert await heir.dispatcher.dispatch_due() == 2  # the announcement again, and the asker's card
    assert len(postman.posted(channel)) == 2


async def test_an_announcement_that_evidently_arrived_is_not_repeated(
    open_office, clock, postman, channel, expert
):
    """The process died before it noted the announcement down, and an expert took the ticket from the card."""
    office = await open_office()
    await office.submit()
    postman.after = die_at(1)
    assert not await survives(office.dispatcher.dispatch_due())
    heir = await open_office()
    await heir.desk.take(1, expert)
    clock.now += LEASE
    await heir.settle()
    assert postman.posted(channel) == ["experts: 1 new"]
    await heir.desk.release(1, expert)
    await heir.settle()
    assert postman.posted(channel) == ["experts: 1 new", "experts: 1 new"], (
        "nobody has it, and no card is known"
    )
    assert (await heir.desk.get(1)).state is TicketState.ANNOUNCED


async def test_a_killed_dispatcher_task_leaves_a_store_that_works(office, channel, clock):
    async def never(place):
        await asyncio.Event().wait()

    office.postman.before = never
    await office.submit()
    task = asyncio.create_task(office.dispatcher.run())
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    office.postman.before = None
    clock.now += LEASE
    await office.settle()
    assert office.postman.posted(channel) == ["experts: 1 new"]


async def test_without_a_channel_a_ticket_waits_and_can_be_answered_all_the_same(open_office, expert, chat):
    office = await open_office(None)
    await office.submit()
    assert await office.dispatcher.reconcile() == 0
    await office.settle()
    assert office.postman.carried == []
    (listed,) = await office.desk.list(TicketState.NEW)
    assert listed.undelivered == ()
    await office.desk.take(1, expert)
    await office.answer(1, expert, "Ja.")
    await office.settle()
    assert office.postman.posted(chat) == ["answer: 1 Ja."]


async def test_when_a_channel_is_configured_new_tickets_are_announced_there(open_office, channel):
    without = await open_office(None)
    for n in range(3):
        await without.submit(request=f"form-{n}")
    await without.settle()
    office = await open_office()
    running = asyncio.create_task(office.dispatcher.run())
    await office.postman.arrival_of("experts: 3 new")
    office.dispatcher.stop()
    await running
    assert sorted(office.postman.posted(channel)) == [f"experts: {n} new" for n in (1, 2, 3)]


async def test_when_a_channel_is_mended_what_failed_is_announced_once(open_office, channel, postman):
    broken = await open_office()
    await broken.submit()

    async def gone(place):
        raise PlaceGoneError

    postman.before = gone
    await broken.settle()
    (listed,) = await broken.desk.list(TicketState.NEW)
    assert [notice.kind for notice in listed.undelivered] == [NoticeKind.ANNOUNCE]
    postman.before = None
    office = await open_office()
    await office.settle()
    assert postman.posted(channel) == [], "a place that is gone is not tried by itself"
    running = asyncio.create_task(office.dispatcher.run())
    await postman.arrival_of("experts: 1 new")
    office.dispatcher.stop()
    await running
    assert await office.dispatcher.reconcile() == 0
    await office.settle()
    assert postman.posted(channel) == ["experts: 1 new"]
    (listed,) = await office.desk.list()
    assert (listed.ticket.state, listed.undelivered) == (TicketState.ANNOUNCED, ())


async def test_released_where_no_channel_is_a_ticket_is_announced_once_there_is_one(
    open_office, expert, channel
):
    without = await open_office(None)
    await without.submit()
    await without.desk.take(1, expert)
    await without.desk.release(1, expert)
    office = await open_office()
    await office.dispatcher.reconcile()
    await office.settle()
    assert office.postman.posted(channel) == ["experts: 1 new"]


async def test_an_answer_that_nothing_ever_sent_is_delivered_once(office, open_office, chat, expert):
    """A database that was put together by hand may lack what the outbox remembers."""
    await office.submit()
    await office.settle()
    await office.desk.take(1, expert)
    await office.answer(1, expert, "Ja.")

    async def lose(connection):
        await connection.execute(outbox.delete().where(outbox.c.kind != NoticeKind.ANNOUNCE))

    await office.store.database.write(lose)
    twin = await open_office()
    assert sorted(await asyncio.gather(office.dispatcher.reconcile(), twin.dispatcher.reconcile())) == [0, 1]
    await office.settle()
    assert office.postman.posted(chat) == ["answer: 1 Ja."]
    assert await office.dispatcher.reconcile() == 0


async def test_replicas_that_reconcile_at_the_same_moment_announce_once(open_office, channel):
    without = await open_office(None)
    for n in range(5):
        await without.submit(request=f"form-{n}")
    await without.store.database.write(lambda connection: connection.execute(outbox.delete()))
    offices = [await open_office() for _ in range(3)]
    assert sum(await asyncio.gather(*(one.dispatcher.reconcile() for one in offices))) == 5
    await asyncio.gather(*(one.dispatcher.dispatch_due() for one in offices))
    assert len(without.postman.posted(channel)) == 5


async def test_a_card_whose_sending_was_never_noted_is_known_once_it_is_pressed(
    open_office, clock, postman, expert, channel
):
    """The process died after the card was sent and before it was noted; the press tells which card it is."""
    office = await open_office()
    await office.submit()
    postman.after = die_at(1)
    assert not await survives(office.dispatcher.dispatch_due())
    office = await open_office()
    await office.desk.take(1, expert, (channel, "message-1"))
    clock.now += LEASE
    await office.settle()
    await office.answer(1, expert, "Ja.")
    await office.settle()
    ticket = await office.desk.get(1)
    assert (ticket.expert_place, ticket.expert_card) == (channel, "message-1")
    assert len(postman.posted(channel)) == 1
    assert postman.updated(channel)[-1] == "experts: 1 answered"
