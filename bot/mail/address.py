"""Where mail is handed in: a mail server's address, as one setting."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote, urlsplit

Security = Literal["starttls", "tls", "none"]

_SCHEMES: dict[str, tuple[Security, int]] = {
    "smtp": ("starttls", 587),
    "smtps": ("tls", 465),
    "smtp+plain": ("none", 25),
}


@dataclass(frozen=True)
class MailServer:
    """A server that takes mail. Its ``repr`` shows no password."""

    host: str
    port: int
    security: Security
    """``starttls`` and ``tls`` send nothing unencrypted; ``none`` is for a relay nearby."""
    user: str
    password: str

    def __repr__(self) -> str:
        return f"MailServer({self.host}:{self.port}, {self.security})"


def mail_server(url: str) -> MailServer:
    """The server in *url*: ``smtp://user:password@host:port``, ``smtps://…`` or ``smtp+plain://…``.

    Raises ``ValueError`` for anything else; its message holds nothing of *url*, which may hold a password.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ValueError("the address cannot be read") from None
    if parts.scheme not in _SCHEMES or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError("smtp://, smtps:// or smtp+plain:// with a host was expected")
    security, usual_port = _SCHEMES[parts.scheme]
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailServer(parts.hostname, port or usual_port, security, user, password)
