"""Messages that no turn asked for: a ticket to the experts, its answer to the one who asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog

from bot.conversation.card import Reply
from bot.conversation.turn import Place
from bot.teams.connector import Connector, ConnectorError, ConnectorUnavailableError
from bot.teams.messages import to_message
from bot.tickets.postman import PlaceGoneError, PostmanUnavailableError

THREAD = ";messageid="
"""Between the channel's id and its first message's id in the id of a thread."""

log = structlog.get_logger(__name__)


class TeamsPostman:
    """Posts once; whoever keeps the message decides on trying again, by the PostmanError it gets."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    async def post(self, place: Place, reply: Reply, thread: str = "") -> str:
        """Post *reply* in *place*; the id of the new message.

        In a channel this starts a new thread, which has the id of that first message; *thread* posts in one.
        """
        channel = place.conversation.partition(THREAD)[0]
        conversation = f"{channel}{THREAD}{thread}" if thread else place.conversation
        with _as_postman():
            return await self._connector.send(place.service_url, conversation, self._message(place, reply))

    async def update(self, place: Place, message_id: str, reply: Reply) -> None:
        """Show *reply* where *message_id* stands, posted in *place* or one of its threads."""
        message = {**self._message(place, reply), "id": message_id}
        with _as_postman():
            await self._connector.update(place.service_url, place.conversation, message_id, message)

    def _message(self, place: Place, reply: Reply) -> dict[str, Any]:
        message = to_message(reply)
        message["conversation"] = {"id": place.conversation}
        message["channelId"] = place.channel
        if place.bot:
            message["from"] = {"id": place.bot}
        return message


def is_in_channel(place: Place, channel: str) -> bool:
    """Whether *place* is the channel with that id or one of its threads; no place is in no channel.

    A thread's conversation id is the channel's with ``;messageid=`` and its first message's id
    (msteams-docs, bots/how-to/conversations/channel-and-group-conversations.md).
    """
    return bool(channel) and place.conversation.partition(THREAD)[0] == channel


@contextmanager
def _as_postman() -> Iterator[None]:
    """The connector's errors in the postman's words."""
    try:
        yield
    except ConnectorUnavailableError as error:
        log.info("not posted now", reason=str(error))
        raise PostmanUnavailableError(error.retry_after) from error
    except ConnectorError as error:
        log.warning("cannot be posted", error=type(error).__name__, reason=str(error))
        raise PlaceGoneError from error
