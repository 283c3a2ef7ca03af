"""A card's buttons as elements of an Adaptive Card.

Teams gives a button the width of its label, cuts off what does not fit and never wraps it
(MicrosoftDocs/msteams-docs#5004, #8598). Wide buttons and long labels therefore become pressable rows over
the whole card. All other buttons stand side by side, so few in a line that they fit a telephone.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

from bot.conversation.card import Button, LinkButton
from bot.conversation.plain import printable
from bot.teams.cards.text import Json, web_address, words

LONGEST_LABEL = 28
"""The longest label, in characters, that a button shows whole on a narrow telephone."""

MOST_IN_A_SET = 6
"""Teams shows no more in one set (task-modules-and-cards/cards/design-effective-cards.md)."""

DATA_VERSION = "1"
"""Comes back with each press as ``v``, so that a later bot knows how an old card's data is to be read."""

# In pixels: the inside of a card on the narrowest telephone, and what a button takes of it.
_LINE = 264
_LETTER = 7.5
_EDGES = 26
_GAP = 8


def button_elements(buttons: Sequence[Button | LinkButton]) -> list[Json]:
    """*buttons* as elements, in order. A link button whose address cannot be opened is left out."""
    first = next((button for button in buttons if isinstance(button, Button) and button.primary), None)
    shown = [
        (_is_row(button), action)
        for button in buttons
        if (action := _action(button, stands_out=button is first)) is not None
    ]
    elements: list[Json] = []
    for in_rows, group in groupby(shown, key=lambda pair: pair[0]):
        actions = [action for _, action in group]
        if in_rows:
            elements += [_row(action, first=not place) for place, action in enumerate(actions)]
        else:
            elements += _sets(actions)
    return elements


def _is_row(button: Button | LinkButton) -> bool:
    wide = isinstance(button, Button) and button.wide
    return wide or len(printable(button.label)) > LONGEST_LABEL


def _action(button: Button | LinkButton, *, stands_out: bool) -> Json | None:
    title = printable(button.label)
    if isinstance(button, LinkButton):
        url = web_address(button.url)
        return {"type": "Action.OpenUrl", "title": title, "url": url} if url else None
    return press(button, title=title, stands_out=stands_out)


def press(button: Button, *, title: str, stands_out: bool = False) -> Json:
    """The action behind *button*, read aloud as *title*."""
    sent: Json = {
        "title": printable(title),
        "data": {**button.data, "action": button.action, "v": DATA_VERSION},
        "associatedInputs": "auto" if button.sends_inputs else "none",
    }
    if stands_out:
        sent["style"] = "positive"
    # Clients without Action.Execute (Web Chat, old telephones) send the same data as a message.
    return {
        "type": "Action.Execute",
        "verb": button.action,
        **sent,
        "fallback": {"type": "Action.Submit", **sent},
    }


def _row(action: Json, *, first: bool) -> Json:
    return {
        "type": "Container",
        "style": "emphasis",
        "spacing": "medium" if first else "small",
        "minHeight": "44px",
        "verticalContentAlignment": "center",
        "selectAction": action,
        "items": [words(action["title"], weight="bolder")],
    }


def _sets(actions: Iterable[Json]) -> list[Json]:
    """*actions* in sets that fit one line each. Neighbours with one verb (yes and no) stay together."""
    lines: list[list[Json]] = []
    for _, group in groupby(actions, key=lambda action: action.get("verb")):
        together = list(group)
        if lines and _fits([*lines[-1], *together]):
            lines[-1] += together
        else:
            lines += _lines(together)
    return [
        {"type": "ActionSet", "spacing": "small" if place else "medium", "actions": line}
        for place, line in enumerate(lines)
    ]


def _lines(actions: Iterable[Json]) -> list[list[Json]]:
    lines: list[list[Json]] = []
    for action in actions:
        if lines and _fits([*lines[-1], action]):
            lines[-1].append(action)
        else:
            lines.append([action])
    return lines


def _fits(line: Sequence[Json]) -> bool:
    width = sum(len(action["title"]) * _LETTER + _EDGES + _GAP for action in line) - _GAP
    return width <= _LINE and len(line) <= MOST_IN_A_SET
