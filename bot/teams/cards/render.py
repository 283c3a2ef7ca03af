"""A card in Teams: one visual language for all that the bot says (docs/cards.md)."""

import json
import re

from bot.conversation.card import Card, Tone
from bot.conversation.plain import plain_text, printable
from bot.teams.cards.blocks import block_elements
from bot.teams.cards.buttons import button_elements
from bot.teams.cards.text import SMALL_PRINT, Json, shown, words

CONTENT_TYPE = "application/vnd.microsoft.card.adaptive"
VERSION = "1.5"
"""The newest that Teams draws everywhere (task-modules-and-cards/cards/cards-reference.md)."""

_BAND = {Tone.GOOD: "good", Tone.CAUTION: "warning", Tone.STOP: "attention"}
_MARKDOWN = re.compile(r"([\\`*_\[\]#|<>~])")


def to_adaptive_card(card: Card) -> Json:
    """*card* as an Adaptive Card, ready to be turned into JSON. Every card gives a valid one."""
    foot = [words(card.footnote, "medium", **SMALL_PRINT)] if printable(card.footnote) else []
    blocks = [element for block in card.blocks for element in block_elements(block)]
    return {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": VERSION,
        "lang": "sv",
        "fallbackText": _MARKDOWN.sub(r"\\\1", shown(plain_text(card))),
        "body": [*_head(card), *blocks, *button_elements(card.buttons), *foot],
    }


def to_attachment(card: Card) -> Json:
    """*card* as an attachment of a Bot Framework message."""
    return {"contentType": CONTENT_TYPE, "content": to_adaptive_card(card)}


def utf16_size(message: Json) -> int:
    """The bytes that *message* takes as Teams counts them: in UTF-16.

    Teams refuses a message over about 100 kB (bots/how-to/includes/agent-message-size-limit.md).
    """
    return len(json.dumps(message, ensure_ascii=False).encode("utf-16-le", "surrogatepass"))


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
