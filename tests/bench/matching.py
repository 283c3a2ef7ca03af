"""Our matcher beside what one would otherwise pick: quality on our own content, time and memory as it grows.

Each method runs in a process of its own. Quality is how often the entry that a test question of the content
belongs to comes first, and among three; those questions were written without seeing the wordings. The larger
contents are put together from our own wordings, so that words repeat as they do in earnest.
"""

import argparse
import json
import random
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from rapidfuzz import fuzz, process

from bot.conversation.library import open_library
from bot.meaning.opening import understood
from knowledge.loader import Knowledge, load
from knowledge.matcher import Matcher
from knowledge.model import Elsewhere
from knowledge.swedish import fold, tokens, words

SIZES = {129: 300, 1_000: 60, 10_000: 30}
"""How many entries, and how many questions are timed."""
LONG = "Vi ska köpa nya bord till skolan och undrar hur vi gör. " * 510
"""28 kB, the largest message that Teams takes."""
OURS, OURS_CLOSELY = "ours, words", "ours, words and meaning"

Subjects = Sequence[tuple[str, Sequence[str]]]
"""Each subject's id and the texts that are compared."""
Search = Callable[[str], list[str]]
"""The best subjects for a question, the best first."""


def grown(knowledge: Knowledge, size: int) -> Subjects:
    """*size* subjects: our own, and then mixtures of their wordings in which a third of the words are new."""
    own = [(one.id, [one.title, *one.wordings, *one.keywords]) for one in knowledge.subjects]
    chance = random.Random(size)
    texts = [text for _, rows in own for text in rows]

    def mixture(number: int) -> tuple[str, list[str]]:
        rows = chance.sample(texts, 40)
        return f"mixture-{number}", [_varied(row, number, chance) for row in rows]

    return [*own, *(mixture(number) for number in range(size - len(knowledge.entries)))]


def _varied(text: str, number: int, chance: random.Random) -> str:
    return " ".join(
        f"{word}{'abcdefgh'[number % 8]}{'aeiou'[number % 5]}" if chance.random() < 1 / 3 else word
        for word in text.split()
    )


def ours(subjects: Subjects) -> Search:
    """The bot's own matcher, words alone."""
    matcher = Matcher(
        Elsewhere(id=id_, title=rows[0], where="-", wordings=tuple(rows[1:]) or (rows[0],), keywords=())
        for id_, rows in subjects
    )
    return lambda question: [one.subject for one in matcher.rank(question)[:3]]


def ours_closely(_subjects: Subjects) -> Search:
    """The bot as it answers, with the language model where the words are not sure."""
    library = understood(open_library(), None)
    assert library.meant, "run inkopsbot calibrate first"
    return lambda question: [one.subject for one in library.match_closely(question).candidates]


def rapidfuzz_with(scorer: Callable[..., float]) -> Callable[[Subjects], Search]:
    """Whole strings compared, as most examples of the library do."""

    def search_in(subjects: Subjects) -> Search:
        owners = [id_ for id_, rows in subjects for _ in rows]
        folded = [fold(row) for _, rows in subjects for row in rows]

        def search(question: str) -> list[str]:
            near = process.extract(fold(question), folded, scorer=scorer, limit=30)
            return _distinct(owners[at] for _, _, at in near)

        return search

    return search_in


