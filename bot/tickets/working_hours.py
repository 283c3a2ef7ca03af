"""Working time in Sweden: which moments count, and when so many working hours have passed. Pure."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from knowledge.working_hours import WEEK, Eve, Span, WorkingHours

LONGEST_WAY = 400
"""Days to look ahead for working time; a calendar that has none in a year counts nothing."""

_NAMES: dict[str, Eve] = {
    "Trettondagsafton": "trettondagsafton",
    "Skärtorsdagen": "skärtorsdagen",
    "Påskafton": "påskafton",
    "Valborgsmässoafton": "valborgsmässoafton",
    "Klämdag": "klämdag efter Kristi himmelsfärd",
    "Pingstafton": "pingstafton",
    "Midsommarafton": "midsommarafton",
    "Allahelgonsafton": "alla helgons afton",
    "Julafton": "julafton",
    "Nyårsafton": "nyårsafton",
}
"""The library's names for eves, without what it says of banks' hours."""


@cache
def _public(year: int) -> frozenset[date]:
    """Public holidays by law (1989:253)."""
    return frozenset(_days(year))


@cache
def _eves(year: int) -> dict[date, Eve]:
    kinds = _days(year, categories=("de_facto", "optional"))
    named = ((day, name.split(" (")[0]) for day, name in kinds.items())
    return {day: _NAMES[name] for day, name in named if name in _NAMES}


def _days(year: int, categories: tuple[str, ...] | None = None) -> Mapping[date, str]:
    # Loaded here, for it brings every country along and takes a tenth of the way to a bot that listens.
    from holidays.countries.sweden import Sweden  # noqa: PLC0415

    return Sweden(years=year, language="sv", categories=categories)


class Calendar:
    """The experts' working time, on the clock of *zone*."""

    def __init__(self, hours: WorkingHours, zone: ZoneInfo) -> None:
        self.hours = hours
        self._zone = zone

    def spans(self, day: date) -> tuple[Span, ...]:
        """When there is work on *day*, in order."""
        if self._is_free(day):
            return ()
        spans = self.hours.spans(day.weekday())
        tomorrow = day + timedelta(days=1)
        short = self.hours.before_holiday
        return short if spans and short is not None and tomorrow in _public(tomorrow.year) else spans

    def is_open(self, at: datetime) -> bool:
        """Whether somebody works *at* that moment."""
        local = at.astimezone(self._zone)
        return any(begins <= local.time() < ends for begins, ends in self.spans(local.date()))

    def after(self, at: datetime, hours: float) -> datetime:
        """The moment when so many working *hours* have passed since *at*.

        It lies in working time, or at its end. Raises ``ValueError`` where there is none within a year.
        """
        left = timedelta(hours=hours)
        for begins, ends in self._ahead(at):
            if ends - begins >= left:
                return (begins + left).astimezone(self._zone)
            left -= ends - begins
        raise ValueError("no working time within a year: look at the free days")

    def before(self, at: datetime, hours: float) -> datetime:
        """The latest working moment from which it is so many working *hours* until *at*."""
        left = timedelta(hours=hours)
        for begins, ends in self._back(at):
            if ends - begins >= left:
                return (ends - left).astimezone(self._zone)
            left -= ends - begins
        raise ValueError("no working time within a year: look at the free days")

    def day(self, at: datetime) -> date:
        """The day that *at* is part of."""
        return at.astimezone(self._zone).date()

    def opening(self, day: date) -> datetime | None:
        """When work begins on *day*; nothing on a free day."""
        spans = self.spans(day)
        return datetime.combine(day, spans[0][0], self._zone) if spans else None

    def promise(self, at: datetime, urgent: bool) -> datetime | None:
        """When a question that comes in *at* will be answered; nothing until the unit has agreed to it."""
        if self.hours.approved.by is None:
            return None
        return self.after(at, self.hours.urgent_within if urgent else self.hours.answer_within)

    def _is_free(self, day: date) -> bool:
        free_eve = _eves(day.year).get(day) in self.hours.free_eves
        return free_eve or day in self.hours.free_days or day in _public(day.year)

    def _ahead(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        """What is left of working time from *at*, span by span, as moments in UTC that can be subtracted."""
        start = at.astimezone(self._zone).date()
        for days in range(LONGEST_WAY):
            for begins, ends in self._moments(start + timedelta(days=days)):
                if ends > at:
                    yield max(begins, at), ends

    def _back(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        start = at.astimezone(self._zone).date()
        for days in range(LONGEST_WAY):
            for begins, ends in reversed(self._moments(start - timedelta(days=days))):
                if begins < at:
                    yield begins, min(ends, at)

    def _moments(self, day: date) -> list[tuple[datetime, datetime]]:
        # Subtracting two moments of one zone counts on the wall clock; in UTC it counts hours.
        utc = ZoneInfo("UTC")
        return [
            (
                datetime.combine(day, begins, self._zone).astimezone(utc),
                datetime.combine(day, ends, self._zone).astimezone(utc),
            )
            for begins, ends in self.spans(day)
        ]


def weekday_name(day: date) -> str:
    """``torsdag`` …"""
    return WEEK[day.weekday()]
