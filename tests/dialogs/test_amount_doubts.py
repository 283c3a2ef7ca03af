"""An amount that is not read is asked back with what was understood of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.typed.amount_doubts import Doubt, Doubted, doubt_of
from dialogs.typed.amounts import read_amount


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("-50 000", Doubt.NEGATIVE),
        ("minus 5000 kr", Doubt.NEGATIVE),
        ("−640 000", Doubt.NEGATIVE),
        ("640 000,50 kr", Doubt.FRACTION),
        ("1e9", Doubt.TOO_MUCH),
        ("99999999999999", Doubt.TOO_MUCH),
        ("5 miljarder", Doubt.TOO_MUCH),
        ("cirka en halv", Doubt.ABOUT),
        ("ca 500 000", Doubt.ABOUT),
        ("700 000–800 000", Doubt.RANGE),
        ("500 till 600 tusen", Doubt.RANGE),
        ("700 000 inkl. moms", Doubt.VAT),
        ("100 000 euro", Doubt.OTHER_MONEY),
        ("€ 50 000", Doubt.OTHER_MONEY),
        ("5 000 kr/månad", Doubt.EACH),
        ("5 000 kr per styck", Doubt.EACH),
        ("200 000 kr per år", Doubt.EACH),
        ("det vanliga", Doubt.UNCLEAR),
        ("", Doubt.UNCLEAR),
    ],
)
def test_each_doubt_is_known_by_its_name(text: str, doubt: Doubt) -> None:
    assert doubt_of(text) == Doubted(doubt)


@pytest.mark.parametrize(("text", "number"), [("700", 700), ("sjuhundra", 700), ("1 200", 1_200)])
def test_a_bare_small_number_comes_back(text: str, number: int) -> None:
    """The bot asks whether kronor or thousands were meant."""
    assert read_amount(text) is None
    assert doubt_of(text) == Doubted(Doubt.SMALL, number)


@given(st.text(max_size=150))
def test_any_text_has_a_doubt(text: str) -> None:
    assert doubt_of(text).doubt in Doubt
