"""``POST /api/messages``: the one way in for channels."""

import asyncio
from collections.abc import Callable
from http import HTTPStatus

import structlog
from aiohttp import web

from bot.teams.activity import WrongShapeError, read_activity
from bot.teams.adapter import TeamsAdapter
from bot.teams.limits import BusyError, Turns
from bot.teams.signing_keys import KeysUnavailableError
from bot.teams.tokens import Gate, NotAllowedError, NotProvenError

MAX_BODY_BYTES = 256 * 1024
"""More than twice what Teams lets anyone write (about 100 kB)."""
BODY_SECONDS = 10.0
"""A body that takes longer comes from no channel."""

log = structlog.get_logger(__name__)


def add_routes(
    app: web.Application,
    gate: Gate,
    adapter: TeamsAdapter,
    refused: Callable[[int], None] = lambda _: None,
) -> None:
    """Serve the Bot Connector protocol on *app*: *gate* decides who, *adapter* does the work.

    *refused* is told the status of each request that is refused.

    200 done (an invoke's answer as the body), 400 not an activity, 401 not proven, 403 not allowed,
    408 too slow, 413 too large, 415 not JSON, 503 the keys to check the sender with cannot be had now, or
    too much is under way.
    """
    turns = Turns()

    def refuse(status: int, reason: str, headers: dict[str, str] | None = None) -> web.Response:
        """Reasons are our own words or an error's name, never what the client sent."""
        log.info("request refused", status=status, reason=reason)
        refused(status)
        return web.json_response({"error": reason}, status=status, headers=headers)

    async def messages(request: web.Request) -> web.Response:
        try:
            proof = await gate.prove(request.headers.get("Authorization", ""))
            activity = read_activity(await _body(request))
            gate.admit(proof, activity)
        except NotProvenError as error:
            return refuse(HTTPStatus.UNAUTHORIZED, str(error), {"WWW-Authenticate": "Bearer"})
        except NotAllowedError as error:
            return refuse(HTTPStatus.FORBIDDEN, str(error))
        except WrongShapeError as error:
            return refuse(HTTPStatus.BAD_REQUEST, str(error))
        except KeysUnavailableError:
            reason = "the signing keys cannot be fetched"
            return refuse(HTTPStatus.SERVICE_UNAVAILABLE, reason, {"Retry-After": "5"})
        except web.HTTPException as error:
            return refuse(error.status, error.text or error.reason)
        try:
            async with turns.one_more():
                answer = await adapter.process(activity)
        except BusyError:
            return refuse(HTTPStatus.SERVICE_UNAVAILABLE, "too much is under way", {"Retry-After": "2"})
        if answer.body is None:
            return web.Response(status=answer.status)
        return web.json_response(answer.body, status=answer.status)

    app.router.add_post("/api/messages", messages)


async def _body(request: web.Request) -> bytes:
    """The request's body, read no further than it may be long."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(text="the body must be application/json")
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.content.iter_any():
                body += chunk
                if len(body) > MAX_BODY_BYTES:
                    raise web.HTTPRequestEntityTooLarge(MAX_BODY_BYTES, len(body))
    except TimeoutError:
        raise web.HTTPRequestTimeout(text="the body did not arrive in time") from None
    return bytes(body)
