"""Which entries a question is about: a lexical score over everything an entry is called.

Each entry is a set of rows: its title, every wording and every keyword. A question is scored in three ways,
which are added since each sees what the others miss:

*shape*  cosine of character n-grams, weighted by how telling they are: catches typos and parts of compounds;
*sense*  each word of the question takes its best match in the row (the same stem, nearly the same, part of a
         compound, or a synonym), weighted by how telling the word is;
*theme*  cosine of the question's words and all words of the entry together: catches what no single row says.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Indel

from knowledge.loader import Knowledge
from knowledge.model import SynonymSet
from knowledge.swedish import grams, stem, tokens, words

Floats = NDArray[np.float64]

SHORTEST_FUZZY = 4
"""Words under this length must be the same: LOU is not LUF, and KS is not IS."""
NEAREST = 0.75
"""Indel similarity from which two words count as the same word misspelt."""
THEME = 2.0
"""What the theme counts beside shape and sense; on a plateau from 1.5 to 3."""
SECOND_BEST = 0.3
"""What an entry's second-best row adds, as a share."""
SYNONYM = 0.85
"""What a synonym is worth beside the word itself."""
MOST_WORDS = 100
"""Telling words that are looked at; by then a text has said what it is about."""
UNKNOWN_WORD = 0.8
"""How telling a word is that no entry has, as a share of the most telling one."""


@dataclass(frozen=True)
class Candidate:
    """An entry, or something not ours, and how well the question fits it: no unit, about 0 to 2.6."""

    subject: str
    score: float


