"""The README says what is true: every setting, and every command it names."""

import re
from pathlib import Path

from typer.main import get_command

from bot.commands import app
from bot.settings import PREFIX, Settings

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
MAKEFILE = (Path(__file__).parent.parent / "Makefile").read_text(encoding="utf-8")


def settings_table() -> str:
    """The table that README should hold."""
    rows = ["| setting | default | what it is |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = "" if name == "microsoft_app_password" else field.default
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
