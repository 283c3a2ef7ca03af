"""What editors wrote is written out once; what anybody else wrote is kept nowhere."""

import pytest

from bot.conversation.card import (
    Answered,
    Bullets,
    Checklist,
    ChoiceInput,
    Details,
    Paragraph,
    Rows,
    Sources,
    Steps,
    Talk,
    TextInput,
)
from bot.conversation.edited import once_if_edited


@pytest.fixture
def written():
    return []


@pytest.fixture
def write(written):
    return once_if_edited(written.append)


@pytest.mark.parametrize(
    "block", [Steps("a", ("b",)), Checklist("a", (("b", "c"),)), Sources("a", ()), Details("a", "b")]
)
def test_a_block_of_the_content_is_written_out_once(write, written, block):
    write(block)
    write(block)
    assert written == [block]


@pytest.mark.parametrize(
    "block",
    [
        Paragraph("a"),
        Bullets("a", ("b",)),
        Rows((("a", "b"),)),
        Talk((("a", "b"),)),
        Answered("a", ()),
        TextInput("a", "b"),
        ChoiceInput("a", "b", ()),
    ],
)
def test_a_block_that_may_hold_somebodys_words_is_not_kept(write, written, block):
    write(block)
    write(block)
    assert written == [block, block]
