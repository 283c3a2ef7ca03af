"""How much of a question each subject has words for, whatever the spelling."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from knowledge.model import SynonymSet
from knowledge.spelling import Spelling
from knowledge.swedish import tokens

Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]

UNKNOWN_WORD = 0.8
"""How telling a word is that no subject has, as a share of the most telling one."""

REMEMBERED = 5_000
"""Words whose subjects are kept, so that the usual ones are looked up once."""


class Coverage:
    """Knows which subjects have which telling words, and how often."""

    def __init__(
        self, rows: Sequence[str], owners: Numbers, subjects: int, synonyms: Sequence[SynonymSet]
    ) -> None:
        """*rows* are texts, and *owners* the number, from 0 to *subjects*, of each row's subject."""
        times: dict[str, Counter[int]] = defaultdict(Counter)
        for row, owner in zip(rows, owners, strict=True):
            for word in dict.fromkeys(tokens(row)):
                times[word][int(owner)] += 1
        self._times = times
        self._having = {word: np.array(list(of), dtype=np.intp) for word, of in times.items()}
        self._telling = {word: float(np.log(1 + subjects / len(of))) for word, of in times.items()}
        self._unknown = UNKNOWN_WORD * max(self._telling.values(), default=1.0)
        self._subjects = subjects
        self._spelling = Spelling(times, synonyms)
        self.likeness = lru_cache(maxsize=REMEMBERED)(self._likeness)

    def shares(self, question: Sequence[str], without: Iterable[tuple[int, str]] = ()) -> Floats:
        """For each subject, the share from 0 to 1 of the telling words *question* that it has words for.

        *without* names subjects and a row of each that is to be forgotten.
        """
        covered, of_all = np.zeros(self._subjects), 0.0
        forgotten = [(subject, set(tokens(row))) for subject, row in without]
        for word, times in Counter(question).items():
            weight = times * self.telling(word)
            having, likeness = self.likeness(word)
            covered[having] += weight * likeness
            for subject, lost in forgotten:
                held = likeness[having == subject].sum()
                covered[subject] += weight * (self._best(word, subject, lost) - held)
            of_all += weight
        return covered / (of_all or 1.0)

    def _likeness(self, word: str) -> tuple[Numbers, Floats]:
        """The subjects that have a word for *word*, each once, and how alike the likest of theirs is."""
        best: Floats = np.zeros(self._subjects)
        for known, likeness in self._spelling.alike(word):
            having = self._having[known]
            best[having] = np.maximum(best[having], likeness)
        (having,) = best.nonzero()
        return having, best[having]

    def telling(self, word: str) -> float:
        """How much *word*, a stem, says of what is meant; a word that is not known is one to beware of."""
        return self._telling.get(word, self._unknown)

    def meanings(self, word: str, subject: int) -> list[tuple[str, float]]:
        """The words of *subject* that *word* may mean, the likest first, with likeness."""
        alike = [(known, like) for known, like in self._spelling.alike(word) if subject in self._times[known]]
        return sorted(alike, key=lambda found: -found[1])

    def _best(self, word: str, subject: int, lost: set[str]) -> float:
        return max(
            (
                likeness
                for known, likeness in self._spelling.alike(word)
                if self._times[known][subject] > (known in lost)
            ),
            default=0.0,
        )
