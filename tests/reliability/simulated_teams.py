"""Teams as the bot meets it: a connector that takes messages, in whatever mood, and what stands in chats."""

import asyncio
import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import unquote

from aiohttp import web


class Mood(StrEnum):
    """How the connector behaves."""

    WELL = "well"
    FAILING = "failing"
    """Every third request is refused: 503, or 429 with a time to wait."""
    SLOW = "slow"
    """Every request takes a while, and every fifth longer than the bot waits for it; the message is taken."""
    FORGETFUL = "forgetful"
    """Every fourth request is carried out and then answered with 500."""
    TWICE = "twice"
    """What people do is delivered twice, to any replica. The connector itself is well."""


SLOW_SECONDS = 0.02
HANGING_SECONDS = 0.6


@dataclass
class Chats:
    """What one organisation's members see. Messages by id, as they stand now, in the order they came."""

    mood: Mood = Mood.WELL
    messages: dict[str, dict[str, Any]] = field(default_factory=dict)
    unsure: int = 0
    """How many messages were taken and then not answered for, so that the bot cannot know of them."""
    _change: asyncio.Event = field(default_factory=asyncio.Event)
    _requests: Any = field(default_factory=itertools.count)
    _ids: Any = field(default_factory=lambda: itertools.count(1))

    async def changed(self) -> None:
        """Wait for the next message, new or updated."""
        await self._change.wait()

    def card(self, id_: str) -> dict[str, Any]:
        """The card of a message, or nothing."""
        attachments = self.messages[id_].get("attachments") or [{}]
        found: dict[str, Any] = attachments[0].get("content", {})
        return found

    def ids(self, conversation: str, holds: Callable[[str], bool]) -> list[str]:
        """The messages in *conversation* whose text or card *holds* something."""
        return [
            id_
            for id_, message in self.messages.items()
            if message["conversation"]["id"] == conversation
            and holds(json.dumps(message, ensure_ascii=False))
        ]

    async def answer(self, method: str, id_: str, body: dict[str, Any]) -> web.Response:
        """Take a request in the present mood."""
        number = next(self._requests)
        if self.mood is Mood.FAILING and number % 3 == 0:
            refused = {"Retry-After": "0.05"} if number % 2 else {}
            return web.json_response({}, status=429 if refused else 503, headers=refused)
        if self.mood is Mood.SLOW:
            await asyncio.sleep(SLOW_SECONDS)
        taken = self._take(method, id_, body)
        if self.mood is Mood.SLOW and number % 5 == 0:
            self.unsure += method == "POST"
            await asyncio.sleep(HANGING_SECONDS)
        if self.mood is Mood.FORGETFUL and number % 4 == 0:
            self.unsure += method == "POST"
            return web.json_response({}, status=500)
        return taken

    def _take(self, method: str, id_: str, body: dict[str, Any]) -> web.Response:
        if body.get("type") == "typing":
            return web.json_response({"id": ""}, status=201)
        if method == "POST":
            id_ = f"m{next(self._ids)}"
        elif id_ not in self.messages:
            return web.json_response({}, status=404)
        self.messages[id_] = body | {
            "conversation": self.messages[id_]["conversation"] if method == "PUT" else body["conversation"]
        }
        self._change.set()
        self._change = asyncio.Event()
        return web.json_response({"id": id_}, status=201 if method == "POST" else 200)


class Connector:
    """One server for many organisations, each at a service URL of its own."""

    def __init__(self) -> None:
        self._chats: dict[str, Chats] = {}
        app = web.Application()
        app.router.add_route("*", "/{tenant}/v3/conversations/{rest:.*}", self._handle)
        self._runner = web.AppRunner(app)
        self._port = 0

    async def start(self) -> None:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self._port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        await self._runner.cleanup()

    def open(self, name: str, mood: Mood, phase: int = 0) -> tuple[str, Chats]:
        """A new organisation: its service URL, and what is seen there.

        With another *phase* the mood strikes other requests.
        """
        self._chats[name] = chats = Chats(mood, _requests=itertools.count(phase))
        return f"http://127.0.0.1:{self._port}/{name}", chats

    async def _handle(self, request: web.Request) -> web.Response:
        chats = self._chats[request.match_info["tenant"]]
        parts = unquote(request.rel_url.raw_path).split("/v3/conversations/")[1].split("/")
        body = json.loads(await request.read() or b"{}")
        body["conversation"] = {"id": parts[0]}
        if parts[1] == "members":  # everybody belongs everywhere
            return web.json_response({"id": parts[2], "name": ""})
        return await chats.answer(request.method, parts[2] if len(parts) > 2 else "", body)
