"""One turn: what came in, from whom and where. A channel makes turns out of its own protocol."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Scope(StrEnum):
    """How many can read what is said in a place."""

    PERSONAL = "personal"
    GROUP = "group"
    CHANNEL = "channel"


@dataclass(frozen=True)
class Person:
    """Who is talking, by the channel's own id."""

    id: str
    name: str


@dataclass(frozen=True)
class Place:
    """Where something is said, with all that is needed to say something there later."""

    channel: str
    """The channel's name: ``msteams``, ``terminal`` …"""
    conversation: str
    """The conversation's id, opaque: never parsed here."""
    scope: Scope
    service_url: str = ""
    bot: str = ""
    """The bot's own id there; empty in channels where it has none."""
    tenant: str = ""


@dataclass(frozen=True)
class Action:
    """A button that was pressed, with the card's inputs: untrusted until its handler has read it."""

    id: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Turn:
    """A message or a button press. Exactly one of *text* and *action* counts; *action* wins."""

    id: str
    """The channel's id of what came in; the same when it is delivered again."""
    person: Person
    place: Place
    at: datetime
    """When it came in, with time zone."""
    text: str = ""
    action: Action | None = None
    edited: bool = False
    """The text replaces what the same message said before."""
    card: str = ""
    """The id of the message whose button was pressed; empty otherwise."""