class Subject(Protocol):
    """What can be asked about: an entry, or something that is not ours."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def wordings(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def keywords(self) -> Sequence[str]: ...  # noqa: D102


class _Postings:
    """For each feature: the rows that have it, and with what weight."""

    def __init__(self, rows: Sequence[Mapping[str, float]]) -> None:
        gathered: dict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
        for number, row in enumerate(rows):
            for feature, weight in row.items():
                gathered[feature][0].append(number)
                gathered[feature][1].append(weight)
        self._of = {
            feature: (np.array(numbers, dtype=np.intp), np.array(weights))
            for feature, (numbers, weights) in gathered.items()
        }
        self.features = tuple(self._of)

    def __contains__(self, feature: str) -> bool:
        return feature in self._of

    def __getitem__(self, feature: str) -> tuple[NDArray[np.intp], Floats]:
        return self._of[feature]


class Matcher:
    """Ranks entries for a question. Built once from the knowledge; ranking changes nothing but a cache."""

    def __init__(self, subjects: Iterable[Subject], synonyms: Sequence[SynonymSet] = ()) -> None:
        self._texts: list[str] = []
        owners: list[int] = []
        self.subjects: list[str] = []
        for number, subject in enumerate(subjects):
            self.subjects.append(subject.id)
            rows = dict.fromkeys([subject.title, *subject.wordings, *subject.keywords])
            self._texts += rows
            owners += [number] * len(rows)
        self._owners = np.array(owners, dtype=np.intp)
        self._starts = np.searchsorted(self._owners, np.arange(len(self.subjects)))
        self._count = len(self._texts)
        self._index_shapes(self._texts)
        self._index_words(self._texts)
        self._synonyms = _stemmed(synonyms)

    @classmethod
    def of(cls, knowledge: Knowledge) -> "Matcher":
        """A matcher of all entries and of all that is not ours."""
        return cls((*knowledge.entries.values(), *knowledge.elsewhere.values()), knowledge.synonyms)

    def rank(self, question: str, *, hide_row: str = "", hide: str = "") -> list[Candidate]:
        """All subjects, best first, those with equal scores in their order; empty for a text without words.

        *hide_row* leaves out every row that reads so, and *hide* the subject of that id: that is how the
        content is asked its own wordings to calibrate the confidence.
        """
        found = tokens(question)[:MOST_WORDS]
        if not found or not self.subjects:
            return []
        shape, sense = self._shape(question), self._sense(found)
        hidden = [number for number, text in enumerate(self._texts) if text == hide_row] if hide_row else []
        shape[hidden] = sense[hidden] = 0.0
        score = self._pooled(shape) + self._pooled(sense) + THEME * self._theme(found, hidden)
        order = np.lexsort((np.arange(len(score)), -score))
        ranked = (Candidate(self.subjects[i], float(score[i])) for i in order)
        return [candidate for candidate in ranked if candidate.subject != hide]

    def _index_shapes(self, texts: Sequence[str]) -> None:
        counts = [Counter(grams(text)) for text in texts]
        seen = Counter(gram for row in counts for gram in row)
        self._gram_weight = {gram: float(np.log(len(texts) / times) + 1) for gram, times in seen.items()}
        rows = []
        for row in counts:
            weighted = {gram: (1 + np.log(times)) * self._gram_weight[gram] for gram, times in row.items()}
            length = float(np.sqrt(sum(weight**2 for weight in weighted.values()))) or 1.0
            rows.append({gram: weight / length for gram, weight in weighted.items()})
        self._grams = _Postings(rows)

    def _index_words(self, texts: Sequence[str]) -> None:
        rows = [dict.fromkeys(tokens(text)) for text in texts]
        having: dict[str, set[int]] = defaultdict(set)
        for owner, row in zip(self._owners, rows, strict=True):
            for word in row:
                having[word].add(int(owner))
        self._weight = {word: float(np.log(1 + len(self.subjects) / len(of))) for word, of in having.items()}
        self._most_telling = max(self._weight.values(), default=1.0)
        self._words = _Postings([{word: self._weight[word] for word in row} for row in rows])
        self._row_weight = np.array([sum(self._weight[word] for word in row) or 1.0 for row in rows])
        self._long_words = [word for word in self._words.features if len(word) >= SHORTEST_FUZZY]
        self._column = {word: number for number, word in enumerate(self._words.features)}
        self._told = np.zeros((len(self.subjects), len(self._column)))
        for word, column in self._column.items():
            np.add.at(self._told[:, column], self._owners[self._words[word][0]], self._weight[word])
        self._themes = _unit(np.log1p(self._told))
        self._alike = lru_cache(maxsize=20_000)(self._find_alike)

    def _shape(self, question: str) -> Floats:
        counts = Counter(grams(question))
        unknown = float(np.log(self._count) + 1)
        weighted = {
            gram: (1 + np.log(times)) * self._gram_weight.get(gram, unknown) for gram, times in counts.items()
        }
        length = float(np.sqrt(sum(weight**2 for weight in weighted.values()))) or 1.0
        score = np.zeros(self._count)
        for gram, weight in weighted.items():
            if gram in self._grams:
                rows, weights = self._grams[gram]
                score[rows] += weight / length * weights
        return score

    def _sense(self, question: Sequence[str]) -> Floats:
        """How much of the question each row says, a little less where the row says more than was asked."""
        wanted = Counter(question)
        asked = np.zeros(self._count)
        of_all = 0.0
        closest: dict[str, float] = {}
        for token, times in wanted.items():
            alike = self._alike(token)
            weight = times * max(
                (self._weight[word] for word, likeness in alike if likeness == 1),
                default=UNKNOWN_WORD * self._most_telling,
            )
            of_all += weight
            best = np.zeros(self._count)
            for word, likeness in alike:
                rows, _ = self._words[word]
                best[rows] = np.maximum(best[rows], likeness)
                closest[word] = max(closest.get(word, 0.0), likeness)
            asked += weight * best
        explained = np.zeros(self._count)
        for word, likeness in closest.items():
            rows, weights = self._words[word]
            explained[rows] += likeness * weights
        score: Floats = asked / of_all * (0.75 + 0.25 * explained / self._row_weight)
        return score

    def _theme(self, question: Sequence[str], hidden: Sequence[int]) -> Floats:
        """How near the question's words are to all words of each entry; words that none has count as far."""
        asked = np.zeros(len(self._column))
        strange = 0.0
        for token in dict.fromkeys(question):
            alike = self._alike(token)
            for word, likeness in alike:
                column = self._column[word]
                asked[column] = max(asked[column], likeness * self._weight[word])
            strange += 0.0 if alike else (UNKNOWN_WORD * self._most_telling) ** 2
        length = float(np.sqrt(asked @ asked + strange)) or 1.0
        near: Floats = self._themes @ asked / length
        for row in hidden:
            owner = self._owners[row]
            told = self._told[owner].copy()
            for word in dict.fromkeys(tokens(self._texts[row])):
                told[self._column[word]] -= self._weight[word]
            near[owner] = _unit(np.log1p(told)) @ asked / length
        return near

    def _find_alike(self, token: str) -> tuple[tuple[str, float], ...]:
        """The rows' words that *token* may mean, each with a likeness from 0 to 1."""
        found = self._spelt_alike(token)
        for canonical in self._synonyms.get(token, ()):
            for word, likeness in self._spelt_alike(canonical).items():
                found[word] = max(found.get(word, 0.0), SYNONYM * likeness)
        return tuple(found.items())

    def _spelt_alike(self, token: str) -> dict[str, float]:
        found = {token: 1.0} if token in self._words else {}
        if len(token) < SHORTEST_FUZZY:
            return found
        near = process.extract(
            token, self._long_words, scorer=Indel.normalized_similarity, score_cutoff=NEAREST, limit=None
        )
        for word, similarity, _ in near:
            found[word] = max(found.get(word, 0.0), 0.9 * similarity**2)
        for word in self._long_words:
            if word in token or token in word:
                share = min(len(word), len(token)) / max(len(word), len(token))
                found[word] = max(found.get(word, 0.0), 0.5 + 0.45 * share)
        return found

    def _pooled(self, rows: Floats) -> Floats:
        """Each entry's best row and a share of its second best; an entry's rows lie side by side."""
        best = np.maximum.reduceat(rows, self._starts)
        at_best = np.flatnonzero(rows == best[self._owners])
        _, first = np.unique(self._owners[at_best], return_index=True)
        others = rows.copy()
        others[at_best[first]] = 0.0  # once an entry, so that an equal second row still counts
        pooled: Floats = best + SECOND_BEST * np.maximum.reduceat(others, self._starts)
        return pooled


def _unit(vectors: Floats) -> Floats:
    """*vectors* with length one each; one that is nothing stays nothing."""
    lengths = np.sqrt((vectors**2).sum(axis=-1, keepdims=True))
    unit: Floats = vectors / np.where(lengths == 0, 1.0, lengths)
    return unit


def _stemmed(synonyms: Iterable[SynonymSet]) -> dict[str, tuple[str, ...]]:
    """From each everyday word's stem to the stems of the word that the content uses for it."""
    table: dict[str, list[str]] = defaultdict(list)
    for group in synonyms:
        meant = [stem(word) for word in words(group.word)]
        for said in group.also:
            parts = words(said)
            if len(parts) == 1:
                table[stem(parts[0])] += meant
    return {said: tuple(dict.fromkeys(meant)) for said, meant in table.items()}