def fts5(subjects: Subjects) -> Search:
    """SQLite's full-text index, a row for each text, ranked by its bm25."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE texts USING fts5(owner UNINDEXED, text)")
    rows = [(id_, fold(row)) for id_, texts in subjects for row in texts]
    database.executemany("INSERT INTO texts VALUES (?, ?)", rows)

    def search(question: str) -> list[str]:
        query = " OR ".join(f'"{word}"' for word in dict.fromkeys(words(question)))
        found = database.execute(
            "SELECT owner FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT 30", (query,)
        )
        return _distinct(owner for (owner,) in found)

    return search


def bm25s_index(subjects: Subjects) -> Search:
    """The fastest BM25 for Python, with our stems, a document for each subject."""
    import bm25s  # noqa: PLC0415 - only this measure needs it

    index = bm25s.BM25()
    index.index([[word for row in rows for word in tokens(row)] for _, rows in subjects], show_progress=False)
    ids = [id_ for id_, _ in subjects]
    known = set(index.vocab_dict)

    def search(question: str) -> list[str]:
        asked = [word for word in tokens(question) if word in known]
        if not asked:
            return []
        found, _ = index.retrieve([asked], k=3, show_progress=False)
        return [ids[at] for at in found[0]]

    return search


METHODS: dict[str, Callable[[Subjects], Search]] = {
    OURS: ours,
    OURS_CLOSELY: ours_closely,
    "rapidfuzz WRatio": rapidfuzz_with(fuzz.WRatio),
    "rapidfuzz token_set_ratio": rapidfuzz_with(fuzz.token_set_ratio),
    "SQLite FTS5": fts5,
    "bm25s": bm25s_index,
}


def _distinct(ids: Iterator[str]) -> list[str]:
    return list(islice(dict.fromkeys(ids), 3))


def _resident() -> float:
    """Megabytes of memory in use."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def measure(method: str, size: int) -> dict[str, float]:
    """What one method does with a content of *size* entries: milliseconds, megabytes and shares."""
    knowledge = load()
    subjects = grown(knowledge, size)
    asked = [(id_, question) for id_, golden in knowledge.tests.items() for question in golden.finds]
    if size > min(SIZES):
        asked = random.Random(1).sample(asked, SIZES[size])
    before, began = _resident(), time.perf_counter()
    search = METHODS[method](subjects)
    indexed = time.perf_counter() - began
    found, first = [], []
    for id_, question in asked:
        began = time.perf_counter()
        best = search(question)
        first.append(1_000 * (time.perf_counter() - began))
        found.append((id_, best))
    again = []
    for _, question in asked[: SIZES[size]]:
        began = time.perf_counter()
        search(question)
        again.append(1_000 * (time.perf_counter() - began))
    began = time.perf_counter()
    if size == min(SIZES):  # with more entries, whole strings take minutes
        search(LONG)
    return {
        "index_ms": 1_000 * indexed,
        "memory_mb": _resident() - before,
        "first_p50": statistics.median(first),
        "first_p99": statistics.quantiles(first, n=100)[98],
        "again_p50": statistics.median(again),
        "again_p99": statistics.quantiles(again, n=100)[98],
        "long_ms": 1_000 * (time.perf_counter() - began),
        "right_first": sum(best[:1] == [id_] for id_, best in found) / len(found),
        "right_three": sum(id_ in best for id_, best in found) / len(found),
    }


def main() -> None:
    """Measure all, each in a process of its own, and print a table for each size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", nargs=2, metavar=("METHOD", "SIZE"))
    chosen = parser.parse_args()
    if chosen.only:
        print(json.dumps(measure(chosen.only[0], int(chosen.only[1]))))
        return
    for size in SIZES:
        print(f"\n{size} entries\n")
        print(
            "| | right first | among three | p50 ms | p99 ms | first time p50 | p99 | 28 kB | index ms | MB |"
        )
        print("|---|---|---|---|---|---|---|---|---|---|")
        for method in METHODS:
            if method == OURS_CLOSELY and size > min(SIZES):
                continue  # its vectors are those of our own content
            told = subprocess.run(  # noqa: S603 - our own command
                [sys.executable, __file__, "--only", method, str(size)], check=True, capture_output=True
            )
            one = json.loads(told.stdout)
            quality = [
                f"{one[name]:.1%}" if size == min(SIZES) else "" for name in ("right_first", "right_three")
            ]
            times = [f"{one[name]:.2f}" for name in ("again_p50", "again_p99", "first_p50", "first_p99")]
            rest = [
                f"{one['long_ms']:.1f}" if size == min(SIZES) else "",
                f"{one['index_ms']:.0f}",
                f"{one['memory_mb']:.0f}",
            ]
            print(f"| {' | '.join([method, *quality, *times, *rest])} |", flush=True)


if __name__ == "__main__":
    main()
