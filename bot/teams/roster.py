"""Who belongs to a conversation in Teams, asked of the channel and remembered for a while.

Teams' page *Get Teams context* (msteams-docs, bots/how-to/get-teams-context.md) asks bots to fetch members
one by one or by the page, and to keep what they learn rather than to ask at each turn.
"""

from collections.abc import Callable
from dataclasses import dataclass

import structlog

from bot.conversation.turn import Person, Place
from bot.teams.activity import MAX_NAME
from bot.teams.connector import Connector, ConnectorError, ConversationGoneError
from bot.teams.post import THREAD

REMEMBERED_SECONDS = 300.0
"""So long it takes at most until somebody who left the team can do nothing any more."""
MOST_REMEMBERED = 1_000
MOST_LISTED = 50
"""More colleagues than this make no list to choose from."""
BOT_ID = "28:"
"""What a bot's id begins with, while a person's begins with ``29:``."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Known:
    """What the channel said, and when."""

    belongs: bool
    at: float


class TeamsRoster:
    """Asks the connector. *now* gives seconds from any beginning."""

    def __init__(self, connector: Connector, now: Callable[[], float]) -> None:
        self._connector = connector
        self._now = now
        self._known: dict[tuple[str, str], Known] = {}

    async def is_member(self, place: Place, person: Person) -> bool:
        """Whether *person* belongs to the team of *place*.

        Where the channel cannot be asked just now, the place counts alone: that somebody writes in it has
        Teams' signature, and a private team's channel takes no others.
        """
        channel = place.conversation.partition(THREAD)[0]
        key = channel, person.id
        known = self._known.get(key)
        if known is None or self._now() - known.at > REMEMBERED_SECONDS:
            known = await self._ask(place.service_url, channel, person)
        return known is None or known.belongs

    async def members(self, place: Place) -> tuple[Person, ...]:
        """The persons of the team of *place*; nobody where the channel cannot be asked."""
        channel = place.conversation.partition(THREAD)[0]
        try:
            listed = await self._connector.members(place.service_url, channel)
        except ConnectorError as error:
            log.info("members not known", error=type(error).__name__, reason=str(error))
            return ()
        people = (
            Person(id_, str(one.get("name") or "")[:MAX_NAME])
            for one in listed
            if isinstance(one, dict) and isinstance(id_ := one.get("id"), str) and id_
        )
        return tuple(one for one in people if one.name and not one.id.startswith(BOT_ID))[:MOST_LISTED]

    async def _ask(self, service_url: str, channel: str, person: Person) -> Known | None:
        try:
            member = await self._connector.member(service_url, channel, person.id)
        except ConversationGoneError:
            return self._remember(channel, person, belongs=False)
        except ConnectorError as error:
            log.warning("member not checked", error=type(error).__name__, reason=str(error))
            return None
        return self._remember(channel, person, belongs=member.get("id") == person.id)

    def _remember(self, channel: str, person: Person, *, belongs: bool) -> Known:
        known = Known(belongs, self._now())
        self._known.pop((channel, person.id), None)
        self._known[channel, person.id] = known
        while len(self._known) > MOST_REMEMBERED:
            del self._known[next(iter(self._known))]
        return known
