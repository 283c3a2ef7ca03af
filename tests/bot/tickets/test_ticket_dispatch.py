"""What is written in the outbox reaches its readers, in order, whatever the channel does."""

import asyncio

import pytest
from structlog.testing import capture_logs

from bot.store.errors import StoreError
from bot.tickets.model import TicketState
from bot.tickets.outbox import NoticeKind, NoticeState
from bot.tickets.postman import PlaceGoneError, PostmanUnavailableError


def in_turn(*troubles):
    """On each way, the next trouble is met; after the last there is none."""
    left = list(troubles)

    async def meet(place):
        if left and (trouble := left.pop(0)):
            raise trouble

    return meet


def at(conversation, trouble):
    """Whoever is on the way to *conversation* meets *trouble*."""

    async def meet(place):
        if place.conversation == conversation:
            raise trouble

    return meet


async def test_a_ticket_lives_as_one_card_for_each_side_and_one_message_with_the_answer(
    office, expert, chat, channel
):
    await office.submit()
    await office.settle()
    await office.desk.take(1, expert)
    await office.settle()
    await office.answer(1, expert, "Ja.")
    await office.settle()
    assert office.postman.posted(channel) == ["experts: 1 new"]
    assert office.postman.updated(channel) == ["experts: 1 assigned", "experts: 1 answered"]
    assert office.postman.posted(chat) == ["answer: 1 Ja."]
    assert office.postman.updated(chat) == ["asker: 1 announced", "asker: 1 assigned", "asker: 1 answered"]
    ticket = await office.desk.get(1)
    assert (ticket.expert_place, ticket.expert_card) == (channel, "message-1")
    assert {updated for _, updated, _ in office.postman.carried} == {"", "message-1", "receipt-1"}


async def test_the_announcement_moves_the_ticket_and_only_then_the_asker_reads_it(office, chat):
    await office.submit()
    assert office.postman.carried == []
    await office.dispatcher.dispatch_due()
    assert (await office.desk.get(1)).state is TicketState.ANNOUNCED
    assert office.postman.updated(chat) == []  # the receipt that the press is answered with comes first
    office.clock.turn(seconds=3)
    await office.dispatcher.dispatch_due()
    assert office.postman.updated(chat) == ["asker: 1 announced"]


async def test_nothing_is_sent_twice(office):
    await office.submit()
    await office.settle()
    sent = list(office.postman.carried)
    assert await office.dispatcher.dispatch_due() == 0
    assert office.postman.carried == sent


async def test_two_processes_send_each_notice_once(office, open_office, channel):
    twin = await open_office()
    for n in range(10):
        await office.submit(request=f"form-{n}")
    await asyncio.gather(office.dispatcher.dispatch_due(), twin.dispatcher.dispatch_due())
    assert len(office.postman.posted(channel)) == 10
    assert {listed.ticket.state for listed in await office.desk.list()} == {TicketState.ANNOUNCED}


async def test_an_unavailable_channel_is_tried_again_after_growing_waits(office, channel):
    office.postman.before = in_turn(PostmanUnavailableError(), PostmanUnavailableError(), None)
    await office.submit()
    await office.dispatcher.dispatch_due()
    office.clock.turn(seconds=1.9)
    assert await office.dispatcher.dispatch_due() == 0
    office.clock.turn(seconds=0.1)
    assert await office.dispatcher.dispatch_due() == 1
    office.clock.turn(seconds=3.9)
    assert await office.dispatcher.dispatch_due() == 0
    office.clock.turn(seconds=0.1)
    await office.dispatcher.dispatch_due()
    assert office.postman.posted(channel) == ["experts: 1 new"]


async def test_a_channel_that_asks_for_time_gets_it(office):
    office.postman.before = in_turn(PostmanUnavailableError(retry_after=90))
    await office.submit()
    await office.dispatcher.dispatch_due()
    office.clock.turn(seconds=89)
    assert await office.dispatcher.dispatch_due() == 0
    office.clock.turn(seconds=1)
    assert await office.dispatcher.dispatch_due() == 2  # the announcement, and the asker's card after it


async def test_what_is_late_shows_in_the_list_until_it_has_arrived(office):
    office.postman.before = in_turn(PostmanUnavailableError())
    await office.submit()
    await office.dispatcher.dispatch_due()
    (listed,) = await office.desk.list()
    assert [(late.kind, late.attempts, late.last_error) for late in listed.undelivered] == [
        (NoticeKind.ANNOUNCE, 1, "PostmanUnavailableError")
    ]
    await office.settle()
    (listed,) = await office.desk.list()
    assert listed.undelivered == ()


async def test_a_place_that_is_gone_is_not_tried_again_and_operators_hear_of_it(office, chat, expert):
    await office.submit()
    await office.desk.take(1, expert)
    await office.settle()
    await office.answer(1, expert, "Ja.")
    office.postman.before = at(chat.conversation, PlaceGoneError())
    with capture_logs() as logs:
        await office.settle()
    errors = [(line["ticket"], line["kind"]) for line in logs if line["log_level"] == "error"]
    assert (1, NoticeKind.DELIVER_ANSWER) in errors
    office.clock.turn(days=1)
    assert await office.dispatcher.dispatch_due() == 0
    (listed,) = await office.desk.list(TicketState.ANSWERED)
    failed = {notice.kind for notice in listed.undelivered if notice.state is NoticeState.FAILED}
    assert failed == {NoticeKind.DELIVER_ANSWER, NoticeKind.UPDATE_ASKER_CARD}


