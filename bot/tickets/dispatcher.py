"""Sends what the outbox holds, until it has arrived.

What is promised, and its price
    A notice is marked as being sent before it is sent, and as done afterwards, in the transaction that stores
    the new message's id and moves the ticket. If the process dies in between, or the channel goes silent
    after it took the message, nobody can know whether the message arrived: Teams can neither be asked nor
    told a key that it would know again. Such a notice is sent again when ``LEASE`` has run out, for a ticket
    that nobody hears of is worse than a card that is seen twice; both cards carry the same number and act on
    the same ticket. Updates do no harm when repeated. An announcement is not repeated if somebody has taken
    the ticket meanwhile: it evidently arrived. The lease, rather than a sweep at start, also keeps a starting
    process from repeating what the one it replaces is just sending.

Order
    What one audience is told of one ticket comes in order. The experts' trouble does not delay the asker, nor
    one ticket another.
"""

import asyncio
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from bot.tickets.backoff import seconds_until_next_try
from bot.tickets.errands import Errands
from bot.tickets.model import Move
from bot.tickets.outbox import Claim, Notice, NoticeKind
from bot.tickets.postman import PlaceGoneError, PostmanUnavailableError

SEND_SECONDS = 30.0
"""A message that takes longer is tried again later."""
LEASE = timedelta(seconds=60)
"""How long a notice stays with the one that sends it: longer than a send may take."""
LOOK_SECONDS = 30.0
"""How often to look without being kicked: another process may have written."""
WORKERS = 4
"""How many messages may be on their way at once, so that a slow place does not hold the others up."""

log = structlog.get_logger(__name__)


class Outbox(Protocol):
    """Keeps notices."""

    async def announce_the_unannounced(self, at: datetime) -> int:
        """See to it that each new ticket has an announcement waiting; gives how many lacked one."""

    async def claim(self, kinds: Collection[NoticeKind], now: datetime, until: datetime) -> Claim | None:
        """A notice of *kinds* that is due and next in its order, marked as being sent *until* then."""

    async def done(self, notice: Notice, message: str, at: datetime, move: Move | None) -> None:
        """It was sent as *message* (empty: none came of it), and the ticket makes *move*."""

    async def postpone(self, notice: Notice, error: str, due_at: datetime) -> None:
        """It was not sent, and is tried again at *due_at*."""

    async def fail(self, notice: Notice, error: str, at: datetime) -> None:
        """It can never be sent."""

    async def next_due(self, kinds: Collection[NoticeKind]) -> datetime | None:
        """When the next notice of *kinds* is due; nothing when none waits."""


class Dispatcher:
    """Sends notices through a postman, one task with ``run``."""

    def __init__(
        self,
        outbox: Outbox,
        errands: Errands,
        *,
        clock: Callable[[], datetime],
        chance: Callable[[], float],
        send_seconds: float = SEND_SECONDS,
    ) -> None:
        """*clock* gives now, with time zone; *chance* gives 0–1 and spreads the tries."""
        self._outbox = outbox
        self._errands = errands
        self._clock = clock
        self._chance = chance
        self._send_seconds = send_seconds
        self._kicked = asyncio.Event()
        self._stopping = False

    def kick(self) -> None:
        """Look at once: something has been written."""
        self._kicked.set()
        self._kicked = asyncio.Event()

    def stop(self) -> None:
        """Let ``run`` return when what is on its way has arrived, at most ``send_seconds`` later."""
        self._stopping = True
        self.kick()

    async def run(self) -> None:
        """Reconcile, then send what is due until ``stop``. No trouble with store or channel ends it."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._reconcile_at_start())
            for _ in range(WORKERS):
                tasks.create_task(self._work())

    async def reconcile(self) -> int:
        """Announce what a channel, new or mended, was never told; gives how many tickets that are."""
        if NoticeKind.ANNOUNCE not in self._errands.kinds:
            return 0
        missing = await self._outbox.announce_the_unannounced(self._clock())
        log.info("reconciled", announcements_added=missing)
        self.kick()
        return missing

    async def dispatch_due(self) -> int:
        """Send all that is due now; gives how many notices were handled."""
        async with asyncio.TaskGroup() as tasks:
            drains = [tasks.create_task(self._drain()) for _ in range(WORKERS)]
        return sum(drain.result() for drain in drains)

    async def _drain(self) -> int:
        handled = 0
        while await self._dispatch_one():
            handled += 1
        return handled

    async def _reconcile_at_start(self) -> None:
        while not self._stopping:
            try:
                await self.reconcile()
            except Exception as error:
                log.error("reconciling failed", error=type(error).__name__)
                await _rest(self._kicked, LOOK_SECONDS)
            else:
                return

    async def _work(self) -> None:
        while not self._stopping:
            kicked = self._kicked  # taken before looking, so that a kick meanwhile is not missed
            try:
                if await self._dispatch_one():
                    continue
                pause = await self._seconds_to_next()
            except Exception as error:
                log.error("dispatching failed", error=type(error).__name__)
                pause = LOOK_SECONDS
            await _rest(kicked, pause)

    async def _seconds_to_next(self) -> float:
        due_at = await self._outbox.next_due(self._errands.kinds)
        if due_at is None:
            return LOOK_SECONDS
        return min(max((due_at - self._clock()).total_seconds(), 0.0), LOOK_SECONDS)

    async def _dispatch_one(self) -> bool:
        now = self._clock()
        claim = await self._outbox.claim(self._errands.kinds, now, now + LEASE)
        if claim is None:
            return False
        notice = claim.notice
        known = log.bind(ticket=notice.ticket, kind=notice.kind, attempts=notice.attempts)
        try:
            async with asyncio.timeout(self._send_seconds):
                sent = await self._errands.send(claim)
        except PlaceGoneError as error:
            known.error("notice failed", error=type(error).__name__)
            await self._outbox.fail(notice, type(error).__name__, self._clock())
        except (PostmanUnavailableError, TimeoutError) as error:
            known.warning("notice postponed", error=type(error).__name__)
            await self._postpone(notice, error)
        except (
            Exception
        ) as error:  # a fault of ours: an upgrade may mend it, and nothing may be lost meanwhile
            known.error("notice postponed", error=type(error).__name__)
            await self._postpone(notice, error)
        else:
            await self._outbox.done(notice, sent.message, self._clock(), sent.move)
            known.info("notice done", posted=bool(sent.message))
        return True

    async def _postpone(self, notice: Notice, error: Exception) -> None:
        asked = error.retry_after if isinstance(error, PostmanUnavailableError) else None
        wait = timedelta(seconds=seconds_until_next_try(notice.attempts, asked, self._chance()))
        await self._outbox.postpone(notice, type(error).__name__, self._clock() + wait)


async def _rest(kicked: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await kicked.wait()
    except TimeoutError:
        return
