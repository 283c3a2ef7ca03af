"""The decisions are the contract's: row by row, on both sides of each limit, and against a second writing."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import contract_reference as reference
import pytest
from agreement import DECIDE, cases, disagreements
from dialog_cases import BELOW, NOTHING, decided_by_value, doubts, purchases
from hypothesis import example, given, settings

from dialogs.facts import FactError, decide, parse_facts
from dialogs.model import Flow
from knowledge.loader import Knowledge


@pytest.fixture(scope="module")
def decision(flows: Mapping[str, Flow], knowledge: Knowledge) -> Any:
    def decided(flow: str, case: Mapping[str, object]) -> dict[str, Any]:
        return decide(flows[flow], parse_facts(flows[flow], case), knowledge).to_json()

    return decided


@settings(max_examples=1_500, deadline=None)
@given(case=purchases | decided_by_value | decided_by_value)
@example(case=BELOW | {"total_value_sek": 700_000})
def test_a_purchase_is_decided_as_the_contract_has_it(decision: Any, case: dict[str, Any]) -> None:
    assert decision("direktupphandling", case) == reference.direktupphandling(case)


@settings(max_examples=500, deadline=None)
@given(case=doubts)
def test_a_doubt_is_decided_as_the_contract_has_it(decision: Any, case: dict[str, Any]) -> None:
    assert decision("jav", case) == reference.jav(case)


@pytest.mark.parametrize("name", DECIDE)
def test_seeded_cases_are_decided_as_the_contract_has_it(
    flows: Mapping[str, Flow], knowledge: Knowledge, name: str
) -> None:
    """As many as take no time; ``make bench`` does a hundred thousand of each."""
    assert disagreements(flows[name], knowledge, cases(name, 2_000)) == []


@pytest.mark.parametrize("matter", reference.ANSVAR)
def test_a_responsibility_is_decided_as_the_contract_has_it(decision: Any, matter: str) -> None:
    assert decision("ansvar", {"matter": matter}) == reference.ansvar({"matter": matter})


@pytest.mark.parametrize(
    ("change", "outcome", "rules"),
    [
        ({"agreement_covers_need": "yes"}, "use_agreement", ["DD-01"]),
        ({"agreement_covers_need": "unsure"}, "route", ["DD-01"]),
        ({"possible_exception": "loan"}, "maybe_excluded", ["DD-02"]),
        ({"possible_exception": "unsure"}, "route", ["DD-02"]),
        ({"connected_to_supplier": "yes"}, "jav_first", ["DD-03"]),
        ({"connected_to_supplier": "unsure"}, "jav_first", ["DD-03"]),
        ({"law": "unsure"}, "route", ["DD-04"]),
        ({"kind": "unsure"}, "route", ["DD-04"]),
        ({"law": "lufs", "kind": "unsure"}, "route", ["DD-04"]),
        ({"law": "luk", "kind": "unsure"}, "allowed_by_value", ["DD-08", "DD-14"]),
        ({"total_value_sek": "unknown"}, "route", ["DD-05"]),
        ({}, "allowed_by_value", ["DD-06", "DD-14"]),
        ({"kind": "annex2_service"}, "allowed_by_value", ["DD-07", "DD-14"]),
        ({"law": "luf"}, "allowed_by_value", ["DD-08", "DD-14"]),
        ({"whole_need_included": "no"}, "recount", ["DD-12"]),
        ({"whole_need_included": "unsure"}, "recount", ["DD-12"]),
        (
            {"total_value_sek": 700_000, "special_ground": "unsure"},
            "needs_unit",
            ["DD-09", "DD-10", "DD-11", "DD-14"],
        ),
        ({"total_value_sek": 700_000}, "must_advertise", ["DD-13"]),
        ({"date": "2022-01-31"}, "route", ["DD-06"]),
        ({"date": "2028-01-01", "kind": "annex2_service"}, "route", ["DD-07"]),
        ({"date": "2028-01-01", "law": "luk"}, "route", ["DD-08"]),
    ],
)
def test_each_row_decides_alone(
    decision: Any, change: dict[str, Any], outcome: str, rules: list[str]
) -> None:
    decided = decision("direktupphandling", BELOW | change)
    assert (decided["outcome"], decided["rules"]) == (outcome, rules)


@pytest.mark.parametrize("row", reference.LIMITS)
def test_below_a_limit_is_strict_on_the_first_and_the_last_day(decision: Any, row: Any) -> None:
    law, kinds, first, last, limit = row
    case = BELOW | {"law": law, "kind": min(kinds or {"goods"})}
    known = limit if isinstance(limit, int) else reference.FIXED[law]
    at_the_limit = "must_advertise" if isinstance(limit, int) else "route"
    for day in (first, last or "2099-12-31"):
        outcomes = [
            decision("direktupphandling", case | {"date": day, "total_value_sek": value})["outcome"]
            for value in (known - 1, known)
        ]
        assert outcomes == ["allowed_by_value", at_the_limit]


@pytest.mark.parametrize(
    ("case", "flags"),
    [
        ({"total_value_sek": 100_000}, {"checks"}),
        ({"total_value_sek": 100_001}, {"checks", "document"}),
        ({"law": "luf", "total_value_sek": 100_000}, {"checks"}),
        ({"law": "luf", "total_value_sek": 100_001}, {"checks", "document"}),
        ({"law": "lufs", "total_value_sek": 99_999}, {"checks"}),
        ({"law": "lufs", "total_value_sek": 100_000}, {"checks", "document"}),
        ({"law": "luk", "total_value_sek": 600_000}, {"checks"}),
        ({"total_value_sek": 629_999}, {"checks", "document"}),
        ({"total_value_sek": 630_000}, {"checks", "document", "near_limit"}),
        ({"kind": "annex2_service", "total_value_sek": 699_999}, {"checks", "document"}),
        (
            {"kind": "annex2_service", "date": "2025-12-31", "total_value_sek": 700_000},
            {"checks", "document", "post_notice"},
        ),
        (
            {"law": "luf", "total_value_sek": 1_200_000, "special_ground": "repetition"},
            {"checks", "document", "post_notice"},
        ),
        (
            {"law": "lufs", "total_value_sek": 1_200_000, "special_ground": "repetition"},
            {"checks", "document"},
        ),
        ({"total_value_sek": 700_000}, set()),
    ],
)
def test_each_flag_is_raised_where_its_limit_is_reached(
    decision: Any, case: dict[str, Any], flags: set[str]
) -> None:
    assert set(decision("direktupphandling", BELOW | case)["flags"]) == flags


@pytest.mark.parametrize(
    ("role", "flag"),
    [
        ("elected", "municipal_company_exception"),
        ("council_member", "council_rule"),
        ("company", "company_rules"),
    ],
)
def test_a_role_brings_its_own_rule(decision: Any, role: str, flag: str) -> None:
    assert decision("jav", NOTHING | {"role": role})["flags"] == [flag]


def test_the_strictest_row_decides_and_every_row_is_named(decision: Any) -> None:
    decided = decision(
        "jav", NOTHING | {"gift_or_benefit": "yes", "gain_or_harm": "yes", "close_relation": "unsure"}
    )
    assert (decided["outcome"], decided["rules"]) == ("jav", ["JD-03", "JD-08", "JD-09"])


def test_a_limit_known_in_euro_alone_says_what_decided(decision: Any) -> None:
    assert decision("direktupphandling", BELOW | {"kind": "annex2_service"})["parameters"] == {
        "direct_procurement_limit": {"value": None, "eur": 750_000, "from": "2026-01-01"},
        "fixed_limit": {"value": 700_000, "from": "2022-02-01"},
    }


def test_an_amount_that_a_deployment_fills_in_decides_like_any_other(
    purchase: Flow, knowledge: Knowledge
) -> None:
    id_ = "direktupphandlingsgrans_lou_bilaga2"
    known = knowledge.parameters[id_]
    filled = tuple(
        value if value.sek else value.model_copy(update={"sek": 8_000_000}) for value in known.values
    )
    parameters = {**knowledge.parameters, id_: known.model_copy(update={"values": filled})}
    filled_in = replace(knowledge, parameters=parameters)
    case = BELOW | {"kind": "annex2_service"}

    def decided(value: int) -> dict[str, Any]:
        return decide(purchase, parse_facts(purchase, case | {"total_value_sek": value}), filled_in).to_json()

    assert decided(7_999_999)["outcome"] == "allowed_by_value"
    assert decided(8_000_000)["outcome"] == "must_advertise"
    assert decided(1)["parameters"] == {
        "direct_procurement_limit": {"value": 8_000_000, "from": "2026-01-01"}
    }


@pytest.mark.parametrize(
    ("change", "fact"),
    [
        ({"date": "2026-1-1"}, "date"),
        ({"date": "20260101"}, "date"),
        ({"date": "2026-02-30"}, "date"),
        ({"date": "2026-01-01T00:00"}, "date"),
        ({"date": 20260101}, "date"),
        ({"law": "LOU"}, "law"),
        ({"law": None}, "law"),
        ({"law": ["lou"]}, "law"),
        ({"kind": True}, "kind"),
        ({"kind": "special_sector"}, "kind"),
        ({"total_value_sek": -1}, "total_value_sek"),
        ({"total_value_sek": True}, "total_value_sek"),
        ({"total_value_sek": 700_000.0}, "total_value_sek"),
        ({"total_value_sek": "700000"}, "total_value_sek"),
        ({"special_ground": "no"}, "special_ground"),
        ({"exception_area": "ordinary"}, "exception_area"),
        ({"belopp": 1}, "belopp"),
    ],
)
def test_a_wrong_fact_is_named(purchase: Flow, change: dict[str, Any], fact: str) -> None:
    with pytest.raises(FactError) as error:
        parse_facts(purchase, BELOW | change)
    assert error.value.fact == fact


@pytest.mark.parametrize("fact", BELOW)
def test_every_fact_is_required_also_where_it_is_ignored(purchase: Flow, fact: str) -> None:
    case = BELOW | {"agreement_covers_need": "yes"}
    with pytest.raises(FactError) as error:
        parse_facts(purchase, {name: value for name, value in case.items() if name != fact})
    assert error.value.fact == fact


@pytest.mark.parametrize("raw", [None, [], "{}", 1, [["role", "employee"]]])
def test_what_is_no_object_is_refused(jav: Flow, raw: object) -> None:
    with pytest.raises(FactError) as error:
        parse_facts(jav, raw)
    assert error.value.fact is None


def test_a_refusal_never_repeats_what_was_said(jav: Flow) -> None:
    """Answers about a conflict of interest must not reach a log by way of an error."""
    with pytest.raises(FactError) as error:
        parse_facts(jav, NOTHING | {"close_relation": "min syster"})
    assert "syster" not in str(error.value)
