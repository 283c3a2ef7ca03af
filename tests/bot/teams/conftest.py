import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from bot_service import APP_ID, TENANT, ConnectorServer, ScriptedConversation, SharedMemory, Signer, echo

from bot.conversation.card import Reply
from bot.conversation.turn import Turn
from bot.teams.adapter import TeamsAdapter
from bot.teams.connector import Connector, open_session
from bot.teams.handler import TeamsHandler
from bot.teams.routes import add_routes
from bot.teams.service_urls import is_loopback_service
from bot.teams.signing_keys import SigningKeys
from bot.teams.tokens import Gate, LocalGate, TokenGate


def _now() -> datetime:
    return datetime.now(UTC)


Script = Callable[[Turn], Awaitable[list[Reply]]]


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with open_session(use_proxy_environment=False) as opened:
        yield opened


@pytest.fixture
async def connector_server() -> AsyncIterator[ConnectorServer]:
    connector = ConnectorServer()
    async with connector.server:
        yield connector


@pytest.fixture
async def signer() -> AsyncIterator[Signer]:
    signer = Signer()
    async with signer.server:
        yield signer


class Bot:
    """The endpoint as it is wired in production, with *conversation* behind it."""

    def __init__(
        self,
        connector: ConnectorServer,
        session: aiohttp.ClientSession,
        gate: Gate,
        memory: SharedMemory | None = None,
    ) -> None:
        self.memory = memory or SharedMemory()
        self.connector = connector
        self.conversation = ScriptedConversation(echo)
        self._session = session
        outgoing = Connector(session, None, is_loopback_service)
        handler = TeamsHandler(self.conversation, outgoing, _now)
        app = web.Application()
        add_routes(app, gate, TeamsAdapter(handler, outgoing, self.memory, _now))
        self.server = TestServer(app)

    def says(self, *replies: Reply) -> None:
        async def script(turn: Turn) -> list[Reply]:
            return list(replies)

        self.conversation.script = script

    async def post(self, body: Any, token: str = "") -> tuple[int, Any]:
        """Send *body* (JSON, or bytes as they are) to the bot; the status and body of its answer."""
        headers = {"Content-Type": "application/json"} | (
            {"Authorization": f"Bearer {token}"} if token else {}
        )
        sent = {"data": body} if isinstance(body, bytes) else {"json": body}
        url = self.server.make_url("/api/messages")
        async with self._session.post(url, headers=headers, **sent) as response:
            text = await response.read()
            return response.status, (await response.json() if text else None)


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as opened:
        yield opened


@pytest.fixture
async def bot(
    connector_server: ConnectorServer, session: aiohttp.ClientSession, stack: AsyncExitStack
) -> Bot:
    """A bot in local mode: no tokens."""
    bot = Bot(connector_server, session, LocalGate())
    await stack.enter_async_context(bot.server)
    return bot


@pytest.fixture
async def replica(
    bot: Bot, connector_server: ConnectorServer, session: aiohttp.ClientSession, stack: AsyncExitStack
) -> Bot:
    """A second process of the same bot."""
    replica = Bot(connector_server, session, LocalGate(), bot.memory)
    await stack.enter_async_context(replica.server)
    return replica


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def guarded_bot(
    connector_server: ConnectorServer,
    session: aiohttp.ClientSession,
    stack: AsyncExitStack,
    signer: Signer,
    clock: Clock,
) -> Bot:
    """A bot with an app id, that takes signed requests of one tenant; replies may go to loopback."""
    keys = SigningKeys(session, signer.metadata_url, clock)
    gate = TokenGate(APP_ID, keys, frozenset({TENANT}), is_loopback_service)
    bot = Bot(connector_server, session, gate)
    await stack.enter_async_context(bot.server)
    return bot


@pytest.fixture
def soon() -> Callable[[Callable[[], bool]], Awaitable[None]]:
    """Wait until something is so, two seconds at most."""

    async def wait(is_so: Callable[[], bool]) -> None:
        for _ in range(400):
            if is_so():
                return
            await asyncio.sleep(0.005)
        raise TimeoutError

    return wait
