"""``inkopsbot dialog``: cases in, outcomes out, line by line and in order."""

import json

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
