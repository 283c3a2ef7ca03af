"""Messages leave no faster than Teams takes them, and a place that is full does not hold the others up."""

import asyncio
import time
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tickets.dispatcher import Timing
from bot.tickets.outbox import NoticeKind
from bot.tickets.pace import PLACE_PER_SECOND, TEAMS_TOTAL_PER_SECOND, TOTAL_PER_SECOND, Pace
from bot.tickets.postman import PlaceGoneError, PostmanUnavailableError


class Seconds:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@given(st.lists(st.floats(0, 0.3), min_size=1, max_size=200))
def test_no_second_has_more_than_the_share_of_all(gaps):
    clock, left = Seconds(), []
    pace = Pace(clock)
    for gap in gaps:
        clock.now += gap
        left.append(clock.now + pace.reserve())
    for moment in left:
        within = [at for at in left if moment <= at < moment + 0.99]
        assert len(within) <= TOTAL_PER_SECOND < TEAMS_TOTAL_PER_SECOND


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 2)), max_size=100))
def test_no_place_gets_two_within_a_second(sends):
    clock, left = Seconds(), {}
    pace = Pace(clock)
    for place, gap in sends:
        clock.now += gap
        turn = clock.now + pace.reserve_place(place)
        assert turn - left.get(place, float("-inf")) >= 1 / PLACE_PER_SECOND - 1e-6
        left[place] = turn


def test_a_free_place_does_not_wait_for_a_full_one():
    pace = Pace(Seconds())
    assert [pace.reserve_place("a") for _ in range(5)] == pytest.approx([0, 1, 2, 3, 4])
    assert pace.reserve_place("b") == 0


def test_a_place_that_asked_for_quiet_has_it():
    clock = Seconds()
    pace = Pace(clock)
    pace.hold("a", 90)
    pace.hold("a", 10)
    assert pace.seconds_until_free("a") == 90
    assert pace.reserve_place("b") == 0
    clock.now = 90
    assert pace.seconds_until_free("a") == 0


def test_places_of_long_ago_are_forgotten():
    clock = Seconds()
    pace = Pace(clock)
    for number in range(5_000):
        clock.now += 2
        pace.reserve_place(str(number))
    assert len(pace._next_to) <= 1_001


async def test_the_channel_is_told_one_ticket_at_a_time(office, channel):
    """It would be no quicker to take several, and the others' messages would have fewer hands."""
    there = 0

    async def slow_in_channel(place):
        nonlocal there
        if place == channel:
            there += 1
            assert there == 1
            await asyncio.sleep(0.005)
            there -= 1

    for n in range(8):
        await office.submit(request=f"form-{n}")
    office.postman.before = slow_in_channel
    await office.dispatcher.dispatch_due()
    assert len(office.postman.posted(channel)) == 8


async def test_cards_in_the_channel_come_at_its_pace(open_office, channel, clock, monkeypatch):
    """Twenty a second here; the dispatcher looks again by itself when the channel has room."""
    office = await open_office(timing=Timing(place_per_second=20.0))
    began = time.monotonic()
    start = clock.now
    monkeypatch.setattr(
        type(clock), "__call__", lambda _: start + timedelta(seconds=time.monotonic() - began)
    )
    for n in range(6):
        await office.submit(request=f"form-{n}")
    running = asyncio.create_task(office.dispatcher.run())
    for _ in range(6):
        async with asyncio.timeout(5):
            await office.postman.arrivals.get()
    assert time.monotonic() - began >= 0.25
    office.dispatcher.stop()
    await running
    assert len(office.postman.posted(channel)) == 6


async def test_a_channel_that_asks_for_quiet_is_not_asked_about_other_tickets_either(office, channel):
    async def busy(place):
        raise PostmanUnavailableError(retry_after=60)

    office.postman.before = busy
    for n in range(3):
        await office.submit(request=f"form-{n}")
    assert await office.dispatcher.dispatch_due() == 1
    office.postman.before = None
    office.clock.turn(seconds=59)
    await office.dispatcher.dispatch_due()
    assert office.postman.posted(channel) == []
    office.clock.turn(seconds=1)
    await office.dispatcher.dispatch_due()
    assert len(office.postman.posted(channel)) == 3


async def test_an_asker_whose_chat_asks_for_quiet_gets_the_answer_afterwards(office, chat, expert):
    async def busy(place):
        if place == chat:
            raise PostmanUnavailableError(retry_after=60)

    await office.submit()
    await office.settle()
    await office.desk.take(1, expert)
    office.postman.before = busy
    await office.settle()
    await office.answer(1, expert, "Ja.")
    office.postman.before = None
    office.clock.turn(seconds=10)
    await office.dispatcher.dispatch_due()
    assert office.postman.posted(chat) == []
    office.clock.turn(seconds=60)
    await office.settle()
    assert office.postman.posted(chat) == ["answer: 1 Ja."]
    (listed,) = await office.desk.list()
    assert listed.undelivered == ()


async def test_experts_hear_of_an_answer_that_cannot_reach_its_asker(office, chat, channel, expert):
    """In the ticket's thread, and once; somebody can call."""

    async def gone(place):
        if place == chat:
            raise PlaceGoneError

    await office.submit()
    await office.settle()
    await office.desk.take(1, expert)
    await office.answer(1, expert, "Ja.")
    office.postman.before = gone
    await office.settle()
    office.clock.turn(days=1)
    await office.settle()
    told = [entry for entry in office.postman.carried if entry[2] == "undelivered: 1"]
    assert told == [(f"{channel.conversation} under message-1", "", "undelivered: 1")]
    assert (NoticeKind.DELIVER_ANSWER, "failed") in office.tries
