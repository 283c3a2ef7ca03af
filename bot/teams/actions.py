"""A pressed button, read from what a card sends back."""

from collections.abc import Mapping

from bot.conversation.turn import Action

UNREADABLE = Action("unreadable")
"""Stands for anything that no card of ours sends: the conversation tells the user to start again."""

CARD_VERSION = "1"
MAX_VALUES = 50
MAX_NAME = 200
MAX_VALUE = 20_000


def read_execute(value: object) -> Action:
    """The action in an ``adaptiveCard/action`` invoke's value: ``{"action": {"verb": …, "data": {…}}}``."""
    pressed = value.get("action") if isinstance(value, Mapping) else None
    if not isinstance(pressed, Mapping):
        return UNREADABLE
    action = read_data(pressed.get("data"))
    return action if pressed.get("verb", action.id) == action.id else UNREADABLE


def read_data(data: object) -> Action:
    """The action in a card's data, ``{"action": id, "v": "1", …inputs}``: strings only, each bounded."""
    if not isinstance(data, Mapping) or len(data) > MAX_VALUES:
        return UNREADABLE
    values: dict[str, str] = {}
    for name, value in data.items():
        if not isinstance(value, str) or len(name) > MAX_NAME or len(value) > MAX_VALUE:
            return UNREADABLE
        values[name] = value
    name, version = values.pop("action", ""), values.pop("v", "")
    if not name or len(name) > MAX_NAME or version != CARD_VERSION:
        return UNREADABLE
    return Action(name, values)
