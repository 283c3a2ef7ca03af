"""The experts' calendar as an officer writes it: read strictly, and refused with what to write instead."""

from datetime import date, time

import pytest
from pydantic import ValidationError

from knowledge.loader import load
from knowledge.model import Absence, Contact
from knowledge.routing import dead_end, on_duty, stand_in
from knowledge.working_hours import WorkingHours

HOURS = {"answer_within": 8, "urgent_within": 2, "remind_before": 2, "return_after": 8}


def hours(**more):
    return WorkingHours.model_validate({"week": {"måndag": ("08.00–12.00", "13.00-16.30")}, **HOURS, **more})


def test_spans_are_read_with_either_dash():
    assert hours().spans(0) == ((time(8), time(12)), (time(13), time(16, 30)))
    assert hours().spans(1) == ()


@pytest.mark.parametrize(
    ("week", "told"),
    [
        ({"måndag": ("8-12",)}, "väntade klockslag som"),
        ({"måndag": ("12.00–08.00",)}, "börjar inte före"),
        ({"måndag": ("08.00–25.00",)}, "finns inte"),
        ({"måndag": ("08.00–12.00", "11.00–13.00")}, "går in i varandra"),
        ({"måndag": "08.00–12.00"}, "väntade en lista"),
        ({"mondag": ("08.00–12.00",)}, "måndag"),
        ({}, "ingen arbetar"),
        ({"måndag": ()}, "ingen arbetar"),
    ],
)
def test_what_is_no_working_time_is_refused(week, told):
    with pytest.raises(ValidationError, match=told):
        hours(week=week)


def test_the_shipped_calendar_is_read():
    assert load().working_hours.spans(4)[-1][1] == time(15)


def contact(id_, deputy=None, *away):
    periods = tuple(Absence.model_validate({"from": first, "to": last}) for first, last in away)
    return Contact(id=id_, name=id_, about="Frågor.", deputy=deputy, away=periods, checked=date(2026, 11, 1))


JULY = (date(2027, 7, 5), date(2027, 7, 25))
LATE_JULY = (date(2027, 7, 19), date(2027, 8, 8))


def team(*contacts):
    return {one.id: one for one in contacts}


def test_a_deputy_is_on_duty_while_somebody_is_away():
    people = team(contact("a", "b", JULY), contact("b"))
    assert on_duty(people["a"], people, date(2027, 7, 4)).id == "a"
    assert on_duty(people["a"], people, JULY[0]).id == "b"
    assert on_duty(people["a"], people, JULY[1]).id == "b"
    assert stand_in(people["a"], people, date(2027, 1, 1)).id == "b"
    assert stand_in(people["b"], people, date(2027, 1, 1)).id == "b"


def test_nobody_on_duty_is_a_fault_with_the_day():
    both_away = team(contact("a", "b", JULY), contact("b", None, LATE_JULY))
    assert "2027-07-19" in dead_end(both_away["a"], both_away)
    round_trip = team(contact("a", "b", JULY), contact("b", "a", LATE_JULY))
    assert "2027-07-19" in dead_end(round_trip["a"], round_trip)
    alone = team(contact("a", None, JULY))
    assert "2027-07-05" in dead_end(alone["a"], alone)


def test_somebody_on_duty_each_day_is_no_fault():
    relay = team(contact("a", "b", JULY), contact("b", "c", LATE_JULY), contact("c"))
    assert [dead_end(one, relay) for one in relay.values()] == ["", "", ""]


def test_deputies_in_a_ring_who_are_never_away_together_are_no_fault():
    ring = team(contact("a", "b", JULY), contact("b", "a", (date(2027, 8, 1), date(2027, 8, 8))))
    assert [dead_end(one, ring) for one in ring.values()] == ["", ""]
