import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import requests
from aiohttp import web
from aiohttp.test_utils import TestServer
from bot_service import APP_ID, TENANT
from structlog.testing import capture_logs

from bot.teams.outgoing_token import (
    OutgoingToken,
    TokenUnavailableError,
    with_client_secret,
    with_managed_identity,
)


class Entra:
    """Stands for login.microsoftonline.com: the directory's metadata and its token endpoint."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.seconds = 3600
        self.error: tuple[int, dict[str, str]] | None = None
        app = web.Application()
        app.router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", self._metadata)
        app.router.add_get("/common/discovery/instance", self._instance)
        app.router.add_post("/{tenant}/oauth2/v2.0/token", self._token)
        self.server = TestServer(app)

    async def _metadata(self, request: web.Request) -> web.Response:
        base = f"https://login.microsoftonline.com/{request.match_info['tenant']}"
        endpoints = {"authorization_endpoint": f"{base}/a", "token_endpoint": f"{base}/oauth2/v2.0/token"}
        return web.json_response({"issuer": f"{base}/v2.0", **endpoints})

    async def _instance(self, _: web.Request) -> web.Response:
        return web.json_response({"metadata": []})

    async def _token(self, request: web.Request) -> web.Response:
        self.asked.append({k: str(v) for k, v in (await request.post()).items()})
        if self.error is not None:
            status, body = self.error
            return web.json_response(body, status=status)
        answer = {"token_type": "Bearer", "access_token": f"t{len(self.asked)}", "expires_in": self.seconds}
        return web.json_response(answer)


@pytest.fixture
async def entra() -> AsyncIterator[Entra]:
    entra = Entra()
    async with entra.server:
        yield entra


class ToLoopback(requests.adapters.HTTPAdapter):
    """Sends what is meant for Microsoft to the test's own server."""

    def __init__(self, port: int | None) -> None:
        super().__init__()
        self._port = port

    def send(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        request.url = request.url.replace(
            "https://login.microsoftonline.com", f"http://127.0.0.1:{self._port}"
        )
        return super().send(request, *args, **kwargs)


@pytest.fixture
async def http(entra: Entra) -> AsyncIterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = False
        session.mount("https://", ToLoopback(entra.server.port))
        yield session


async def test_the_token_is_asked_for_once_with_the_secret_and_kept(entra, http):
    token = OutgoingToken(with_client_secret(APP_ID, "hemlig", TENANT, http))
    assert await asyncio.gather(*(token.get() for _ in range(10))) == ["t1"] * 10
    (asked,) = entra.asked
    assert asked["client_id"] == APP_ID
    assert asked["client_secret"] == "hemlig"
    assert asked["grant_type"] == "client_credentials"
    assert asked["scope"] == "https://api.botframework.com/.default"


async def test_a_refusal_is_an_error_that_a_later_try_can_mend(entra, http, clock):
    """Entra is not asked again for ten seconds."""
    entra.error = (401, {"error": "invalid_client", "error_description": "AADSTS7000222"})
    token = OutgoingToken(with_client_secret(APP_ID, "fel", TENANT, http), clock)
    for _ in range(3):
        with pytest.raises(TokenUnavailableError):
            await token.get()
    assert len(entra.asked) == 1
    entra.error = None
    clock.now += 11
    assert await token.get() == "t2"


SAID = "AADSTS7000222: The provided client secret keys are expired.\r\nTrace ID: 1\r\nTimestamp: now"


async def test_why_entra_refuses_is_told_with_its_code_and_without_the_secret(entra, http, clock):
    """What an operator has to do stands in it: make a new secret, or mend the tenant."""
    entra.error = (401, {"error": "invalid_client", "error_description": SAID})
    failures = []
    token = OutgoingToken(
        with_client_secret(APP_ID, "hemlig", TENANT, http), clock, lambda: failures.append(1)
    )
    with capture_logs() as logged, pytest.raises(TokenUnavailableError, match="AADSTS7000222") as raised:
        await token.get()
    (told,) = logged
    assert (told["event"], told["log_level"]) == ("no token from Entra", "error")
    assert told["reason"] == "invalid_client: AADSTS7000222: The provided client secret keys are expired."
    assert "hemlig" not in f"{logged}{raised.value}"
    assert failures == [1]


async def test_entra_out_of_reach_is_an_error_in_the_log_when_the_last_token_ends(clock, soon):
    """Before that it may be nothing: the next try is soon, and the bot still has its token."""
    ask = Ask()
    token = OutgoingToken(ask, clock)
    await token.get()
    ask.answer = {"expires_in": None}
    with capture_logs() as logged:
        clock.now += 3600 - 100
        await token.get()
        await soon(lambda: len(logged) == 1)
        clock.now += 101
        with pytest.raises(TokenUnavailableError):
            await token.get()
    assert [line["log_level"] for line in logged] == ["warning", "error"]


async def test_a_busy_entra_is_the_same_error(entra, http):
    entra.error = (503, {})
    with pytest.raises(TokenUnavailableError):
        await OutgoingToken(with_client_secret(APP_ID, "hemlig", TENANT, http)).get()


async def test_entra_out_of_reach_is_the_same_error(http, unused_tcp_port):
    http.mount("https://", ToLoopback(unused_tcp_port))
    token = OutgoingToken(with_client_secret(APP_ID, "hemlig", TENANT, http))
    with pytest.raises(TokenUnavailableError):
        await token.get()


class Ask:
    """MSAL's answer, made up, for the times that a test cannot wait for."""

    def __init__(self) -> None:
        self.times = 0
        self.answer: dict[str, Any] = {}

    def __call__(self) -> dict[str, Any]:
        self.times += 1
        return {"access_token": f"t{self.times}", "expires_in": 3600} | self.answer


async def test_a_token_is_renewed_ahead_while_the_old_one_is_still_shown(clock, soon):
    """Nobody waits for the renewal."""
    ask = Ask()
    token = OutgoingToken(ask, clock)
    assert await token.get() == "t1"
    clock.now += 3600 - 100
    assert await token.get() == "t1"
    await soon(lambda: ask.times == 2)
    clock.now += 101
    assert await token.get() == "t2"


async def test_a_failed_renewal_leaves_the_old_token_until_its_end(clock, soon):
    ask = Ask()
    token = OutgoingToken(ask, clock)
    await token.get()
    ask.answer = {"expires_in": None}
    clock.now += 3600 - 100
    assert await token.get() == "t1"
    await soon(lambda: ask.times == 2)
    clock.now += 99
    assert await token.get() == "t1"
    clock.now += 20
    with pytest.raises(TokenUnavailableError):
        await token.get()


async def test_without_a_managed_identity_on_the_machine_there_is_no_token(monkeypatch, unused_tcp_port):
    """The identity's address is App Service's here, with nobody there."""
    monkeypatch.setenv("IDENTITY_ENDPOINT", f"http://127.0.0.1:{unused_tcp_port}/token")
    monkeypatch.setenv("IDENTITY_HEADER", "x")
    monkeypatch.setenv("NO_PROXY", "*")
    with pytest.raises(TokenUnavailableError):
        await OutgoingToken(with_managed_identity(APP_ID)).get()


async def test_a_managed_identity_gives_the_token(monkeypatch):
    asked: list[dict[str, str]] = []

    async def token(request: web.Request) -> web.Response:
        asked.append(dict(request.query))
        return web.json_response({"access_token": "mi", "expires_on": "4102444800", "resource": "x"})

    app = web.Application()
    app.router.add_get("/token", token)
    async with TestServer(app) as server:
        monkeypatch.setenv("IDENTITY_ENDPOINT", str(server.make_url("/token")))
        monkeypatch.setenv("IDENTITY_HEADER", "x")
        monkeypatch.setenv("NO_PROXY", "*")
        assert await OutgoingToken(with_managed_identity(APP_ID)).get() == "mi"
    assert asked[0]["resource"] == "https://api.botframework.com"
    assert asked[0]["client_id"] == APP_ID
