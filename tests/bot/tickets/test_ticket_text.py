"""What people write is bounded and storable before it becomes part of a ticket."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tickets.text import (
    ANSWER_LENGTH,
    QUESTION_LENGTH,
    TextMissingError,
    TextTooLongError,
    TicketTextError,
    answer_text,
    question_text,
    request_id,
)


@pytest.mark.parametrize(
    ("reads", "limit"), [(question_text, QUESTION_LENGTH), (answer_text, ANSWER_LENGTH), (request_id, 100)]
)
def test_a_text_fits_up_to_its_limit_and_not_over(reads, limit):
    assert reads("å" * limit) == "å" * limit
    with pytest.raises(TextTooLongError) as refused:
        reads("å" * (limit + 1))
    assert (refused.value.length, refused.value.limit) == (limit + 1, limit)


@pytest.mark.parametrize("blank", ["", "  \n\t ", "\0", " \0 "])
def test_a_blank_text_is_missing(blank):
    with pytest.raises(TextMissingError):
        question_text(blank)


def test_space_around_a_text_goes_and_lines_within_stay():
    assert answer_text("  Hej!\n\nJa. \n") == "Hej!\n\nJa."


def test_what_no_database_stores_is_mended():
    """A stray half of a surrogate pair becomes a replacement mark; two halves become their sign; NUL goes."""
    assert question_text("a\ud83db\0c") == "a�bc"
    assert question_text("\ud83d\ude00") == "😀"


@given(st.text(st.characters(), max_size=200))
def test_any_text_is_refused_or_becomes_one_that_can_be_encoded(raw):
    try:
        text = question_text(raw)
    except TicketTextError:
        return
    assert "\0" not in text
    assert text.encode()
    assert question_text(text) == text
