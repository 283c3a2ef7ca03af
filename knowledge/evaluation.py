"""Measures answers against labelled questions: a measure, never a source, so their wordings stay out."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.asking import Asked, Kind
from knowledge.loader import Knowledge
from knowledge.model import Content, Text
from knowledge.yaml_reader import ContentError, parse, read_yaml

LABELS: dict[str, Kind] = {"@smalltalk": "smalltalk", "@human": "human"}


class Labelled(Content):
    """A question as typed, and the entries that answer it, the best first; none of them: be silent."""

    q: Text
    style: Text
    expect: tuple[Text, ...]


@dataclass(frozen=True)
class Judged:
    """A labelled question and what was made of it."""

    question: Labelled
    asked: Asked

    @property
    def label(self) -> Kind | None:
        """``smalltalk`` or ``human``, or None where the question is about a subject."""
        return next((LABELS[name] for name in self.question.expect if name in LABELS), None)

    @property
    def ours(self) -> bool:
        """Whether an entry answers it."""
        return bool(self.question.expect) and self.label is None

    @property
    def first(self) -> bool:
        """Whether the best candidate is right, whatever was shown."""
        return (
            self.ours and bool(self.asked.candidates) and self.asked.candidates[0][0] in self.question.expect
        )

    @property
    def among_three(self) -> bool:
        """Whether one of the best three candidates is right."""
        return self.ours and any(entry in self.question.expect for entry, _ in self.asked.candidates[:3])

    @property
    def answered(self) -> bool:
        """Whether an answer was shown at once."""
        return self.asked.kind == "answer"

    @property
    def useful(self) -> bool:
        """Whether the right answer was shown, or a right choice was offered."""
        if not self.ours:
            return False
        return not self.wrong if self.answered else self.asked.kind == "choose" and self.among_three

    @property
    def sent_on(self) -> bool:
        """Whether it was taken for something that is not ours, though it is."""
        return self.ours and self.asked.kind == "none" and self.asked.entry is not None

    @property
    def wrong(self) -> bool:
        """Whether an answer was shown that does not answer the question: the fault that costs most."""
        return self.answered and self.asked.entry not in self.question.expect

    @property
    def right(self) -> bool:
        """Whether the reply was the best there is: the answer, the right kind, or silence."""
        if self.label:
            return self.asked.kind == self.label
        if self.ours:
            return self.answered and not self.wrong
        return self.asked.kind == "none"


@dataclass(frozen=True)
class Figures:
    """Counts over some questions; shares are for the reader to make."""

    name: str
    questions: int
    first: int
    among_three: int
    answered: int
    wrong: int
    offered: int
    """Choices were shown, and a right one was among them."""
    useful: int
    """The right answer was shown, or a right choice was offered."""
    sent_on: int
    """Taken for something that is not ours, though it is."""
    silent: int


BINS = 10
"""Groups of equal width that confidences are put in to compare them with how often they were right."""


def calibration_error(judged: Iterable[Judged], entries: Container[str]) -> float:
    """How far on average the confidence lies from how often it is right, 0 to 1: expected calibration error.

    Left out are questions that are not ours whose best candidate is not ours either: no label judges which.
    """
    groups: dict[int, list[tuple[float, bool]]] = {}
    for one in judged:
        if one.label or not one.asked.candidates:
            continue
        found, confidence = one.asked.candidates[0]
        if not one.ours and found not in entries:
            continue
        groups.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, one.first))
    apart = [abs(sum(sure - right for sure, right in group)) for group in groups.values()]
    return sum(apart) / max(sum(map(len, groups.values())), 1)


def read_questions(path: Path, entries: Container[str]) -> tuple[Labelled, ...]:
    """The questions in the YAML file at *path*. Raises ``ContentError`` with every fault.

    *entries* are the ids that may be expected.
    """
    document = read_yaml(path, path.name)
    faults = list(document.faults)
    questions: list[Labelled] = []
    if not isinstance(document.data, tuple):
        raise ContentError(
            faults or [document.fault((), "väntade en lista med frågor – q, style och expect")]
        )
    for position in range(len(document.data)):
        question, found = parse(document, (position,), Labelled)
        faults += found
        if question:
            questions.append(question)
            faults += (
                document.fault(
                    (position, "expect", at), f"{name!r} är inget svar – skriv ett svars id eller inget"
                )
                for at, name in enumerate(question.expect)
                if name not in entries and name not in LABELS
            )
    if faults:
        raise ContentError(faults)
    return tuple(questions)


def own_questions(knowledge: Knowledge) -> tuple[Labelled, ...]:
    """The content's own test questions, and those that belong to a neighbour."""
    finds = [
        Labelled(q=question, style="provfrågor", expect=(id_,))
        for id_, golden in knowledge.tests.items()
        for question in golden.finds
    ]
    leaves = [
        Labelled(q=near.ask, style="grannarnas frågor", expect=(near.to,))
        for golden in knowledge.tests.values()
        for near in golden.leaves
        if near.to in knowledge.entries
    ]
    return (*finds, *leaves)


def judge(questions: Iterable[Labelled], ask: Callable[[str], Asked]) -> Iterator[Judged]:
    """Ask every question, one after the other."""
    for question in questions:
        yield Judged(question, ask(question.q))


def figures(judged: Sequence[Judged]) -> list[Figures]:
    """The figures of all questions that are ours, then per style; last those that are not ours."""
    ours = [one for one in judged if one.ours]
    styles = dict.fromkeys(one.question.style for one in ours)
    table = [_figures("alla våra", ours)]
    table += [_figures(style, [one for one in ours if one.question.style == style]) for style in styles]
    table.append(_figures("inte våra", [one for one in judged if not one.question.expect]))
    return table


def _figures(name: str, judged: Sequence[Judged]) -> Figures:
    return Figures(
        name=name,
        questions=len(judged),
        first=sum(one.first for one in judged),
        among_three=sum(one.among_three for one in judged),
        answered=sum(one.answered for one in judged),
        wrong=sum(one.wrong for one in judged),
        offered=sum(one.among_three and one.asked.kind == "choose" for one in judged),
        useful=sum(one.useful for one in judged),
        sent_on=sum(one.sent_on for one in judged),
        silent=sum(one.asked.kind == "none" for one in judged),
    )
