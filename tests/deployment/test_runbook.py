"""What whoever runs the bot is promised: what is watched is written, and what is secret stays out of git."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
CODE = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "bot").rglob("*.py"))
BICEP = (ROOT / "deployment" / "azure" / "main.bicep").read_text(encoding="utf-8")


def logged(levels: str) -> set[str]:
    """The events that the bot logs at *levels*, such as ``error|warning``."""
    return set(re.findall(rf'\blog\.(?:{levels})\(\s*"([^"]+)"', CODE))


def watched() -> set[str]:
    """The log lines of the list of what to watch."""
    operations = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\|[^|]*\blog ([^|]+) \|", operations, re.M)
    return {event for row in rows for event in re.findall(r"`([^`]+)`", row)}


def alarming() -> set[str]:
    """The log lines that Azure's alarm names beside those of level error."""
    found = re.search(r"^var alarming = \[(.*?)^\]", BICEP, re.M | re.S)
    assert found
    return set(re.findall(r"'([^']+)'", found[1]))


def test_what_is_watched_is_what_the_bot_writes() -> None:
    assert watched()
    assert watched() - logged("error|warning") == set()


def test_every_error_that_the_bot_logs_is_in_the_list_of_what_to_watch() -> None:
    assert logged("error") - watched() == set()


def test_an_alarm_is_raised_for_all_that_is_watched_and_for_nothing_else() -> None:
    assert alarming() | logged("error") == watched()


@pytest.mark.parametrize(
    "file",
    [
        "deployment/docker/.env",
        "deployment/azure/settings.bicepparam",
        "deployment/kubernetes/secrets.env",
        "deployment/docker/compose.override.yaml",
        "deployment/docker/inkopsbot-2027-01-31.dump",
        "deployment/docker/tickets.jsonl",
        "tickets.jsonl",
        "raw.txt",
    ],
)
def test_secrets_and_copies_of_what_is_kept_stay_out_of_git(file: str) -> None:
    asked = subprocess.run(["git", "check-ignore", "--quiet", file], cwd=ROOT, check=False)  # noqa: S603, S607
    assert asked.returncode == 0


def test_one_service_builds_the_image_and_none_fetches_it() -> None:
    services = yaml.safe_load((ROOT / "deployment" / "docker" / "compose.yaml").read_text("utf-8"))[
        "services"
    ]
    bots = [service for service in services.values() if service["image"] == "inkopsbot"]
    assert [("build" in bot, bot.get("pull_policy")) for bot in bots] == [(True, None), (False, "never")]
