"""What surrounds the Teams endpoint: a connector, a signer of tokens, a scripted conversation."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any
from urllib.parse import unquote

import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric import rsa

from bot.conversation.card import Card, Paragraph, Reply
from bot.conversation.searching import Hit
from bot.conversation.turn import Person, Place, Turn

APP_ID = "11111111-2222-3333-4444-555555555555"
TENANT = "99999999-8888-7777-6666-555555555555"
BOT = {"id": f"28:{APP_ID}", "name": "Inköpsboten"}
USER = {"id": "29:user", "name": "Beställare"}


@dataclass(frozen=True)
class Sent:
    """One request that the connector got."""

    method: str
    path: str
    body: Any
    authorization: str


class ConnectorServer:
    """Records what the bot sends; *respond* can be replaced to answer otherwise than 201 with an id."""

    def __init__(self) -> None:
        self.sent: list[Sent] = []
        self.respond: Callable[[Sent], Awaitable[web.Response]] = self._accept
        app = web.Application()
        app.router.add_route("*", "/{rest:.*}", self._record)
        self.server = TestServer(app)

    async def _record(self, request: web.Request) -> web.Response:
        body = json.loads(await request.read() or b"null")
        path = unquote(request.rel_url.raw_path)
        sent = Sent(request.method, path, body, request.headers.get("Authorization", ""))
        self.sent.append(sent)
        return await self.respond(sent)

    async def _accept(self, sent: Sent) -> web.Response:
        _, _, member = sent.path.partition("/members/")
        if member:  # everybody belongs everywhere
            return web.json_response({"id": member, "name": f"Namn på {member}"})
        return web.json_response({"id": f"m{len(self.sent)}"}, status=201)

    def answer(self, *responses: tuple[int, Any, dict[str, str]] | int) -> None:
        """Answer with these in turn (a status, or status, body and headers), then accept everything."""
        queue = list(responses)

        async def respond(sent: Sent) -> web.Response:
            if not queue:
                return await self._accept(sent)
            response = queue.pop(0)
            status, body, headers = (response, {}, {}) if isinstance(response, int) else response
            return web.json_response(body, status=status, headers=headers)

        self.respond = respond

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.port}/"

    @property
    def messages(self) -> list[Any]:
        return [s.body for s in self.sent if s.method == "POST" and s.body["type"] == "message"]

    @property
    def texts(self) -> list[str]:
        return [m.get("text", "") for m in self.messages]


@cache
def rsa_key(number: int) -> rsa.RSAPrivateKey:
    """The test's keys, made once each."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Signer:
    """Stands for login.botframework.com: OpenID metadata, keys, and tokens signed with the newest of them."""

    def __init__(self) -> None:
        self.kid = 1
        self.fetches = 0
        self.down = False
        self.delay = 0.0
        self.endorsements: list[str] | None = ["msteams"]
        app = web.Application()
        app.router.add_get("/metadata", self._metadata)
        app.router.add_get("/keys", self._keys)
        self.server = TestServer(app)

    @property
    def metadata_url(self) -> str:
        return f"http://127.0.0.1:{self.server.port}/metadata"

    async def _metadata(self, _: web.Request) -> web.Response:
        return web.json_response({"issuer": "x", "jwks_uri": f"http://127.0.0.1:{self.server.port}/keys"})

    async def _keys(self, _: web.Request) -> web.Response:
        self.fetches += 1
        await asyncio.sleep(self.delay)
        if self.down:
            return web.Response(status=500)
        jwk = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(rsa_key(self.kid).public_key()))
        jwk |= {"kid": f"key{self.kid}", "use": "sig"}
        if self.endorsements is not None:
            jwk["endorsements"] = self.endorsements
        return web.json_response({"keys": [jwk, {"kty": "EC", "kid": "other"}]})

    def token(self, service_url: str, *, signed_with: int | None = None, **claims: Any) -> str:
        """A token as the Bot Connector makes them; a claim given as None is left out."""
        now = int(time.time())
        payload = {
            "iss": "https://api.botframework.com",
            "aud": APP_ID,
            "nbf": now - 60,
            "exp": now + 3600,
            "serviceurl": service_url,
        } | claims
        payload = {name: value for name, value in payload.items() if value is not None}
        key = rsa_key(signed_with or self.kid)
        return jwt.encode(payload, key, algorithm="RS256", headers={"kid": f"key{self.kid}"})


@dataclass
class ScriptedConversation:
    """Answers each turn with what *script* gives, and remembers the turns."""

    script: Callable[[Turn], Awaitable[list[Reply]]]
    greeting: list[Reply] = field(default_factory=lambda: [Reply("Hej!")])
    turns: list[Turn] = field(default_factory=list)
    welcomes: list[tuple[Place, Person]] = field(default_factory=list)
    searches: list[tuple[str, date]] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    judgements: list[tuple[str, str, bool, str]] = field(default_factory=list)

    async def turn(self, turn: Turn) -> list[Reply]:
        self.turns.append(turn)
        return await self.script(turn)

    async def welcome(self, place: Place, added_by: Person) -> list[Reply]:
        self.welcomes.append((place, added_by))
        return self.greeting

    def search(self, text: str, day: date) -> list[Hit]:
        """Find the text itself."""
        self.searches.append((text, day))
        return [Hit(text, "Ett svar", Card(text, (Paragraph("Svaret"),)))] if text != "inget" else []

    async def shown(self, message: str, reply: Reply, at: datetime) -> None:  # noqa: ARG002
        if reply.facts.get("kind") == "answer":
            self.answers.append(message)

    async def judge(self, message: str, person: Person, at: datetime, *, helped: bool, words: str) -> None:  # noqa: ARG002
        self.judgements.append((message, person.id, helped, words))


class SharedMemory:
    """What replicas know of deliveries; the real one is a database, and tested beside it."""

    def __init__(self) -> None:
        self.acted_on: set[str] = set()

    @asynccontextmanager
    async def once(self, conversation: str, delivery: str, at: datetime) -> AsyncIterator[bool]:  # noqa: ARG002
        yield delivery not in self.acted_on
        self.acted_on.add(delivery)


async def echo(turn: Turn) -> list[Reply]:
    """Say what was said."""
    return [Reply(turn.text)]


def activity(service_url: str, **changes: Any) -> dict[str, Any]:
    """A personal message as Teams sends it; a field given as None is left out."""
    whole = {
        "type": "message",
        "id": "1:in",
        "channelId": "msteams",
        "serviceUrl": service_url,
        "from": USER,
        "recipient": BOT,
        "conversation": {"id": "a:chat", "conversationType": "personal", "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT}},
        "text": "hej",
        "locale": "en-US",
    } | changes
    return {name: value for name, value in whole.items() if value is not None}


def press(service_url: str, verb: str = "next", /, **changes: Any) -> dict[str, Any]:
    """A press on a card's button: ``Action.Execute``."""
    data = {"action": verb, "v": "1"}
    invoke = {
        "type": "invoke",
        "name": "adaptiveCard/action",
        "id": "f:press",
        "text": None,
        "replyToId": "card1",
        "value": {"action": {"type": "Action.Execute", "verb": verb, "data": data}, "trigger": "manual"},
    }
    return activity(service_url, **(invoke | changes))
