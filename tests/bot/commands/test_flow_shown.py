"""``inkopsbot dialog NAME --graph`` and ``--paths``: the check itself, drawn and listed."""

import json

import pytest


@pytest.mark.parametrize(
    ("arguments", "start"),
    [
        (["--graph"], "<svg "),
        (["--graph", "svg"], "<svg "),
        (["--graph", "mermaid"], "flowchart TD\n"),
        (["--graph", "page"], "# Kan det vara jäv?\n"),
        (["--paths"], "Kan det vara jäv?\n19 vägar"),
    ],
)
def test_a_check_is_drawn_and_listed(command, arguments, start):
    ran = command("dialog", "jav", *arguments)
    assert ran.exit_code == 0
    assert ran.stdout.startswith(start)


def test_the_paths_are_numbered_with_rule_and_source(command):
    shown = command("dialog", "jav", "--paths").stdout
    assert "  1. Part eller delägare: Ja\n     ⇒ Behandla det som jäv (JD-01). KL 6 kap. 28 § 1;" in shown


def test_the_paths_come_as_data(command):
    data = json.loads(command("dialog", "ansvar", "--paths", "--json").stdout)
    assert data["paths"][0]["answers"] == {"matter": ["own_committee"]}
    assert data["paths"][0]["outcome"] == "committee"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--graph", "--paths"],
        ["--graph", "--facts", "{}"],
        ["--paths", "--batch", "-"],
        ["mermaid"],
        ["--graph", "png"],
        ["--graph", "--json"],
    ],
)
def test_what_does_not_go_together_is_wrong_use(command, arguments):
    ran = command("dialog", "jav", *arguments)
    assert ran.exit_code == 2
    assert ran.stdout == ""
    assert ran.stderr
