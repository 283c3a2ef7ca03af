"""Test questions: an entry's own must find it, and its neighbours' must not."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.checks.finding import Examined, Finding
from knowledge.confidence import Found
from knowledge.swedish import words
from knowledge.yaml_reader import Path_

SEVERAL = 2
"""Questions that go astray between two subjects before the pair is worth a line of its own."""


def without_questions(examined: Examined) -> Iterator[Finding]:
    """Entries of which nobody has said what they should find and leave."""
    for entry in examined.knowledge.entries:
        if entry not in examined.knowledge.tests:
            problem = "saknar provfrågor – skriv minst tre 'finds' och en 'leaves' under 'tests:'"
            yield Finding("entries", entry, ("id",), problem)


def copied_questions(examined: Examined) -> Iterator[Finding]:
    """Questions that measure nothing, since they are among the entry's own wordings."""
    own = {
        (entry.id, " ".join(words(wording)))
        for entry in examined.knowledge.entries.values()
        for wording in entry.wordings
    }
    for asked in _asked(examined):
        if (asked.entry, " ".join(words(asked.text))) in own:
            problem = f"{asked.text!r} är redan en formulering av svaret – skriv frågan med andra ord"
            yield Finding("tests", asked.entry, asked.field, problem)


def not_left(examined: Examined) -> Iterator[Finding]:
    """Questions that an entry should leave to another, and answers: a reader gets a wrong answer."""
    for asked in _asked(examined):
        if _is_answered(examined, asked) and asked.meant != asked.entry:
            problem = f"{asked.text!r} besvaras här men hör till {asked.meant!r} – {_mend(asked)}"
            yield Finding("tests", asked.entry, asked.field, problem)


def not_found(examined: Examined) -> Iterator[Finding]:
    """Other questions that find another subject before the one they were written for, or none."""
    for asked in _asked(examined):
        best = _best(examined, asked.text)
        if best != asked.meant and not _is_answered(examined, asked):
            found = f"hittar först {best!r}" if best else "hittar ingenting"
            problem = f"{asked.text!r} {found} – {_mend(asked)}"
            yield Finding("tests", asked.entry, asked.field, problem)


def rivals(examined: Examined) -> Iterator[Finding]:
    """Pairs that take each other's questions, several of them: one thing to mend, with many signs."""
    taken = Counter(
        (asked.meant, best)
        for asked in _asked(examined)
        if (best := _best(examined, asked.text)) not in (asked.meant, "")
    )
    for one, other in sorted({(min(pair), max(pair)) for pair in taken}):
        lost, won = taken[one, other], taken[other, one]
        if lost + won >= SEVERAL:
            section = "entries" if one in examined.knowledge.entries else "elsewhere"
            problem = (
                f"antal provfrågor om {one!r} som hamnar hos {other!r}: {lost}, och tvärtom: {won} – "
                "gör deras formuleringar mer olika"
            )
            yield Finding(section, one, ("wordings",), problem)


@dataclass(frozen=True)
class _Asked:
    """A test question: whose it is, its place there, its words, and what should answer it."""

    entry: str
    field: Path_
    text: str
    meant: str


def _asked(examined: Examined) -> Iterator[_Asked]:
    for entry, tests in examined.knowledge.tests.items():
        yield from (_Asked(entry, ("finds", i), ask, entry) for i, ask in enumerate(tests.finds))
        yield from (
            _Asked(entry, ("leaves", i, "ask"), near.ask, near.to) for i, near in enumerate(tests.leaves)
        )


def _best(examined: Examined, question: str) -> str:
    """The subject that comes first for *question*, however unsure; empty when there is none."""
    candidates = examined.match(question).candidates
    return candidates[0].subject if candidates else ""


def _is_answered(examined: Examined, asked: _Asked) -> bool:
    """Whether the entry whose question it is answers it at once."""
    match = examined.match(asked.text)
    return isinstance(match, Found) and match.best.subject == asked.entry


def _mend(asked: _Asked) -> str:
    return f"skriv en formulering som liknar den under {asked.meant!r}"
