"""A card as plain text: for the terminal, for ``ask`` and for clients that cannot draw the card.

Buttons and fields to fill in are left out, since whoever shows the text has its own way to offer them.
Links stay: they are worth reading even where nothing can be pressed.
"""

import re
from typing import assert_never

from bot.conversation.card import (
    Answered,
    Block,
    Bullets,
    Card,
    Checklist,
    ChoiceInput,
    Details,
    Link,
    LinkButton,
    Paragraph,
    Rows,
    Sources,
    Steps,
    Talk,
    TextInput,
)
from bot.conversation.edited import once_if_edited

SUMMARY_LENGTH = 200
"""The longest notification text, in characters."""

# Control characters but the line end, halves of characters, and overrides of the reading direction, with
# which a text can look like another text than it is.
_UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_LINE_ENDS = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
_EMPTY_LINES = re.compile(r"\n\s*\n")


def printable(text: str) -> str:
    """*text* as it is safe to show: one kind of line end, single empty lines, no space around it.

    Control characters (which steer a terminal), overrides of the reading direction and halves of characters
    are removed; everything that can be read stays.
    """
    if text.isprintable():  # then there are none, nor a line end: most texts, and they are many in each card
        return text.strip()
    lines = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    return _EMPTY_LINES.sub("\n\n", _UNSAFE.sub("", lines)).strip()


def plain_text(card: Card) -> str:
    """The whole of *card* to read, in the order of the card, with an empty line between its parts."""
    head = "\n".join(line for line in (printable(card.label), printable(card.title)) if line)
    links = "\n".join(
        f"{printable(button.label)}: {printable(button.url)}"
        for button in card.buttons
        if isinstance(button, LinkButton)
    )
    parts = [head, *(_block_text(block) for block in card.blocks), links, printable(card.footnote)]
    return "\n\n".join(part for part in parts if part)


def summary(card: Card) -> str:
    """One line for a notification, at most ``SUMMARY_LENGTH`` characters: the title.

    Only a card without a title lends its first words. What is said under the title stays off locked screens.
    """
    text = printable(card.title) or plain_text(card)
    line = " ".join(text.split())
    if len(line) <= SUMMARY_LENGTH:
        return line
    return line[: SUMMARY_LENGTH - 1].rsplit(" ", 1)[0] + "…"


@once_if_edited
def _block_text(block: Block) -> str:
    match block:
        case Paragraph(text=text):
            return printable(text)
        case Steps(title=title, items=items):
            return _listing(title, [f"{number}. {printable(item)}" for number, item in enumerate(items, 1)])
        case Bullets(title=title, items=items):
            return _listing(title, [f"– {printable(item)}" for item in items])
        case Checklist(title=title, items=named):
            return _listing(title, [f"☐ {printable(name)}: {printable(item)}" for name, item in named])
        case Rows(items=rows):
            return "\n".join(f"{printable(name)}: {printable(value)}" for name, value in rows)
        case Talk(items=items):
            return "\n".join(f"{printable(heading)}:\n  {printable(text)}" for heading, text in items)
        case Sources(title=title, items=links):
            return _listing(title, [f"– {_link_text(link)}" for link in links])
        case Details(title=title, text=text):
            return _listing(title, [printable(text)])
        case Answered(title=title, items=given, hint=hint):
            lines = [
                f"{number}. {printable(one.question)}: {printable(one.answer)}"
                for number, one in enumerate(given, 1)
            ]
            return _listing(title, [*lines, printable(hint)])
        case TextInput() | ChoiceInput():
            return ""
        case _:
            assert_never(block)


def _listing(title: str, lines: list[str]) -> str:
    return "\n".join(line for line in (printable(title), *lines) if line)


def _link_text(link: Link) -> str:
    note = printable(link.note)
    words = f"{printable(link.text)} ({note})" if note else printable(link.text)
    url = printable(link.url)
    return f"{words}\n  {url}" if url else words
