"""Promised times on the Swedish calendar: they lie in working time, and so many working hours ahead."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tickets.working_hours import Calendar
from knowledge.model import Approval
from knowledge.working_hours import WEEK, WorkingHours

STOCKHOLM = ZoneInfo("Europe/Stockholm")
DAY = ["08.00–12.00", "13.00–16.30"]
HOURS = WorkingHours.model_validate(
    {
        "week": dict.fromkeys(WEEK[:5], DAY),
        "before_holiday": ["08.00–12.00"],
        "free_eves": ("midsommarafton", "julafton", "nyårsafton"),
        "free_days": (date(2026, 11, 27),),
        "answer_within": 7.5,
        "urgent_within": 2,
        "remind_before": 2,
        "return_after": 7.5,
        "approved": {"by": "Enhetschefen", "on": date(2026, 1, 1)},
    }
)
CALENDAR = Calendar(HOURS, STOCKHOLM)
days = st.dates(date(2026, 1, 1), date(2028, 12, 1))
moments = st.builds(datetime.combine, days, st.times(), st.just(UTC))
amounts = st.integers(1, 80 * 60).map(lambda minutes: minutes / 60)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


@pytest.mark.parametrize(
    ("day", "spans"),
    [
        ("2026-11-25", 2),  # a Wednesday
        ("2026-11-27", 0),  # a free day of the calendar's own
        ("2026-11-28", 0),  # a Saturday
        ("2026-01-06", 0),  # trettondedag jul
        ("2026-01-05", 1),  # the day before it
        ("2026-04-03", 0),  # långfredagen
        ("2026-04-02", 1),  # skärtorsdagen: a short day
        ("2026-04-06", 0),  # annandag påsk
        ("2026-05-01", 0),  # första maj
        ("2026-05-14", 0),  # Kristi himmelsfärdsdag
        ("2026-06-19", 0),  # midsommarafton
        ("2026-06-18", 2),  # the day before an eve is a whole day
        ("2026-10-30", 1),  # the day before alla helgons dag
        ("2026-12-24", 0),  # julafton
        ("2026-12-25", 0),
        ("2026-12-31", 0),  # nyårsafton
        ("2027-01-01", 0),
        ("2027-03-26", 0),  # långfredagen
        ("2027-06-25", 0),  # midsommarafton
    ],
)
def test_the_days_of_the_swedish_year(day, spans):
    assert len(CALENDAR.spans(date.fromisoformat(day))) == spans


@pytest.mark.parametrize(
    ("asked", "hours", "promised"),
    [
        ("2026-11-23 09:00", 2, "2026-11-23 11:00"),
        ("2026-11-23 11:00", 2, "2026-11-23 14:00"),  # over lunch
        ("2026-11-23 16:00", 2, "2026-11-24 09:30"),  # over night
        ("2026-11-26 16:00", 2, "2026-11-30 09:30"),  # over a free day and a weekend
        ("2026-11-23 03:00", 1, "2026-11-23 09:00"),  # asked at night
        ("2026-12-23 13:00", 8, "2026-12-28 13:30"),  # over Christmas: 3.5 h before it
        ("2026-03-27 15:30", 2, "2026-03-30 09:00"),  # over the night when summer time begins
        ("2026-11-23 08:00", 7.5, "2026-11-23 16:30"),  # a whole day ends that day
    ],
)
def test_so_many_working_hours_later(asked, hours, promised):
    assert CALENDAR.after(at(asked), hours) == at(promised)


def test_night_work_lasts_an_hour_less_when_summer_time_begins():
    """Hours are hours, not steps of the clock's hand."""
    answering = {"answer_within": 8, "urgent_within": 2, "remind_before": 2, "return_after": 8}
    night = WorkingHours.model_validate({"week": {"söndag": ["00.00–06.00"]}, **answering})
    assert Calendar(night, STOCKHOLM).after(at("2026-03-29 00:00"), 5) == at("2026-03-29 06:00")


@given(moments, amounts)
def test_a_promise_never_ends_in_free_time(moment, hours):
    promised = CALENDAR.after(moment, hours)
    assert promised > moment
    assert CALENDAR.is_open(promised - timedelta(seconds=1))


@given(moments, amounts, amounts)
def test_more_work_ends_later(moment, some, more):
    assert CALENDAR.after(moment, some) < CALENDAR.after(moment, some + more)


@given(moments, moments, amounts)
def test_who_asks_later_is_answered_no_earlier(one, other, hours):
    first, second = sorted((one, other))
    assert CALENDAR.after(first, hours) <= CALENDAR.after(second, hours)


@given(moments, amounts)
def test_back_from_a_promise_is_where_its_work_began(moment, hours):
    begun = CALENDAR.before(CALENDAR.after(moment, hours), hours)
    assert begun >= moment
    passed = begun - moment
    assert not passed or not any(CALENDAR.is_open(moment + passed * part / 50) for part in range(49))


def test_a_calendar_without_work_promises_nothing():
    free = HOURS.model_copy(update={"week": {"måndag": ()}})
    with pytest.raises(ValueError, match="free days"):
        Calendar(free, STOCKHOLM).after(at("2026-11-23 09:00"), 1)


def test_urgent_questions_are_promised_sooner():
    asked = at("2026-11-23 09:00")
    assert CALENDAR.promise(asked, True) < CALENDAR.promise(asked, False)


def test_until_the_unit_has_agreed_nothing_is_promised():
    proposed = HOURS.model_copy(update={"approved": Approval()})
    assert Calendar(proposed, STOCKHOLM).promise(at("2026-11-23 09:00"), False) is None
