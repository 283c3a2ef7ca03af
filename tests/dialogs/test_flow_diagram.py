"""The diagram holds every case: whichever is taken, its way leads to what the engine decides."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from dialog_cases import doubts, purchases
from hypothesis import given, settings

from dialogs.engine import Facts, Parameters, Reached, advance
from dialogs.facts import parse_facts
from dialogs.model import Flow
from dialogs.proof.cells import Cell, Period, periods
from dialogs.proof.diagram import Diagram, Place, diagram
from knowledge.loader import Knowledge

ABSURD = 10**12


@pytest.fixture(scope="module")
def drawn(flows: Mapping[str, Flow], knowledge: Knowledge) -> Mapping[str, Diagram]:
    return {name: diagram(flow, knowledge.parameters) for name, flow in flows.items()}


def holds(cell: Cell, value: object) -> bool:
    if cell.low is None:
        return value in cell.values
    return isinstance(value, int) and cell.low <= value <= (ABSURD if cell.high is None else cell.high)


def covers(period: Period, day: object) -> bool:
    return isinstance(day, date) and (period.first or date.min) <= day <= (period.last or date.max)


def followed(drawn: Diagram, facts: Facts) -> Reached:
    """Where the diagram leads the case. At every place exactly one cell holds the answer."""
    (spot,) = [spot for period, spot in drawn.starts.items() if covers(period, facts.get("date", date.min))]
    while isinstance(spot, Place):
        (spot,) = [way.to for way in spot.ways if holds(way.cell, facts[spot.fact])]
    assert spot.reached is not None
    return spot.reached


def decided(flow: Flow, facts: Facts, parameters: Parameters) -> Reached:
    reached = advance(flow, facts, parameters)
    assert isinstance(reached, Reached)
    return reached


@settings(max_examples=400, deadline=None)
@given(case=purchases)
def test_a_purchase_is_where_the_diagram_says(
    drawn: Mapping[str, Diagram], knowledge: Knowledge, case: dict[str, Any]
) -> None:
    flow = drawn["direktupphandling"].flow
    facts = parse_facts(flow, case)
    found, truth = followed(drawn[flow.name], facts), decided(flow, facts, knowledge.parameters)
    assert (found.outcome, found.rows, found.flags) == (truth.outcome, truth.rows, truth.flags)


@settings(max_examples=200, deadline=None)
@given(case=doubts)
def test_a_doubt_is_where_the_diagram_says(
    drawn: Mapping[str, Diagram], knowledge: Knowledge, case: dict[str, Any]
) -> None:
    flow = drawn["jav"].flow
    facts = parse_facts(flow, case)
    assert followed(drawn["jav"], facts).outcome.id == decided(flow, facts, knowledge.parameters).outcome.id


def test_both_ends_of_every_cell_are_decided_alike(
    drawn: Mapping[str, Diagram], knowledge: Knowledge
) -> None:
    """The first and the last day, the least and the greatest amount: comparisons have no other turns."""
    purchase = drawn["direktupphandling"]
    for end in purchase.ends():
        assert end.reached is not None
        day = end.facts["date"]
        (period,) = [period for period in purchase.starts if covers(period, day)]
        amounts = [cell for fact, cell in end.trail if fact == "total_value_sek" and cell.low is not None]
        cases = [dict(end.facts) | {"date": period.last or date(9999, 12, 31)}]
        cases += [dict(end.facts) | {"total_value_sek": cell.high or ABSURD} for cell in amounts]
        for case in cases:
            reached = decided(purchase.flow, case, knowledge.parameters)
            assert (reached.rows, reached.flags) == (end.reached.rows, end.reached.flags)


def test_every_limit_is_met_below_on_and_above_itself(drawn: Mapping[str, Diagram]) -> None:
    """At each question about an amount the cells lie end to end, from nothing to without end."""
    for place in drawn["direktupphandling"].places():
        if place.fact == "total_value_sek":
            cells = [way.cell for way in place.ways if way.cell.low is not None]
            assert cells[0].low == 0
            assert cells[-1].high is None
            assert [cell.low for cell in cells[1:]] == [cell.high + 1 for cell in cells[:-1]]


def test_the_days_lie_end_to_end(purchase: Flow, knowledge: Knowledge) -> None:
    days = periods(purchase, knowledge.parameters)
    assert (days[0].first, days[-1].last) == (None, None)
    assert [day.first for day in days[1:]] == [day.last + timedelta(days=1) for day in days[:-1]]
    assert date(2026, 1, 1) in {day.first for day in days}
