"""An amount that is not read is asked back with what was understood of it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dialogs.typed.amount_doubts import Doubt, Doubted, amount_in, doubt_of, only_amount, says_with_vat
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
        ("200 000 om året", Doubt.EACH),
        ("640 000 kronor exklusive moms för fyra år", Doubt.TERM),
        ("640 000 utan moms i 4 år", Doubt.TERM),
        ("vi delar upp det på två köp om 400 000", Doubt.SPLIT),
        ("2 köp på 400 000", Doubt.SPLIT),
        ("400 000 nu och 400 000 nästa år", Doubt.SPLIT),
        ("400 000 nu och 400 000 sen", Doubt.SPLIT),
        ("3 x 200 000", Doubt.SEVERAL),
        ("200 000 + 150 000", Doubt.SEVERAL),
        ("1 000 000 000", Doubt.TOO_MUCH),
        ("10 miljarder", Doubt.TOO_MUCH),
        ("max 600 000", Doubt.BOUND),
        ("under 700 000", Doubt.BOUND),
        ("över 600 000", Doubt.BOUND),
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


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("får jag köpa stolar för 640 000", 640_000),
        ("Får jag köpa stolar för 640 000?", 640_000),
        ("får vi köpa en maskin för 0,6 mkr utan att annonsera?", 600_000),
        ("jag vill köpa möbler för 640 000 kr exkl. moms för hela avtalstiden", 640_000),
        ("640 000:-", 640_000),
    ],
)
def test_the_one_sure_amount_in_a_question_is_found(text: str, amount: int) -> None:
    assert amount_in(text) == amount


@pytest.mark.parametrize(
    "text",
    [
        "200 000 om året i 4 år",
        "400 000 nu och 400 000 sen",
        "400 000 nu och resten sen",
        "800 000 inkl moms",
        "ca 500 000",
        "över 600 000",
        "upp till 640 000",
        "~640 000",
        "640 000 per år",
        "640 000 i fyra år",
        "640 000 euro",
        "640 000 €",
        "500-600 tusen",
        "640 000 plus frakt",
        "640 000 och bord för trehundra tusen",
        "1½ eller två miljoner",
        "-640 000",
        "640 000 ½",
        "7 000",
        "700 000 kr styck",
    ],
)
def test_with_any_doubt_in_a_question_no_amount_is_found(text: str) -> None:
    """What stands ready to be confirmed is confirmed without a look."""
    assert amount_in(f"får jag köpa stolar för {text}") is None


@pytest.mark.parametrize(
    "text",
    [
        "får två skolor köpa stolar för 640 000",
        "får jag köpa 20 stolar för 640 000",
        "får vi dela upp ett köp för 640 000",
        "köper varje månad för 640 000",
        "det kostar inte 640 000",
        "får jag köpa halva behovet för 640 000",
        "ligger gränsen på 640 000",
    ],
)
def test_a_doubt_before_the_amount_counts_as_well(text: str) -> None:
    assert amount_in(text) is None


def test_the_only_amount_is_found_whatever_is_said_of_it() -> None:
    assert only_amount("800 000 inkl moms") == 800_000
    assert only_amount("400 000 och 400 000") is None
    assert only_amount("mycket") is None


def test_vat_is_in_the_amount_only_where_that_is_said() -> None:
    assert says_with_vat("800 000 inkl. moms")
    assert says_with_vat("800 000 med moms")
    assert not says_with_vat("800 000 plus moms")
    assert not says_with_vat("800 000 exklusive moms")


@example("Þ0")
@given(st.text(max_size=150))
def test_any_text_holds_one_sure_amount_or_none(text: str) -> None:
    amount = amount_in(text)
    assert amount is None or 0 <= amount < 1_000_000_000


@given(st.text(max_size=150))
def test_any_text_has_a_doubt(text: str) -> None:
    assert doubt_of(text).doubt in Doubt
