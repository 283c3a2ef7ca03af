"""Every case of a flow as a decision diagram: each question with its answers, and where each of them leads.

The engine itself is asked, one fact at a time, what it needs next; each cell of answers is tried. Two ways
meet in one place when nothing that is still open looks at what set them apart. That keeps the diagram small
(the self-check has more than three million cases and fewer than a hundred places) and loses nothing: from a
place on, the same follows for every way that leads to it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dialogs.engine import Case, Facts, Needs, NoRowFitsError, Parameters, Reached, Value, advance
from dialogs.model import Flow, Row
from dialogs.proof.cells import Cell, Cells, Period, looked_at, periods, with_day

Step = tuple[str, Cell]
"""A fact and what was answered."""
_Rows = tuple[tuple[int, Row], ...]
"""Rows with their places in the table."""


@dataclass(frozen=True, eq=False)
class End:
    """Where a way ends: an outcome, or None where the table has a hole."""

    facts: Facts
    trail: tuple[Step, ...]
    reached: Reached | None


@dataclass(frozen=True, eq=False)
class Way:
    """A cell of answers, the rows whose conditions all hold with it, and where it leads."""

    cell: Cell
    fulfils: tuple[int, ...]
    to: "Place | End"

    @property
    def outcomes(self) -> frozenset[str]:
        """The outcomes that it can still come to."""
        if isinstance(self.to, Place):
            return self.to.outcomes
        return frozenset([self.to.reached.outcome.id] if self.to.reached else [])


@dataclass(frozen=True, eq=False)
class Place:
    """A question in one situation."""

    fact: str
    facts: Facts
    """What was answered on the first way here; what the other ways answered differently no longer matters."""
    trail: tuple[Step, ...]
    """The first way here."""
    ways: tuple[Way, ...]
    outcomes: frozenset[str]
    """The outcomes that can still be reached."""


@dataclass(frozen=True)
class Diagram:
    """All cases of a flow: for each period the place where they begin."""

    flow: Flow
    cells: Cells
    starts: Mapping[Period, Place | End]

    def places(self) -> Iterator[Place]:
        """Every place, each once, in the order a reader meets them."""
        return (spot for spot in self._spots() if isinstance(spot, Place))

    def ends(self) -> Iterator[End]:
        """Every end."""
        return (spot for spot in self._spots() if isinstance(spot, End))

    def _spots(self) -> Iterator[Place | End]:
        seen: set[Place | End] = set()
        waiting = list(self.starts.values())[::-1]
        while waiting:
            spot = waiting.pop()
            if spot in seen:
                continue
            seen.add(spot)
            yield spot
            if isinstance(spot, Place):
                waiting.extend(way.to for way in reversed(spot.ways))


def diagram(flow: Flow, parameters: Parameters, *, flags: bool = True) -> Diagram:
    """The diagram of *flow*. Without *flags*, answers that only a flag tells apart are one cell."""
    whens = [row.when for row in flow.rows]
    if flags:
        whens += [when for flag in flow.flags for when in flag.when]
    cells = Cells.of(flow, parameters, whens)
    flagged = {fact for flag in flow.flags for when in flag.when for fact in looked_at(flow, when)}
    build = _Building(flow, parameters, cells, flagged if flags else set())
    return Diagram(flow, cells, {period: build.of(period) for period in periods(flow, parameters)})


@dataclass
class _Building:
    flow: Flow
    parameters: Parameters
    cells: Cells
    always_matter: set[str]
    known: dict[object, Place | End] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.look = [frozenset(looked_at(self.flow, row.when)) for row in self.flow.rows]
        self.strictness = {outcome.id: i for i, outcome in enumerate(self.flow.outcomes)}

    def of(self, period: Period) -> Place | End:
        self.known.clear()
        facts = with_day(self.flow, period)
        return self._spot(facts, (), tuple(enumerate(self.flow.rows)), len(self.strictness))

    def _spot(self, facts: Facts, trail: tuple[Step, ...], open_: _Rows, best: int) -> Place | End:
        """Where a case stands. *open_* are the rows that may yet decide, *best* is the strictest so far."""
        try:
            found = advance(self.flow, facts, self.parameters)
        except NoRowFitsError:
            return End(facts, trail, None)
        if isinstance(found, Reached):
            return End(facts, trail, found)
        matter = self.always_matter.union(*(self.look[i] for i, _ in open_))
        key = (found, best, tuple((fact, value) for fact, value in facts.items() if fact in matter))
        if key not in self.known:
            self.known[key] = self._place(found, facts, trail, open_, best)
        return self.known[key]

    def _place(
        self,
        needs: Needs,
        facts: Facts,
        trail: tuple[Step, ...],
        open_: _Rows,
        best: int,
    ) -> Place:
        ways = []
        for cell in self.cells.of_fact(needs.fact, facts):
            after: dict[str, Value] = {**facts, needs.fact: cell.sample}
            case = Case(self.flow, after, self.parameters)
            left = tuple((i, row) for i, row in open_ if not case.rules_out(row.when))
            fulfilled = tuple(i for i, row in left if case.missing(row.when) is None)
            strictest = best
            if self.flow.decide == "strictest":
                left = tuple((i, row) for i, row in left if i not in fulfilled)
                reached = (self.strictness[self.flow.rows[i].outcome] for i in fulfilled)
                strictest = min([best, *reached])
            to = self._spot(after, (*trail, (needs.fact, cell)), left, strictest)
            ways.append(Way(cell, fulfilled, to))
        return Place(
            needs.fact, facts, trail, tuple(ways), frozenset().union(*(way.outcomes for way in ways))
        )
