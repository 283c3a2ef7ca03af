"""How well the content answers questions that were written without seeing its wordings: floors, not aims.

The entries' own test questions (``tests`` in the content) each have one right entry, though some neighbours
would do as well; ``tests/golden/outside.yaml`` holds what nothing here answers. ``inkopsbot evaluate`` prints
the figures of any such file.
"""

from pathlib import Path

import pytest
import yaml

from bot.conversation.library import Library
from bot.meaning.opening import understood
from knowledge.confidence import Found

OUTSIDE = yaml.safe_load((Path(__file__).parents[1] / "golden" / "outside.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def finds(library: Library) -> list[tuple[str, str]]:
    return [(id_, question) for id_, golden in library.knowledge.tests.items() for question in golden.finds]


def test_by_words_alone_the_right_entry_is_found(library, finds):
    """First, and among the three that are offered; of those that are answered, few are wrong."""
    matches = [(id_, library.match(question)) for id_, question in finds]
    first = sum(match.candidates[0].subject == id_ for id_, match in matches) / len(finds)
    three = sum(id_ in [one.subject for one in match.candidates] for id_, match in matches) / len(finds)
    answered = [(id_, match.best.subject) for id_, match in matches if isinstance(match, Found)]
    wrong = sum(id_ != found for id_, found in answered) / len(answered)
    assert first >= 0.86
    assert three >= 0.95
    assert len(answered) / len(finds) >= 0.6
    assert wrong <= 0.025


def test_what_nothing_answers_is_hardly_ever_answered(library):
    """An answer to somebody's question about Eurovision would cost more trust than ten right ones give."""
    matches = [library.match(one["q"]) for one in OUTSIDE]
    answered = [
        match
        for match in matches
        if isinstance(match, Found) and match.best.subject in library.knowledge.entries
    ]
    assert len(answered) / len(OUTSIDE) <= 0.03


def test_what_is_ours_is_hardly_ever_sent_on(library, finds):
    """Sending somebody to HR with a question on procurement is as wrong as a wrong answer."""
    matches = [library.match(question) for _, question in finds]
    sent = [
        match
        for match in matches
        if isinstance(match, Found) and match.best.subject in library.knowledge.elsewhere
    ]
    assert len(sent) / len(finds) <= 0.015


def test_the_meaning_finds_more_than_words_alone(library, finds):
    """What the language model is there for; a tenth of the questions is enough to see it."""
    closely, some = understood(library, None), finds[::10]
    right = [
        [match(question).candidates[0].subject == id_ for id_, question in some]
        for match in (library.match, closely.match_closely)
    ]
    assert closely.meant is not None
    assert sum(right[1]) >= sum(right[0])
