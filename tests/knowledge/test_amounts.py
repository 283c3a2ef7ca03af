"""An amount never stands without law, "exklusive moms" and its days."""

from datetime import date

import pytest

from knowledge.amounts import fill
from knowledge.loader import load
from knowledge.parameters import ParameterNotInForceError


@pytest.fixture(scope="module")
def knowledge():
    return load()


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_an_amount_comes_with_law_and_day(knowledge):
    """The reader sees what the amount belongs to."""
    filled = fill("Under {direktupphandlingsgrans_lou}.", knowledge, date(2026, 11, 25))
    assert plain(filled.text) == "Under 700 000 kronor exklusive moms (LOU, från 1 februari 2022)."
    assert filled.citations[0].source == "lou"


def test_an_amount_known_in_euro_alone_says_so(knowledge):
    """No krona amount is made up from another period or a rate."""
    filled = fill("{direktupphandlingsgrans_lou_bilaga2}", knowledge, date(2026, 1, 1))
    assert "750 000 euro exklusive moms" in plain(filled.text)
    assert "beloppet i kronor är inte känt" in filled.text


@pytest.mark.parametrize("day", [date(2022, 1, 31), date(2028, 1, 1)])
def test_outside_the_known_periods_there_is_no_amount(knowledge, day):
    """The day before the first and after the last known day, nothing is shown."""
    with pytest.raises(ParameterNotInForceError):
        fill("{direktupphandlingsgrans_lou_bilaga2}", knowledge, day)
