"""What the bot does by itself at night: it removes what it has kept long enough."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time, timedelta

import structlog

from bot.settings import Settings
from bot.store.keeping import Limits, Purged

NIGHT = time(3, 0)
"""When few are up, on the clock of the settings' time zone."""
LOOK_SECONDS = 600.0
"""How often the clock is looked at: a machine may sleep, and wake long after the hour."""

log = structlog.get_logger(__name__)


def limits(settings: Settings, now: datetime) -> Limits:
    """What may be removed *now*."""
    return Limits(
        conversations=now - timedelta(days=settings.keep_conversations_days),
        tickets=now - timedelta(days=settings.keep_tickets_days),
        sent=now - timedelta(days=settings.keep_sent_days),
        shown=now - timedelta(days=settings.keep_conversations_days),
        judgements=now - timedelta(days=settings.keep_judgements_days),
        deliveries=now - timedelta(days=settings.keep_deliveries_days),
    )


def next_night(now: datetime) -> datetime:
    """The first night's hour after *now*, by the wall clock of its time zone; in UTC."""
    tonight = datetime.combine(now.date(), NIGHT, now.tzinfo)
    if tonight <= now:
        tonight = datetime.combine(now.date() + timedelta(days=1), NIGHT, now.tzinfo)
    return tonight.astimezone(UTC)


async def every_night(
    purge: Callable[[Limits], Awaitable[Purged]],
    settings: Settings,
    clock: Callable[[], datetime],
    look_seconds: float = LOOK_SECONDS,
) -> None:
    """Purge each night until cancelled. Trouble with the store is logged, and the next night is another."""
    night = next_night(clock())
    while True:
        await asyncio.sleep(look_seconds)
        now = clock()
        if now < night:
            continue
        night = next_night(now)
        try:
            purged = await purge(limits(settings, now))
        except Exception as error:
            log.error("purge failed", error=type(error).__name__)
        else:
            log.info("purged", **vars(purged))
