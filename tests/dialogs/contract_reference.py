"""The contract of the three dialogs once more, as plain code: written from it, not from the flows."""

from datetime import date
from typing import Any

LIMITS = [
    ("lou", {"goods", "service", "works"}, "2022-02-01", None, 700_000),
    ("lou", {"annex2_service"}, "2022-02-01", "2023-12-31", 7_802_550),
    ("lou", {"annex2_service"}, "2024-01-01", "2025-12-31", 8_109_450),
    ("lou", {"annex2_service"}, "2026-01-01", "2027-12-31", {"eur": 750_000}),
    ("luf", {"goods", "service", "works"}, "2022-02-01", None, 1_200_000),
    ("luf", {"annex2_service"}, "2022-02-01", "2023-12-31", 10_403_400),
    ("luf", {"annex2_service"}, "2024-01-01", "2025-12-31", 10_812_600),
    ("luf", {"annex2_service"}, "2026-01-01", "2027-12-31", {"eur": 1_000_000}),
    ("lufs", None, "2022-02-01", None, 1_200_000),
    ("luk", None, "2022-02-01", "2023-12-31", 2_799_554),
    ("luk", None, "2024-01-01", "2025-12-31", 2_994_008),
    ("luk", None, "2026-01-01", "2027-12-31", {"eur": 270_200}),
]
FIXED = {"lou": 700_000, "luk": 700_000, "luf": 1_200_000}

PURCHASE: dict[str, list[str]] = {
    "agreement_covers_need": ["yes", "no", "unsure"],
    "possible_exception": [
        "none",
        "employment",
        "lease_of_premises",
        "loan",
        "own_company",
        "public_cooperation",
        "unsure",
    ],
    "connected_to_supplier": ["yes", "no", "unsure"],
    "law": ["lou", "luf", "lufs", "luk", "unsure"],
    "kind": ["goods", "service", "works", "annex2_service", "unsure"],
    "total_value_sek": ["unknown"],
    "whole_need_included": ["yes", "no", "unsure"],
    "special_ground": [
        "none",
        "extreme_urgency",
        "single_supplier",
        "failed_advertising",
        "certain_goods",
        "repetition",
        "court_review",
        "exceptional_reasons",
        "unsure",
    ],
}
JAV: dict[str, list[str]] = {
    "role": ["employee", "elected", "council_member", "company", "consultant"],
    "party_or_owner": ["yes", "no", "unsure"],
    "representative": ["yes", "no", "unsure"],
    "gain_or_harm": ["yes", "no", "unsure"],
    "supervises_own_activity": ["yes", "no", "unsure"],
    "decided_elsewhere": ["yes", "no", "unsure"],
    "outside_work": ["none", "same_market", "this_supplier", "unsure"],
    "recent_or_coming_job": ["yes", "no", "unsure"],
    "close_relation": ["yes", "no", "unsure"],
    "gift_or_benefit": ["yes", "no", "unsure"],
    "small_listed_holding": ["yes", "no", "unsure"],
    "supplier_helped_with_requirements": ["yes", "no", "unsure"],
    "outsider_could_doubt": ["yes", "no", "unsure"],
}
JAV_ROWS = {
    "party_or_owner": "JD-01",
    "representative": "JD-02",
    "gain_or_harm": "JD-03",
    "supervises_own_activity": "JD-04",
    "decided_elsewhere": "JD-05",
    "outside_work": "JD-06",
    "recent_or_coming_job": "JD-07",
    "close_relation": "JD-08",
    "gift_or_benefit": "JD-09",
    "small_listed_holding": "JD-10",
    "supplier_helped_with_requirements": "JD-11",
    "outsider_could_doubt": "JD-15",
}
ANSVAR = {
    "own_committee": ("committee", "AD-01"),
    "several_committees_or_companies": ("kommunstyrelsen", "AD-02"),
    "whole_municipality": ("kommunstyrelsen", "AD-02"),
    "steering_or_policy": ("kommunstyrelsen", "AD-03"),
    "municipal_company": ("company", "AD-04"),
    "start_or_award_decision": ("behorig_instans", "AD-05"),
    "support": ("unit", "AD-06"),
    "deliveries": ("varudistribution", "AD-07"),
    "jav_question": ("manager", "AD-08"),
    "public_documents": ("registrator", "AD-09"),
    "supplier_complaint": ("unit_at_once", "AD-10"),
    "unsure": ("unit", "AD-06"),
}

