"""Test questions: an entry's own must find it, and its neighbours' must not."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.checks.finding import Examined, Finding
from knowledge.confidence import Found
from knowledge.swedish import words
from knowledge.yaml_reader import Path_


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
    """Entries that take each other's questions; a reader of the one may well get the other."""
    taken: Counter[tuple[str, str]] = Counter()
    for entry, tests in examined.knowledge.tests.items():
        taken.update((entry, best) for ask in tests.finds if (best := _best(examined, ask)) != entry)
    for (one, other), lost in taken.items():
        if one < other and (other, one) in taken:
            problem = (
                f"{lost} av provfrågorna hittar först {other!r} och {taken[other, one]} av dess hittar hit – "
                "gör formuleringarna mer olika"
            )
            yield Finding("entries", one, ("id",), problem)


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
