"""Which entries a question is about: what each subject is asked for with, compared with what is asked now.

Scores are added since each sees what the others miss:

*likelihood*  how people word questions about the subject (``knowledge.likelihood``): also small words, pairs
              of words and pieces of them, so it knows "vem får" from "hur länge";
*coverage*    how much of the question the subject has words for (``knowledge.coverage``): misspelt, within a
              compound or by a synonym, and what it has no word for counts against it;
*meaning*     what a language model says (``knowledge.meaning``), where there is one and it has been asked.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.coverage import Coverage
from knowledge.likelihood import Likelihood
from knowledge.loader import Knowledge
from knowledge.meaning import Meant
from knowledge.model import SynonymSet
from knowledge.subject import Subject
from knowledge.swedish import STOP_WORDS, stem, tokens, words

LIKELIHOOD = 0.2
"""What the likelihood's logarithm counts beside the coverage; from .15 to .5 the ranking is the same."""
VERBATIM = 1.0
"""So far before the others a subject is put whose very wording is asked."""
MOST_RANKED = 10
"""Candidates that are told; what comes after them is never looked at."""
MOST_WORDS = 100
"""Words that are looked at; by then a text has said what it is about."""


@dataclass(frozen=True)
class Candidate:
    """An entry, or something not ours, and how well the question fits it."""

    subject: str
    score: float
    """Without unit: about 0 where nothing fits, about 5 where nothing else can be meant."""
    coverage: float
    """The share of the question's telling words that the subject has words for."""
    telling: int
    """How many telling words the question has."""
    nearness: float | None = None
    """How near the subject's nearest sentence lies in meaning; None where the words alone were compared."""
    verbatim: bool = False
    """The question is a title or a wording of this subject and of no other, word for word."""


@dataclass(frozen=True)
class Reason:
    """Why a question fits a subject as it does."""

    words: tuple[tuple[str, str, float], ...]
    """Each telling word as read, the content's word that it was taken for, and the likeness, 0 to 1."""
    unknown: tuple[str, ...]
    """Telling words that the subject has no word for."""
    coverage: float
    likelihood: float
    """What the likelihood adds to the score."""
    wording: str
    """The subject's text that shares most with the question."""


class Matcher:
    """Ranks subjects for a question. Built once from the knowledge; ranking changes nothing but a cache."""

    def __init__(self, subjects: Iterable[Subject], synonyms: Sequence[SynonymSet] = ()) -> None:
        self.subjects: list[str] = []
        self._rows: list[dict[str, None]] = []
        said: dict[str, set[int]] = defaultdict(set)
        for subject in subjects:
            for text in (subject.title, *subject.wordings):
                said[" ".join(words(text))].add(len(self.subjects))
            self.subjects.append(subject.id)
            self._rows.append(dict.fromkeys([subject.title, *subject.wordings, *subject.keywords]))
        self._verbatim = {text: next(iter(of)) for text, of in said.items() if len(of) == 1}
        texts = [text for rows in self._rows for text in rows]
        owners = np.repeat(np.arange(len(self._rows)), [len(rows) for rows in self._rows])
        self._likelihood = Likelihood(texts, owners, len(self.subjects))
        self._coverage = Coverage(texts, owners, len(self.subjects), synonyms)

    @classmethod
    def of(cls, knowledge: Knowledge) -> "Matcher":
        """A matcher of all entries and of all that is not ours."""
        return cls(knowledge.subjects, knowledge.synonyms)

    def rank(
        self, question: str, meant: Meant | None = None, *, hide_row: str = "", hide: str = ""
    ) -> list[Candidate]:
        """The best subjects, those with equal scores in their order; none for a text without words.

        *meant* is what the question means to each subject, where that is known.
        *hide_row* leaves out every row that reads so, and *hide* the subject of that id: that is how the
        content is asked its own wordings to calibrate the confidence.
        """
        found = words(question)[:MOST_WORDS]
        if not found or not self.subjects:
            return []
        read = " ".join(found)
        without = (
            [(at, hide_row) for at, rows in enumerate(self._rows) if hide_row in rows] if hide_row else ()
        )
        telling = tokens(read)
        coverage = self._coverage.shares(telling, without)
        score = coverage + LIKELIHOOD * self._likelihood.gains(read, without)
        if meant:
            score += meant.score
        if hide:
            score[self.subjects.index(hide)] = -np.inf
        verbatim = None if hide_row or hide else self._verbatim.get(read)
        if verbatim is not None:
            score[verbatim] = max(score) + VERBATIM
        best = np.argsort(-score, kind="stable")[: min(MOST_RANKED, len(score) - bool(hide))]
        return [
            Candidate(
                self.subjects[at],
                float(score[at]),
                float(coverage[at]),
                len(telling),
                float(meant.nearness[at]) if meant else None,
                at == verbatim,
            )
            for at in best
        ]

    def reason(self, question: str, subject: str) -> Reason:
        """Why *question* fits *subject*, an id, as it does by its words."""
        at = self.subjects.index(subject)
        read = words(question)[:MOST_WORDS]
        taken: list[tuple[str, str, float]] = []
        unknown: list[str] = []
        for word in dict.fromkeys(word for word in read if word not in STOP_WORDS):
            meanings = self._coverage.meanings(stem(word), at)
            if meanings:
                taken.append((word, *meanings[0]))
            else:
                unknown.append(word)
        meant = {known for _, known, _ in taken}
        shared = {
            text: sum(self._coverage.telling(known) for known in meant & set(tokens(text)))
            for text in self._rows[at]
        }
        return Reason(
            words=tuple(taken),
            unknown=tuple(unknown),
            coverage=float(self._coverage.shares(tokens(" ".join(read)))[at]),
            likelihood=LIKELIHOOD * float(self._likelihood.gains(" ".join(read))[at]),
            wording=max(shared, key=lambda text: shared[text]),
        )