Case = dict[str, Any]


def _answer(outcome: str, rules: list[str], flags: list[str] | None = None, read: Case | None = None) -> Case:
    return {"outcome": outcome, "flags": sorted(flags or []), "rules": rules, "parameters": read or {}}


def direktupphandling(case: Case) -> Case:
    law, kind = case["law"], case["kind"]
    before_the_value = [
        (case["agreement_covers_need"] == "yes", "use_agreement", "DD-01"),
        (case["agreement_covers_need"] == "unsure", "route", "DD-01"),
        (case["possible_exception"] == "unsure", "route", "DD-02"),
        (case["possible_exception"] != "none", "maybe_excluded", "DD-02"),
        (case["connected_to_supplier"] != "no", "jav_first", "DD-03"),
        (law == "unsure" or (law != "luk" and kind == "unsure"), "route", "DD-04"),
        (case["total_value_sek"] == "unknown", "route", "DD-05"),
    ]
    for decides, outcome, row in before_the_value:
        if decides:
            return _answer(outcome, [row])
    return _by_value(case, "DD-08" if law != "lou" else "DD-07" if kind == "annex2_service" else "DD-06")


def _by_value(case: Case, row: str) -> Case:
    law, value = case["law"], case["total_value_sek"]
    found = _limit(law, case["kind"], date.fromisoformat(case["date"]))
    if found is None:
        return _answer("route", [row])
    first, limit = found
    if isinstance(limit, dict):
        read = {
            "direct_procurement_limit": {"value": None, **limit, "from": first},
            "fixed_limit": {"value": FIXED[law], "from": "2022-02-01"},
        }
        if value >= FIXED[law]:
            return _answer("route", [row], read=read)
        below, near = True, False
    else:
        read = {"direct_procurement_limit": {"value": limit, "from": first}}
        below, near = value < limit, 10 * value >= 9 * limit
    if below and case["whole_need_included"] != "yes":
        return _answer("recount", ["DD-12"], read=read)
    if not below and case["special_ground"] == "none":
        return _answer("must_advertise", ["DD-13"], read=read)
    flags, rules = ["checks"], [row if below else "DD-09"]
    if (law in ("lou", "luf") and value > 100_000) or (law == "lufs" and value >= 100_000):
        flags.append("document")
        rules.append("DD-10")
    if (law == "lou" and value >= 700_000) or (law == "luf" and value >= 1_200_000):
        flags.append("post_notice")
        rules.append("DD-11")
    if below and near:
        flags.append("near_limit")
    return _answer("allowed_by_value" if below else "needs_unit", [*rules, "DD-14"], flags, read)


def _limit(law: str, kind: str, day: date) -> tuple[str, Any] | None:
    for its_law, kinds, first, last, limit in LIMITS:
        in_force = date.fromisoformat(first) <= day and (last is None or day <= date.fromisoformat(last))
        if its_law == law and (kinds is None or kind in kinds) and in_force:
            return first, limit
    return None


def jav(case: Case) -> Case:
    rules, strictest = [], "none_seen"
    for fact, row in JAV_ROWS.items():
        given = case[fact]
        if given in ("no", "none"):
            continue
        rules.append(row)
        if (given == "yes" and row <= "JD-05") or given == "this_supplier":
            strictest = "jav"
        elif strictest == "none_seen":
            strictest = "risk"
    by_role = {
        "elected": ["municipal_company_exception"],
        "council_member": ["council_rule"],
        "company": ["company_rules"],
    }
    return _answer(strictest, rules, by_role.get(case["role"], []))


def ansvar(case: Case) -> Case:
    outcome, row = ANSVAR[case["matter"]]
    return _answer(outcome, [row])
