"""``--as-of``: a coming period is seen beforehand; outside what is known the bot says so."""

import json

import pytest

CASE = {
    "date": "2026-11-25",
    "agreement_covers_need": "no",
    "possible_exception": "none",
    "connected_to_supplier": "no",
    "law": "lou",
    "kind": "annex2_service",
    "total_value_sek": 8000000,
    "whole_need_included": "yes",
    "special_ground": "none",
}


def test_an_answer_is_shown_as_it_reads_on_the_day(command):
    """The day is told first, so that nobody takes it for today's answer."""
    shown = command("ask", "Vilka tröskelvärden gäller nu?", "--as-of", "2025-06-01").stdout
    assert shown.startswith("Så här är det den 1 juni 2025")
    assert "Det vet jag inte" not in shown


def test_outside_the_known_period_the_bot_does_not_know(command):
    """It says so and names the unit; no amount of another period is shown."""
    for day in ("2030-01-01", "2015-01-01"):
        shown = command("ask", "Vilka tröskelvärden gäller nu?", "--as-of", day).stdout
        assert "Det vet jag inte" in shown
        assert "Enheten inköp och upphandling" in shown
        assert "kronor exklusive moms" not in shown


def test_a_case_is_decided_as_of_the_day(command):
    """The same purchase: known in kronor in 2025, a question for the unit in 2026 and 2030."""
    outcomes = {}
    for day in ("2025-06-01", "2026-06-01", "2030-06-01"):
        shown = command("dialog", "direktupphandling", "--facts", json.dumps(CASE), "--json", "--as-of", day)
        outcomes[day] = json.loads(shown.stdout)["outcome"]
    assert outcomes == {"2025-06-01": "allowed_by_value", "2026-06-01": "route", "2030-06-01": "route"}


def test_a_batch_is_decided_as_of_the_day(command):
    """Every line is moved there, also one that says no day of its own."""
    lines = [json.dumps(case) for case in (CASE, {k: v for k, v in CASE.items() if k != "date"})]
    ran = command(
        "dialog", "direktupphandling", "--batch", "-", "--as-of", "2025-06-01", typed="\n".join(lines)
    )
    assert [json.loads(line)["outcome"] for line in ran.stdout.splitlines()] == ["allowed_by_value"] * 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["direktupphandling", "--paths"],
        ["direktupphandling", "--graph"],
        ["ansvar", "--facts", '{"matter": "support"}'],
        ["jav", "--read", "role", "--batch", "-"],
    ],
)
def test_where_the_day_changes_nothing_it_is_refused(command, arguments):
    """Nobody is to believe that they saw another day."""
    ran = command("dialog", *arguments, "--as-of", "2025-06-01")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "--as-of" in ran.stderr


def test_a_receipt_is_worked_out_again_as_of_the_day(command, tmp_path):
    """A limit known in kronor until 2025 is known in euro alone after it."""
    file, facts = str(tmp_path / "k.json"), json.dumps(CASE | {"date": "2025-06-01"})
    assert command("dialog", "direktupphandling", "--facts", facts, "--receipt", file).exit_code == 0
    told = command("dialog", "replay", file, "--as-of", "2026-03-01").stdout
    assert "för ett köp som börjar 1 mars 2026 ger något annat" in told


def test_a_chat_goes_on_as_of_the_day(command):
    """The outcome is judged on that day, and says so."""
    typed = "direktupphandling\nnej\nnej\nnej\nvaror\n50 000\nja\n/q\n"
    shown = command("chat", "--user", "A", "--as-of", "2027-03-01", typed=typed).stdout
    assert "Så här är det den 1 mars 2027" in shown
    assert "Bedömt den 1 mars 2027" in shown


@pytest.mark.parametrize("day", ["2026-02-30", "i morgon", "2026-1-1", "", "26-01-01"])
@pytest.mark.parametrize("name", [("ask", "jäv"), ("chat",), ("dialog", "jav")])
def test_a_day_that_does_not_exist_is_refused(command, name, day):
    """Before anything else is done."""
    refused = command(*name, "--as-of", day)
    assert refused.exit_code == 2
    assert "är inget datum" in refused.stderr
