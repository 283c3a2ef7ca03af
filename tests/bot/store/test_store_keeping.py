"""What has been kept for long enough is removed, and nothing else."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from ticket_rows import answered, submit, told

from bot.conversation.judging import Judgement, judge
from bot.store.keeping import Limits, Purged
from bot.store.tables import history, outbox, tickets
from bot.tickets.outbox import NoticeKind

LONG_AGO = timedelta(days=10_000)
KINDS = [kind.name for kind in fields(Purged)]


def removed(**counts):
    return Purged(**(dict.fromkeys(KINDS, 0) | counts))


@pytest.fixture
def nothing(at) -> Limits:
    """Limits that are older than all there is."""
    return Limits(**dict.fromkeys(KINDS, at - LONG_AGO))


async def purge(store, limits):
    """Remove what is too old; it is counted beforehand, too, and the counts agree."""
    expected = await store.keeping.purge(limits, dry_run=True)
    purged = await store.keeping.purge(limits, dry_run=False)
    assert purged == expected
    assert await store.keeping.purge(limits, dry_run=True) == removed()
    return purged


async def numbers(store, table):
    column = table.c.number if table is tickets else table.c.ticket
    async with store.database.reading() as connection:
        return set(await connection.scalars(sa.select(column)))


async def test_counting_removes_nothing(store, at):
    await store.conversations.save_state("chat", "asker-1", "{}", at)
    later = at + timedelta(days=1)
    for _ in range(2):
        assert await store.keeping.purge(Limits(**dict.fromkeys(KINDS, later)), dry_run=True) == removed(
            conversations=1
        )


async def test_conversations_that_nobody_has_touched_since_are_forgotten(store, at, nothing):
    await store.conversations.save_state("chat", "asker-1", "old", at - timedelta(days=31))
    await store.conversations.save_state("chat", "asker-2", "new", at)
    assert await purge(store, replace(nothing, conversations=at - timedelta(days=30))) == removed(
        conversations=1
    )
    assert await store.conversations.load_state("chat", "asker-1") is None
    assert await store.conversations.load_state("chat", "asker-2") == "new"


async def test_deliveries_of_long_ago_are_forgotten(store, at, nothing):
    for name, day in (("old", at - timedelta(days=3)), ("new", at)):
        async with store.deliveries.once("chat", name, day):
            pass
    assert await purge(store, replace(nothing, deliveries=at - timedelta(days=2))) == removed(deliveries=1)
    async with store.deliveries.once("chat", "new", at) as is_new:
        assert not is_new


async def test_an_open_ticket_is_never_removed(store, at, nothing):
    await submit(store, at)
    await told(store, at)
    assert await purge(store, replace(nothing, tickets=at + LONG_AGO)) == removed()


async def test_an_answered_ticket_goes_with_all_that_belongs_to_it(store, at, nothing):
    await answered(store, at)
    await answered(store, at + timedelta(days=2), "form-2")
    await told(store, at + timedelta(days=3))
    assert (await purge(store, replace(nothing, tickets=at + timedelta(days=1)))).tickets == 1
    for table in (tickets, history, outbox):
        assert await numbers(store, table) == {2}


async def test_an_answer_on_its_way_keeps_its_ticket(store, at, nothing):
    await answered(store, at)
    assert (await purge(store, replace(nothing, tickets=at + LONG_AGO))).tickets == 0


async def test_a_number_is_not_used_again(store, at, nothing):
    number = await answered(store, at)
    await told(store, at + timedelta(days=1))
    assert (await purge(store, replace(nothing, tickets=at + LONG_AGO))).tickets == 1
    assert (await submit(store, at, "form-2")).number == number + 1


async def test_what_was_sent_is_forgotten_but_for_the_answer(store, at, nothing):
    """An answer whose notice is gone would be taken for one that was never sent."""
    await answered(store, at)
    await told(store, at + timedelta(days=1))
    assert (await purge(store, replace(nothing, sent=at + LONG_AGO))).sent == 5
    async with store.database.reading() as connection:
        assert (await connection.scalars(sa.select(outbox.c.kind))).all() == [NoticeKind.DELIVER_ANSWER]
    assert await store.outbox.deliver_the_undelivered(at) == 0
    assert await store.outbox.announce_the_unannounced(at) == 0


async def test_judgements_and_what_they_were_about_have_limits_of_their_own(store, at, nothing):
    old = at - timedelta(days=31)
    for moment, message in ((old, "old"), (at, "new")):
        await store.judgements.note_shown(message, "jav", "v1", moment)
        await store.judgements.write_down()
        said = Judgement("jav", "v1", helped=True)
        await store.judgements.keep(judge(message, "asker-1"), said, moment)
    day = at - timedelta(days=30)
    assert await purge(store, replace(nothing, shown=day)) == removed(shown=1)
    assert await purge(store, replace(nothing, judgements=day)) == removed(judgements=1)
    assert await store.judgements.shown_in("old") is None
    assert await store.judgements.shown_in("new") == ("jav", "v1")
    assert len(await store.judgements.all()) == 1
