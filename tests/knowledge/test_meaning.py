"""Vectors are compared with each subject's sentences; a sentence left out is as good as never there."""

import numpy as np
import pytest

from knowledge.meaning import Meaning, Vectors

OWNERS = [0, 0, 0, 1, 1, 2, 2, 2, 2]
NEAR = 0.3


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    """Nine sentences of three subjects, each near its subject's own direction."""
    chance = np.random.default_rng(1)
    directions = chance.normal(size=(3, 12))
    return np.asarray(directions[OWNERS] + NEAR * chance.normal(size=(9, 12)), dtype=np.float32)


def test_a_sentence_means_its_own_subject_most(vectors):
    """By its nearest neighbour and by the linear model."""
    meaning = Meaning(vectors, OWNERS)
    for vector, owner in zip(vectors, OWNERS, strict=True):
        meant = meaning.of(vector)
        assert meant.nearness.argmax() == meant.leaning.argmax() == meant.score.argmax() == owner
        assert meant.nearness[owner] == pytest.approx(1, abs=1e-5)


def test_left_out_is_nearly_what_is_said_when_the_sentence_was_never_there(vectors):
    """The short cut that calibration takes gives what a model without the sentence gives."""
    for row, quick in enumerate(Meaning(vectors, OWNERS).left_out()):
        others = [number for number in range(len(OWNERS)) if number != row]
        honest = Meaning(vectors[others], [OWNERS[number] for number in others]).of(vectors[row])
        assert quick.leaning.argmax() == honest.leaning.argmax() == OWNERS[row]
        assert quick.leaning == pytest.approx(honest.leaning, abs=0.15)
        assert quick.nearness[OWNERS[row]] < 1 - 1e-3


def test_a_vector_without_length_means_nothing(vectors):
    """No division by nothing."""
    meant = Meaning(vectors, OWNERS).of(vectors.mean(axis=0))
    assert np.isfinite(meant.score).all()
