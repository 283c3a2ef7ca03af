"""The conversation as Teams sees it: activities in, turns to the conversation, replies back out."""

import asyncio
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Protocol

import structlog
from botbuilder.core import ActivityHandler, TurnContext
from botbuilder.schema import Activity, DeliveryModes, InvokeResponse

from bot.conversation.card import Card, Reply
from bot.conversation.searching import Hit
from bot.conversation.turn import Action, Person, Place, Scope, Turn
from bot.teams.actions import UNREADABLE, read_data, read_execute
from bot.teams.activity import MAX_ID, MAX_NAME, person_of, place_of, text_of
from bot.teams.cards.render import to_attachment
from bot.teams.connector import Connector, ConnectorError
from bot.teams.delivery import Lately
from bot.teams.extension import FEEDBACK, SEARCH, nothing_found, read_feedback, read_query, results
from bot.teams.messages import in_answer_to, to_message
from bot.teams.post import THREAD
from bot.teams.replying import with_quick_retries
from bot.teams.typing_signal import typing_shown
from bot.texts import swedish

CARD_ACTION = "adaptiveCard/action"
EDITED = "editMessage"
"""What ``messageUpdate`` says of an edit (bots/how-to/conversations/conversation-messages.md)."""
REMEMBER_REPLY_SECONDS = 3_600.0
"""An edit within an hour changes the answer where it stands; a later one is answered anew."""
KEEP_SECONDS = 1.5
"""The client waits 5 s for an invoke's answer; putting the card there for good must not take it all."""


log = structlog.get_logger(__name__)


class Conversation(Protocol):
    """What the bot says, whatever the channel."""

    async def turn(self, turn: Turn) -> list[Reply]:
        """The replies to one message or button press."""

    async def welcome(self, place: Place, added_by: Person) -> list[Reply]:
        """The first words in a place where the bot was just added; whoever did it may be without a name."""

    def search(self, text: str, day: date) -> list[Hit]:
        """Answers to put into any chat."""

    async def shown(self, message: str, reply: Reply, at: datetime) -> None:
        """*reply* stands as the message *message*."""

    async def judge(self, message: str, person: Person, at: datetime, *, helped: bool, words: str) -> None:
        """What *person* says of the answer in *message*."""


