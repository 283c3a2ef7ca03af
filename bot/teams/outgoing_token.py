"""The token that the bot shows the Bot Connector, from Microsoft Entra through MSAL."""

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Any

import msal
import requests
import structlog

SCOPE = "https://api.botframework.com/.default"
RESOURCE = "https://api.botframework.com"
AUTHORITY = "https://login.microsoftonline.com/"

RENEW_SECONDS = 299
"""Renew when this little is left: MSAL hands out its cached token until five minutes before the end."""

PAUSE_SECONDS = 10.0
ANSWER_SECONDS = 10.0

LONGEST_REASON = 300
"""Entra's first line begins with its code, such as AADSTS7000222, and names the app."""

Ask = Callable[[], Mapping[str, Any]]
"""Asks Entra, blocking: MSAL's own answer, with ``access_token`` and ``expires_in`` or with ``error``."""

log = structlog.get_logger(__name__)


class TokenUnavailableError(Exception):
    """No token now, and the message says why; trying later may help, unless Entra refused."""


class _RefusedError(Exception):
    """Entra answered, and what it answered was no token."""


class OutgoingToken:
    """A token that is always ready: renewed in a thread ahead of its end, while the old one is still good."""

    def __init__(
        self,
        ask: Ask,
        clock: Callable[[], float] = time.monotonic,
        failed: Callable[[], None] = lambda: None,
    ) -> None:
        """*failed* is told of each time that no token was had."""
        self._ask = ask
        self._failed = failed
        self._clock = clock
        self._token = ""
        self._why = "no answer yet"
        self._ends_at = 0.0
        self._ask_again_at = float("-inf")
        self._renewal: asyncio.Task[None] | None = None

    async def get(self) -> str:
        """A token that is valid now, or TokenUnavailableError."""
        left = self._ends_at - self._clock()
        if left < RENEW_SECONDS and self._renewal is None and self._clock() >= self._ask_again_at:
            self._renewal = asyncio.create_task(self._renew())
        if left <= 0 and self._renewal is not None:
            await asyncio.wait({self._renewal}, timeout=ANSWER_SECONDS)
        if self._ends_at <= self._clock():
            raise TokenUnavailableError(f"no token from Entra: {self._why}")
        return self._token

    async def _renew(self) -> None:
        try:
            token, seconds = _read(await asyncio.to_thread(self._ask))
        except _RefusedError as error:
            self._fail(str(error))
            log.error("no token from Entra", reason=self._why)
        except Exception as error:  # MSAL has several families of errors; each means that there is no token
            self._fail(type(error).__name__)
            tell = log.error if self._ends_at <= self._clock() else log.warning
            tell("no token from Entra", reason=self._why)
        else:
            self._token, self._ends_at = token, self._clock() + seconds
        finally:
            self._renewal = None

    def _fail(self, why: str) -> None:
        self._why = why
        self._ask_again_at = self._clock() + PAUSE_SECONDS
        self._failed()


def _read(answer: Mapping[str, Any]) -> tuple[str, float]:
    """The token in MSAL's *answer*, and the seconds it is good for. Raises ``_RefusedError``."""
    if "access_token" not in answer:
        words = str(answer.get("error_description") or "").strip()
        first_line = words.splitlines()[0] if words else ""
        raise _RefusedError(f"{answer.get('error', 'nothing')}: {first_line[:LONGEST_REASON]}")
    return str(answer["access_token"]), float(answer["expires_in"])


def with_client_secret(app_id: str, secret: str, tenant: str, http: requests.Session | None = None) -> Ask:
    """Ask as the app registration *app_id* of the directory *tenant*, with a client secret."""
    app: list[Any] = []

    def ask() -> Mapping[str, Any]:
        if not app:  # made here because MSAL looks up the directory when it is made
            app.append(
                msal.ConfidentialClientApplication(
                    app_id,
                    client_credential=secret,
                    authority=AUTHORITY + tenant,
                    http_client=http,
                    timeout=5,
                )
            )
        answer: Mapping[str, Any] = app[0].acquire_token_for_client([SCOPE])
        return answer

    return ask


def with_managed_identity(client_id: str) -> Ask:
    """Ask as the user-assigned managed identity *client_id* of the machine that the bot runs on."""
    client = msal.ManagedIdentityClient(
        msal.UserAssignedManagedIdentity(client_id=client_id), http_client=requests.Session()
    )

    def ask() -> Mapping[str, Any]:
        answer: Mapping[str, Any] = client.acquire_token_for_client(resource=RESOURCE)
        return answer

    return ask
