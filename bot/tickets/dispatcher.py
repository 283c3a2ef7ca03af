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

Pace
    One message at a time goes to the experts' channel, and none to a place that has had its share or has
    asked for quiet; the others do not wait for it. ``bot/tickets/pace.py`` says how fast that is.

What can never arrive
    is not tried again. Operators hear of it by the log and the figures, and of what cannot reach the asker
    the experts hear too, in the ticket's thread: they can call. If their channel is gone they get a mail,
    where a mail server is set up.

Order
    What one audience is told of one ticket comes in order. The experts' trouble does not delay the asker, nor
    one ticket another.
"""

import asyncio
from collections.abc import Callable, Collection, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from bot.tickets.backoff import LONGEST_ASKED_SECONDS, seconds_until_next_try
from bot.tickets.errands import Errands
from bot.tickets.moves import Move
from bot.tickets.outbox import Audience, Claim, Notice, NoticeKind
from bot.tickets.pace import PLACE_PER_SECOND, TOTAL_PER_SECOND, Pace
from bot.tickets.postman import PlaceGoneError, PostmanUnavailableError

SEND_SECONDS = 30.0
"""A message that takes longer is tried again later."""
LEASE = timedelta(seconds=60)
"""How long a notice stays with the one that sends it: longer than a send may take."""
LOOK_SECONDS = 30.0
"""How often to look without being kicked: another process may have written."""
RECONCILE_SECONDS = 3_600.0
"""How often what is out of step is mended: a channel that was gone may be back."""
LONGEST_TURN_SECONDS = 5.0
"""How long a notice waits in our hands for its turn; if it is longer, somebody else's goes first."""
WORKERS = 4
"""How many messages may be on their way at once, so that a slow place does not hold the others up."""

