import asyncio
import gc

import pytest

from bot.teams.delivery import InOrder, Lately


def test_what_came_of_a_delivery_is_remembered_for_a_while(clock):
    lately: Lately[str] = Lately(clock, seconds=10)
    assert lately.recall("a") is None
    lately.keep("a", "svar")
    clock.now += 10
    assert lately.recall("a") == "svar"
    clock.now += 1
    assert lately.recall("a") is None


def test_the_memory_is_bounded_and_drops_the_oldest(clock):
    lately: Lately[int] = Lately(clock, at_most=3)
    for number in range(5):
        lately.keep(number, number)
    assert [lately.recall(number) for number in range(5)] == [None, None, 2, 3, 4]


def test_old_memories_make_room_when_new_ones_come(clock):
    lately: Lately[int] = Lately(clock, seconds=10)
    lately.keep("old", 1)
    clock.now += 11
    lately.keep("new", 2)
    assert len(lately._kept) == 1


def test_a_forgotten_delivery_counts_as_new(clock):
    lately: Lately[int] = Lately(clock)
    lately.keep("a", 1)
    lately.forget("a")
    lately.forget("never seen")
    assert lately.recall("a") is None


async def test_turns_wait_for_each_other_in_the_order_they_came():
    order, log = InOrder(), []

    async def turn(number):
        async with order.turn_in("chat"):
            log.append(number)
            await asyncio.sleep(0)

    await asyncio.gather(*(turn(n) for n in range(20)))
    assert log == list(range(20))


async def test_a_turn_that_fails_lets_the_next_one_in():
    order = InOrder()
    with pytest.raises(ZeroDivisionError):
        async with order.turn_in("chat"):
            raise ZeroDivisionError
    async with asyncio.timeout(1), order.turn_in("chat"):
        pass


async def test_idle_conversations_take_no_memory():
    order = InOrder()
    for number in range(100):
        async with order.turn_in(str(number)):
            pass
    gc.collect()
    assert len(order._locks) == 0
