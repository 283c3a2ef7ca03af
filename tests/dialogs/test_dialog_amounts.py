"""An amount is read exactly, or the bot asks back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.typed.amounts import read_amount

READ = {
    "0": 0,
    "0 kr": 0,
    "noll kronor": 0,
    "700 kr": 700,
    "700000 kr": 700_000,
    "700 000": 700_000,
    "700\N{NO-BREAK SPACE}000 kr": 700_000,
    "1'200'000 kr": 1_200_000,
    "640.000:-": 640_000,
    "700 000,-": 700_000,
    "700 000,00 kr": 700_000,
    "12.500": 12_500,
    "1.200 kr": 1_200,
    "650 tkr": 650_000,
    "650tkr": 650_000,
    "650k": 650_000,
    "1 200 tkr": 1_200_000,
    "0,7 mkr": 700_000,
    "0.7 mkr": 700_000,
    "0,125 mkr": 125_000,
    "1,2 miljoner": 1_200_000,
    "1,5 milj. kr": 1_500_000,
    "en halv miljon": 500_000,
    "två och en halv miljon": 2_500_000,
    "1½ miljon": 1_500_000,
    "tva miljoner": 2_000_000,
    "1 miljon 200 tusen": 1_200_000,
    "1 miljon och 200 000": 1_200_000,
    "sexhundra tusen": 600_000,
    "sexhundratusen": 600_000,
    "Sex hundra tusen kronor": 600_000,
    "sexhundrafemtiotusen": 650_000,
    "6 hundra tusen": 600_000,
    "hundratusen": 100_000,
    "tusen kronor": 1_000,
    "tolvhundra kr": 1_200,
    "femtiofem tusen": 55_000,
    "kr 700 000": 700_000,
    "SEK 700000": 700_000,
    "700 000 kronor exkl. moms": 700_000,
    "700 000 kr utan moms": 700_000,
    "det blir 640 000 kr totalt": 640_000,
    "15 000 kr i månaden i 36 månader": 540_000,
    "15 000 kr/mån i 3 år": 540_000,
    "100 000 per år i fyra år": 400_000,
    "offerten ligger på 340 tkr": 340_000,
    "vi har räknat med 700.000 kr på hela avtalstiden": 700_000,
    "640 000 kronor exklusive moms för hela avtalstiden": 640_000,
    "640 000 för hela avtalstiden exkl. moms": 640_000,
    "990 tkr totalt med optioner": 990_000,
    "350 000 utan moms enligt offerten": 350_000,
    "4800 kr bara": 4_800,
    "640 000 kr!": 640_000,
    "exkl. moms 640 000": 640_000,
    "utan moms blir det 640 000 kr": 640_000,
}

ASKED_BACK = [
    "",
    "700",
    "7 000",
    "1200",
    "sexhundra",
    "0,7",
    "50-60 tusen",
    "50–60 tusen",
    "500 till 600 tusen",
    "500 000 600 000",
    "500 000 600 000 kr",
    "inkl. moms",
    "700 000 inkl. moms",
    "optionen kostar 50 000",
    "första året kostar 50 000 kr",
    "50 000 kr bara för första året",
    "budgeten är minst 400 000",
    "offerten ligger på ca 340 tkr",
    "640 000 kr för fyra år",
    "700 000 kr med moms",
    "700 000 plus moms",
    "100 000 euro",
    "100 000 €",
    "en miljon dollar",
    "5000 kr i månaden",
    "15 000/mån",
    "100 000 kr per år",
    "15 000 kr i månaden i 0 månader",
    "700 000 kr i år",
    "700 000 kr per styck",
    "-700000",
    "−700000",
    "700 000-",
    "ca 700 000",
    "över 700 000",
    "högst 700 000 kr",
    "inte 700 000",
    "700 000 kr eller mer",
    "640,000",
    "1,200 mkr",
    "1.200 tkr",
    "1 miljon 200",
    "1200 000",
    "12 00 000",
    "007 kr",
    "700 000 tkr",
    "650 000 tusen",
    "1 700 000 000 kr",
    "5 miljarder",
    "sex sju tusen",
    "tjugo hundra kr",
    "tusentals",
    "hundratals kronor",
    "640 000,50 kr",
    "2026-12-31",
    "20261231",
    "0850012345",
    "10² kr",
    "½ miljon",
    "200 000½ kr",
    "3 x 200 000",
    "200 000 + 150 000",
    "٧٠٠٠٠٠ kr",
    "1e6",
    "10 %",
    "sextio" * 20,
    "9" * 90,
]


@pytest.mark.parametrize(("text", "amount"), READ.items())
def test_an_ordinary_way_to_write_an_amount_is_read(text: str, amount: int) -> None:
    assert read_amount(text) == amount


@pytest.mark.parametrize("text", ASKED_BACK)
def test_an_amount_that_is_not_certain_is_asked_back(text: str) -> None:
    assert read_amount(text) is None


@given(st.integers(10_000, 999_999_999), st.sampled_from([" ", "\N{NO-BREAK SPACE}", ".", ""]))
def test_whole_kronor_come_back_as_they_were_written(amount: int, sign: str) -> None:
    assert read_amount(f"{amount:,} kr".replace(",", sign)) == amount


@given(st.integers(0, 99_999))
def test_thousands_are_exact(thousands: int) -> None:
    assert read_amount(f"{thousands} tkr") == thousands * 1_000


@given(st.integers(1, 99), st.integers(1, 99))
def test_decimals_of_millions_are_exact(whole: int, hundredths: int) -> None:
    """Binary floats would miss a krona here and there."""
    assert read_amount(f"{whole},{hundredths:02} mkr") == whole * 1_000_000 + hundredths * 10_000


@given(
    st.sampled_from(sorted(READ)),
    st.sampled_from(
        [
            "inkl moms",
            "inklusive moms",
            "moms",
            "euro",
            "eur",
            "usd",
            "per månad",
            "i månaden",
            "styck",
            "- 900 000",
        ]
    ),
    st.booleans(),
)
def test_what_changes_an_amount_is_never_overlooked(text: str, more: str, first: bool) -> None:
    assert read_amount(f"{more} {text}" if first else f"{text} {more}") is None


@given(st.text(max_size=150))
def test_any_text_is_read_or_not_without_an_error(text: str) -> None:
    amount = read_amount(text)
    assert amount is None or 0 <= amount < 1_000_000_000