EXPERTS = "experts"
"""The experts' channel as a place to send to. Teams counts its threads one by one; here they are one."""
MAILBOX = "mailbox"
"""The experts' mailbox as a place to send to."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Timing:
    """How long the dispatcher waits for what, and how fast it sends."""

    send_seconds: float = SEND_SECONDS
    lease: timedelta = LEASE
    look_seconds: float = LOOK_SECONDS
    total_per_second: float = TOTAL_PER_SECOND
    place_per_second: float = PLACE_PER_SECOND


class Outbox(Protocol):
    """Keeps notices."""

    async def announce_the_unannounced(self, at: datetime) -> int:
        """See to it that each new ticket has an announcement waiting; gives how many lacked one."""

    async def deliver_the_undelivered(self, at: datetime) -> int:
        """See to it that each answer has been sent or waits to be; gives how many lacked that."""

    async def claim(self, kinds: Collection[NoticeKind], now: datetime, until: datetime) -> Claim | None:
        """A notice of *kinds* that is due and next in its order, marked as being sent *until* then."""

    async def done(self, notice: Notice, message: str, at: datetime, move: Move | None) -> None:
        """It was sent as *message* (empty: none came of it), and the ticket makes *move*."""

    async def postpone(self, notice: Notice, error: str, due_at: datetime) -> None:
        """It was not sent, and is tried again at *due_at*."""

    async def fail(
        self, notice: Notice, error: str, at: datetime, consequences: Collection[NoticeKind]
    ) -> None:
        """It can never be sent; *consequences* are told instead."""

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
        observe: Callable[[NoticeKind, str], None],
        timing: Timing = Timing(),
    ) -> None:
        """*clock* gives now, with time zone; *chance* gives 0–1 and spreads the tries.

        *observe* is told how each try to send went: ``done``, ``postponed`` or ``failed``.
        """
        self._outbox = outbox
        self._errands = errands
        self._clock = clock
        self._chance = chance
        self._observe = observe
        self._timing = timing
        self._pace = Pace(lambda: clock().timestamp(), timing.total_per_second, timing.place_per_second)
        self._experts_are_told = False
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
        """Send what is due, and mend what is out of step, until ``stop``.

        No trouble with store or channel ends it.
        """
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._keep_reconciled())
            for _ in range(WORKERS):
                tasks.create_task(self._work())

    async def reconcile(self) -> int:
        """Let what a channel, new or mended, was never told wait to be sent; gives how many notices.

        Ticket and notices are written together, so nothing is out of step as long as all goes well. A new
        ticket lacks an announcement when there was no channel, or it was gone; an answer lacks its delivery
        when rows were lost, such as in a database that was put together by hand.
        """
        at = self._clock()
        missing = await self._outbox.deliver_the_undelivered(at)
        if NoticeKind.ANNOUNCE in self._errands.kinds:
            missing += await self._outbox.announce_the_unannounced(at)
        log.info("reconciled", notices_added=missing)
        if missing:
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

    async def _keep_reconciled(self) -> None:
        while not self._stopping:
            pause = RECONCILE_SECONDS
            try:
                await self.reconcile()
            except Exception as error:
                log.error("reconciling failed", error=type(error).__name__)
                pause = self._timing.look_seconds
            await self._rest_unless_stopped(pause)

    async def _rest_unless_stopped(self, seconds: float) -> None:
        """Kicks do not end this rest: they are about what is in step."""
        try:
            async with asyncio.timeout(seconds):
                while not self._stopping:
                    await self._kicked.wait()
        except TimeoutError:
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
                pause = self._timing.look_seconds
            await _rest(kicked, pause)

    async def _seconds_to_next(self) -> float:
        """How long until there can be something to send that nobody else has in hand."""
        pauses = [self._timing.look_seconds]
        for audience in Audience:
            if audience is Audience.EXPERTS and self._experts_are_told:
                continue  # whoever tells them goes on to the next
            due_at = await self._outbox.next_due(self._kinds(audience))
            if due_at is not None:
                until_due = (due_at - self._clock()).total_seconds()
                free = self._pace.seconds_until_free(EXPERTS) if audience is Audience.EXPERTS else 0.0
                pauses.append(max(until_due, free, 0.0))
        return min(pauses)

    def _kinds(self, *audiences: Audience) -> Set[NoticeKind]:
        return {kind for kind in self._errands.kinds if kind.audience in audiences}

    async def _dispatch_one(self) -> bool:
        """Send one notice, if there is one whose turn it is."""
        others = self._kinds(Audience.ASKER, Audience.MAILBOX)
        if self._experts_are_told or self._pace.seconds_until_free(EXPERTS):
            return await self._claim_and_send(others) is not None
        self._experts_are_told = True  # before anything is awaited: one at a time goes there
        try:
            told = await self._claim_and_send(self._kinds(Audience.EXPERTS))
        finally:
            self._experts_are_told = False
        return told is not None or await self._claim_and_send(others) is not None

    async def _claim_and_send(self, kinds: Set[NoticeKind]) -> Claim | None:
        now = self._clock()
        claim = await self._outbox.claim(kinds, now, now + self._timing.lease)
        if claim is None:
            return None
        places = {Audience.EXPERTS: EXPERTS, Audience.MAILBOX: MAILBOX}
        place = places.get(claim.notice.kind.audience, claim.ticket.asker_place.conversation)
        wait = self._pace.seconds_until_free(place)
        if wait > LONGEST_TURN_SECONDS:
            await self._outbox.postpone(claim.notice, claim.notice.last_error, now + timedelta(seconds=wait))
            return claim
        await asyncio.sleep(self._pace.reserve_place(place))
        await asyncio.sleep(self._pace.reserve())
        await self._send(claim, place)
        return claim

    async def _send(self, claim: Claim, place: str) -> None:
        notice = claim.notice
        known = log.bind(ticket=notice.ticket, kind=notice.kind, attempts=notice.attempts)
        try:
            async with asyncio.timeout(self._timing.send_seconds):
                sent = await self._errands.send(claim)
        except PlaceGoneError as error:
            known.error("notice failed", error=type(error).__name__)
            instead = self._errands.instead_of(notice.kind)
            await self._outbox.fail(notice, type(error).__name__, self._clock(), instead)
            self._observe(notice.kind, "failed")
        except (PostmanUnavailableError, TimeoutError) as error:
            known.warning("notice postponed", error=type(error).__name__)
            await self._postpone(notice, error, place)
        except (
            Exception
        ) as error:  # a fault of ours: an upgrade may mend it, and nothing may be lost meanwhile
            known.error("notice postponed", error=type(error).__name__)
            await self._postpone(notice, error, place)
        else:
            await self._outbox.done(notice, sent.message, self._clock(), sent.move)
            known.info("notice done", posted=bool(sent.message))
            self._observe(notice.kind, "done")

    async def _postpone(self, notice: Notice, error: Exception, place: str) -> None:
        asked = error.retry_after if isinstance(error, PostmanUnavailableError) else None
        if asked:
            self._pace.hold(place, min(asked, LONGEST_ASKED_SECONDS))
        wait = timedelta(seconds=seconds_until_next_try(notice.attempts, asked, self._chance()))
        await self._outbox.postpone(notice, type(error).__name__, self._clock() + wait)
        self._observe(notice.kind, "postponed")


async def _rest(kicked: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await kicked.wait()
    except TimeoutError:
        return
