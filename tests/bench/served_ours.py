"""The whole bot as it is served, Microsoft's addresses on this machine: ``served_ours.py PORT KEYS DATA``."""

import sys
from pathlib import Path

from aiohttp import web
from load import APP_ID, TENANT

from bot import server
from bot.commands.opening import the_fit_library
from bot.observing import set_up_logging
from bot.settings import Settings
from bot.teams.service_urls import is_loopback_service
from bot.teams.signing_keys import SigningKeys
from bot.teams.tokens import TokenGate


class Given:
    """A token that is always there."""

    async def get(self) -> str:
        """Give it."""
        return "token"


def main() -> None:
    """Serve until stopped."""
    port, keys, data = int(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    set_up_logging("warning")
    settings = Settings(
        data_dir=data,
        microsoft_app_id=APP_ID,
        microsoft_app_password="secret",
        tenant_id=TENANT,
        database_url=sys.argv[4] if len(sys.argv) > 4 else "",
    )
    server.token_of = lambda *_: Given()  # type: ignore[assignment, return-value]
    server.is_teams_service = is_loopback_service
    server.SigningKeys = lambda session: SigningKeys(session, keys)  # type: ignore[misc, assignment]
    server.TokenGate = lambda *given: TokenGate(*given, is_loopback_service)  # type: ignore[misc, assignment]
    app = server.build_app(settings, the_fit_library(settings))
    web.run_app(app, host="127.0.0.1", port=port, print=None, access_log=None)


if __name__ == "__main__":
    main()
