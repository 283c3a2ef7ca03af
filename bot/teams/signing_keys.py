"""The keys that the Bot Connector signs its requests with, fetched over the net and kept."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import jwt
import structlog

METADATA_URL = "https://login.botframework.com/v1/.well-known/openidconfiguration"
"""learn.microsoft.com, bot-framework-rest-connector-authentication: "Connector to Bot"."""

FRESH_SECONDS = 24 * 3600
"""The same page: look for new keys at least once a day."""

USABLE_SECONDS = 5 * 24 * 3600
"""How long known keys are trusted while Microsoft's address does not answer."""

PAUSE_SECONDS = 60.0
"""At least this between two fetches, so that tokens with made-up key ids cannot make us ask in a storm."""

PAUSE_AFTER_FAILURE_SECONDS = 5.0
FETCH_SECONDS = 5.0

log = structlog.get_logger(__name__)


class KeysUnavailableError(Exception):
    """The signing keys cannot be fetched now; the same request may well pass later."""


class UnknownKeyError(Exception):
    """No current key has this id."""


@dataclass(frozen=True)
class SigningKey:
    """A public key, and the channels whose activities it may sign."""

    key: jwt.PyJWK
    endorsements: frozenset[str]


class SigningKeys:
    """Keys by id. Many may ask at once: one fetch serves them all."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        metadata_url: str = METADATA_URL,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._session = session
        self._metadata_url = metadata_url
        self._clock = clock
        self._keys: Mapping[str, SigningKey] = {}
        self._fetched_at: float | None = None
        self._ask_again_at = float("-inf")
        self._failed = False
        self._one_at_a_time = asyncio.Lock()

    async def key(self, kid: str) -> SigningKey:
        """The key with the id *kid*, or UnknownKeyError, or KeysUnavailableError when nobody can say."""
        if not self._knows(kid, FRESH_SECONDS):
            async with self._one_at_a_time:
                if not self._knows(kid, FRESH_SECONDS) and self._clock() >= self._ask_again_at:
                    await self._refresh()
        if self._knows(kid, USABLE_SECONDS):
            return self._keys[kid]
        if self._failed or self._age() >= USABLE_SECONDS:
            raise KeysUnavailableError
        raise UnknownKeyError

    def _age(self) -> float:
        return float("inf") if self._fetched_at is None else self._clock() - self._fetched_at

    def _knows(self, kid: str, at_most_old: float) -> bool:
        return kid in self._keys and self._age() < at_most_old

    async def _refresh(self) -> None:
        try:
            async with asyncio.timeout(FETCH_SECONDS):
                metadata = await self._get(self._metadata_url)
                document = await self._get(metadata["jwks_uri"])
            keys = dict(map(_signing_key, filter(_is_rsa, document["keys"])))
        except (
            aiohttp.ClientError,
            TimeoutError,
            ValueError,
            LookupError,
            TypeError,
            jwt.PyJWTError,
        ) as error:
            self._failed = True
            self._ask_again_at = self._clock() + PAUSE_AFTER_FAILURE_SECONDS
            log.warning("signing keys not fetched", error=type(error).__name__, known=len(self._keys))
        else:
            self._keys = keys
            self._failed = False
            self._fetched_at = self._clock()
            self._ask_again_at = self._fetched_at + PAUSE_SECONDS
            log.info("signing keys fetched", keys=len(keys))

    async def _get(self, url: str) -> Any:
        async with self._session.get(url, raise_for_status=True) as response:
            return await response.json(content_type=None)


def _is_rsa(jwk: Mapping[str, Any]) -> bool:
    return jwk.get("kty") == "RSA" and "kid" in jwk


def _signing_key(jwk: Mapping[str, Any]) -> tuple[str, SigningKey]:
    key = jwt.PyJWK({**jwk}, algorithm="RS256")
    return str(jwk["kid"]), SigningKey(key, frozenset(jwk.get("endorsements") or ()))
