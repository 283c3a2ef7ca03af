"""Replies as the SDK's activities: a text or a card in each; Teams would split both and lose the id."""

import json
from typing import Any

from botbuilder.schema import (
    Activity,
    ActivityTypes,
    Attachment,
    CardAction,
    InputHints,
    SuggestedActions,
    TextFormatTypes,
)

from bot.conversation.card import Card, Reply
from bot.conversation.plain import summary
from bot.teams.cards.render import to_attachment

LOCALE = "sv-SE"
MAX_SUGGESTIONS = 3
"""msteams-docs, bots/how-to/conversations/suggested-actions.md: no more are shown."""
FEEDBACK = {"type": "default"}
"""Thumbs under the answer (msteams-docs, agents-in-teams/integrate-ai/user-feedback-controls.md)."""


def to_message(reply: Reply, reader: str = "") -> Any:
    """The message that shows *reply*; suggestions are for the person with the id *reader* alone."""
    message = Activity(type=ActivityTypes.message, locale=LOCALE, input_hint=InputHints.accepting_input)
    if isinstance(reply.content, Card):
        message.attachments = [Attachment.deserialize(to_attachment(reply.content))]
        message.summary = summary(reply.content)
    else:
        message.text = reply.content
        message.text_format = TextFormatTypes.plain
    if reply.facts:
        message.channel_data = {"inkopsbot": json.loads(json.dumps(dict(reply.facts), default=str))}
    if reply.facts.get("kind") == "answer":
        message.channel_data["feedbackLoop"] = FEEDBACK
    if reply.suggestions:
        message.input_hint = InputHints.expecting_input
        message.suggested_actions = SuggestedActions(
            to=[reader] if reader else [],
            actions=[
                CardAction(type="imBack", title=s, value=s) for s in reply.suggestions[:MAX_SUGGESTIONS]
            ],
        )
    return message
