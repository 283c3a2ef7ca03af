"""``inkopsbot dialog``: cases in, outcomes out, line by line and in order."""

import json

import pytest

CASE = {
    "date": "2026-11-25",
    "agreement_covers_need": "no",
    "possible_exception": "none",
    "connected_to_supplier": "no",
    "law": "lou",
    "kind": "goods",
    "total_value_sek": 640000,
    "whole_need_included": "yes",
    "special_ground": "none",
}


def test_the_contracts_example_comes_out_as_written(command):
    """A purchase of 500 000 kr under LOU: allowed by value, with checks and documentation."""
    facts = json.dumps(CASE | {"total_value_sek": 500000})
    assert json.loads(command("dialog", "direktupphandling", "--facts", facts, "--json").stdout) == {
        "outcome": "allowed_by_value",
        "flags": ["checks", "document"],
        "rules": ["DD-06", "DD-10", "DD-14"],
        "parameters": {"direct_procurement_limit": {"value": 700000, "from": "2022-02-01"}},
    }


def test_a_case_is_told_in_words_to_a_person(command):
    """Without ``--json`` the outcome is a text with its reasons."""
    shown = command("dialog", "direktupphandling", "--facts", json.dumps(CASE))
    assert shown.exit_code == 0
    assert "700\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kronor exklusive moms (LOU" in shown.stdout


def test_a_batch_answers_every_line_in_order(command, tmp_path):
    """A faulty line is told, the others are answered all the same, and the status says that one failed."""
    missing = {name: value for name, value in CASE.items() if name != "law"}
    lines = [CASE, missing, CASE | {"färg": "blå"}, CASE | {"kind": "ship"}, CASE | {"total_value_sek": True}]
    file = tmp_path / "fall.jsonl"
    file.write_text("\n".join([*map(json.dumps, lines), "inte json", json.dumps(CASE)]), encoding="utf-8")
    ran = command("dialog", "direktupphandling", "--batch", str(file))
    results = [json.loads(line) for line in ran.stdout.splitlines()]
    assert ran.exit_code == 1
    assert [result.get("outcome") for result in results] == [
        "allowed_by_value",
        *[None] * 5,
        "allowed_by_value",
    ]
    assert [result.get("fact") for result in results[1:5]] == ["law", "färg", "kind", "total_value_sek"]
    assert all(result["error"] for result in results[1:6])


def test_a_line_that_no_file_can_hold_does_not_stop_the_others(command, tmp_path):
    """Broken bytes and halves of characters are a fault of their own line."""
    file = tmp_path / "fall.jsonl"
    file.write_bytes(b'{"\xff": 1}\n{"\\ud800": 1}\n[1]\n1e999\n{"matter": "support"}\n')
    ran = command("dialog", "ansvar", "--batch", str(file))
    results = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [("error" in result) for result in results] == [True, True, True, True, False]


def test_a_batch_reads_standard_input(command):
    """``-`` is standard input."""
    ran = command(
        "dialog", "ansvar", "--batch", "-", typed='{"matter": "own_committee"}\n{"matter": "unsure"}\n'
    )
    assert ran.exit_code == 0
    assert [json.loads(line)["outcome"] for line in ran.stdout.splitlines()] == ["committee", "unit"]


def test_typed_answers_are_read_line_by_line(command):
    """What is sure is read, what is not is null."""
    typed = "640.000:-\n650 tkr\n0,7 mkr\nsexhundra tusen\n700\n50–60 tusen\n700 000 inkl. moms\n"
    ran = command("dialog", "direktupphandling", "--read", "total_value_sek", "--batch", "-", typed=typed)
    values = [json.loads(line)["value"] for line in ran.stdout.splitlines()]
    assert values == [640000, 650000, 700000, 600000, None, None, None]


def test_wrong_use_is_told_in_a_sentence(command):
    """An unknown dialog, no case at all, or a fact that nobody asks about."""
    assert "ingen kontroll" in command("dialog", "upphandling", "--facts", "{}").stderr
    assert "--facts" in command("dialog", "jav").stderr
    told = command("dialog", "jav", "--read", "amount", "--batch", "-", typed="ja\n").stderr
    assert "ingen fråga om 'amount'" in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "vilken kontroll"),
        (["jav", "--batch", "-", "--facts", "{}"], "inte båda"),
        (["jav", "--read", "role"], "--batch"),
        (["jav", "--read", "role", "--facts", "{}"], "--batch"),
        (["jav", "--json"], "--json"),
    ],
)
def test_what_is_missing_or_too_much_is_what_is_told(command, arguments, told):
    """Not a list of all there is."""
    ran = command("dialog", *arguments)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert told in ran.stderr


