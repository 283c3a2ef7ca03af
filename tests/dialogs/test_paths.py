"""The paths that a lawyer reads hold every case, each once, and say what the decision says."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from dialog_cases import purchases
from hypothesis import given, settings

from dialogs.engine import Facts, Reached, advance
from dialogs.facts import parse_facts
from dialogs.listing import as_data, flag_lines, path_groups
from dialogs.model import Flow
from dialogs.paths import Path, paths
from knowledge.loader import Knowledge


@pytest.fixture(scope="module")
def of_purchase(purchase: Flow, knowledge: Knowledge) -> tuple[Path, ...]:
    return paths(purchase, knowledge.parameters)


def holds(path: Path, facts: Facts) -> bool:
    day = facts["date"]
    assert isinstance(day, date)
    in_time = not path.days or any(
        (period.first or date.min) <= day <= (period.last or date.max) for period in path.days
    )
    return in_time and all(
        facts[fact] in given.values
        or any(
            isinstance(value := facts[fact], int) and low <= value and (high is None or value <= high)
            for low, high in given.amounts
        )
        for fact, given in path.answers.items()
    )


@settings(max_examples=500, deadline=None)
@given(case=purchases)
def test_every_purchase_is_on_one_path_and_ends_where_it_says(
    purchase: Flow, knowledge: Knowledge, of_purchase: tuple[Path, ...], case: dict[str, Any]
) -> None:
    facts = parse_facts(purchase, case)
    (path,) = [path for path in of_purchase if holds(path, facts)]
    reached = advance(purchase, facts, knowledge.parameters)
    assert isinstance(reached, Reached)
    assert (path.outcome, path.row) == (reached.outcome.id, reached.rows[0])


def test_the_list_is_short_enough_to_read(of_purchase: tuple[Path, ...]) -> None:
    assert len(of_purchase) < 80


def test_where_the_strictest_decides_each_row_is_a_path(jav: Flow, knowledge: Knowledge) -> None:
    found = paths(jav, knowledge.parameters)
    assert [path.row for path in found] == [*jav.rows, None]
    assert found[-1].outcome == "none_seen"


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_path_is_told_with_days_amounts_rule_and_paragraph(purchase: Flow, knowledge: Knowledge) -> None:
    told = {
        plain(f"{group.after} → {item.answers} ⇒ {item.end}")
        for group in path_groups(purchase, knowledge)
        for item in group.items
    }
    before = "Avtal som täcker behovet: Nej → Möjligt undantag: Inget av detta, ett vanligt köp → "
    before += "Koppling till leverantör: Nej → Lag: LOU → Det som köps: "
    assert (
        before
        + (
            "Varor, tjänster eller byggentreprenad → Dag: från och med 1 februari 2022 → "
            "Värde: under 700 000 kronor → Hela behovet räknat: Nej, något saknas; eller vet inte ⇒ "
            "Räkna om värdet (DD-12). LOU 5 kap. 3, 4, 7, 7 a och 11 §§."
        )
        in told
    )
    assert (
        before
        + (
            "Sociala eller andra särskilda tjänster (bilaga 2) → Dag: 1 januari 2024–31 december 2025 → "
            "Värde: från och med 8 109 450 kronor → Vilket skäl: annat än ”Inget särskilt skäl” ⇒ "
            "Upphandlarna prövar skälet (DD-09). LOU 19 a kap. 3–7 §§."
        )
        in told
    )


def test_what_is_added_to_an_outcome_is_told_with_its_amount(purchase: Flow, knowledge: Knowledge) -> None:
    told = [plain(line) for line in flag_lines(purchase, knowledge)]
    assert (
        "Dokumentera köpet (DD-10): vid ”Värdet tillåter direktupphandling” och "
        "”Upphandlarna prövar skälet”, när Lag: LUFS och Värde minst 100 000 kronor "
        "exklusive moms (LUFS, från 1 februari 2022). LUFS 15 a kap. 9 §."
    ) in told


@pytest.mark.parametrize("name", ["ansvar", "direktupphandling", "jav"])
def test_the_numbers_run_from_one_and_the_data_has_the_same(
    flows: Mapping[str, Flow], knowledge: Knowledge, name: str
) -> None:
    groups = path_groups(flows[name], knowledge)
    numbers = [item.number for group in groups for item in group.items]
    data = as_data(flows[name], knowledge)
    assert numbers == list(range(1, len(numbers) + 1)) == [path["number"] for path in data["paths"]]


def test_the_data_says_which_amounts_and_days_are_in(purchase: Flow, knowledge: Knowledge) -> None:
    found = as_data(purchase, knowledge)["paths"]
    euro_only = [path for path in found if path["days"] == [{"from": "2026-01-01", "to": "2027-12-31"}]]
    assert {"from": 700_000, "to": None} in euro_only[0]["answers"]["total_value_sek"]
    assert euro_only[0]["outcome"] == "route"


def test_a_row_that_compares_is_told_by_what_it_compares_with(purchase: Flow, knowledge: Knowledge) -> None:
    """Where the strictest row decides, paths are rows, and a row knows no interval."""
    strictest = purchase.model_copy(update={"decide": "strictest", "otherwise": "route"})
    told = [
        plain(f"{group.after} → {item.answers}")
        for group in path_groups(strictest, knowledge)
        for item in group.items
    ]
    assert (
        "Lag: LOU → Det som köps: Varor, tjänster eller byggentreprenad → "
        "Värde: under 700 000 kronor exklusive moms (LOU, från 1 februari 2022) → "
        "Hela behovet räknat: Ja, allt är med"
    ) in told


def test_what_is_near_a_limit_is_told_without_every_limit(purchase: Flow, knowledge: Knowledge) -> None:
    told = list(flag_lines(purchase, knowledge))
    assert any("Värde minst nio tiondelar av gränsen för lagen och dagen." in line for line in told)
