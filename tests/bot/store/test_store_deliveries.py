"""A delivery is acted on once, whichever replica it comes to, and a conversation has one turn at a time."""

import asyncio

import pytest
import sqlalchemy as sa

from bot.store.deliveries import StoredDeliveries
from bot.store.store import open_store
from bot.store.tables import deliveries


class DiedError(Exception):
    """The turn came to nothing."""


@pytest.fixture
async def replica(url, store):
    """A second process on the same database."""
    other = await open_store(url)
    yield other
    await other.close()


async def test_what_was_acted_on_is_known_to_every_replica(store, replica, at):
    async with store.deliveries.once("chat", "message-1", at) as is_new:
        assert is_new
    for one in (store, replica):
        async with one.deliveries.once("chat", "message-1", at) as is_new:
            assert not is_new
    async with replica.deliveries.once("chat", "message-2", at) as is_new:
        assert is_new


async def test_what_came_to_nothing_is_new_when_it_comes_again(store, replica, at):
    with pytest.raises(DiedError):
        async with store.deliveries.once("chat", "message-1", at):
            raise DiedError
    async with replica.deliveries.once("chat", "message-1", at) as is_new:
        assert is_new


async def test_more_than_memory_holds_is_known_all_the_same(store, at):
    few = StoredDeliveries(store.database, most_kept=2)
    for number in range(5):
        async with few.once("chat", f"message-{number}", at) as is_new:
            assert is_new
    for number in range(5):
        async with few.once("chat", f"message-{number}", at) as is_new:
            assert not is_new
    await store.database.write(lambda connection: connection.execute(deliveries.delete()))
    async with few.once("chat", "message-0", at) as is_new:
        assert is_new, "the memory holds more than it may"


async def test_turns_that_are_the_first_together_are_all_remembered(store, at):
    async def turn(number):
        async with store.deliveries.once(f"chat-{number}", f"message-{number}", at) as is_new:
            return is_new

    assert all(await asyncio.gather(*map(turn, range(20))))
    assert not any(await asyncio.gather(*map(turn, range(20))))


@pytest.fixture
async def replicas(postgres_url):
    """Two processes that can run at the same time."""
    stores = [await open_store(postgres_url) for _ in range(2)]
    yield stores
    await asyncio.gather(*(one.close() for one in stores))


async def test_replicas_take_a_conversations_turns_one_at_a_time(replicas, at):
    """The second delivery of a message waits for the first, and then there is nothing left to do."""
    inside, acted = [], []

    async def turn(number):
        async with replicas[number % 2].deliveries.once("chat", f"message-{number // 2}", at) as is_new:
            assert inside == []
            inside.append(number)
            await asyncio.sleep(0.005)
            inside.remove(number)
            if is_new:
                acted.append(number // 2)

    await asyncio.gather(*(turn(number) for number in range(20)))
    assert sorted(acted) == list(range(10))


async def test_one_conversation_does_not_wait_for_another(replicas, at):
    first, second = replicas
    async with (
        asyncio.timeout(2),
        first.deliveries.once("chat-1", "message-1", at),
        second.deliveries.once("chat-2", "message-1", at) as is_new,
    ):
        assert is_new


async def test_many_conversations_at_once_leave_connections_for_their_work(store, at):
    """Each holds its conversation and needs the database meanwhile."""

    async def turn(number):
        async with store.deliveries.once(f"chat-{number}", "message-1", at):
            await store.conversations.save_state(f"chat-{number}", "asker-1", "{}", at)

    async with asyncio.timeout(10):
        await asyncio.gather(*(turn(number) for number in range(60)))


async def test_what_is_kept_names_nobody(store, at):
    async with store.deliveries.once("chat-of-asker-1", "asker-1 wrote message-1", at):
        pass
    async with store.database.reading() as connection:
        (row,) = (await connection.execute(sa.select(deliveries))).all()
    assert "asker" not in repr(row)
