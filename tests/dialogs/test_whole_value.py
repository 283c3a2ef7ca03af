"""A value is worked out exactly from its parts, and never counted down."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.whole_value import VAT_RATES, PartError, WholeValue, read_whole_value
from knowledge.amounts import kronor

wholes = st.builds(
    WholeValue,
    each=st.decimals(0, 100_000, places=2),
    periods=st.integers(0, 120),
    extensions=st.integers(0, 120),
    options=st.decimals(0, 1_000_000, places=2),
    units=st.integers(1, 50),
    vat=st.sampled_from(VAT_RATES),
)


def read(**parts: str) -> WholeValue:
    return read_whole_value(parts)


def test_the_example_of_the_form() -> None:
    """Two years by the month, one more year by extension, three units, options, without VAT."""
    whole = read(each="5 000", periods="24", extensions="12", units="3", options="60 tkr")
    assert whole.total == 5_000 * 36 * 3 + 60_000
    assert whole.in_words.replace("\N{NO-BREAK SPACE}", " ") == (
        "5 000 kronor × (24 + 12) perioder × 3 enheter + 60 000 kronor i optioner"
        " = 600 000 kronor exklusive moms"
    )


def test_a_single_purchase_needs_only_its_price() -> None:
    assert read(each="640 000 kr").total == 640_000
    assert read(each="640 000 kr").in_words.count("×") == 0


def test_vat_is_taken_off_and_ore_are_rounded_up() -> None:
    """875 000 with 25 percent is 700 000 without, exactly; a krona more is above it."""
    assert read(each="875 000", vat="25").total == 700_000
    assert read(each="875 001", vat="25").total == 700_001
    assert read(each="99,50", periods="3").total == 299
    assert "utan 25 procent moms" in read(each="875 000", vat="25").in_words


@given(wholes)
def test_the_sum_is_exact_and_rounded_up_by_less_than_a_krona(whole: WholeValue) -> None:
    exact = (
        (Fraction(whole.each) * (whole.periods + whole.extensions) * whole.units + Fraction(whole.options))
        * 100
        / (100 + whole.vat)
    )
    assert 0 <= whole.total - exact < 1


@given(wholes, st.sampled_from(["each", "periods", "extensions", "options", "units"]))
def test_more_of_anything_is_never_less(whole: WholeValue, part: str) -> None:
    more = {
        name: getattr(whole, name) for name in ("each", "periods", "extensions", "options", "units", "vat")
    }
    more[part] += 1
    assert WholeValue(**more).total >= whole.total


@given(wholes)
def test_what_is_worked_out_stands_in_the_words(whole: WholeValue) -> None:
    assert whole.in_words.endswith(f"= {kronor(whole.total)} exklusive moms")


@pytest.mark.parametrize(
    ("parts", "wrong"),
    [
        ({}, "each"),
        ({"each": "-5"}, "each"),
        ({"each": "fem eller sex"}, "each"),
        ({"each": "5 000 per månad"}, "each"),
        ({"each": "1e9"}, "each"),
        ({"each": "5 000 euro"}, "each"),
        ({"each": "5", "periods": "0"}, "periods"),
        ({"each": "5", "periods": "601"}, "periods"),
        ({"each": "5", "periods": "1,5"}, "periods"),
        ({"each": "5", "extensions": "-1"}, "extensions"),
        ({"each": "5", "options": "många"}, "options"),
        ({"each": "5", "units": "0"}, "units"),
        ({"each": "5", "units": "9" * 30}, "units"),
        ({"each": "5", "vat": "20"}, "vat"),
        ({"each": "5", "vat": ""}, "vat"),
        ({"each": "900 000 kr", "periods": "600", "units": "100"}, "total"),
    ],
)
def test_a_part_that_cannot_be_used_is_named(parts: dict[str, str], wrong: str) -> None:
    with pytest.raises(PartError) as error:
        read_whole_value(parts)
    assert error.value.part == wrong


@given(
    st.dictionaries(st.sampled_from(["each", "periods", "extensions", "options", "units", "vat"]), st.text())
)
def test_any_texts_give_a_value_or_name_a_part(parts: dict[str, str]) -> None:
    try:
        whole = read_whole_value(parts)
    except PartError:
        return
    assert isinstance(whole.each, Decimal)
    assert 0 <= whole.total < 1_000_000_000
