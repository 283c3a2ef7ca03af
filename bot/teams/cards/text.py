"""Text in an Adaptive Card, shown letter by letter as it was written.

A ``TextBlock`` reads Markdown, and Teams' clients disagree on how to escape it: what the desktop hides,
telephones show (microsoft/AdaptiveCards#5590, MicrosoftDocs/msteams-docs#5793). So nothing is escaped here.
Text without a single character that Markdown could mean something by goes in a ``TextBlock``; all other in a
``RichTextBlock``, whose runs read no Markdown (learn.microsoft.com/adaptive-cards/schema-explorer/text-run).
"""

import re
from typing import Any, Literal, NotRequired, TypedDict, Unpack
from urllib.parse import quote

from bot.conversation.plain import printable

Json = dict[str, Any]
Spacing = Literal["none", "small", "default", "medium", "large"]


class Look(TypedDict):
    """How letters look; the names are Adaptive Cards' own."""

    size: NotRequired[Literal["small", "medium", "large"]]
    weight: NotRequired[Literal["bolder"]]
    color: NotRequired[Literal["accent"]]
    isSubtle: NotRequired[bool]


SMALL_PRINT: Look = {"size": "small", "isSubtle": True}

# Letters, digits, spaces and the punctuation that no Markdown reader gives a meaning. Straight quotes are not
# among them: iOS treats a text block that holds one as HTML (microsoft/AdaptiveCards#5439).
_WITHOUT_MARKUP = re.compile(r"[^\W_]+(?:[ \u00a0.,:;?!()/§%’”–…-]|[^\W_])*")
# What is a list or a link to some clients although it is made of harmless characters.
_LIST_OR_ADDRESS = re.compile(r"\d+[.)](?:\s|$)|.*(?:://|www\.)", re.IGNORECASE)
# Clients write out dates and times in {{DATE(…)}} and {{TIME(…)}}, in runs as well.
_CLIENT_FUNCTION = re.compile(r"\{(?=\{)")
_WORD_JOINER = "\u2060"

# Spaces where a line may not end: inside an amount and before a paragraph sign.
_INSIDE_NUMBER = re.compile(r" (?<=\d )(?=\d{3}(?!\d)|§)")
_NO_BREAK = "\u00a0"

_LINKED = re.compile(r"(?:https://|mailto:|tel:)[^\s\\<>\"]+", re.IGNORECASE)


def shown(text: str) -> str:
    """*text* without what cannot be read or would be replaced by a client, and with amounts kept whole."""
    return _INSIDE_NUMBER.sub(_NO_BREAK, _CLIENT_FUNCTION.sub("{" + _WORD_JOINER, printable(text)))


def reads_as_written(text: str) -> bool:
    """Whether a Markdown reader shows *text* unchanged, whichever reader it is."""
    return _WITHOUT_MARKUP.fullmatch(text) is not None and _LIST_OR_ADDRESS.match(text) is None


def words(text: str, spacing: Spacing = "default", *, heading: bool = False, **look: Unpack[Look]) -> Json:
    """One element that shows *text*, wrapped over as many lines as it takes."""
    text = shown(text)
    if not reads_as_written(text):
        return runs((text, look), spacing=spacing)
    block: Json = {"type": "TextBlock", "text": text, "wrap": True, "spacing": spacing, **look}
    return {**block, "style": "heading"} if heading else block


def runs(*parts: tuple[str, Look], spacing: Spacing = "default") -> Json:
    """One element that shows the texts of *parts* as they are, after each other, each with its own look."""
    inlines = [{"type": "TextRun", "text": text, **look} for text, look in parts]
    return {"type": "RichTextBlock", "spacing": spacing, "inlines": inlines}


def passages(text: str, spacing: Spacing = "default", **look: Unpack[Look]) -> list[Json]:
    """Running text, one element for each of its paragraphs; nothing for nothing."""
    return [
        words(part, spacing if place == 0 else "small", **look)
        for place, part in enumerate(printable(text).split("\n\n"))
        if part
    ]


def web_address(url: str) -> str:
    """*url* as it may stand behind something to press; empty if it is no page, mail address or number."""
    address = quote(printable(url), safe="!#$%&'*+,/:;=?@~")
    return address if _LINKED.fullmatch(address) else ""
