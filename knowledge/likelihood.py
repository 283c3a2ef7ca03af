"""How people word a question about each subject: naive Bayes over words, pairs of words and pieces of words.

Every wording is an example of how its subject is asked for. From the examples follows how likely each word,
pair and piece is when that subject is meant, and so which subject a new question speaks of. Weighted by how
telling a feature is and by the text's length, as Rennie and others propose for naive Bayes on short texts
(*Tackling the Poor Assumptions of Naive Bayes Text Classifiers*, ICML 2003, section 4).
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from knowledge.swedish import grams, stem, words

Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]

UNSEEN = 0.05
"""What a feature that no example of a subject has counts for there; .03 to .1 give the same ranking."""


class Likelihood:
    """Learns from rows of examples, side by side for each subject; asking changes nothing."""

    def __init__(self, rows: Sequence[str], owners: Numbers, subjects: int) -> None:
        """*rows* are the examples and *owners* the number, from 0 to *subjects*, of each row's subject."""
        self._number: dict[str, int] = {}
        of_row, features = self._numbered(rows)
        self._telling = np.ones(0)
        seen, row, feature, times = _counted(of_row, features, len(self._number))
        self._telling = np.log((1 + len(rows)) / (1 + seen)) + 1.0
        weight = (1 + np.log(times)) * self._telling[feature]
        weight /= np.sqrt(np.bincount(row, weight**2, minlength=len(rows)))[row]
        key = feature * subjects + owners[row]
        keys, where = np.unique(key, return_inverse=True)
        self._heard = np.bincount(where, weight)
        self._subject = keys % subjects
        self._start = np.searchsorted(keys // subjects, np.arange(len(self._number) + 1))
        self._of_subject: Floats = np.bincount(self._subject, self._heard, minlength=subjects).astype(float)
        self._of_feature: Floats = np.bincount(keys // subjects, self._heard, minlength=len(self)).astype(
            float
        )
        # What does not depend on the question is worked out once.
        self._every = np.log(
            (self._of_feature + UNSEEN) / (self._of_feature.sum() + UNSEEN * len(self._number))
        )
        self._seen = np.log1p(self._heard / UNSEEN)
        self._rare = self._rarity(self._of_subject)

    def gains(self, question: str, without: Iterable[tuple[int, str]] = ()) -> Floats:
        """For each subject, how much better it explains *question* than the content as a whole does.

        A logarithm, without unit: 0 is no better, and about 20 is a question that can mean nothing else.
        *without* names subjects and a row of each that is to be forgotten.
        """
        features, weight = self._weighted(question)
        here, of = self._heard_of(features)
        every = self._every[features]
        gains = _summed(self._subject[here], self._seen[here] * weight[of], len(self._of_subject))
        gains += weight.sum() * self._rare - weight @ every
        for subject, row in without:
            gains[subject] = self._gain_without(subject, row, features, weight) - weight @ every
        return gains

    def __len__(self) -> int:
        return len(self._number)

    def _rarity(self, heard: Floats) -> Floats:
        """The logarithm of what an unseen feature counts for in subjects that have *heard* so much."""
        rarity: Floats = np.log(UNSEEN / (heard + UNSEEN * len(self)))
        return rarity

    def _gain_without(self, subject: int, row: str, features: Numbers, weight: Floats) -> float:
        forgotten = dict(zip(*self._weighted(row), strict=True))
        here, of = self._heard_of(features)
        own = self._subject[here] == subject
        heard = np.zeros(len(features))
        heard[of[own]] = self._heard[here[own]]
        heard -= np.array([forgotten.get(feature, 0.0) for feature in features])
        left = self._of_subject[subject] - sum(forgotten.values())
        seen = np.log1p(np.maximum(heard, 0.0) / UNSEEN)
        return float(weight @ seen + weight.sum() * self._rarity(np.array(left)))

    def _heard_of(self, features: Numbers) -> tuple[Numbers, Numbers]:
        """Where *features* are kept, and for each place which of them it is."""
        start, length = self._start[features], self._start[features + 1] - self._start[features]
        of = np.repeat(np.arange(len(features)), length)
        return np.arange(len(of)) - np.repeat(np.cumsum(length) - length, length) + start[of], of

    def _weighted(self, text: str) -> tuple[Numbers, Floats]:
        """The features of *text* that are known, and their weights; length one."""
        known = [number for name in features_of(text) if (number := self._number.get(name)) is not None]
        features, times = np.unique(np.array(known, dtype=np.intp), return_counts=True)
        weight = (1 + np.log(times)) * self._telling[features]
        return features, weight / (np.sqrt(weight @ weight) or 1.0)

    def _numbered(self, rows: Sequence[str]) -> tuple[Numbers, Numbers]:
        of_row: list[int] = []
        features: list[int] = []
        for row, text in enumerate(rows):
            found = [self._number.setdefault(name, len(self._number)) for name in features_of(text)]
            of_row += [row] * len(found)
            features += found
        return np.array(of_row, dtype=np.intp), np.array(features, dtype=np.intp)


def _summed(numbers: Numbers, values: Floats, length: int) -> Floats:
    """The sum of the *values* that each of *length* numbers has."""
    sums: Floats = np.bincount(numbers, values, minlength=length).astype(float)
    return sums


def features_of(text: str) -> list[str]:
    """The stems, the pairs of stems and the pieces of words in *text*, with repetition.

    Small words stay: "vem får" and "hur länge" tell subjects apart that share their nouns.
    """
    found = words(text)
    stems = [stem(word) for word in found]
    pairs = [f"{first}={second}" for first, second in pairwise(stems)]
    return [*grams(found), *(f"={word}" for word in stems), *pairs]


def _counted(rows: Numbers, features: Numbers, known: int) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """In how many rows each feature is; and each row's features with how often."""
    keys, times = np.unique(rows * max(known, 1) + features, return_counts=True)
    row, feature = np.divmod(keys, max(known, 1))
    return np.bincount(feature, minlength=known), row, feature, times
