"""An echo bot on the Microsoft 365 Agents SDK, with its own adapter: ``served_agents.py PORT``."""

import sys

from aiohttp import web
from microsoft_agents.hosting.aiohttp import CloudAdapter
from microsoft_agents.hosting.core import (
    ActivityHandler,
    AgentAuthConfiguration,
    AnonymousTokenProvider,
    ClaimsIdentity,
    TurnContext,
)


class Nobody:
    """Connections that need no credentials."""

    def get_connection(self, _: str) -> AnonymousTokenProvider:
        """The one there is."""
        return AnonymousTokenProvider()

    def get_default_connection(self) -> AnonymousTokenProvider:
        """The one there is."""
        return AnonymousTokenProvider()

    def get_token_provider(self, *_: object) -> AnonymousTokenProvider:
        """The one there is."""
        return AnonymousTokenProvider()

    def get_default_connection_configuration(self) -> AgentAuthConfiguration:
        """Nothing in it."""
        return AgentAuthConfiguration()


class Echo(ActivityHandler):
    """Says what was said."""

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Say it."""
        await turn_context.send_activity(f"Echo: {turn_context.activity.text}")


def main() -> None:
    """Serve until stopped."""
    adapter, echo = CloudAdapter(connection_manager=Nobody()), Echo()

    async def messages(request: web.Request) -> web.Response:
        request["claims_identity"] = ClaimsIdentity({}, False, "Anonymous")
        return await adapter.process(request, echo) or web.Response(status=202)

    app = web.Application()
    app.router.add_post("/api/messages", messages)
    app.router.add_get("/readyz", lambda _: web.Response())
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None, access_log=None)


if __name__ == "__main__":
    main()
