"""Which addresses the bot talks back to. A reply carries the bot's token, so it goes to no other host."""

import re
from urllib.parse import urlsplit

TEAMS_HOSTS = ("smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com")
"""Teams' connector, worldwide and GCC: msteams-docs, bots/how-to/conversations/send-proactive-messages.md."""

BOT_SERVICE_DOMAIN = ".botframework.com"
"""Azure Bot Service's other channels, such as webchat.botframework.com."""

LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "::1")

MAX_LENGTH = 2048

_ODD = re.compile(r"[\x00-\x20\\@]")


def is_teams_service(url: str) -> bool:
    """Whether *url* is a connector that Microsoft runs, over TLS on its ordinary port."""
    scheme, host, port = _parts(url)
    return (
        scheme == "https"
        and port in (None, 443)
        and (host in TEAMS_HOSTS or host.endswith(BOT_SERVICE_DOMAIN))
    )


def is_loopback_service(url: str) -> bool:
    """Whether *url* is a test client on this machine."""
    scheme, host, _ = _parts(url)
    return scheme == "http" and host in LOOPBACK_HOSTS


def _parts(url: str) -> tuple[str, str, int | None]:
    """Scheme, host and port, all empty for an address that is odd in any way."""
    nothing = ("", "", None)
    if len(url) > MAX_LENGTH or not url.isascii() or _ODD.search(url):
        return nothing
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return nothing
    if parts.query or parts.fragment or not parts.hostname:
        return nothing
    return parts.scheme, parts.hostname, port
