"""What the tables hold of tickets: moments in UTC, changes that are whole or none."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from ticket_rows import CHAT, EXPERT, submit, taken

from bot.conversation.turn import Person
from bot.store.errors import StoreError
from bot.store.store import open_store
from bot.store.tables import history, outbox
from bot.store.tickets import read_ticket
from bot.tickets.errors import AlreadyTakenError
from bot.tickets.model import TicketState
from bot.tickets.outbox import NoticeKind


async def count(store, table):
    async with store.database.reading() as connection:
        return await connection.scalar(sa.select(sa.func.count()).select_from(table))


async def test_a_moment_in_any_zone_is_kept_as_utc(store):
    stockholm = timezone(timedelta(hours=2))
    moment = datetime(2026, 7, 1, 9, 30, 15, 123456, tzinfo=stockholm)
    ticket = await store.tickets.get((await submit(store, moment)).number)
    assert ticket.created_at == moment
    assert ticket.created_at.tzinfo is UTC
    async with store.database.reading() as connection:
        raw = (await connection.exec_driver_sql("SELECT created_at FROM tickets")).scalar()
    assert str(raw).removesuffix("+00:00") == "2026-07-01 07:30:15.123456"


async def test_a_place_comes_back_whole(store, at):
    ticket = await store.tickets.get((await submit(store, at)).number)
    assert (ticket.asker_place, ticket.expert_place) == (CHAT, None)


async def test_a_move_that_fails_halfway_leaves_nothing(store, at, monkeypatch):
    """Ticket, history and outbox are one transaction."""
    await submit(store, at)
    before = await store.tickets.get(1)

    async def fail(*_):
        raise OSError("The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr("bot.store.tickets.enqueue", fail)
        with pytest.raises(StoreError):
            await taken(store, 1, at)
    assert await store.tickets.get(1) == before
    assert await count(store, history) == 1


async def test_a_ticket_that_changed_since_it_was_read_is_read_again(store, at, monkeypatch):
    """Where a database lets two read the same version, the row's version lets one of them write."""
    stale = await submit(store, at)
    await taken(store, 1, at)
    reads = [stale]

    async def read_stale_first(connection, number):
        return reads.pop() if reads else await read_ticket(connection, number)

    monkeypatch.setattr("bot.store.tickets.read_ticket", read_stale_first)
    late = Person("expert-2", "Expert två")
    with pytest.raises(AlreadyTakenError) as refused:
        await taken(store, 1, at, late)
    assert refused.value.holder == EXPERT
    assert reads == []


async def test_who_comes_back_after_the_lease_has_run_out_changes_nothing(store, at):
    """The notice is somebody else's by then."""
    await submit(store, at)
    lapsed = at + timedelta(minutes=1)
    slow = await store.outbox.claim([NoticeKind.ANNOUNCE], at, lapsed)
    quick = await store.outbox.claim([NoticeKind.ANNOUNCE], lapsed, lapsed + timedelta(minutes=1))
    assert (slow.abandoned, quick.abandoned) == (False, True)
    await store.outbox.fail(slow.notice, "PlaceGoneError", lapsed, ())
    assert await count(store, sa.select(outbox).where(outbox.c.state == "sending").subquery()) == 1
    await store.outbox.done(quick.notice, "message-1", lapsed, None)
    await store.outbox.postpone(slow.notice, "PostmanUnavailableError", lapsed)
    await store.outbox.postpone(quick.notice, "PostmanUnavailableError", lapsed)
    assert await store.outbox.next_due([NoticeKind.ANNOUNCE]) is None


async def test_a_cancelled_transaction_leaves_nothing_and_the_store_working(store, at):
    await submit(store, at)

    async def begin_and_wait(connection):
        await connection.execute(history.delete())
        await asyncio.Event().wait()

    task = asyncio.create_task(store.database.write(begin_and_wait))
    await asyncio.sleep(0.02)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await count(store, history) == 1
    await taken(store, 1, at)
    assert (await store.tickets.get(1)).state is TicketState.ASSIGNED


async def test_an_error_says_nothing_of_what_people_wrote(url, at):
    """Neither does any error that it comes from."""
    store = await open_store(url)

    async def drop(connection):
        await connection.exec_driver_sql("DROP TABLE ticket_history")

    await store.database.write(drop)
    with pytest.raises(StoreError) as raised:
        await submit(store, at)
    said, error = "", raised.value
    while error:
        said, error = said + str(error), error.__cause__ or error.__context__
    assert "ticket_history" in said
    assert not any(word in said for word in ("hemlig", "Frågare", "asker-1"))
    await store.close()
