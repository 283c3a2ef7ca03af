"""Whether the bot is ready is told in bounded time, and asking costs the database next to nothing."""

import asyncio

import pytest
import sqlalchemy as sa

from bot.readiness import SHARED_SECONDS, Readiness
from bot.store.errors import StoreError
from bot.store.migrating import is_current
from bot.store.store import open_store


class Database:
    """Answers, hangs or fails, and counts how often it is asked."""

    def __init__(self):
        self.asked = 0
        self.answers = asyncio.Event()
        self.answers.set()
        self.fails = False

    async def is_current(self):
        self.asked += 1
        await self.answers.wait()
        if self.fails:
            raise StoreError("fel")
        return True


@pytest.fixture
def database():
    return Database()


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def readiness(database, clock):
    return Readiness(database.is_current, now=clock, answer_seconds=0.05)


async def test_of_many_who_ask_one_makes_the_look(readiness, database, clock):
    assert await asyncio.gather(*(readiness.trouble() for _ in range(50))) == [""] * 50
    clock.now += SHARED_SECONDS / 2
    await readiness.trouble()
    assert database.asked == 1
    clock.now += SHARED_SECONDS
    await readiness.trouble()
    assert database.asked == 2


async def test_a_database_that_hangs_is_told_in_bounded_time_and_asked_once(readiness, database, clock):
    database.answers.clear()
    async with asyncio.timeout(1):
        told = await asyncio.gather(*(readiness.trouble() for _ in range(5)))
    assert told == ["the database does not answer"] * 5
    clock.now += 10
    assert await readiness.trouble() == "the database does not answer"
    assert database.asked == 1
    database.answers.set()
    await asyncio.sleep(0)
    assert await readiness.trouble() == ""


async def test_a_look_that_hangs_is_given_up_at_the_end(readiness, database):
    database.answers.clear()
    await readiness.trouble()
    async with asyncio.timeout(1):
        await readiness.close()
    await readiness.close()


async def test_a_database_that_comes_back_is_told_too(readiness, database, clock):
    database.fails = True
    assert await readiness.trouble() == "the database cannot be used"
    database.fails = False
    clock.now += SHARED_SECONDS
    assert await readiness.trouble() == ""


@pytest.mark.parametrize(("revision", "told"), [("0001", False), ("9999", True)])
async def test_a_database_that_lacks_something_is_not_current(url, revision, told):
    """While replicas are upgraded one by one those that are left serve on, beside a newer one."""
    store = await open_store(url)
    assert await is_current(store.database)
    await store.database.write(
        lambda connection: connection.execute(
            sa.text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision}
        )
    )
    assert await is_current(store.database) is told
    await store.close()
