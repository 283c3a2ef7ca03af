"""Several questions in one message are told apart; what only describes the situation is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.parts import questions


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("Vad är jäv?", ["Vad är jäv?"]),
        ("Vad är jäv, och hur överklagar en leverantör?", ["Vad är jäv", "hur överklagar en leverantör?"]),
        ("Är jag jävig? Hur länge sparar vi anbud?", ["Är jag jävig?", "Hur länge sparar vi anbud?"]),
        ("Jag är ny på skolan och ska köpa gungor. Får jag det?", ["Får jag det?"]),
        ("What is a tender and who signs it", ["What is a tender", "who signs it"]),
        ("köpa gungor", []),
        ("Hur? Varför!", []),
        ("", []),
    ],
)
def test_a_message_is_parted_into_what_it_asks(message, parts):
    assert questions(message) == parts


@given(st.text(max_size=300))
def test_any_text_can_be_parted(message):
    """Every part stands in the message as it was written."""
    for part in questions(message):
        assert part in message
