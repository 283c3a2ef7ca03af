"""``inkopsbot tickets``: found by what they have, exported, and harmless to look at."""

import csv
import io
import json
import os
from datetime import UTC, datetime

import pytest

from bot.commands.store import with_store
from bot.conversation.turn import Person, Place, Scope
from bot.settings import read_settings
from bot.tickets.desk import TicketDesk
from bot.tickets.model import TicketDraft
from bot.tickets.text import answer_text, question_text, request_id

EVA, OLA = Person("expert-1", "Eva"), Person("expert-2", "Ola")
CHAT = Place("terminal", "chat", Scope.PERSONAL)


@pytest.fixture
def tickets(command):
    """Three tickets: one that waits, one that Eva holds and one that Ola has answered, a day apart."""

    async def fill(store):
        now = [datetime(2026, 3, 1, 23, 30, tzinfo=UTC)]  # already 2 March in Stockholm
        desk = TicketDesk(store.tickets, lambda: now[0], lambda: None)
        asked = (
            ("Anna", "ramavtal", "Vad är ett ramavtal?"),
            ("[red]Bo[/red]", None, "[bold]Får[/bold] vi \x1b[2Jköpa \u202ebegagnat? @alla"),
            ("Cilla", None, '=HYPERLINK("https://example.org")'),
        )
        for day, (name, entry, question) in enumerate(asked, start=1):
            draft = TicketDraft(
                asker=Person(name, name), asker_place=CHAT, question=question_text(question), entry=entry
            )
            await desk.submit(draft, request_id("form"))
            now[0] = datetime(2026, 3, 1 + day, 23, 30, tzinfo=UTC)
        await desk.take(2, EVA)
        await desk.take(3, OLA)
        await desk.answer(3, OLA, answer_text("Ja, om priset är känt."))

    with_store(read_settings(os.environ), fill)
    return command


def numbers(shown):
    assert shown.exit_code == 0, shown.stderr
    return [json.loads(line)["number"] for line in shown.stdout.splitlines() if line.startswith("{")]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ((), [1, 2]),
        (("--all",), [1, 2, 3]),
        (("--state", "assigned"), [2]),
        (("--state", "new", "--state", "answered"), [1, 3]),
        (("--all", "--holder", "ola"), [3]),
        (("--entry", "ramavtal"), [1]),
        (("--all", "--since", "2026-03-02"), [1, 2, 3]),
        (("--all", "--since", "2026-03-03"), [2, 3]),
        (("--all", "--text", "KÄNT priset"), [3]),
        (("--text", "cilla"), []),
        (("--overdue",), []),
        (("--holder", "eva", "--text", "ramavtal"), []),
    ],
)
def test_tickets_are_found_by_what_they_have(tickets, asked, found):
    """Every filter narrows; days are the organisation's, not UTC's."""
    assert numbers(tickets("tickets", "list", "--json", *asked)) == found


def test_an_empty_search_says_so(tickets):
    assert "Inget ärende passar." in tickets("tickets", "list", "--text", "finns inte").stdout


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--since", "i går"), "är inget datum"),
        (("--since", "2026-02-30"), "är inget datum"),
        (("--json", "--csv"), "antingen --json eller --csv"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_a_sentence(command, asked, said):
    refused = command("tickets", "list", *asked)
    assert refused.exit_code == 2
    assert said in refused.stderr


def test_a_spreadsheet_gets_texts_and_never_a_formula(tickets):
    """What begins like a formula is kept as text; the rest is as it was written."""
    rows = list(csv.DictReader(io.StringIO(tickets("tickets", "list", "--all", "--csv").stdout)))
    assert [row["number"] for row in rows] == ["1", "2", "3"]
    assert rows[0]["question"] == "Vad är ett ramavtal?"
    assert rows[2]["question"] == '\'=HYPERLINK("https://example.org")'
    assert rows[2]["answer"] == "Ja, om priset är känt."


def test_json_keeps_what_was_written(tickets):
    shown = tickets("tickets", "list", "--holder", "eva", "--json").stdout
    assert json.loads(shown)["question"] == "[bold]Får[/bold] vi \x1b[2Jköpa \u202ebegagnat? @alla"


def test_json_for_the_archive_survives_a_terminal_that_cuts_letters_in_two(tickets):
    """What Azure's ``exec`` shows is put together from pieces of bytes; ASCII has no letter to cut."""
    shown = tickets("tickets", "list", "--all", "--json").stdout
    assert shown.isascii()
    assert json.loads(shown.splitlines()[0])["question"] == "Vad är ett ramavtal?"


@pytest.mark.parametrize("shown", [("tickets", "list"), ("tickets", "show", "2")])
def test_what_people_wrote_cannot_command_the_terminal(tickets, shown):
    """Brackets are shown as they stand; escape codes and turned reading directions are not let through."""
    said = tickets(*shown).stdout
    assert "[bold]Får[/bold]" in said
    assert "[red]Bo[/red]" in said
    assert "\x1b" not in said
    assert "\u202e" not in said
