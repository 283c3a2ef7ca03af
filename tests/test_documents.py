"""Documents say what is true: settings, commands, make targets, and the tests that hold a promise."""

import re
from pathlib import Path

from pydantic import SecretStr
from typer.main import get_command

from bot.commands import app
from bot.settings import PREFIX, Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def settings_table() -> str:
    """The table that README should hold."""
    rows = ["| setting | default | what it is |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = "" if field.annotation is SecretStr else field.default
        shown = "" if default in ("", None, (), False) else f"`{default}`"
        rows.append(f"| `{PREFIX}{name.upper()}` | {shown} | {field.description} |")
    return "\n".join(rows)


def test_every_setting_stands_in_the_readme_with_its_default():
    """The table is the settings' own."""
    assert settings_table() in README


def test_every_command_stands_in_the_readme():
    """No command is left out, and none is made up."""
    named = set(re.findall(r"^\| `([a-z]+)", README, flags=re.MULTILINE))
    assert set(get_command(app).commands) <= named


def test_every_make_target_that_the_readme_names_exists():
    """The first screen can be typed as it stands."""
    for target in re.findall(r"make ([a-z]+)", README):
        assert re.search(rf"^{target}:", MAKEFILE, flags=re.MULTILINE) or target in ("", "it"), target


def test_every_test_that_the_architecture_names_exists():
    """An awkward moment without a test is a promise without one."""
    modules = {file.stem for file in (ROOT / "tests").rglob("test_*.py")}
    named = re.findall(r"`(?:tests/[a-z_/]*)?(test_[a-z_]+)(?:\.py)?`", ARCHITECTURE)
    assert named
    assert set(named) - modules == set()


def test_every_threat_names_tests_that_exist():
    """A threat without a test is a hope."""
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    threats = [row for row in text.splitlines() if row.startswith("| ")][1:]
    code = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "tests").rglob("test_*.py"))
    for threat in threats:
        named = re.findall(r"`(test_[a-z_0-9]+)`", threat)
        assert named, threat
        assert not [name for name in named if f"def {name}(" not in code], threat


def test_every_link_between_documents_leads_somewhere():
    """A page that moved takes its links along."""
    for file in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", file.read_text(encoding="utf-8")):
            assert (file.parent / target).exists(), f"{file.name}: {target}"
