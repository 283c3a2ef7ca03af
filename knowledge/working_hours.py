"""When the experts work and how soon they answer, as the organisation has written it down."""

import re
from datetime import date, time
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from knowledge.model import Approval, Content

Weekday = Literal["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"]
WEEK: tuple[Weekday, ...] = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")

Eve = Literal[
    "trettondagsafton",
    "skärtorsdagen",
    "påskafton",
    "valborgsmässoafton",
    "klämdag efter Kristi himmelsfärd",
    "pingstafton",
    "midsommarafton",
    "alla helgons afton",
    "julafton",
    "nyårsafton",
]
"""Days that are no public holidays by law, and that many do not work on."""

_SPAN = re.compile(r"(\d{2})\.(\d{2})[–-](\d{2})\.(\d{2})")

Span = tuple[time, time]
"""From and to, on one day."""


def _span(written: object) -> Span:
    found = _SPAN.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        raise ValueError(f"väntade klockslag som '08.00–12.00', fann {written!r}")
    try:
        begins, ends = time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))
    except ValueError:
        raise ValueError(f"klockslaget finns inte: {written!r}") from None
    if begins >= ends:
        raise ValueError(f"börjar inte före det slutar: {written!r}")
    return begins, ends


def _spans(written: object) -> tuple[Span, ...]:
    if not isinstance(written, (tuple, list)):
        raise ValueError("väntade en lista med klockslag, som ['08.00–12.00', '13.00–16.30']")
    spans = tuple(_span(one) for one in written)
    for earlier, later in pairwise(spans):
        if later[0] < earlier[1]:
            raise ValueError("två arbetspass går in i varandra – skriv dem i ordning")
    return spans


Spans = Annotated[tuple[Span, ...], BeforeValidator(_spans)]
Hours = Annotated[float, Field(gt=0, le=200)]


class WorkingHours(Content):
    """The experts' calendar. It counts promised times; nobody is told of it as opening hours."""

    week: dict[Weekday, Spans]
    """Working spans by weekday; a weekday that is left out is free."""
    before_holiday: Spans | None = None
    """The spans of a working day before a public holiday; empty: as any other day."""
    free_eves: tuple[Eve, ...] = ()
    """Eves that are free, on top of the public holidays, which always are."""
    free_days: tuple[date, ...] = ()
    """Other days when nobody works."""
    answer_within: Hours
    """Working hours from question to promised answer."""
    urgent_within: Hours
    """The same for what cannot wait."""
    remind_before: Hours
    """Working hours before the promised time that the experts are reminded."""
    return_after: Hours
    """Working hours that a taken ticket may lie still before it goes back to the queue."""
    approved: Approval = Approval()
    """Who of the unit has agreed to the times, and when; until somebody has, no asker is promised a time."""

    @model_validator(mode="after")
    def _somebody_works(self) -> "WorkingHours":
        if not any(self.week.values()):
            raise ValueError("ingen arbetar någon dag – skriv minst ett pass under 'week'")
        return self

    def spans(self, weekday: int) -> tuple[Span, ...]:
        """The spans of a weekday, 0 being Monday."""
        return self.week.get(WEEK[weekday], ())