async def test_a_fault_of_ours_is_logged_by_name_and_tried_again(office, channel):
    office.postman.before = in_turn(ValueError("Hemlig fråga"))
    await office.submit()
    with capture_logs() as logs:
        await office.dispatcher.dispatch_due()
    assert [line["error"] for line in logs if line["log_level"] == "error"] == ["ValueError"]
    assert "Hemlig" not in repr(logs)
    office.clock.turn(seconds=2)
    await office.dispatcher.dispatch_due()
    assert office.postman.posted(channel) == ["experts: 1 new"]


async def test_a_postman_who_never_comes_back_is_given_up_for_now(office, channel):
    async def sleep_forever(place):
        await asyncio.sleep(3600)

    office.postman.before = sleep_forever
    await office.submit()
    await office.dispatcher.dispatch_due()
    office.postman.before = None
    office.clock.turn(seconds=2)
    await office.dispatcher.dispatch_due()
    assert office.postman.posted(channel) == ["experts: 1 new"]


async def test_a_slow_place_does_not_hold_the_others_up(office, channel, expert):
    """The experts' channel hangs; the asker of another ticket gets the answer meanwhile."""
    released = asyncio.Event()

    async def hang_in_channel(place):
        if place == channel:
            await released.wait()

    await office.submit(request="form-1")
    await office.submit(request="form-2")
    await office.desk.take(2, expert)
    await office.answer(2, expert, "Ja.")
    office.postman.before = hang_in_channel
    office.clock.turn(seconds=3)
    sending = asyncio.create_task(office.dispatcher.dispatch_due())
    await office.postman.arrival_of("answer: 2 Ja.")
    assert office.postman.posted(channel) == []
    released.set()
    await sending


async def test_the_experts_trouble_does_not_delay_the_asker(office, chat, channel, expert):
    """Of one ticket, too."""
    await office.submit()
    await office.settle()
    office.postman.before = at(channel.conversation, PostmanUnavailableError())
    await office.desk.take(1, expert)
    await office.answer(1, expert, "Ja.")
    await office.dispatcher.dispatch_due()
    office.clock.turn(seconds=3)
    await office.dispatcher.dispatch_due()
    assert office.postman.posted(chat) == ["answer: 1 Ja."]


async def test_one_audience_is_told_in_order(office, channel, expert):
    """While the announcement is tried again, no update overtakes it."""
    office.postman.before = in_turn(PostmanUnavailableError(), None)
    await office.submit()
    await office.dispatcher.dispatch_due()
    await office.desk.take(1, expert)
    assert await office.dispatcher.dispatch_due() == 0
    office.clock.turn(seconds=2)
    await office.dispatcher.dispatch_due()
    assert office.postman.posted(channel) == ["experts: 1 assigned"]
    assert office.postman.updated(channel) == ["experts: 1 assigned"]
    assert (await office.desk.get(1)).holder == expert


async def test_answered_before_the_channel_took_it_a_ticket_is_not_announced(office, channel, chat, expert):
    office.postman.before = in_turn(PostmanUnavailableError(), None)
    await office.submit()
    await office.dispatcher.dispatch_due()
    await office.desk.take(1, expert)
    await office.answer(1, expert, "Ja.")
    office.clock.turn(seconds=3)
    await office.dispatcher.dispatch_due()
    assert office.postman.posted(channel) == []
    assert office.postman.posted(chat) == ["answer: 1 Ja."]


async def test_an_asker_without_a_card_gets_the_answer_and_no_updates(office, expert, chat):
    await office.submit(card="")
    await office.settle()
    await office.desk.take(1, expert)
    await office.answer(1, expert, "Ja.")
    await office.settle()
    assert office.postman.posted(chat) == ["answer: 1 Ja."]
    assert office.postman.updated(chat) == []


@pytest.fixture
async def running(office):
    task = asyncio.create_task(office.dispatcher.run())
    yield task
    office.dispatcher.stop()
    await task


async def test_a_kick_sends_at_once(office, running):
    """It would take half a minute until the dispatcher looks by itself."""
    await asyncio.sleep(0.05)
    await office.submit()
    await office.postman.arrival_of("experts: 1 new")


async def test_stopping_lets_what_is_on_its_way_arrive(office, channel):
    async def linger(place):
        office.dispatcher.stop()
        await asyncio.sleep(0.05)

    office.postman.before = linger
    await office.submit()
    await office.dispatcher.run()
    assert office.postman.posted(channel) == ["experts: 1 new"]
    assert (await office.desk.get(1)).state is TicketState.ANNOUNCED


async def test_trouble_with_the_store_does_not_end_the_dispatcher(office, running, monkeypatch):
    """It looks again later, or when it is kicked."""
    failed = asyncio.Event()

    async def fail(*_):
        failed.set()
        raise StoreError("The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(office.store.outbox, "claim", fail)
        office.dispatcher.kick()
        await failed.wait()
    await office.submit()
    await office.postman.arrival_of("experts: 1 new")
