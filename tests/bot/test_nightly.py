"""Each night, by the wall clock, what has been kept for long enough is removed."""

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from structlog.testing import capture_logs

from bot.nightly import every_night, limits, next_night
from bot.settings import Settings
from bot.store.errors import StoreError
from bot.store.keeping import Purged

STOCKHOLM = ZoneInfo("Europe/Stockholm")


@pytest.mark.parametrize(
    ("now", "night"),
    [
        (datetime(2026, 11, 25, 2, 59, tzinfo=STOCKHOLM), datetime(2026, 11, 25, 2, 0, tzinfo=UTC)),
        (datetime(2026, 11, 25, 3, 0, tzinfo=STOCKHOLM), datetime(2026, 11, 26, 2, 0, tzinfo=UTC)),
        (datetime(2026, 3, 28, 12, 0, tzinfo=STOCKHOLM), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (datetime(2026, 10, 24, 12, 0, tzinfo=STOCKHOLM), datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
    ],
)
def test_the_hour_is_that_of_the_wall_clock(now, night):
    """Also on the nights when the clock is put forward or back."""
    assert next_night(now) == night


def test_each_kind_is_kept_as_long_as_its_setting_says():
    now = datetime(2026, 11, 25, 3, 0, tzinfo=STOCKHOLM)
    found = limits(Settings(keep_conversations_days=1, keep_tickets_days=2, keep_sent_days=3), now)
    kept = [now - limit for limit in (found.conversations, found.tickets, found.sent, found.deliveries)]
    assert kept == [timedelta(days=days) for days in (1, 2, 3, 2)]


async def test_it_is_done_once_a_night_and_a_failed_night_is_no_end():
    now = datetime(2026, 11, 25, 2, 59, tzinfo=STOCKHOLM)
    nights: list[datetime] = []
    third = asyncio.Event()

    def clock():
        nonlocal now
        now += timedelta(minutes=30)
        return now

    async def purge(found):
        nights.append(now)
        if len(nights) == 2:
            raise StoreError("The disk is full.")
        if len(nights) == 3:
            third.set()
        return Purged(1, 2, 3, 4, 5, 6)

    with capture_logs() as logs:
        task = asyncio.create_task(every_night(purge, Settings(), clock, look_seconds=0))
        async with asyncio.timeout(2):
            await third.wait()
        task.cancel()
    assert [(night.day, night.hour) for night in nights] == [(26, 3), (27, 3), (28, 3)]
    assert [line["event"] for line in logs] == ["purged", "purge failed", "purged"]
    assert logs[0]["tickets"] == 2
