"""What stands in two places, or nearly: the bot cannot tell which of the two is meant."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import numpy as np
from rapidfuzz import fuzz, process

from knowledge.checks.finding import Examined, Finding, at_wording
from knowledge.loader import Knowledge
from knowledge.model import Elsewhere, Entry
from knowledge.swedish import words

ALIKE = 92
"""Similarity, 0 to 100, of sorted words from which two wordings hardly differ (``token_sort_ratio``)."""
SHORTEST_ALIKE = 4
"""Words. Shorter wordings differ by a word that changes the matter: "vad är LOU", "vad är LUF"."""
ROWS_AT_A_TIME = 100


def same_titles(examined: Examined) -> Iterator[Finding]:
    """Entries that a list of choices would show as the same."""
    first_with: dict[str, str] = {}
    for entry in examined.knowledge.entries.values():
        first = first_with.setdefault(" ".join(words(entry.title)), entry.id)
        if first != entry.id:
            problem = f"samma rubrik har {first!r} – skriv vad som skiljer dem"
            yield Finding("entries", entry.id, ("title",), problem)


def same_wordings(examined: Examined) -> Iterator[Finding]:
    """Wordings of one subject that are a wording, or the title, of another."""
    knowledge = examined.knowledge
    first_with: dict[str, str] = {}
    for one in _subjects(knowledge):
        first_with.setdefault(" ".join(words(one.title)), one.id)
    for subject, wording in _wordings(knowledge):
        first = first_with.setdefault(" ".join(words(wording)), subject)
        if first != subject:
            problem = f"{wording!r} står också under {first!r} – ta bort den där den passar sämst"
            yield at_wording(examined.written, subject, wording, problem)


def similar_wordings(examined: Examined) -> Iterator[Finding]:
    """Wordings of two subjects that hardly differ."""
    rows = [
        (" ".join(sorted(words(wording))), subject, wording)
        for subject, wording in _wordings(examined.knowledge)
        if len(words(wording)) >= SHORTEST_ALIKE
    ]
    rows.sort(key=lambda row: len(row[0]))
    for one, other in _near([text for text, _, _ in rows]):
        (text, first, wording), (its_text, subject, near) = rows[one], rows[other]
        if first != subject and text != its_text:
            problem = f"{near!r} liknar {wording!r} under {first!r} – behåll den som passar bäst"
            yield at_wording(examined.written, subject, near, problem)


def _subjects(knowledge: Knowledge) -> list[Entry | Elsewhere]:
    return [*knowledge.entries.values(), *knowledge.elsewhere.values()]


def _wordings(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    for subject in _subjects(knowledge):
        yield from ((subject.id, wording) for wording in subject.wordings)


def _near(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Which two of *texts*, shortest first, hardly differ; each pair once.

    A block of rows at a time, compared with no text so much longer that it cannot be alike: a fraction of the
    time and memory that all pairs take.
    """
    lengths = [len(text) for text in texts]
    for start in range(0, len(texts), ROWS_AT_A_TIME):
        block = texts[start : start + ROWS_AT_A_TIME]
        end = bisect_right(lengths, len(block[-1]) * (200 - ALIKE) / ALIKE)
        likeness = process.cdist(
            block, texts[start:end], scorer=fuzz.ratio, score_cutoff=ALIKE, dtype=np.uint8
        )
        for row, column in np.argwhere(np.triu(likeness, 1)):
            yield start + int(row), start + int(column)
