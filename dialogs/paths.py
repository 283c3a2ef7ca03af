"""Every way to an outcome, few enough for a reviewer to read: answers that lead the same way are one.

Nothing is left out: the paths are the flow's decision diagram, with ways that differ in one answer (or in the
day) and are decided by the same row put together. Where the strictest row decides, the rows themselves are
the paths, for their combinations only repeat them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from dialogs.engine import Parameters
from dialogs.model import Flow, Question, Row
from dialogs.proof.cells import Cell, Period
from dialogs.proof.diagram import Diagram, End, Place, Step, diagram
from knowledge.model import Citation

Amounts = tuple[int, int | None]
"""Whole kronor from the first to the last, both included; None: without end."""


@dataclass(frozen=True)
class Answers:
    """What may be answered to a question on a path: any of *values*, or an amount in *amounts*."""

    values: tuple[str, ...] = ()
    amounts: tuple[Amounts, ...] = ()


@dataclass(frozen=True)
class Path:
    """Answers that lead to an outcome, in the order they are asked for."""

    answers: Mapping[str, Answers]
    days: tuple[Period, ...]
    """The days that the path is about; empty: any."""
    outcome: str
    row: Row | None
    """The row that decides; None where no row fits and the flow says what follows."""

    @property
    def sources(self) -> tuple[Citation, ...]:
        """What the deciding row rests on."""
        return self.row.sources if self.row else ()


def paths(flow: Flow, parameters: Parameters) -> tuple[Path, ...]:
    """The paths of *flow*, in the order that its questions are asked, ends before what goes on."""
    if flow.decide == "strictest":
        return tuple(_one_for_each_row(flow))
    drawn = diagram(flow, parameters, flags=False)
    merged = _merged(list(_ways(drawn)), ["date", *(question.fact for question in reversed(flow.contract))])
    whole = tuple(drawn.starts)
    found = [replace(path, days=() if path.days == _joined_days(whole) else path.days) for path in merged]
    return tuple(sorted(found, key=lambda path: _place(flow, path)))


def _one_for_each_row(flow: Flow) -> Iterator[Path]:
    for row in flow.rows:
        answers = {fact: Answers(condition.one_of or ()) for fact, condition in row.when.items()}
        yield Path(answers, (), row.outcome, row)
    yield Path({}, (), flow.otherwise or "", None)


def _ways(drawn: Diagram) -> Iterator[Path]:
    def on(spot: Place | End, trail: tuple[Step, ...], period: Period) -> Iterator[Path]:
        if isinstance(spot, Place):
            for way in spot.ways:
                yield from on(way.to, (*trail, (spot.fact, way.cell)), period)
        elif spot.reached is not None:
            answers = {fact: _answers(cell) for fact, cell in trail}
            yield Path(answers, (period,), spot.reached.outcome.id, spot.reached.rows[0])

    for period, start in drawn.starts.items():
        yield from on(start, (), period)


def _answers(cell: Cell) -> Answers:
    return Answers(cell.values, () if cell.low is None else ((cell.low, cell.high),))


def _merged(found: list[Path], order: list[str]) -> list[Path]:
    """*found*, with paths that differ in one thing put together, until none do."""
    while True:
        before = len(found)
        for fact in order:
            alike: dict[object, Path] = {}
            for path in found:
                key = _all_but(path, fact)
                alike[key] = _together(alike[key], path, fact) if key in alike else path
            found = list(alike.values())
        if len(found) == before:
            return found


def _all_but(path: Path, fact: str) -> object:
    answers = tuple((name, None if name == fact else given) for name, given in path.answers.items())
    return id(path.row), answers, None if fact == "date" else path.days


def _together(one: Path, other: Path, fact: str) -> Path:
    if fact == "date":
        return replace(one, days=_joined_days((*one.days, *other.days)))
    if fact not in one.answers:
        return one
    first, second = one.answers[fact], other.answers[fact]
    values = tuple(dict.fromkeys((*first.values, *second.values)))
    both = Answers(values, _joined_amounts((*first.amounts, *second.amounts)))
    return replace(one, answers={**one.answers, fact: both})


def _joined_days(days: Iterable[Period]) -> tuple[Period, ...]:
    ordered = sorted(set(days), key=lambda period: period.first or date.min)
    joined = ordered[:1]
    for earlier, later in pairwise(ordered):
        if earlier.last is not None and later.first == earlier.last + timedelta(days=1):
            joined[-1] = Period(joined[-1].first, later.last)
        else:
            joined.append(later)
    return tuple(joined)


def _joined_amounts(amounts: Iterable[Amounts]) -> tuple[Amounts, ...]:
    ordered = sorted(set(amounts), key=lambda span: span[0])
    joined = ordered[:1]
    for (_, last), later in pairwise(ordered):
        if last is not None and later[0] == last + 1:
            joined[-1] = (joined[-1][0], later[1])
        else:
            joined.append(later)
    return tuple(joined)


def _place(flow: Flow, path: Path) -> list[tuple[bool, int]]:
    """Where *path* stands in the list: question by question, and what ends there first."""
    last = list(path.answers)[-1]
    return [
        (question.fact != last, _rank(question, path.answers.get(question.fact), path))
        for question in flow.contract
    ]


def _rank(question: Question, given: Answers | None, path: Path) -> int:
    if given is None:
        return -1
    if given.amounts:
        day = path.days[0].first if path.days else None
        return (day or date.min).toordinal() * 10**10 + given.amounts[0][0]
    return min(question.values.index(value) for value in given.values) if given.values else -1
