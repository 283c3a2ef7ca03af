"""The SDK's adapter with our own processing: the stock one fails on card clicks and sends in threads."""

import asyncio
import hashlib
import json
import uuid
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import structlog
from botbuilder.core import BotAdapter, TurnContext
from botbuilder.schema import Activity, ActivityTypes, ConversationReference, DeliveryModes, ResourceResponse

from bot.teams.activity import person_of
from bot.teams.connector import Connector, MessageRefusedError
from bot.teams.delivery import Deliveries, InOrder, Lately
from bot.teams.handler import card_error, card_message
from bot.teams.limits import Haste, Rates
from bot.teams.messages import LOCALE
from bot.teams.replying import with_quick_retries
from bot.texts import swedish

TURN_SECONDS = 12.0
"""Azure Bot Service gives up after 10–15 s (learn.microsoft.com, bot-builder-howto-long-operations)."""

_FROM_PEOPLE = frozenset({ActivityTypes.message, ActivityTypes.message_update, ActivityTypes.invoke})

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Answer:
    """What the HTTP request is answered with; *body* is JSON-ready, None for no body."""

    status: int
    body: Any = None


class Bot(Protocol):
    """What the adapter runs: the SDK's own name for it."""

    async def on_turn(self, turn_context: Any) -> None:
        """Act on the activity in *turn_context*."""


class TeamsAdapter(BotAdapter):  # type: ignore[misc]  # the SDK has no types
    """Runs one activity through the bot and sends what it says through our connector."""

    def __init__(
        self,
        bot: Bot,
        connector: Connector,
        deliveries: Deliveries,
        now: Callable[[], datetime],
        *,
        rates: Rates | None = None,
        failed: Callable[[], None] = lambda: None,
    ) -> None:
        """*failed* is told of each turn that comes to an apology."""
        super().__init__()
        self._bot = bot
        self._connector = connector
        self._deliveries = deliveries
        self._now = now
        self._answers: Lately[Answer] = Lately()
        self._order = InOrder()
        self._rates = rates or Rates()
        self._failed = failed

    async def process(self, activity: Any) -> Answer:
        """The answer to *activity*, which has been let in; the same activity again gets the same answer."""
        conversation = activity.conversation.id
        async with self._order.turn_in(conversation):
            if not activity.id:
                return await self._admit(activity)
            key = _name_of(activity)
            answer = self._answers.recall(key)
            if answer is None:
                with structlog.contextvars.bound_contextvars(turn=_short_name_of(key)):
                    answer = await self._admit(activity)
                self._answers.keep(key, answer)
            return answer

    async def _admit(self, activity: Any) -> Answer:
        """Act on *activity*, unless its sender is in too much haste; they are told once."""
        haste = Haste.FINE
        if activity.type in _FROM_PEOPLE:
            haste = self._rates.take(person_of(activity).id)
        if haste is Haste.FINE:
            return await self._run(activity)
        log.warning("too fast", kind=activity.type, told=haste is Haste.IGNORE)
        if activity.type == ActivityTypes.invoke:
            return Answer(200, card_message(swedish()("bad.too_fast")))
        if haste is Haste.TELL:
            await self._say(TurnContext(self, activity), "bad.too_fast")
        return Answer(200)

    async def _run(self, activity: Any) -> Answer:
        context = TurnContext(self, activity)
        try:
            async with asyncio.timeout(TURN_SECONDS), self._once(activity) as is_new:
                if not is_new:
                    log.info("delivery already acted on", kind=activity.type)
                    return _answer_again(activity)
                await self.run_pipeline(context, self._bot.on_turn)
        except Exception as error:
            log.error("turn failed", kind=activity.type, error=type(error).__name__, where=_where(error))
            self._failed()
            return await self._apologise(context)
        return _answer(context)

    def _once(self, activity: Any) -> AbstractAsyncContextManager[bool]:
        delivery = _name_of(activity) if activity.id else uuid.uuid4().hex
        return self._deliveries.once(activity.conversation.id, delivery, self._now())

    async def _apologise(self, context: TurnContext) -> Answer:
        if context.activity.type == ActivityTypes.invoke:
            return Answer(200, card_error("BotError", swedish()("bad.failed")))
        if context.activity.type == ActivityTypes.message:
            await self._say(context, "bad.failed")
        return _answer(context)

    async def _say(self, context: TurnContext, text: str) -> None:
        """Say *text* where things are not as they should be; that it cannot be said is no more trouble."""
        try:
            await context.send_activity(Activity(type=ActivityTypes.message, text=swedish()(text)))
        except Exception as error:
            log.error("apology not sent", error=type(error).__name__, where=_where(error))

    async def send_activities(self, context: TurnContext, activities: list[Any]) -> list[Any]:
        """Send each to its conversation; the answer to an invoke is kept for the HTTP response instead."""
        sent = []
        for activity in activities:
            if activity.type == ActivityTypes.invoke_response:
                context.turn_state[self._INVOKE_RESPONSE_KEY] = activity.value
                sent.append(ResourceResponse())
            else:
                sent.append(ResourceResponse(id=await self._send(activity)))
        return sent

    async def _send(self, activity: Any) -> str:
        activity.locale = LOCALE  # the SDK has put the sender's language there
        message, to = activity.serialize(), (activity.service_url, activity.conversation.id)
        return await with_quick_retries(lambda: self._connector.send(*to, message))

    async def update_activity(self, context: TurnContext, activity: Any) -> Any:  # noqa: ARG002 - SDK's signature
        """Replace an earlier message of the bot's own."""
        place = (activity.service_url, activity.conversation.id)
        await self._connector.update(*place, activity.id, activity.serialize())
        return ResourceResponse(id=activity.id)

    async def delete_activity(self, context: TurnContext, reference: ConversationReference) -> None:  # noqa: ARG002
        """Unsupported: what the bot has said stays said."""
        raise MessageRefusedError("the bot does not delete what it has said")


def _short_name_of(name: str) -> str:
    """What the log calls a turn: the same in each line about it, and nothing that leads to a person."""
    return hashlib.sha256(name.encode()).hexdigest()[:12]


def _name_of(activity: Any) -> str:
    """The same for the same delivery alone: an activity's id is unique within its conversation."""
    return json.dumps([activity.type, activity.channel_id, activity.conversation.id, activity.id])


def _answer_again(activity: Any) -> Answer:
    """What is answered to a delivery that another process has acted on: its reply is there already."""
    if activity.type == ActivityTypes.invoke:
        return Answer(200, card_message(swedish()("press.done")))
    return Answer(200)


def _answer(context: TurnContext) -> Answer:
    if context.activity.delivery_mode == DeliveryModes.expect_replies:
        return Answer(200, {"activities": [a.serialize() for a in context.buffered_reply_activities]})
    invoke_response = context.turn_state.get(BotAdapter._INVOKE_RESPONSE_KEY)
    if invoke_response is None:
        return Answer(200)
    return Answer(invoke_response.status, invoke_response.body)


def _where(error: BaseException) -> str:
    """The innermost place in the code; the error's own words may hold what somebody wrote."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "" if trace is None else f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
