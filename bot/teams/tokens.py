"""Who may send to the bot: proof by the Bot Connector's token, or by being on this machine in local mode.

The rules are those of learn.microsoft.com, bot-framework-rest-connector-authentication, "Connector to Bot".
That page answers every fault with 403; here 401 means "not proven" and 403 "proven, but not allowed".
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Set
from dataclasses import dataclass
from typing import Any, Protocol

import jwt

from bot.teams.activity import tenants_of
from bot.teams.service_urls import is_loopback_service, is_teams_service
from bot.teams.signing_keys import SigningKeys, UnknownKeyError

ISSUER = "https://api.botframework.com"
SKEW_SECONDS = 300
REMEMBER_SECONDS = 300.0
"""So long a token that passed is not looked at anew: a key that Microsoft withdraws works so much longer."""
REMEMBER_AT_MOST = 200


class NotProvenError(Exception):
    """Nothing shows that the Bot Connector sent this; answered with 401."""


class NotAllowedError(Exception):
    """The sender is known and may not do this; answered with 403."""


@dataclass(frozen=True)
class Proof:
    """What a valid token says of the request it came with."""

    service_url: str
    channels: Set[str]


class Gate(Protocol):
    """Both questions are asked of every request before anything else of the bot is reached."""

    async def prove(self, authorization: str) -> Proof:
        """What the Authorization header proves, or NotProvenError or KeysUnavailableError."""

    def admit(self, proof: Proof, activity: Any) -> None:
        """Raise NotProvenError when *proof* is of another activity, NotAllowedError when it is not enough."""


class TokenGate:
    """Lets in what the Bot Connector signed for this bot, from tenants that may use it.

    *allowed_tenants* empty means any tenant. *is_trusted* says which service URLs replies may go to.
    """

    def __init__(
        self,
        app_id: str,
        keys: SigningKeys,
        allowed_tenants: Set[str],
        is_trusted: Callable[[str], bool] = is_teams_service,
    ) -> None:
        self._app_id = app_id
        self._keys = keys
        self._allowed_tenants = allowed_tenants
        self._is_trusted = is_trusted
        self._proven: OrderedDict[str, tuple[Proof, float]] = OrderedDict()

    async def prove(self, authorization: str) -> Proof:
        """Check signature, issuer, audience and times; the signing key says which channels it speaks for.

        A token that passed is known for some minutes: Teams shows the same one for an hour.
        """
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise NotProvenError("no bearer token")
        known = self._proven.get(token)
        if known and time.monotonic() < known[1]:
            return known[0]
        proof, expires = await self._checked(token)
        left = min(expires + SKEW_SECONDS - time.time(), REMEMBER_SECONDS)
        self._proven[token] = proof, time.monotonic() + left
        while len(self._proven) > REMEMBER_AT_MOST:
            self._proven.popitem(last=False)
        return proof

    async def _checked(self, token: str) -> tuple[Proof, float]:
        """What *token* proves, and when it ends, in seconds since 1970."""
        try:
            header = jwt.get_unverified_header(token)
            key = await self._keys.key(str(header.get("kid", "")))
            claims = jwt.decode(
                token,
                key.key,
                algorithms=["RS256"],
                audience=self._app_id,
                issuer=ISSUER,
                leeway=SKEW_SECONDS,
                options={"require": ["exp", "iss", "aud"]},
            )
        except UnknownKeyError:
            raise NotProvenError("unknown key") from None
        except jwt.PyJWTError as error:
            raise NotProvenError(type(error).__name__) from None
        service_url = claims.get("serviceurl") or claims.get("serviceUrl")
        if not isinstance(service_url, str):
            raise NotProvenError("no service URL in the token")
        return Proof(service_url, key.endorsements), float(claims["exp"])

    def admit(self, proof: Proof, activity: Any) -> None:
        """Check that the token is of this activity's service, channel and tenant."""
        if proof.service_url != activity.service_url:
            raise NotProvenError("another service URL in the token")
        if activity.channel_id not in proof.channels:
            raise NotAllowedError("the key does not speak for this channel")
        if not self._is_trusted(activity.service_url):
            raise NotAllowedError("unknown service URL")
        if self._allowed_tenants:
            tenants = tenants_of(activity)
            if not tenants or not tenants <= self._allowed_tenants:
                raise NotAllowedError("tenant not allowed")


class LocalGate:
    """Lets in anyone who can reach the port, and answers only to this machine: for trying and testing."""

    async def prove(self, authorization: str) -> Proof:  # noqa: ARG002 - local clients have no token to show
        """Ask for nothing."""
        return Proof("", frozenset())

    def admit(self, proof: Proof, activity: Any) -> None:  # noqa: ARG002 - there is nothing in the proof
        """Refuse to send replies anywhere but to this machine."""
        if not is_loopback_service(activity.service_url):
            raise NotAllowedError("only loopback service URLs in local mode")
