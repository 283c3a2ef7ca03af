"""``--as-of DAY``: how things are on another day, to see what a coming period brings."""

from datetime import date, datetime
from typing import Annotated

import typer

from bot.commands.opening import WRONG_USE, stop
from dialogs.facts import FactError, parse_day
from knowledge.amounts import swedish_day


def _read(text: str | None) -> str | None:
    """Refuses what is no day, before anything else is done."""
    if text is None:
        return None
    try:
        parse_day(text)
    except FactError:
        stop(f"--as-of: {text!r} är inget datum – skriv det som 2026-01-31.", WRONG_USE)
    return text


AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATUM", callback=_read, help="Visa hur det är en annan dag, som 2026-01-31."
    ),
]
"""The option. Its value is a day that exists, as ISO text."""


def day_of(as_of: str | None, now: datetime) -> date:
    """The day to show: the one asked for, or today."""
    return date.fromisoformat(as_of) if as_of else now.date()


def moment_of(as_of: str | None, now: datetime) -> datetime:
    """*now*, moved to the day that was asked for."""
    day = day_of(as_of, now)
    return now.replace(year=day.year, month=day.month, day=day.day)


def notice(as_of: str) -> str:
    """That what follows is of another day."""
    return f"Så här är det den {swedish_day(date.fromisoformat(as_of))}, så långt det är känt i dag."