@pytest.mark.parametrize("name", ["jäv", "Jäv", "JAV"])
def test_a_check_is_found_as_people_write_it(command, name):
    """Its name has no dots over the a, which nobody can know."""
    assert command("dialog", name, "--paths").stdout == command("dialog", "jav", "--paths").stdout


def test_the_name_alone_lists_every_fact_with_its_values(command):
    """And ends with a case that can be run and changed."""
    shown = command("dialog", "direktupphandling")
    assert shown.exit_code == 0
    for fact in CASE:
        assert f"\n{fact}: " in shown.stdout
    assert "hela kronor" in shown.stdout
    assert "lease_of_premises" in shown.stdout
    assert "Hyra eller köp av lokal" in shown.stdout
    example = shown.stdout.split("'")[1]
    assert json.loads(example).keys() == CASE.keys()
    assert command("dialog", "direktupphandling", "--facts", example).exit_code == 0


def test_everything_that_is_missing_is_told_at_once(command):
    """In a sentence to a person, with where to look; as JSON the first of them has its name."""
    case = {name: CASE[name] for name in CASE if name not in {"kind", "law"}}
    told = command("dialog", "direktupphandling", "--facts", json.dumps(case))
    assert (told.exit_code, told.stdout) == (1, "")
    assert told.stderr.startswith("law och kind saknas")
    assert "inkopsbot dialog direktupphandling" in told.stderr
    told = json.loads(command("dialog", "direktupphandling", "--facts", json.dumps(case), "--json").stdout)
    assert told["fact"] == "law"


def test_a_case_is_told_with_all_that_goes_with_it(command):
    """Reasons, what to do next, what each flag means, and the sources."""
    shown = command("dialog", "direktupphandling", "--facts", json.dumps(CASE)).stdout
    shown = shown.replace("\N{NO-BREAK SPACE}", " ")
    assert "Se vem som är behörig instans" in shown
    assert "Nära gränsen: Värdet, 640 000 kronor exklusive moms" in shown
    assert "Gränsen för dokumentation är 100 000 kronor" in shown
    assert "LOU 19 a kap. 2" in shown
    assert "Bedömt för den 25 november 2026" in shown


def test_a_name_that_no_terminal_can_show_is_told_all_the_same(command):
    """Half a character is a question mark."""
    ran = command("dialog", "ansvar", "--facts", '{"\\ud800": 1}')
    assert (ran.exit_code, ran.exception.__class__) == (1, SystemExit)
    assert ran.stderr.startswith("?: okänt faktum")


def test_a_fact_that_stands_twice_is_a_fault(command):
    """Which of the two was meant, nobody knows."""
    ran = command("dialog", "ansvar", "--batch", "-", typed='{"matter": "support", "matter": "unsure"}\n')
    told = json.loads(ran.stdout)
    assert (told["fact"], ran.exit_code) == ("matter", 1)
    assert "två gånger" in told["error"]


def test_empty_lines_and_a_byte_order_mark_are_no_cases(command, tmp_path):
    """As editors and spreadsheets leave them."""
    file = tmp_path / "fall.jsonl"
    file.write_text('\ufeff{"matter": "support"}\n\n  \n{"matter": "unsure"}\n\n', encoding="utf-8")
    ran = command("dialog", "ansvar", "--batch", str(file))
    assert ran.exit_code == 0
    assert [json.loads(line)["outcome"] for line in ran.stdout.splitlines()] == ["unit", "unit"]
    ran = command("dialog", "ansvar", "--batch", "-", typed=file.read_text(encoding="utf-8"))
    assert len(ran.stdout.splitlines()) == 2


def test_every_typed_line_is_an_answer(command):
    """An empty one says nothing, but keeps its place; a byte order mark is no part of the first."""
    ran = command(
        "dialog", "direktupphandling", "--read", "kind", "--batch", "-", typed="\ufeffvaror\n\nvaror\n"
    )
    assert [json.loads(line)["value"] for line in ran.stdout.splitlines()] == ["goods", None, "goods"]


def test_a_day_is_read_from_the_day_it_was_typed(command):
    """Where the year is not certain, it is asked back."""
    typed = "idag\ni dag\nI morgon\nimorgon\n1 mars\n1/3\nmars 2027\n30 februari 2027\n1 mars 2027\n"
    arguments = ["dialog", "direktupphandling", "--read", "date", "--batch", "-", "--as-of", "2026-12-31"]
    ran = command(*arguments, typed=typed)
    days = ["2026-12-31", "2026-12-31", "2027-01-01", "2027-01-01", None, None, None, None, "2027-03-01"]
    assert [json.loads(line)["value"] for line in ran.stdout.splitlines()] == days
