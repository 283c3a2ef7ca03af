"""The bot as a web service: Teams' messages in, tickets' news out, health and figures beside."""

import asyncio
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress

import structlog
from aiohttp import ClientSession, web

from bot.app import build_dispatcher, build_reminding, build_talk
from bot.conversation.library import Library
from bot.curation import folders, open_fit
from bot.free_memory import give_back, use_one_heap
from bot.nightly import every_night
from bot.observing import Figures
from bot.present import clock
from bot.readiness import Readiness
from bot.receipts.links import ReceiptLinks
from bot.reloading import LOOK_EVERY, Reloading, Seen, look
from bot.settings import Settings
from bot.store.errors import StoreError
from bot.store.keeping import Limits, Purged
from bot.store.migrating import is_current
from bot.store.store import open_store
from bot.teams.adapter import TeamsAdapter
from bot.teams.connector import Connector, open_session
from bot.teams.handler import TeamsHandler
from bot.teams.outgoing_token import OutgoingToken, with_client_secret, with_managed_identity
from bot.teams.post import TeamsPostman
from bot.teams.receipt_page import add_receipts
from bot.teams.roster import TeamsRoster
from bot.teams.routes import add_routes
from bot.teams.service_urls import is_loopback_service, is_teams_service
from bot.teams.signing_keys import SigningKeys
from bot.teams.tokens import Gate, LocalGate, TokenGate
from bot.terminal import PastTerminals
from bot.texts import swedish
from bot.tickets.dispatcher import Timing
from dialogs.receipt import Receipt

WRITE_SECONDS = 2.0
"""How often what nobody waits for is written down."""

log = structlog.get_logger(__name__)


async def build_app(
    settings: Settings,
    library: Library,
    *,
    seen: Seen | None = None,
    look_every: float = LOOK_EVERY,
    timing: Timing = Timing(),  # noqa: B008 - frozen
) -> web.Application:
    """The application, ready to be served; what it opens here it closes when it is cleaned up.

    It begins with *library*, read after *seen* was seen of its files, and takes newer content into use when
    they change; it looks every *look_every* seconds. Tickets' news are sent with
    *timing*. Raises ``StoreError`` where the database cannot be used.
    """
    use_one_heap()
    store = await open_store(settings.database, to_serve=True)
    signed = bool(settings.microsoft_app_id)
    session = open_session(use_proxy_environment=signed)
    is_trusted = is_teams_service if signed else is_loopback_service
    figures = Figures()
    connector = Connector(session, token_of(settings, figures.token_failed), is_trusted)
    postman = PastTerminals(TeamsPostman(connector))
    dispatcher = build_dispatcher(store, postman, settings, figures.notice, timing)
    links = ReceiptLinks(settings.address, settings.link_key.get_secret_value())
    talk = build_talk(
        library,
        store,
        settings=settings,
        kick=dispatcher.kick,
        observe=figures.observe,
        link=links.link,
        roster=TeamsRoster(connector, time.monotonic),
    )
    reminding = build_reminding(talk, store, postman, settings)
    watched = folders(settings.content_dir)

    def put(library: Library) -> None:
        talk.conversation.put(library)
        give_back()

    reloading = Reloading(
        watched,
        lambda: open_fit(settings.content_dir, clock(settings)().date()),
        put,
        figures.content_faults,
        in_use=look(watched) if seen is None else seen,
        every=look_every,
    )

    app = web.Application()
    now = clock(settings)
    handler = TeamsHandler(talk.conversation, connector, now)
    adapter = TeamsAdapter(handler, connector, store.deliveries, now, failed=figures.turn_failed)
    add_routes(app, _gate(settings, session), adapter, figures.refused)
    add_receipts(app, links.opened, _as_pdf)
    readiness = Readiness(lambda: is_current(store.database))
    _add_health(app, figures, readiness)

    async def purge(limits: Limits) -> Purged:
        return await store.keeping.purge(limits, dry_run=False)

    async def opened(_: web.Application) -> AsyncIterator[None]:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(dispatcher.run())
            writing = tasks.create_task(keep_writing(store.judgements.write_down))
            looking = tasks.create_task(reloading.run())
            reminders = tasks.create_task(reminding.run())
            nights = tasks.create_task(every_night(purge, settings, now))
            give_back()
            with _asked_by_signal(reloading):
                yield
            looking.cancel()
            nights.cancel()
            reminders.cancel()
            writing.cancel()
            dispatcher.stop()
        await readiness.close()
        with suppress(StoreError):
            await store.judgements.write_down()
        await session.close()
        await store.close()

    app.cleanup_ctx.append(opened)
    return app


def _gate(settings: Settings, session: ClientSession) -> Gate:
    """Who may send to the bot."""
    if not settings.microsoft_app_id:
        return LocalGate()
    return TokenGate(settings.microsoft_app_id, SigningKeys(session), frozenset(settings.tenants))


def _as_pdf(receipt: Receipt) -> bytes:
    """*receipt* as a file. What draws it is large, and most days nobody asks for one."""
    from bot.receipts.pdf import to_pdf  # noqa: PLC0415

    return to_pdf(receipt, swedish())


async def keep_writing(write_down: Callable[[], Awaitable[None]]) -> None:
    """Write down what nobody waits for, until cancelled."""
    while True:
        await asyncio.sleep(WRITE_SECONDS)
        try:
            await write_down()
        except StoreError:
            log.error("judgements not written down")


@contextmanager
def _asked_by_signal(reloading: Reloading) -> Iterator[None]:
    """``SIGHUP`` asks for the content to be read at once, where the system has that signal."""
    if sys.platform == "win32":
        yield
        return
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGHUP, reloading.ask)
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGHUP)


def token_of(settings: Settings, failed: Callable[[], None] = lambda: None) -> OutgoingToken | None:
    """What gives the bot's own token, and tells *failed* when there is none; nothing in local use."""
    if not settings.microsoft_app_id:
        return None
    if settings.managed_identity:
        return OutgoingToken(with_managed_identity(settings.microsoft_app_id), failed=failed)
    secret = settings.microsoft_app_password.get_secret_value()
    ask = with_client_secret(settings.microsoft_app_id, secret, settings.tenant_id)
    return OutgoingToken(ask, failed=failed)


def _add_health(app: web.Application, figures: Figures, readiness: Readiness) -> None:
    """``/healthz``: the process lives; ``/readyz``: it takes messages; ``/metrics``: how many."""

    async def alive(_: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def ready(_: web.Request) -> web.Response:
        trouble = await readiness.trouble()
        return web.json_response({"status": trouble or "ok"}, status=503 if trouble else 200)

    async def metrics(_: web.Request) -> web.Response:
        return web.Response(body=figures.exposition(), content_type="text/plain", charset="utf-8")

    app.router.add_get("/healthz", alive)
    app.router.add_get("/readyz", ready)
    app.router.add_get("/metrics", metrics)
