"""What a channel sends, read into the SDK's Activity. All of it is untrusted until it has passed here.

Only what the bot or the SDK's handler looks at is read. The SDK's own deserializer reads all there is, and it
takes as long as finding the answer.
"""

import json
from datetime import datetime
from typing import Annotated, Any

from botbuilder.schema import Activity, ChannelAccount, ConversationAccount, Entity
from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from bot.conversation.turn import Person, Place, Scope

MAX_ID = 1000
MAX_NAME = 256
MAX_MENTIONS = 50

_NEEDS_SENDER = ("message", "invoke")
_SCOPES = {"personal": Scope.PERSONAL, "groupChat": Scope.GROUP, "channel": Scope.CHANNEL}


class _Read(BaseModel):
    """Named as in the Bot Framework's activity schema; what is not named here is left unread."""

    model_config = ConfigDict(alias_generator=to_camel, frozen=True)


class _Account(_Read):
    id: str | None = None
    name: str | None = None


class _Conversation(_Read):
    id: str | None = None
    conversation_type: str | None = None
    is_group: bool | None = None
    tenant_id: Annotated[str | None, Field(validation_alias=AliasChoices("tenantId", "tenantID"))] = None
    """Teams writes the first, the SDK's schema the second."""


class _Received(_Read):
    type: str | None = None
    id: str | None = None
    name: str | None = None
    action: str | None = None
    channel_id: str | None = None
    service_url: str | None = None
    delivery_mode: str | None = None
    locale: str | None = None
    reply_to_id: str | None = None
    text: str | None = None
    timestamp: datetime | None = None
    value: Any = None
    channel_data: Any = None
    sender: Annotated[_Account | None, Field(alias="from")] = None
    recipient: _Account | None = None
    conversation: _Conversation | None = None
    members_added: tuple[_Account, ...] | None = None
    members_removed: tuple[_Account, ...] | None = None
    entities: tuple[dict[str, Any], ...] | None = None

    def activity(self) -> Any:
        """The same as the SDK's Activity."""
        place, plain = self.conversation, dict(self)
        plain["from_property"] = _account(plain.pop("sender"))
        plain["recipient"] = _account(self.recipient)
        plain["conversation"] = ConversationAccount(**dict(place)) if place else None
        for members in ("members_added", "members_removed"):
            plain[members] = [_account(member) for member in plain[members] or ()]
        plain["entities"] = [_entity(entity) for entity in (self.entities or ())[:MAX_MENTIONS]]
        return Activity(**plain)


def _account(account: _Account | None) -> Any:
    return ChannelAccount(id=account.id, name=account.name) if account else None


def _entity(read: dict[str, Any]) -> Any:
    entity = Entity(type=read.get("type"))
    entity.additional_properties = read
    return entity


class WrongShapeError(ValueError):
    """The body is not an activity; its sender has to mend it. Answered with 400."""


def read_activity(body: bytes) -> Any:
    """The activity in *body*, with what every turn needs in place; WrongShapeError for anything else."""
    try:
        data = json.loads(body, parse_constant=_refuse_constant)
        _refuse_unstorable(body, data)
        activity = _Received.model_validate(data).activity()
    except ValidationError as error:
        wrong = error.errors(include_input=False, include_url=False)[0]
        name = ".".join(str(part) for part in wrong["loc"][:2]) or "the body"
        raise WrongShapeError(f"not an activity: {name} is of the wrong kind") from None
    except (ValueError, RecursionError) as error:
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
    """Every tenant that *activity* says it comes from; more than one means that it contradicts itself."""
    data = activity.channel_data if isinstance(activity.channel_data, dict) else {}
    tenant = data.get("tenant")
    named = (
        activity.conversation.tenant_id,
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
    for entity in activity.entities:
        mention = entity.additional_properties
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
