"""Cases of the dialogs: what is ordinary, what turns, and any case at all."""

import contract_reference as reference
from hypothesis import strategies as st

BELOW = {
    "date": "2026-11-25",
    "agreement_covers_need": "no",
    "possible_exception": "none",
    "connected_to_supplier": "no",
    "law": "lou",
    "kind": "goods",
    "total_value_sek": 50_000,
    "whole_need_included": "yes",
    "special_ground": "none",
}
NOTHING = {fact: "none" if fact == "outside_work" else "no" for fact in reference.JAV} | {"role": "employee"}

DAYS = [
    "2021-12-31",
    "2022-01-31",
    "2022-02-01",
    "2023-12-31",
    "2024-01-01",
    "2025-12-31",
    "2026-01-01",
    "2027-12-31",
    "2028-01-01",
]
TURNING_POINTS = sorted(
    {100_000, *reference.FIXED.values()}
    | {limit for *_, limit in reference.LIMITS if isinstance(limit, int)}
    | {limit * 9 // 10 for *_, limit in reference.LIMITS if isinstance(limit, int)}
)
AMOUNTS = st.sampled_from(TURNING_POINTS).flatmap(lambda at: st.integers(at - 1, at + 1)) | st.integers(
    0, 10**8
)

purchases = st.fixed_dictionaries(
    {"date": st.sampled_from(DAYS) | st.dates().map(str)}
    | {fact: st.sampled_from(values) for fact, values in reference.PURCHASE.items()}
    | {"total_value_sek": AMOUNTS | st.just("unknown")}
)
decided_by_value = st.fixed_dictionaries(
    {
        "date": st.sampled_from(DAYS),
        "law": st.sampled_from(["lou", "luf", "lufs", "luk"]),
        "kind": st.sampled_from(["goods", "service", "works", "annex2_service"]),
        "total_value_sek": AMOUNTS,
        "whole_need_included": st.sampled_from(["yes", "yes", "no", "unsure"]),
        "special_ground": st.sampled_from(reference.PURCHASE["special_ground"]),
    }
).map(lambda case: BELOW | case)
doubts = st.fixed_dictionaries({fact: st.sampled_from(values) for fact, values in reference.JAV.items()})
