"""What the bot says, free of any channel: a plain message, or a card of a few kinds of blocks.

A channel renders these and nothing else, so one visual language serves them all. Texts are plain: no Markdown
and no HTML; what a renderer's channel would read as markup, it shows as it is written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.conversation.turn import Person


class Tone(StrEnum):
    """What a card means at a glance."""

    NEUTRAL = "neutral"
    GOOD = "good"
    CAUTION = "caution"
    STOP = "stop"


@dataclass(frozen=True)
class Paragraph:
    """Running text; *quiet* is small print."""

    text: str
    quiet: bool = False


@dataclass(frozen=True)
class Steps:
    """What to do, in order."""

    title: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Bullets:
    """Things without order, under a heading: reasons, a checklist."""

    title: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Checklist:
    """Things to see to, each with a name and what it takes."""

    title: str
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Rows:
    """Name and value pairs, such as a ticket's state."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Talk:
    """What people wrote to each other, each text under who wrote it and when."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Link:
    """A source: its text, its address and what is said of it in small print."""

    text: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Sources:
    """Where the statements come from."""

    title: str
    items: tuple[Link, ...]


@dataclass(frozen=True)
class Details:
    """More text, folded away until the reader opens it with a button that says *title*."""

    title: str
    text: str


@dataclass(frozen=True)
class Given:
    """An answer that was given, and the button that changes it."""

    question: str
    answer: str
    change: "Button"


@dataclass(frozen=True)
class Answered:
    """What has been answered so far, in order, folded away until the reader opens it with *title*.

    *hint* says how to change an answer where there are no buttons.
    """

    title: str
    items: tuple[Given, ...]
    hint: str = ""


@dataclass(frozen=True)
class TextInput:
    """A field to write in. *value* stands in it from the start. Lengths are in characters."""

    id: str
    label: str
    value: str = ""
    lines: int = 1
    required: bool = True
    max_length: int = 2000
    error: str = ""
    """What to say when it is left empty though required."""


@dataclass(frozen=True)
class ChoiceInput:
    """A list to choose one from: (value, label) pairs."""

    id: str
    label: str
    choices: tuple[tuple[str, str], ...]
    value: str = ""


Block = (
    Paragraph
    | Steps
    | Bullets
    | Checklist
    | Rows
    | Talk
    | Sources
    | Details
    | Answered
    | TextInput
    | ChoiceInput
)


@dataclass(frozen=True)
class Button:
    """Something to press. *action* and *data* come back as an ``Action``; inputs if *sends_inputs*."""

    label: str
    action: str
    data: Mapping[str, str] = field(default_factory=dict)
    primary: bool = False
    sends_inputs: bool = False
    wide: bool = False
    """One of several things to choose among: each stands over the whole width, easy to hit with a thumb."""


@dataclass(frozen=True)
class LinkButton:
    """Something to press that opens a page."""

    label: str
    url: str


@dataclass(frozen=True)
class Card:
    """The most important thing first: *label* (small, over the title), title, blocks, buttons, footnote."""

    title: str
    blocks: tuple[Block, ...] = ()
    buttons: tuple[Button | LinkButton, ...] = ()
    label: str = ""
    footnote: str = ""
    tone: Tone = Tone.NEUTRAL
    calls: tuple[Person, ...] = ()
    """Who is called to it by name, where the channel can: only ever those that a ticket's holder is."""


@dataclass(frozen=True)
class Reply:
    """One message back. A text or a card, never both: Teams would split them and lose the message's id."""

    content: str | Card
    facts: Mapping[str, object] = field(default_factory=dict)
    """For test clients, as ``channelData.inkopsbot``: kind, entry and confidence of what was answered."""
    in_place: bool = False
    """Replace the card whose button was pressed, where the channel can."""
    suggestions: tuple[str, ...] = ()
    """Up to three short messages that the reader may send next with one press."""
