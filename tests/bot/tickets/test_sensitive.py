"""Personal numbers and tenders are seen where they stand, and other numbers are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tickets.sensitive import MASK, Kind, seen_in, without_numbers

# Numbers that the tax agency publishes for tests, and one made into a coordination number.
PERSONAL = ["19811218-9876", "811218-9876", "198112189876", "8112189876", "811218+9876", "701063-2391"]


@pytest.mark.parametrize("number", PERSONAL)
def test_a_personal_number_is_seen_and_masked(number):
    text = f"Hon heter Åsa, {number}, och vill sälja."
    (seen,) = seen_in(text)
    assert seen.kind is Kind.PERSONAL_NUMBER
    assert text[seen.start : seen.end] == number
    assert without_numbers(text) == f"Hon heter Åsa, {MASK}, och vill sälja."


@pytest.mark.parametrize(
    "text",
    [
        "212000-0084",  # an organisation's number
        "811218-9875",  # the wrong check digit
        "811318-9876",  # no such month
        "Vi köper för 700 000 kr till 2026-11-25.",
        "Ring 08-606 70 00",
        "Diarienummer 2026-1234",
        "Faktura 55123456789012",
        "Får jag dela upp inköpet? Det kostar 640 000 kr.",
        "Vad är ett anbud?",
        "Hur länge är anbuden hemliga?",
        "Måste vi begära in anbud när köpet kostar mer än gränsen",
    ],
)
def test_other_numbers_and_plain_questions_are_left_alone(text):
    assert seen_in(text) == ()
    assert without_numbers(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Anbudet från bolaget var på 410 000 kr, får vi gå under det?",
        "anbudspriset är 1,2 mkr hos den billigaste",
        "De skrev 410 000 kr i sitt anbud",
        "Offerten ligger på 89 500:-",
    ],
)
def test_what_a_tender_says_is_seen(text):
    assert [one.kind for one in seen_in(text)] == [Kind.TENDER]


@given(st.text())
def test_any_text_is_read_and_what_is_masked_stays_masked(text):
    once = without_numbers(text)
    assert without_numbers(once) == once
    assert all(0 <= one.start < one.end <= len(text) for one in seen_in(text))


@given(st.text(alphabet=st.characters(exclude_categories=["Nd"])), st.sampled_from(PERSONAL))
def test_a_number_is_seen_whatever_stands_around_it(around, number):
    assert number not in without_numbers(f"{around} {number} {around}")
