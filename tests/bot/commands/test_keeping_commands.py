"""``purge``, ``export``, ``erase`` and ``backup``: what operators do with what is kept."""

import json
import sqlite3
from datetime import UTC, datetime

import pytest
from databases import in_a_loop_of_its_own

from bot.conversation.turn import Person, Place, Scope
from bot.store.store import open_store
from bot.tickets.model import TicketDraft
from bot.tickets.text import question_text, request_id

ASKER = Person("29:asker", "Beställare")
CHAT = Place("msteams", "a:1", Scope.PERSONAL)


async def hand_over(url):
    """A question in the store at *url*, and a conversation with who asked it."""
    store = await open_store(url)
    now = datetime.now(UTC)
    draft = TicketDraft(asker=ASKER, asker_place=CHAT, question=question_text("Får vi köpa begagnat?"))
    await store.tickets.add(draft, request_id("form-1"), now, None)
    await store.conversations.save_state(CHAT.conversation, ASKER.id, "{}", now)
    await store.close()


@pytest.fixture
def kept(command, url, monkeypatch):
    """Commands on each of the two databases, with somebody in it."""
    monkeypatch.setenv("INKOPSBOT_DATABASE_URL", url)
    in_a_loop_of_its_own(lambda: hand_over(url))
    return command


def test_all_about_a_person_is_written_as_json(kept):
    shown = kept("export", "--user", ASKER.id)
    assert shown.exit_code == 0
    assert shown.stdout.isascii(), "a terminal on the way may cut an å in two"
    found = json.loads(shown.stdout)
    assert [ticket["question"] for ticket in found["tickets"]] == ["Får vi köpa begagnat?"]
    assert found["conversations"]


def test_who_writes_a_name_is_told_the_id(kept):
    for name in ("export", "erase"):
        told = kept(name, "--user", "Beställare")
        assert told.exit_code == 1
        assert f"menade du {ASKER.id}?" in told.stderr
    assert "Inget sparat om Ingen." in kept("erase", "--user", "Ingen").stderr


def test_erasing_says_what_was_done_and_what_was_not(kept):
    """The question is not answered: its asker can still be reached. Looking first changes nothing."""
    assert "Skulle glömma:\n– 1 samtal" in kept("erase", "--user", ASKER.id, "--dry-run").stdout
    told = kept("erase", "--user", ASKER.id).stdout
    assert "Glömt:\n– 1 samtal" in told
    assert "Namnet står kvar i ärende 1" in told
    assert json.loads(kept("export", "--user", ASKER.id).stdout)["conversations"] == []


def test_purging_says_what_was_removed(kept):
    """Nothing is old yet."""
    assert "Skulle ta bort:\n– 0 samtal (äldre än 30 dagar)" in kept("purge", "--dry-run").stdout
    assert "– 0 besvarade ärenden (äldre än 730 dagar)" in kept("purge").stdout
    assert json.loads(kept("export", "--user", ASKER.id).stdout)["tickets"]


def test_a_copy_of_the_database_is_one_command(command, tmp_path):
    in_a_loop_of_its_own(lambda: hand_over(f"sqlite:///{tmp_path}/inkopsbot.db"))
    copy = tmp_path / "copy.db"
    assert f"Kopian står i {copy}." in command("backup", str(copy)).stdout
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT question FROM tickets").fetchall() == [("Får vi köpa begagnat?",)]
    told = command("backup", str(copy))
    assert (told.exit_code, "finns redan" in told.stderr) == (2, True)


def test_a_server_is_copied_with_its_own_tool(command, monkeypatch, tmp_path):
    monkeypatch.setenv("INKOPSBOT_DATABASE_URL", "postgresql://bot@127.0.0.1:1/bot")
    told = command("backup", str(tmp_path / "copy.db"))
    assert told.exit_code == 2
    assert "pg_dump" in told.stderr