class TeamsHandler(ActivityHandler):  # type: ignore[misc]  # the SDK has no types
    """Sorts activities by kind; what the bot has no use for (reactions, deletions) passes in silence."""

    def __init__(
        self,
        conversation: Conversation,
        connector: Connector,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._conversation = conversation
        self._connector = connector
        self._now = now
        self._welcomed: Lately[bool] = Lately()
        self._replied: Lately[str] = Lately(seconds=REMEMBER_REPLY_SECONDS)

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """A written message, or a button's ``Action.Submit`` fallback: a message with a value."""
        activity = turn_context.activity
        turn = self._turn(activity, _submitted(activity))
        service_url, conversation = turn.place.service_url, turn.place.conversation
        async with typing_shown(lambda: self._connector.typing(service_url, conversation)):
            replies = await self._conversation.turn(turn)
        for place, reply in enumerate(replies):
            if reply.in_place and await self._replace(turn, reply):
                continue
            sent = await self._say(turn_context, reply)
            if place == 0:
                self._replied.keep((conversation, turn.id), sent)

    async def on_message_update_activity(self, turn_context: TurnContext) -> None:
        """A message that its writer has edited: the answer to it follows, in its place where it is known.

        What else Teams calls an update (restored, softly deleted) is no new text.
        """
        activity = turn_context.activity
        data = activity.channel_data if isinstance(activity.channel_data, dict) else {}
        if data.get("eventType") != EDITED:
            return
        turn = replace(self._turn(activity, None), edited=True)
        answered = self._replied.recall((turn.place.conversation, turn.id))
        for place, reply in enumerate(await self._conversation.turn(turn)):
            stands = replace(turn, card=answered or "")
            if place > 0 or not await self._replace(stands, reply):
                await self._say(turn_context, reply)

    async def on_invoke_activity(self, turn_context: TurnContext) -> Any:
        """A card's button: the first reply for its place is the answer, the others become messages."""
        activity = turn_context.activity
        if activity.name == SEARCH:
            return self._found(activity)
        if activity.name == FEEDBACK:
            return await self._judged(activity)
        if activity.name != CARD_ACTION:
            return InvokeResponse(status=400, body=card_error("NotSupported", swedish()("bad.card")))
        turn = self._turn(activity, read_execute(activity.value))
        replies = await self._conversation.turn(turn)
        in_place = next((r for r in replies if r.in_place and isinstance(r.content, Card)), None)
        for reply in replies:
            if reply is not in_place:
                await self._say(turn_context, reply)
        if in_place is None or not isinstance(in_place.content, Card):
            return InvokeResponse(
                status=200, body=card_message(swedish()("press.below" if replies else "press.done"))
            )
        if turn.place.scope is Scope.PERSONAL:
            with suppress(TimeoutError):
                async with asyncio.timeout(KEEP_SECONDS):
                    await self._replace(turn, in_place)
        return InvokeResponse(status=200, body=card_in_place(to_attachment(in_place.content)))

    def _found(self, activity: Any) -> Any:
        """Answers for the compose box; nothing of the search is kept."""
        text = read_query(activity.value)
        hits = [] if text is None else self._conversation.search(text, self._now().date())
        body = results(hits) if hits else nothing_found(swedish()("search.nothing"))
        return InvokeResponse(status=200, body=body)

    async def _judged(self, activity: Any) -> Any:
        """A thumb under an answer. Teams wants an empty body, and shows its own thanks."""
        said, message = read_feedback(activity.value), (activity.reply_to_id or "")[:MAX_ID]
        if said and message:
            shown_as = _message_name(activity.conversation.id, message)
            person, now = person_of(activity), self._now()
            await self._conversation.judge(shown_as, person, now, helped=said.helped, words=said.words)
        return InvokeResponse(status=200, body={})

    async def on_installation_update_add(self, turn_context: TurnContext) -> None:
        """Teams tells of an installation in this way and by ``conversationUpdate``; there is one welcome."""
        await self._welcome(turn_context)

    async def on_installation_update_remove(self, turn_context: TurnContext) -> None:
        """A bot that is taken away and added again greets again."""
        self._welcomed.forget(turn_context.activity.conversation.id)

    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        """The bot itself among the new members is an installation; other members are not greeted."""
        activity = turn_context.activity
        bot = getattr(activity.recipient, "id", None)
        if bot and any(member.id == bot for member in activity.members_added or ()):
            await self._welcome(turn_context)

    def _turn(self, activity: Any, action: Action | None) -> Turn:
        return Turn(
            id=activity.id or uuid.uuid4().hex,
            person=person_of(activity),
            place=place_of(activity),
            at=self._now(),
            text=text_of(activity) if action is None else "",
            action=action,
            card=(activity.reply_to_id or "")[:MAX_ID] if action else "",
        )

    async def _say(self, turn_context: TurnContext, reply: Reply) -> str:
        """Send *reply*; the new message's id, empty where the channel gives none."""
        activity = turn_context.activity
        said = in_answer_to(activity, to_message(reply, person_of(activity).id))
        if activity.delivery_mode == DeliveryModes.expect_replies:  # they go back with the HTTP response
            await turn_context.send_activity(Activity.deserialize(said))
            return ""
        to = (activity.service_url, activity.conversation.id)
        message = await with_quick_retries(lambda: self._connector.send(*to, said))
        if message:
            await self._conversation.shown(
                _message_name(activity.conversation.id, message), reply, self._now()
            )
        return message

    async def _replace(self, turn: Turn, reply: Reply) -> bool:
        """Put *reply* where the pressed card stands; False when that cannot be done.

        In a personal chat the card that an invoke returns is also put there for good: Teams shows what was
        returned until it loads the message again, and then the old card (microsoft/botbuilder-js#4635).
        """
        if not turn.card:
            return False
        place = turn.place
        try:
            message = to_message(reply, turn.person.id)
            await self._connector.update(place.service_url, place.conversation, turn.card, message)
        except ConnectorError as error:
            log.info("card not replaced", error=type(error).__name__, reason=str(error))
            return False
        return True

    async def _welcome(self, turn_context: TurnContext) -> None:
        """Greet, and note in the log where, unless the place is a person's own chat.

        These are the two settings that make a channel the experts', and an operator finds them nowhere else.
        """
        place, added_by = place_of(turn_context.activity), person_of(turn_context.activity)
        if self._welcomed.recall(place.conversation):
            return
        if place.scope is not Scope.PERSONAL:
            channel = place.conversation.partition(THREAD)[0]
            log.info("installed in a team", conversation=channel, service_url=place.service_url)
        if added_by.id and not added_by.name and place.scope is not Scope.PERSONAL:
            added_by = await self._named(place, added_by)
        for reply in await self._conversation.welcome(place, added_by):
            await self._say(turn_context, reply)
        self._welcomed.keep(place.conversation, True)

    async def _named(self, place: Place, person: Person) -> Person:
        """*person* with the name that the channel's member list has; Teams leaves it out of these events."""
        try:
            member = await self._connector.member(place.service_url, place.conversation, person.id)
        except ConnectorError:
            return person
        return Person(person.id, str(member.get("name") or "")[:MAX_NAME])


def _message_name(conversation: str, message: str) -> str:
    """A message's id is unique within its conversation alone."""
    return f"{conversation.partition(THREAD)[0]} {message}"


def _submitted(activity: Any) -> Action | None:
    """The action in a message's value. One with a text that is no action of ours is an ordinary message."""
    if activity.value is None:
        return None
    action = read_data(activity.value)
    return None if action is UNREADABLE and activity.text else action


def card_in_place(attachment: dict[str, Any]) -> dict[str, Any]:
    """The body that replaces the pressed card.

    These three kinds are learn.microsoft.com's page adaptive-cards, authoring-cards/universal-action-model,
    "Response format"; clients fail on a body without a type.
    """
    return {"statusCode": 200, "type": attachment["contentType"], "value": attachment["content"]}


def card_message(text: str) -> dict[str, Any]:
    """The body that leaves the card as it is and shows *text* under it for a moment."""
    return {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": text}


def card_error(code: str, text: str) -> dict[str, Any]:
    """The body that says that the press came to nothing."""
    value = {"code": code, "message": text}
    return {"statusCode": 400, "type": "application/vnd.microsoft.error", "value": value}
