"""What questions mean, whatever their words: vectors of a language model, compared and learnt from.

The vectors come from outside (``bot.meaning``); here they are numbers. Two readings are added: how near the
question is to the nearest sentence of each subject, and what a linear model, fitted to all sentences at once,
says of it (ridge regression, in closed form).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.subject import Subject

Vectors = NDArray[np.float32]
Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]

NEARNESS = 3.0
"""What the nearest sentence counts beside the words."""
LEANING = 6.0
"""What the linear model counts beside the words; on a plateau from 4, as is the nearness from 2."""
RIDGE = 1.0
"""How strongly the linear model is held back, with about thirty sentences a subject."""
AT_ONCE = 512
"""Sentences that are compared with all others at a time."""


@dataclass(frozen=True)
class Meant:
    """What one question means to each subject, in the matcher's order."""

    nearness: Floats
    """Cosine, -1 to 1, with the subject's nearest sentence, after what all sentences share is taken away."""
    leaning: Floats
    """What the linear model says: about 0 for a subject that is not meant, up to 1 for one that is."""

    @property
    def score(self) -> Floats:
        """What the meaning adds to the score of the words."""
        return NEARNESS * self.nearness + LEANING * self.leaning


def sentences(subjects: Iterable[Subject]) -> tuple[list[str], list[int]]:
    """Every title and wording, and the number of its subject."""
    texts: list[str] = []
    owners: list[int] = []
    for number, subject in enumerate(subjects):
        own = dict.fromkeys([subject.title, *subject.wordings])
        texts += own
        owners += [number] * len(own)
    return texts, owners


class Meaning:
    """Compares a question's vector with those of all sentences."""

    def __init__(self, vectors: Vectors, owners: list[int]) -> None:
        """*vectors* are the sentences', one a row, those of each subject side by side."""
        self._owners: Numbers = np.array(owners, dtype=np.intp)
        self._starts = np.searchsorted(self._owners, np.arange(self._owners[-1] + 1))
        self._shared = vectors.mean(axis=0)
        self._sentences = _unit(vectors - self._shared)
        self._fit()

    def of(self, vector: Vectors) -> Meant:
        """What the question with *vector* means."""
        seen = _unit(vector - self._shared)
        return Meant(self._nearest(self._sentences @ seen), np.asarray(seen @ self._leanings, dtype=float))

    def left_out(self) -> Iterator[Meant]:
        """What each sentence means to the others: what ``of`` would say had it not been there."""
        for start in range(0, len(self._sentences), AT_ONCE):
            own = self._sentences[start : start + AT_ONCE]
            for offset, (cosines, leaning) in enumerate(
                zip(own @ self._sentences.T, own @ self._leanings, strict=True)
            ):
                row = start + offset
                cosines[row] = -1.0
                told = -self._usual.copy()
                told[self._owners[row]] += 1.0
                pull = self._pull[row]
                without = (leaning - pull * told) / (1 - pull)
                yield Meant(self._nearest(cosines), np.asarray(without, dtype=float))

    def _nearest(self, cosines: NDArray[np.float32]) -> Floats:
        return np.maximum.reduceat(cosines, self._starts).astype(float)

    def _fit(self) -> None:
        """Fit the linear model. Subjects weigh the same, however many sentences they have."""
        each = 1.0 / np.bincount(self._owners)[self._owners]
        each *= len(each) / each.sum()
        told = np.zeros((len(self._owners), len(self._starts)))
        told[np.arange(len(told)), self._owners] = 1.0
        self._usual = told.mean(axis=0)
        weighted = self._sentences * each[:, None].astype(np.float32)
        spread = np.linalg.inv(self._sentences.T @ weighted + RIDGE * np.eye(self._sentences.shape[1]))
        self._leanings = np.asarray(spread @ (weighted.T @ (told - self._usual)), dtype=np.float32)
        self._pull = np.einsum("ij,jk,ik->i", weighted, spread, self._sentences, optimize=True)


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(lengths == 0, 1.0, lengths), dtype=np.float32)
