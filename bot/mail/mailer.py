"""Hands mail in at a server, with what the dispatcher needs to know of how it went."""

import ssl
from email.message import EmailMessage

import aiosmtplib
import structlog

from bot.mail.address import MailServer
from bot.tickets.postman import PlaceGoneError, PostmanUnavailableError

TIMEOUT_SECONDS = 20.0
"""Less than the dispatcher gives a message."""
FOR_GOOD = 500
"""SMTP answers from here on say that trying again never helps (RFC 5321, 4.2.1)."""

log = structlog.get_logger(__name__)


class Mailer:
    """Sends through one server; a connection for each mail, for there are few."""

    def __init__(self, server: MailServer, tls: ssl.SSLContext | None = None) -> None:
        self._server = server
        self._tls = tls

    async def send(self, mail: EmailMessage) -> None:
        """Hand *mail* in. Raises what a postman raises: gone for good, or to be tried again."""
        server = self._server
        try:
            await aiosmtplib.send(
                mail,
                hostname=server.host,
                port=server.port,
                username=server.user or None,
                password=server.password or None,
                use_tls=server.security == "tls",
                start_tls=server.security == "starttls",
                tls_context=self._tls,
                timeout=TIMEOUT_SECONDS,
            )
        except aiosmtplib.SMTPRecipientsRefused as error:
            refused = max(one.code for one in error.recipients)
            raise _trouble(refused, error) from error
        except aiosmtplib.SMTPResponseException as error:
            raise _trouble(error.code, error) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            log.warning("mail not taken", error=type(error).__name__)
            raise PostmanUnavailableError from error


def _trouble(code: int, error: Exception) -> PlaceGoneError | PostmanUnavailableError:
    """Refused for good, or for now. A wrong password can be mended, so it is for now."""
    log.warning("mail refused", error=type(error).__name__, code=code)
    wrong_password = isinstance(error, aiosmtplib.SMTPAuthenticationError)
    return PlaceGoneError() if code >= FOR_GOOD and not wrong_password else PostmanUnavailableError()
