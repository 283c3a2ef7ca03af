"""Replies as messages on the wire: a text or a card in each; Teams would split both and lose the id.

The shape is the Bot Connector's Activity. It is written out here, for the SDK's own serializer takes as long
as the rest of a turn.
"""

from typing import Any

from bot.conversation.card import Card, Reply
from bot.conversation.plain import summary
from bot.teams.cards.render import to_attachment

LOCALE = "sv-SE"
MAX_SUGGESTIONS = 3
"""msteams-docs, bots/how-to/conversations/suggested-actions.md: no more are shown."""
FEEDBACK = {"type": "default"}
"""Thumbs under the answer (msteams-docs, agents-in-teams/integrate-ai/user-feedback-controls.md)."""

Message = dict[str, Any]


def to_message(reply: Reply, reader: str = "") -> Message:
    """The message that shows *reply*; suggestions are for the person with the id *reader* alone."""
    message: Message = {"type": "message", "locale": LOCALE, "inputHint": "acceptingInput"}
    if isinstance(reply.content, Card):
        message["attachments"] = [to_attachment(reply.content)]
        message["summary"] = summary(reply.content)
    else:
        message["text"] = reply.content
        message["textFormat"] = "plain"
    if reply.facts:
        message["channelData"] = {"inkopsbot": dict(reply.facts)}
    if reply.facts.get("kind") == "answer":
        message["channelData"]["feedbackLoop"] = FEEDBACK
    if reply.suggestions:
        message["inputHint"] = "expectingInput"
        message["suggestedActions"] = {
            "to": [reader] if reader else [],
            "actions": [
                {"type": "imBack", "title": text, "value": text}
                for text in reply.suggestions[:MAX_SUGGESTIONS]
            ],
        }
    return message


def in_answer_to(activity: Any, message: Message) -> Message:
    """*message* addressed to whoever sent *activity*, in the same place."""
    bot, sender, place = activity.recipient, activity.from_property, activity.conversation
    addressed = {
        "channelId": activity.channel_id,
        "serviceUrl": activity.service_url,
        "conversation": {"id": place.id},
        "recipient": {"id": getattr(sender, "id", None) or "", "name": getattr(sender, "name", None) or ""},
    }
    if bot is not None and bot.id:
        addressed["from"] = {"id": bot.id, "name": bot.name or ""}
    if activity.id:
        addressed["replyToId"] = activity.id
    return message | addressed
