"""The content's vectors are computed once, kept beside it, and used with the model that made them alone."""

from dataclasses import replace

import numpy as np
import pytest

from bot.conversation.library import open_library
from bot.conversation.understanding import Phrases
from bot.meaning.model import MOST_WORDS, LanguageModel, installed_model
from bot.meaning.opening import understood
from bot.meaning.vectors import FILE, keep_vectors, kept_vectors
from bot.texts import swedish
from knowledge.confidence import Found

SENTENCES = ["Vad är jäv?", "Hur överklagar en leverantör?", "Vad är jäv?"]


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    found = installed_model()
    assert found, "the tests run with the extra semantic"
    return found


def test_vectors_are_kept_and_only_new_ones_are_computed(tmp_path, model):
    """A changed wording costs one sentence, not the whole content."""
    assert kept_vectors(tmp_path, SENTENCES) is None
    assert keep_vectors(tmp_path, SENTENCES, model) == 2
    assert keep_vectors(tmp_path, [*SENTENCES, "Får jag bli bjuden på lunch?"], model) == 1
    kept = kept_vectors(tmp_path, SENTENCES)
    assert kept is not None
    likeness = (kept * model.vectors(SENTENCES)).sum(axis=1)
    assert likeness == pytest.approx(1, abs=0.002)
    assert kept_vectors(tmp_path, ["En mening som inte finns"]) is None


def test_vectors_of_another_model_are_not_used(tmp_path, model):
    """Numbers of two models cannot be compared."""
    keep_vectors(tmp_path, SENTENCES, model)
    with np.load(tmp_path / FILE) as kept:
        np.savez(tmp_path / FILE, **{**kept, "model": np.array("another")})
    assert kept_vectors(tmp_path, SENTENCES) is None


def test_a_long_question_is_read_in_bounded_time(model):
    """What comes after so many words changes nothing."""
    words = ["upphandling"] * MOST_WORDS
    assert (model.vector(" ".join(words)) == model.vector(" ".join([*words, *["katt"] * 2_000]))).all()


def test_what_words_leave_open_is_asked_by_meaning(model):
    """A question in other words finds its entry; what words settle is not asked twice."""
    library = understood(open_library(), None)
    assert library.meant is not None, "inkopsbot calibrate has kept the vectors of the content as it is"
    question = "the bloke I play golf with sells this stuff"
    assert not isinstance(library.match(question), Found)
    _, closely = library.ranked_closely(question)
    assert closely
    settled = library.knowledge.entries["jav-vad-ar-det"].title
    assert library.ranked_closely(settled)[1] is False


def test_without_the_model_the_bot_goes_by_words():
    """The same questions get the same answers, only fewer of them are sure."""
    library = open_library()
    phrases = Phrases(swedish().understands, swedish().openings)
    asked = library.ask_closely("the bloke I play golf with sells this stuff", phrases)
    assert asked == library.ask("the bloke I play golf with sells this stuff", phrases)
    assert not library.is_open(replace(asked, kind="choose"))
