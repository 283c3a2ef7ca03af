"""The bot as a process of its own, which can be told to kill itself at a certain step.

A step is what the outside can see of a process: a transaction that is committed, a message that is sent. At
each step there are two moments to die at, before and after. The module is loaded once, by the server that the
processes are forked from, so that starting one takes no time.
"""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.connection import Connection
from typing import Any

import structlog
from aiohttp import web

import bot.store.database
import bot.teams.adapter
import bot.teams.connector
import bot.tickets.backoff
import bot.tickets.dispatcher
import bot.tickets.outbox
from bot.conversation.library import open_library
from bot.server import build_app
from bot.settings import Settings
from bot.tickets.dispatcher import Timing

QUICK = Timing(
    send_seconds=0.4,
    lease=timedelta(seconds=0.6),
    look_seconds=0.1,
    total_per_second=2_000.0,
    place_per_second=1_000.0,
)
"""Nobody waits for Teams here: what takes a minute or a second in earnest takes half of one, or nothing."""

LIBRARY = open_library()


@dataclass(frozen=True)
class Plan:
    """What one process is for."""

    database: str
    service_url: str
    expert_channel: str
    dies_at: int = 0
    """The moment to die at, 1, 2, 3 …; 0: none."""


@dataclass(frozen=True)
class Sending:
    """A notice begins to be sent, or its sending has been noted."""

    kind: str
    is_noted: bool


def serve(plan: Plan, pipe: Connection) -> None:
    """Serve until killed. The port is sent through *pipe*, and then the name of each moment as it passes."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(50),
        logger_factory=structlog.ReturnLoggerFactory(),
    )
    bot.tickets.backoff.FIRST_SECONDS = 0.05
    bot.tickets.outbox.RECEIPT_LEAD = timedelta(seconds=0.05)
    bot.teams.adapter.FIRST_PAUSE = 0.02
    asyncio.run(_serve(plan, pipe))


async def _serve(plan: Plan, pipe: Connection) -> None:
    settings = Settings(
        database_url=plan.database,
        expert_channel_id=plan.expert_channel,
        expert_service_url=plan.service_url,
    )
    runner = web.AppRunner(await build_app(settings, LIBRARY, look_every=3_600, timing=QUICK))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    _die(plan.dies_at, pipe)
    pipe.send(runner.addresses[0][1])
    await asyncio.Event().wait()


def _die(at: int, pipe: Connection) -> None:
    """Let the process kill itself at the moment *at*, and say which moments pass."""
    moments = 0

    def passes(name: str) -> None:
        nonlocal moments
        moments += 1
        pipe.send(name)
        if moments == at:
            os.kill(os.getpid(), signal.SIGKILL)

    def with_moments(
        work: Callable[..., Awaitable[Any]], name_of: Callable[..., str]
    ) -> Callable[..., Awaitable[Any]]:
        async def whole(*arguments: Any) -> Any:
            name = name_of(*arguments)
            passes(f"before {name}")
            result = await work(*arguments)
            passes(f"after {name}")
            return result

        return whole

    database, connector = bot.store.database.Database, bot.teams.connector.Connector
    claims = {"StoredOutbox.claim"}  # looked for all the time, mostly in vain: a step only when it finds one

    async def write(self: Any, work: Any) -> Any:
        name = work.__qualname__.partition(".<locals>")[0]
        if name not in claims:
            return await with_moments(original_write, lambda *_: name)(self, work)
        found = await original_write(self, work)
        if found is not None:
            passes(f"after {name} of {found.notice.kind}")
        return found

    send = bot.tickets.dispatcher.Dispatcher._send

    async def told(self: Any, claim: Any, place: str) -> None:
        pipe.send(Sending(claim.notice.kind, False))
        await send(self, claim, place)
        pipe.send(Sending(claim.notice.kind, True))

    bot.tickets.dispatcher.Dispatcher._send = told  # type: ignore[method-assign]
    original_write = database.write
    database.write = write  # type: ignore[method-assign]
    connector._call = with_moments(  # type: ignore[method-assign]
        connector._call, lambda _self, method, _url, _path, activity: f"{method} {_what(activity)}"
    )


def _what(activity: Any) -> str:
    """Who a message is for."""
    place = activity.get("conversation", {}).get("id", "") if isinstance(activity, dict) else ""
    return "to the experts" if place.startswith("19:") else "to the asker"
