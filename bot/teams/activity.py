"""What a channel sends, read into the SDK's Activity. All of it is untrusted until it has passed here."""

import json
from typing import Any

from botbuilder.schema import Activity

from bot.conversation.turn import Person, Place, Scope

MAX_ID = 1000
MAX_NAME = 256
MAX_MENTIONS = 50

_NEEDS_SENDER = ("message", "invoke")
_SCOPES = {"personal": Scope.PERSONAL, "groupChat": Scope.GROUP, "channel": Scope.CHANNEL}


class WrongShapeError(ValueError):
    """The body is not an activity; its sender has to mend it. Answered with 400."""


def read_activity(body: bytes) -> Any:
    """The activity in *body*, with what every turn needs in place; WrongShapeError for anything else."""
    try:
        data = json.loads(body, parse_constant=_refuse_constant)
        if not isinstance(data, dict):
            raise TypeError
        _refuse_unstorable(body, data)
        activity = Activity.deserialize(data)
    except (ValueError, RecursionError, TypeError, AttributeError, LookupError) as error:
        raise WrongShapeError(f"not an activity: {type(error).__name__}") from None
    for name, value in _needed(activity):
        if not isinstance(value, str) or not 0 < len(value) <= MAX_ID:
            raise WrongShapeError(f"{name} is missing or too long")
    return activity


def _needed(activity: Any) -> list[tuple[str, object]]:
    needed: list[tuple[str, object]] = [
        ("type", activity.type),
        ("channelId", activity.channel_id),
        ("serviceUrl", activity.service_url),
        ("conversation.id", getattr(activity.conversation, "id", None)),
    ]
    if activity.type in _NEEDS_SENDER:
        needed.append(("from.id", getattr(activity.from_property, "id", None)))
    if activity.id is not None:
        needed.append(("id", activity.id))
    return needed


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _refuse_unstorable(body: bytes, data: object) -> None:
    """Refuse half surrogate pairs and NUL, which no database or reply can hold."""
    lowered = body.lower()
    if b"\\u0000" in lowered:
        raise ValueError("NUL")
    if b"\\ud" in lowered:
        json.dumps(data, ensure_ascii=False).encode()


def tenants_of(activity: Any) -> frozenset[str]:
    """Every tenant that *activity* says it comes from; more than one means that it contradicts itself.

    The SDK's model looks for ``tenantID``; Teams writes ``tenantId``.
    """
    conversation = activity.conversation
    data = activity.channel_data if isinstance(activity.channel_data, dict) else {}
    tenant = data.get("tenant")
    named = (
        conversation.tenant_id,
        (conversation.additional_properties or {}).get("tenantId"),
        tenant.get("id") if isinstance(tenant, dict) else None,
    )
    return frozenset(name for name in named if isinstance(name, str) and name)


def place_of(activity: Any) -> Place:
    """Where *activity* was said. A kind of conversation that we do not know counts as the most public one."""
    conversation = activity.conversation
    kind = conversation.conversation_type or ("channel" if conversation.is_group else "personal")
    return Place(
        channel=activity.channel_id,
        conversation=conversation.id,
        scope=_SCOPES.get(kind, Scope.CHANNEL),
        service_url=activity.service_url,
        bot=(getattr(activity.recipient, "id", None) or "")[:MAX_ID],
        tenant=min(tenants_of(activity), default="")[:MAX_ID],
    )


def person_of(activity: Any) -> Person:
    """Who sent *activity*; the name is empty when the channel does not tell it."""
    sender = activity.from_property
    return Person(
        (getattr(sender, "id", None) or "")[:MAX_ID], (getattr(sender, "name", None) or "")[:MAX_NAME]
    )


def text_of(activity: Any) -> str:
    """What was written, without the mention of the bot and with other mentions as plain names.

    Teams marks a mention up in the text and describes it in an entity; only the entity tells whom it is of
    (msteams-docs, bots/how-to/conversations/channel-and-group-conversations.md).
    """
    text: str = activity.text or ""
    bot = getattr(activity.recipient, "id", None)
    for entity in (activity.entities or ())[:MAX_MENTIONS]:
        mention = getattr(entity, "additional_properties", None) or {}
        mentioned, marked = mention.get("mentioned"), mention.get("text")
        if (
            entity.type != "mention"
            or not isinstance(mentioned, dict)
            or not isinstance(marked, str)
            or not marked
        ):
            continue
        name = mentioned.get("name")
        if mentioned.get("id") == bot:
            text = text.replace(marked, "")
        elif isinstance(name, str):
            text = text.replace(marked, name[:MAX_NAME], 1)
    return text.replace("&nbsp;", " ").replace("\xa0", " ").strip()
