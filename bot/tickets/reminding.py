"""What is done about tickets as time passes: reminders, silent claims back to the queue, a morning's summary.

Each reminder and return is a move of the ticket, so of several replicas one makes it, and what has to be told
goes the way of all news. The summary is sent by the replica that claims the day.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

import structlog

from bot.tickets.desk import TicketDesk
from bot.tickets.model import OPEN, Ticket, TicketState
from bot.tickets.postman import PostmanError
from bot.tickets.working_hours import Calendar

LOOK_SECONDS = 60.0
"""How often the clock is looked at."""
AT_ONCE = 200
"""So many tickets are seen to in one look; the rest wait for the next."""
MOST_SUMMARISED = 10_000
MORNING = timedelta(hours=2)
"""So long after work begins a summary is still one of the morning."""

log = structlog.get_logger(__name__)


class Digests(Protocol):
    """Which days' summaries have been sent."""

    async def claim(self, day: date) -> bool:
        """Whether the summary of *day* is ours to send."""

    async def give_back(self, day: date) -> None:
        """It could not be sent."""


@dataclass(frozen=True)
class Reminding:
    """Looks at the tickets whose time has come. Nothing happens outside working hours."""

    desk: TicketDesk
    digests: Digests
    calendar: Callable[[], Calendar | None]
    """The experts' working hours as they are written now; None: nothing is promised, nothing reminded of."""
    stand_in: Callable[[Ticket, date], str]
    """Who is to see to a ticket that lay still."""
    post_digest: Callable[[Sequence[Ticket], datetime], Awaitable[None]] | None
    """Sends the summary of the open tickets; None: there is no channel."""
    clock: Callable[[], datetime]

    async def run(self, look_seconds: float = LOOK_SECONDS) -> None:
        """Look until cancelled. Trouble with the store is logged, and the next look is another."""
        while True:
            await asyncio.sleep(look_seconds)
            try:
                await self.look()
            except Exception as error:
                log.error("reminding failed", error=type(error).__name__)

    async def look(self) -> None:
        """See to what is due now."""
        calendar, now = self.calendar(), self.clock()
        if calendar is None or not calendar.is_open(now):
            return
        await self._see_to(calendar, now)
        await self._summarise(calendar, now)

    async def _see_to(self, calendar: Calendar, now: datetime) -> None:
        soon = calendar.after(now, calendar.hours.remind_before)
        silent = calendar.before(now, calendar.hours.return_after)
        for ticket in await self.desk.due(soon, now, silent, AT_ONCE):
            if ticket.due_at is not None and ticket.due_at <= soon:
                await self.desk.remind(ticket.number, now)
            if ticket.state is TicketState.ASSIGNED and ticket.changed_at <= silent:
                await self.desk.give_back(ticket.number, silent, self.stand_in(ticket, calendar.day(now)))

    async def _summarise(self, calendar: Calendar, now: datetime) -> None:
        day = calendar.day(now)
        opening = calendar.opening(day)
        is_morning = opening is not None and opening <= now < opening + MORNING
        if self.post_digest is None or not is_morning or not await self.digests.claim(day):
            return
        tickets = [listed.ticket for listed in await self.desk.list(*OPEN, limit=MOST_SUMMARISED)]
        if not tickets:
            return
        try:
            await self.post_digest(tickets, now)
        except PostmanError as error:
            log.warning("summary not sent", error=type(error).__name__)
            await self.digests.give_back(day)
