"""The Bot Connector's REST interface, as far as the bot uses it: one pooled client and no waiting threads.

Limits and error kinds are from msteams-docs: bots/how-to/rate-limit.md, bots/how-to/conversations/
conversation-messages.md and bots/how-to/includes/agent-message-size-limit.md.
"""

import json
import math
import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Protocol
from urllib.parse import quote
from urllib.request import getproxies

import aiohttp
from yarl import URL

from bot.teams.outgoing_token import TokenUnavailableError

MAX_MESSAGE_BYTES = 80 * 1024
"""In UTF-16, as Teams counts; it refuses from about 100 kB (agent-message-size-limit.md)."""

MOST_BYTES = 4
"""What a character takes in UTF-16 at most."""

TIMEOUT = aiohttp.ClientTimeout(total=8, connect=4)
GONE_STATUSES = frozenset({403, 404})
RETRY_STATUSES = frozenset({401, 408, 412, 429, *range(500, 600)})
NOT_TAKEN_STATUSES = frozenset({401, 412, 429, 502, 503})
NEVER_REGISTERED = "BotNotRegistered"
"""The one 401 that is for good; any other can be a token that will be renewed."""

LONGEST_RETRY_AFTER = 3600.0


class ConnectorError(Exception):
    """The connector did not do what it was asked."""


class ConnectorUnavailableError(ConnectorError):
    """It may work later.

    *retry_after* is the seconds the service asked for, or None. *taken* says that the request may have been
    carried out all the same, so that trying again can give the reader the message twice.
    """

    def __init__(self, reason: str, *, retry_after: float | None = None, taken: bool = True) -> None:
        super().__init__(reason)
        self.retry_after = retry_after
        self.taken = taken


class ConversationGoneError(ConnectorError):
    """Nobody can be reached there any more: blocked, removed, or never there. Trying again is no use."""


class MessageRefusedError(ConnectorError):
    """This message will never be taken, whoever it is for."""


class MessageTooLargeError(MessageRefusedError):
    """The message is larger than Teams takes; say less."""


class Token(Protocol):
    """Where the bot's own token comes from."""

    async def get(self) -> str:
        """A valid token, or TokenUnavailableError."""


def open_session(*, use_proxy_environment: bool) -> aiohttp.ClientSession:
    """The one client session of the bot, to be closed when it stops.

    The environment's proxies are used where there are any: aiohttp reads files at each request to find out.
    """
    return aiohttp.ClientSession(
        timeout=TIMEOUT,
        trust_env=use_proxy_environment and bool(getproxies()),
        cookie_jar=aiohttp.DummyCookieJar(),
    )


class Connector:
    """Sends to any conversation whose service URL *is_trusted*; *token* is None in local mode."""

    def __init__(
        self, session: aiohttp.ClientSession, token: Token | None, is_trusted: Callable[[str], bool]
    ) -> None:
        self._session = session
        self._token = token
        self._is_trusted = is_trusted

    async def send(self, service_url: str, conversation: str, activity: Mapping[str, Any]) -> str:
        """Post *activity*; the new message's id, empty where the channel gives none."""
        answer = await self._call("POST", service_url, (conversation, "activities"), activity)
        return str(answer.get("id") or "")

    async def update(
        self, service_url: str, conversation: str, message: str, activity: Mapping[str, Any]
    ) -> None:
        """Put *activity* in the place of the bot's own earlier *message*."""
        await self._call("PUT", service_url, (conversation, "activities", message), activity)

    async def typing(self, service_url: str, conversation: str) -> None:
        """Show for about three seconds that the bot is writing."""
        await self.send(service_url, conversation, {"type": "typing"})

    async def member(self, service_url: str, conversation: str, person: str) -> Mapping[str, Any]:
        """What the channel tells of one member of the conversation."""
        return await self._call("GET", service_url, (conversation, "members", person), None)

    async def members(self, service_url: str, conversation: str) -> list[Any]:
        """What the channel tells of the conversation's members: the first page, of at least fifty."""
        page = await self._call("GET", service_url, (conversation, "pagedmembers"), None)
        listed = page.get("members")
        return listed if isinstance(listed, list) else []

    async def _call(
        self, method: str, service_url: str, path: tuple[str, ...], activity: Mapping[str, Any] | None
    ) -> Mapping[str, Any]:
        if not self._is_trusted(service_url):
            raise ConversationGoneError("the service URL is not one that the bot may talk to")
        url = URL("/".join([service_url.rstrip("/"), "v3/conversations", *_quoted(path)]), encoded=True)
        headers = {"Content-Type": "application/json; charset=utf-8"}
        try:
            if self._token is not None:
                headers["Authorization"] = f"Bearer {await self._token.get()}"
            async with self._session.request(
                method, url, data=_body(activity), headers=headers, allow_redirects=False
            ) as response:
                return await _read(response)
        except TokenUnavailableError as error:
            raise ConnectorUnavailableError(str(error), taken=False) from None
        except aiohttp.ClientConnectorError as error:
            raise ConnectorUnavailableError(type(error).__name__, taken=False) from None
        except (aiohttp.ClientError, TimeoutError) as error:
            raise ConnectorUnavailableError(type(error).__name__) from None


def _quoted(path: tuple[str, ...]) -> list[str]:
    """Ids hold ``:``, ``;`` and ``=``; dots alone would climb out of the path."""
    if any(not part.strip(".") for part in path):
        raise ConversationGoneError("an empty id")
    return [quote(part, safe="") for part in path]


def _body(activity: Mapping[str, Any] | None) -> bytes | None:
    if activity is None:
        return None
    text = json.dumps(activity, ensure_ascii=False, separators=(",", ":"))
    if len(text) * MOST_BYTES <= MAX_MESSAGE_BYTES:
        return text.encode()
    size = len(text.encode("utf-16-le"))
    if size > MAX_MESSAGE_BYTES:
        raise MessageTooLargeError(f"{size} bytes in UTF-16; at most {MAX_MESSAGE_BYTES} go into one message")
    return text.encode()


async def _read(response: aiohttp.ClientResponse) -> Mapping[str, Any]:
    """The answer's object, or the error that says what the caller can do."""
    status = response.status
    if status < HTTPStatus.MULTIPLE_CHOICES:
        try:
            answer = await response.json(content_type=None)
        except ValueError:
            return {}
        return answer if isinstance(answer, dict) else {}
    reason = f"{status} {_error_code(await response.content.read(4096))}".strip()
    if status in GONE_STATUSES or NEVER_REGISTERED in reason:
        raise ConversationGoneError(reason)
    if status in RETRY_STATUSES:
        retry_after = _seconds(response.headers.get("Retry-After", ""))
        raise ConnectorUnavailableError(
            reason, retry_after=retry_after, taken=status not in NOT_TAKEN_STATUSES
        )
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        raise MessageTooLargeError(reason)
    raise MessageRefusedError(reason)


def _error_code(body: bytes) -> str:
    """The service's own word for an error, such as ``BotNotInConversationRoster``; never its free text."""
    codes = re.findall(rb'\\*"(?:code|subCode)\\*"\s*:\s*\\*"([A-Za-z]{1,60})', body)
    return codes[-1].decode() if codes else ""


def _seconds(header: str) -> float | None:
    try:
        seconds = float(header)
    except ValueError:
        return None
    return min(seconds, LONGEST_RETRY_AFTER) if math.isfinite(seconds) and seconds >= 0 else None
