"""The other commands: help, check, chat and tickets."""

import pytest


@pytest.mark.parametrize(
    "name",
    [
        *("", "run", "chat", "ask", "evaluate", "dialog", "check", "calibrate", "tickets"),
        *("purge", "export", "erase", "backup"),
    ],
)
def test_every_command_explains_itself(command, name):
    """``--help`` is there for each, in Swedish."""
    shown = command(*([name] if name else []), "--help")
    assert shown.exit_code == 0
    assert any(sign in shown.stdout for sign in "åäö")


def test_check_tells_that_all_is_well(command):
    """The shipped content passes."""
    assert "Inga fel" in command("check").stdout


def test_check_counts_its_advice_and_lists_it_when_asked(command):
    """A hundred lines of advice above "Inga fel" would hide that there are none."""
    shown = command("check")
    assert "check --advice" in shown.stdout
    assert "Belopp utan kronor: " in shown.stdout
    assert len(shown.stdout.splitlines()) < 20
    listed = command("check", "--advice").stdout
    assert "parameters.yaml:" in listed
    assert listed.splitlines()[-1] == shown.stdout.splitlines()[-1]


def test_check_lists_every_fault(command, tmp_path, monkeypatch):
    """An editor sees all faults with file and line, and the status says that there are some."""
    (tmp_path / "egen.yaml").write_text("organisation: {name: NO}\n", encoding="utf-8")
    monkeypatch.setenv("INKOPSBOT_CONTENT_DIR", str(tmp_path))
    told = command("check")
    assert told.exit_code == 1
    assert "egen.yaml:1: organisation.name: väntade text men fann false" in told.stderr


def test_nothing_starts_on_faulty_content(command, tmp_path, monkeypatch):
    """Content errors stop the start with the list."""
    (tmp_path / "egen.yaml").write_text("entries: [", encoding="utf-8")
    monkeypatch.setenv("INKOPSBOT_CONTENT_DIR", str(tmp_path))
    for name in (["run"], ["chat"], ["ask", "jäv"]):
        told = command(*name)
        assert told.exit_code == 1
        assert "egen.yaml:" in told.stderr


def test_a_wrong_setting_stops_the_start_with_a_hint(command, monkeypatch):
    """The hint says what to write."""
    monkeypatch.setenv("INKOPSBOT_PROT", "1")
    told = command("run")
    assert told.exit_code == 2
    assert "menade du INKOPSBOT_PORT?" in told.stderr


def test_a_question_is_handed_over_in_the_terminal_and_listed(command):
    """Text, numbered buttons and a form: the ticket waits until somebody lists it."""
    assert "Inga frågor väntar." in command("tickets").stdout
    chatted = command("chat", "--user", "Beställare", typed="människa\n1\nFår vi köpa begagnat?\n/q\n")
    assert "Ärende 1" in chatted.stdout
    assert "Får vi köpa begagnat?" in command("tickets").stdout
    assert "Får vi köpa begagnat?" in command("tickets", "show", "1").stdout
    assert command("tickets", "show", "7").exit_code == 2
