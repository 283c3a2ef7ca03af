"""Which words of the content a written word may mean: misspelt, in a compound, or said in another way."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Indel

from knowledge.model import SynonymSet
from knowledge.swedish import stem, words

SHORTEST_FUZZY = 4
"""Words under this length must be the same: LOU is not LUF, and KS is not IS."""
NEAREST = 0.75
"""Indel similarity from which two words count as the same word misspelt."""
MOST_DIFFERENT = NEAREST / (2 - NEAREST)
"""How much shorter a word of that similarity can be, as a share: what the two share is all of the shorter."""
SYNONYM = 0.85
"""What a synonym is worth beside the word itself."""
REMEMBERED = 20_000
"""Words whose meanings are kept, so that the usual ones are looked up once."""


class Spelling:
    """Knows the content's words and finds those that a written word may mean."""

    def __init__(self, known: Iterable[str], synonyms: Sequence[SynonymSet] = ()) -> None:
        self._known = dict.fromkeys(known)
        self._long = {word for word in self._known if len(word) >= SHORTEST_FUZZY}
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in self._long:
            self._by_length[len(word)].append(word)
        self._all = "\n".join(["", *sorted(self._long), ""])
        self._synonyms = _stemmed(synonyms)
        self.alike = lru_cache(maxsize=REMEMBERED)(self._alike)

    def _alike(self, word: str) -> tuple[tuple[str, float], ...]:
        """The words that *word*, a stem, may mean, each with a likeness from 0 to 1."""
        found = self._spelt_alike(word)
        for meant in self._synonyms.get(word, ()):
            for known, likeness in self._spelt_alike(meant).items():
                found[known] = max(found.get(known, 0.0), SYNONYM * likeness)
        return tuple(found.items())

    def _spelt_alike(self, word: str) -> dict[str, float]:
        found = {word: 1.0} if word in self._known else {}
        if len(word) < SHORTEST_FUZZY:
            return found
        for known, similarity in self._near(word):
            found[known] = max(found.get(known, 0.0), 0.9 * similarity**2)
        for known in (*self._within(word), *self._around(word)):
            share = min(len(known), len(word)) / max(len(known), len(word))
            found[known] = max(found.get(known, 0.0), 0.5 + 0.45 * share)
        return found

    def _near(self, word: str) -> Iterator[tuple[str, float]]:
        """The known words that are nearly *word*, with Indel similarity; others differ too much in length."""
        shortest, longest = len(word) * MOST_DIFFERENT, len(word) / MOST_DIFFERENT
        for length, candidates in self._by_length.items():
            if shortest <= length <= longest:
                near = process.extract(
                    word, candidates, scorer=Indel.normalized_similarity, score_cutoff=NEAREST, limit=None
                )
                yield from ((known, similarity) for known, similarity, _ in near)

    def _within(self, word: str) -> set[str]:
        """The known words that *word* is a compound of."""
        pieces = {
            word[start : start + length]
            for length in self._by_length
            for start in range(len(word) - length + 1)
        }
        return pieces & self._long

    def _around(self, word: str) -> set[str]:
        """The known compounds that *word* is a part of."""
        found = set()
        at = self._all.find(word)
        while at >= 0:
            start, end = self._all.rfind("\n", 0, at) + 1, self._all.find("\n", at)
            found.add(self._all[start:end])
            at = self._all.find(word, end)
        return found


def _stemmed(synonyms: Iterable[SynonymSet]) -> Mapping[str, tuple[str, ...]]:
    """From each everyday word's stem to the stems of the word that the content uses for it."""
    table: dict[str, list[str]] = defaultdict(list)
    for group in synonyms:
        meant = [stem(word) for word in words(group.word)]
        for said in group.also:
            parts = words(said)
            if len(parts) == 1:
                table[stem(parts[0])] += meant
    return {said: tuple(dict.fromkeys(meant)) for said, meant in table.items()}
