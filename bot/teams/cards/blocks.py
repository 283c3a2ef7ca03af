"""Each block of a card as elements of an Adaptive Card."""

from collections.abc import Sequence
from typing import assert_never

from bot.conversation.card import (
    Answered,
    Block,
    Bullets,
    Checklist,
    ChoiceInput,
    Details,
    Given,
    Link,
    Paragraph,
    Rows,
    Sources,
    Steps,
    Talk,
    TextInput,
)
from bot.conversation.edited import once_if_edited
from bot.conversation.plain import printable
from bot.teams.cards.buttons import press
from bot.teams.cards.text import (
    SMALL_PRINT,
    Json,
    passages,
    reads_as_written,
    runs,
    shown,
    web_address,
    words,
)

OPEN_LIST = 4
"""Up to so many choices are shown as a list; more fold into a drop-down, so that the form stays short."""

_NAME_WIDTH = "104px"


@once_if_edited
def block_elements(block: Block) -> Sequence[Json]:  # noqa: PLR0912 - one branch a block
    """*block* as elements, in order; none for a block that has nothing to show. Not to be changed."""
    match block:
        case Paragraph(text=text, quiet=True):
            return passages(text, "small", **SMALL_PRINT)
        case Paragraph(text=text):
            return passages(text)
        case Steps(title=title, items=items):
            return _listing(title, [(str(number), item) for number, item in enumerate(items, 1)], "24px")
        case Bullets(title=title, items=items):
            return _listing(title, [("•", item) for item in items], "14px")
        case Checklist(title=title, items=named):
            return [
                *_heading(title),
                *(
                    _beside("☐", [words(name, weight="bolder"), *passages(item, "none")], "20px")
                    for name, item in named
                ),
            ]
        case Rows(items=items):
            return [
                _row(name, value, first=place == 0)
                for place, (name, value) in enumerate(items)
                if printable(name) or printable(value)
            ]
        case Talk(items=items):
            return [element for heading, text in items for element in _said(heading, text)]
        case Sources(title=title, items=links):
            return _sources(title, links)
        case Details(title=title, text=text):
            return _folded(title, passages(text))
        case Answered(title=title, items=given):
            return _folded(title, [_given(one, first=not place) for place, one in enumerate(given)])
        case TextInput():
            return [_text_input(block)]
        case ChoiceInput():
            return [_choice_input(block)]
        case _:
            assert_never(block)


def _heading(title: str) -> list[Json]:
    return [words(title, "medium", weight="bolder")] if printable(title) else []


def _listing(title: str, marked: list[tuple[str, str]], indent: str) -> list[Json]:
    lines = [_marked(mark, item, indent) for mark, item in marked if printable(item)]
    return [*_heading(title), *lines] if lines else []


def _marked(mark: str, item: str, indent: str) -> Json:
    return _beside(mark, passages(item), indent)


def _beside(mark: str, items: list[Json], indent: str) -> Json:
    """*items* with their mark in a column of its own, so that they keep a straight edge when they wrap."""
    return {
        "type": "ColumnSet",
        "spacing": "small",
        "columns": [
            _column(indent, [words(mark, weight="bolder", color="accent")]),
            {**_column("stretch", items), "spacing": "none"},
        ],
    }


def _row(name: str, value: str, *, first: bool) -> Json:
    return {
        "type": "ColumnSet",
        "spacing": "default" if first else "small",
        "columns": [
            _column(_NAME_WIDTH, passages(name, isSubtle=True)),
            {**_column("stretch", passages(value)), "spacing": "small"},
        ],
    }


def _said(heading: str, text: str) -> list[Json]:
    return [words(heading, "medium", **SMALL_PRINT), *passages(text, "none")]


def _column(width: str, items: list[Json]) -> Json:
    return {"type": "Column", "width": width, "items": items}


def _sources(title: str, links: tuple[Link, ...]) -> list[Json]:
    lines = [element for link in links if printable(link.text) for element in _source(link)]
    if not lines:
        return []
    heading = [words(title, "small", **SMALL_PRINT)] if printable(title) else []
    return [{"type": "Container", "spacing": "large", "separator": True, "items": [*heading, *lines]}]


def _source(link: Link) -> list[Json]:
    """A link, and its note in a line of its own: colour alone would not tell a link from the words beside it.

    A link is the one piece of Markdown on a card. A run with an action would do without, but Teams' desktop
    client has shown those as plain words (microsoft/AdaptiveCards#9100); so a run links only a text that
    Markdown could misread.
    """
    text, url = shown(link.text), web_address(link.url)
    note = passages(link.note, "none", **SMALL_PRINT)
    if url and reads_as_written(text):
        linked = f"[{text}]({url})"
        return [{"type": "TextBlock", "text": linked, "wrap": True, "spacing": "small", **SMALL_PRINT}, *note]
    line = runs((text, SMALL_PRINT), spacing="small")
    if url:
        line["inlines"][0]["selectAction"] = {"type": "Action.OpenUrl", "url": url, "title": text}
    return [line, *note]


def _given(given: Given, *, first: bool) -> Json:
    """An answer beside the word that changes it."""
    change = press(given.change, title=f"{given.change.label}: {given.question}")
    said = [words(given.question, **SMALL_PRINT), words(given.answer, "none")]
    word = words(given.change.label, weight="bolder", color="accent")
    return {
        "type": "ColumnSet",
        "spacing": "default" if first else "small",
        "columns": [
            _column("stretch", said),
            {
                **_column("auto", [word]),
                "verticalContentAlignment": "center",
                "minHeight": "44px",
                "selectAction": change,
            },
        ],
    }


def _folded(title: str, body: list[Json]) -> list[Json]:
    """A button that unfolds *body*. Toggled elements would do the same, but not on every telephone."""
    if not body:
        return []
    unfold = {
        "type": "Action.ShowCard",
        "title": printable(title),
        "card": {"type": "AdaptiveCard", "body": body},
    }
    return [{"type": "ActionSet", "actions": [unfold]}]


def _text_input(field: TextInput) -> Json:
    label = printable(field.label) or field.id
    element: Json = {
        "type": "Input.Text",
        "id": field.id,
        "label": label,
        "maxLength": field.max_length,
        "isMultiline": field.lines > 1,
        "isRequired": field.required,
        "spacing": "medium",
    }
    if field.value:
        element["value"] = field.value
    if field.required:
        element["errorMessage"] = shown(field.error) or label
    return element


def _choice_input(field: ChoiceInput) -> Json:
    """Short lists are open, unless a client could read Markdown in a choice: a drop-down has none."""
    values = {value for value, _ in field.choices}
    is_open = len(values) <= OPEN_LIST and all(reads_as_written(label) for _, label in field.choices)
    element: Json = {
        "type": "Input.ChoiceSet",
        "id": field.id,
        "label": printable(field.label) or field.id,
        "choices": [{"title": shown(label), "value": value} for value, label in field.choices],
        "style": "expanded" if is_open else "compact",
        "wrap": True,
        "spacing": "medium",
    }
    return {**element, "value": field.value} if field.value in values else element
