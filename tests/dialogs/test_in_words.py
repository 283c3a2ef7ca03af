"""Answers, amounts and days are said as a lawyer would write them."""

from datetime import date

import pytest

from dialogs.in_words import amounts_in_words, choices_in_words, days_in_words, listed
from dialogs.model import Flow


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0, None, "varje belopp"),
        (0, 699_999, "under 700 000 kronor"),
        (700_000, None, "från och med 700 000 kronor"),
        (630_000, 699_999, "från och med 630 000 men under 700 000 kronor"),
        (700_000, 700_000, "700 000 kronor"),
    ],
)
def test_amounts_say_whether_the_limit_itself_is_in(low: int, high: int | None, words: str) -> None:
    assert amounts_in_words(low, high).replace("\N{NO-BREAK SPACE}", " ") == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (None, None, "alla dagar"),
        (None, date(2022, 1, 31), "före 1 februari 2022"),
        (date(2022, 2, 1), None, "från och med 1 februari 2022"),
        (date(2024, 1, 1), date(2025, 12, 31), "1 januari 2024–31 december 2025"),
    ],
)
def test_days_say_where_they_begin_and_end(first: date | None, last: date | None, words: str) -> None:
    assert days_in_words(first, last) == words


def test_of_many_answers_those_left_out_are_named(purchase: Flow) -> None:
    ground = purchase.question("special_ground")
    assert choices_in_words(ground, ground.values[1:]) == "annat än ”Inget särskilt skäl”"


def test_a_law_is_called_by_its_abbreviation(purchase: Flow) -> None:
    assert choices_in_words(purchase.question("law"), ["lou", "luk"]) == "LOU eller LUK"


def test_answers_that_are_lists_themselves_are_kept_apart() -> None:
    assert listed(["a", "b", "c"], "eller") == "a, b eller c"
    assert listed(["a eller b", "c"], "eller") == "a eller b; eller c"
