"""Rows that are written together: each is stored, and one that cannot be stored harms no other."""

import asyncio

import sqlalchemy as sa

from bot.store.errors import StoreError
from bot.store.tables import deliveries
from bot.store.together import Together

REMEMBER = deliveries.insert()


async def kept(store):
    async with store.database.reading() as connection:
        return sorted(await connection.scalars(sa.select(deliveries.c.digest)))


async def test_all_that_is_put_at_once_is_stored(store, at):
    rows = [{"digest": f"{number:02}", "at": at} for number in range(40)]

    await asyncio.gather(*(store.database.put(REMEMBER, row) for row in rows))

    assert await kept(store) == [row["digest"] for row in rows]


async def test_what_is_stored_can_be_looked_up_at_once(store, at):
    for number in range(20):
        await store.database.put(REMEMBER, {"digest": str(number), "at": at})
        query = sa.select(deliveries.c.digest).where(deliveries.c.digest == sa.bindparam("name"))
        assert await store.database.look(query, {"name": str(number)}) == str(number)


async def test_a_row_that_cannot_be_stored_harms_no_other(store, at):
    rows = [{"digest": name, "at": at} for name in ("a", "b", "a", "c")]

    told = await asyncio.gather(*(store.database.put(REMEMBER, row) for row in rows), return_exceptions=True)

    assert await kept(store) == ["a", "b", "c"]
    assert [type(one) for one in told].count(StoreError) == 1


async def test_who_stops_waiting_keeps_nobody_from_storing(store, at):
    first = asyncio.create_task(store.database.put(REMEMBER, {"digest": "a", "at": at}))
    others = [asyncio.create_task(store.database.put(REMEMBER, {"digest": name, "at": at})) for name in "bc"]
    await asyncio.sleep(0)
    first.cancel()

    await asyncio.gather(*others)

    assert set(await kept(store)) >= {"b", "c"}


async def test_a_database_that_is_broken_tells_everybody_who_waits(store, at):
    await store.database.write(lambda connection: connection.execute(sa.text("DROP TABLE deliveries")))

    told = await asyncio.gather(
        *(store.database.put(REMEMBER, {"digest": str(number), "at": at}) for number in range(5)),
        return_exceptions=True,
    )
    assert [type(one) for one in told] == [StoreError] * 5


async def test_rows_of_several_statements_are_stored_side_by_side(store, at):
    async def save(number):
        await store.conversations.save_state("chat", f"asker-{number}", str(number), at)
        await store.database.put(REMEMBER, {"digest": f"{number:02}", "at": at})

    await asyncio.gather(*(save(number) for number in range(16)))

    for number in range(16):
        assert await store.conversations.load_state("chat", f"asker-{number}") == str(number)
    assert len(await kept(store)) == 16


async def test_whatever_goes_wrong_is_told_to_who_waits():
    """Nobody waits for ever, also when it is no error of the database's."""

    async def write(_):
        raise RuntimeError

    together = Together(write)
    async with asyncio.timeout(2):
        told = await asyncio.gather(*(together.put(REMEMBER, {}) for _ in range(3)), return_exceptions=True)
    assert [type(one) for one in told] == [RuntimeError] * 3
