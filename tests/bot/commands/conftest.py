"""The command line as its users meet it: arguments in, text and exit status out."""

import pytest
import structlog
from typer.testing import CliRunner, Result

from bot.commands import app


@pytest.fixture
def command(tmp_path, monkeypatch):
    """Run ``inkopsbot`` with the given arguments in an empty data folder."""
    monkeypatch.setenv("INKOPSBOT_DATA_DIR", str(tmp_path))

    def run(*arguments: str, typed: str = "") -> Result:
        return CliRunner().invoke(app, list(arguments), input=typed)

    yield run
    structlog.reset_defaults()  # a command sets up logging for its own process
