"""What an outcome says is short, plain, sourced, and never more than is known."""

import re
from collections.abc import Mapping
from typing import Any

import pytest

from dialogs.facts import decide, parse_facts
from dialogs.model import Flow
from dialogs.wording import Told, tell
from knowledge.loader import Knowledge

BELOW = {
    "date": "2026-11-25",
    "agreement_covers_need": "no",
    "possible_exception": "none",
    "connected_to_supplier": "no",
    "law": "lou",
    "kind": "goods",
    "total_value_sek": 640_000,
    "whole_need_included": "yes",
    "special_ground": "none",
}


@pytest.fixture(scope="module")
def told(flows: Mapping[str, Flow], knowledge: Knowledge) -> Any:
    def telling(flow: str, case: Mapping[str, object]) -> Told:
        return tell(decide(flows[flow], parse_facts(flows[flow], case), knowledge).reached, knowledge)

    return telling


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_reason_shows_both_amounts_with_law_and_date(told: Any) -> None:
    (reason,) = told("direktupphandling", BELOW).reasons
    assert plain(reason) == (
        "Värdet, 640 000 kronor exklusive moms, är under direktupphandlingsgränsen "
        "700 000 kronor exklusive moms (LOU, från 1 februari 2022)."
    )


def test_a_limit_known_in_euro_alone_is_shown_as_it_is_known(told: Any) -> None:
    (reason,) = told("direktupphandling", BELOW | {"kind": "annex2_service"}).reasons
    assert "750 000 euro exklusive moms" in plain(reason)
    assert "säkert mer än 700 000 kronor exklusive moms (LOU" in plain(reason)


@pytest.mark.parametrize(
    ("case", "euro", "source"),
    [
        ({"kind": "annex2_service"}, "750 000 euro exklusive moms (LOU, från 1 januari 2026", "eu_2025_2152"),
        ({"law": "luf", "kind": "annex2_service"}, "1 000 000 euro exklusive moms (LUF", "eu_2025_2150"),
        ({"law": "luk"}, "270 200 euro exklusive moms (LUK", "eu_2025_2151"),
    ],
)
def test_a_value_that_cannot_be_compared_is_told_what_the_limit_is(
    told: Any, case: dict[str, Any], euro: str, source: str
) -> None:
    """In euro, with where that stands; not with what it is surely more than, which decides nothing here."""
    outcome = told("direktupphandling", BELOW | {"total_value_sek": 2_000_000} | case)
    assert outcome.outcome == "route"
    (reason,) = outcome.reasons
    assert euro in plain(reason)
    assert "2 000 000 kronor" in plain(reason)
    assert "säkert mer" not in reason
    assert source in {one.source for one in outcome.sources}


def test_a_day_without_any_limit_is_told_as_such(told: Any) -> None:
    """Not with another period's amount."""
    late = {"date": "2030-01-01", "kind": "annex2_service", "total_value_sek": 2_000_000}
    (reason,) = told("direktupphandling", BELOW | late).reasons
    assert "euro" not in reason
    assert "inte känd" in reason


def test_a_flag_shows_the_limit_of_its_own_law(told: Any) -> None:
    notes = {
        note.title: plain(note.text) for note in told("direktupphandling", BELOW | {"law": "lufs"}).notes
    }
    assert "100 000 kronor exklusive moms (LUFS" in notes["Dokumentera köpet"]


def test_a_responsibility_is_told_in_the_organisations_own_words(told: Any, knowledge: Knowledge) -> None:
    told_of = told("ansvar", {"matter": "own_committee"})
    ours = knowledge.responsibilities["committee"]
    assert (told_of.title, told_of.text) == (ours.title, ours.text)
    assert set(ours.sources) <= set(told_of.sources)


def test_every_outcome_is_sourced_once(told: Any) -> None:
    sources = told("direktupphandling", BELOW).sources
    assert len(sources) == len(set(sources)) > 0


def test_connections_lead_on_to_the_dialog_about_jav(told: Any) -> None:
    assert told("direktupphandling", BELOW | {"connected_to_supplier": "yes"}).leads_to == "jav"


def every_text(flow: Flow) -> list[str]:
    return [
        flow.intro,
        *(text for q in flow.questions for text in (q.text, q.why, q.explain or "", q.unsure or "")),
        *(row.reason for row in flow.rows),
        *(flag.text for flag in flow.flags),
        *(text for outcome in flow.outcomes for text in (outcome.text or "", *outcome.next_steps)),
    ]


def test_no_amount_is_typed_in_a_text(flows: Mapping[str, Flow]) -> None:
    amount = re.compile(r"\d{3}|\d+ ?(kr|kronor|tkr|mkr|euro|procent|%)")
    assert [text for flow in flows.values() for text in every_text(flow) if amount.search(text)] == []


def test_questions_and_outcomes_are_short_enough_for_a_telephone(flows: Mapping[str, Flow]) -> None:
    for flow in flows.values():
        assert [q.text for q in flow.questions if len(q.text.split()) > 25] == []
        assert [outcome.text for outcome in flow.outcomes if len((outcome.text or "").split()) > 60] == []


def test_nobody_is_told_that_they_are_free_of_jav(jav: Flow) -> None:
    assert [
        text for text in every_text(jav) if re.search(r"inte jävig|ojävig|inget jäv\b|är fri", text)
    ] == []


def test_a_purchase_is_never_allowed_without_its_conditions(purchase: Flow) -> None:
    assert [text for text in every_text(purchase) if "du får" in text.lower()] == []
    text = purchase.outcome("allowed_by_value").text or ""
    for condition in ("behörig instans", "seriositetsprövad", "jäv", "dokumenteras"):
        assert condition in text
