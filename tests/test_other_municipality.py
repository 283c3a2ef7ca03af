"""Another municipality takes the bot and swaps the content: nothing of the first one is left."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands import app
from bot.conversation.answers import Answers
from bot.conversation.card import Card
from bot.conversation.library import Library, open_library
from bot.conversation.plain import plain_text
from bot.texts import swedish
from knowledge.asking import Asked
from knowledge.loader import COUNTRY

ITS_CONTENT = Path(__file__).parent / "other_municipality"


@pytest.fixture(scope="module")
def other() -> Library:
    return open_library(ITS_CONTENT)


def test_the_countrys_answers_stand_on_their_own(other):
    """What is true in any municipality loads without Haninge's layer, dialogs included."""
    assert other.knowledge.organisation.name == "Exempelkommunen"
    assert "dela-upp-inkop" in other.knowledge.entries
    assert set(other.flows) == {"direktupphandling", "jav", "ansvar"}


def test_nothing_of_haninge_shows(other):
    """No answer, wording or dialog names the municipality that was there before."""
    answers = Answers(other, swedish())
    for entry in other.knowledge.entries.values():
        shown = answers.reply(Asked("answer", entry.id, 1.0, ()), entry.review_by.replace(2026), "").content
        assert isinstance(shown, Card)
        assert "haninge" not in plain_text(shown).lower(), entry.id
        assert not [wording for wording in entry.wordings if "haninge" in wording.lower()]
    flows = "".join(flow.model_dump_json() for flow in other.flows.values())
    assert "haninge" not in flows.lower()


def test_the_countrys_files_name_no_municipality():
    """The layer that every municipality shares says "kommunen"."""
    for file in COUNTRY.rglob("*.yaml"):
        assert "haninge" not in file.read_text(encoding="utf-8").lower(), file.name


def test_its_content_is_pointed_out_by_a_setting(monkeypatch):
    """``CONTENT_DIR`` is all it takes."""
    monkeypatch.setenv("INKOPSBOT_CONTENT_DIR", str(ITS_CONTENT))
    assert "Inga fel" in CliRunner().invoke(app, ["check"]).stdout
