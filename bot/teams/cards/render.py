"""A card in Teams: one visual language for all that the bot says (docs/cards.md)."""

import json
import re
from collections.abc import Sequence

from bot.conversation.card import Card, Tone
from bot.conversation.plain import plain_text, printable
from bot.conversation.turn import Person
from bot.teams.cards.blocks import block_elements
from bot.teams.cards.buttons import button_elements
from bot.teams.cards.text import SMALL_PRINT, Json, shown, words

CONTENT_TYPE = "application/vnd.microsoft.card.adaptive"
VERSION = "1.5"
"""The newest that Teams draws everywhere (task-modules-and-cards/cards/cards-reference.md)."""

_BAND = {Tone.GOOD: "good", Tone.CAUTION: "warning", Tone.STOP: "attention"}
_NOT_IN_A_NAME = re.compile(r"[^\w \-.,]|_")
_MARKDOWN = re.compile(r"([\\`*_\[\]#|<>~])")


def to_adaptive_card(card: Card) -> Json:
    """*card* as an Adaptive Card, ready to be turned into JSON. Every card gives a valid one."""
    foot = [words(card.footnote, "medium", **SMALL_PRINT)] if printable(card.footnote) else []
    blocks = [element for block in card.blocks for element in block_elements(block)]
    drawn: Json = {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": VERSION,
        "lang": "sv",
        "fallbackText": _MARKDOWN.sub(r"\\\1", shown(plain_text(card))),
        "body": [*_head(card), *blocks, *button_elements(card.buttons), *foot],
    }
    return {**drawn, **_called(card.calls, drawn["body"])} if card.calls else drawn


def to_attachment(card: Card) -> Json:
    """*card* as an attachment of a Bot Framework message."""
    return {"contentType": CONTENT_TYPE, "content": to_adaptive_card(card)}


def utf16_size(message: Json) -> int:
    """The bytes that *message* takes as Teams counts them: in UTF-16.

    Teams refuses a message over about 100 kB (bots/how-to/includes/agent-message-size-limit.md).
    """
    return len(json.dumps(message, ensure_ascii=False).encode("utf-16-le", "surrogatepass"))


def _called(people: Sequence[Person], body: list[Json]) -> Json:
    """A line over *body* that calls *people* (cards/cards-format.md, "Mention support").

    A name that could be read as markup calls nobody by another name: what is not a letter is left out.
    """
    marked = [(f"<at>{_NOT_IN_A_NAME.sub('', one.name).strip() or '–'}</at>", one) for one in people]
    line = {"type": "TextBlock", "text": " ".join(text for text, _ in marked), "wrap": True}
    entities = [
        {"type": "mention", "text": text, "mentioned": {"id": one.id, "name": text[4:-5]}}
        for text, one in marked
    ]
    return {"body": [line, *body], "msteams": {"entities": entities}}


def _head(card: Card) -> list[Json]:
    """Label and title; on a band in a pale colour when the card means more than its words."""
    label = [words(card.label, **SMALL_PRINT)] if printable(card.label) else []
    title = (
        [words(card.title, "none" if label else "default", heading=True, size="large", weight="bolder")]
        if printable(card.title)
        else []
    )
    if card.tone is Tone.NEUTRAL or not (label or title):
        return [*label, *title]
    band = {"type": "Container", "style": _BAND[card.tone], "bleed": True, "items": [*label, *title]}
    return [band]
