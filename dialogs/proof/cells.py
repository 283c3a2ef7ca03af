"""Which days and answers no rule of a flow tells apart: the cells that a proof tries once each.

Rules see an answer only through lists of values and through an amount's comparison with a limit in force.
So values that stand in the same lists are one cell; and since every comparison is monotone in the amount,
amounts between two neighbouring turning points are one cell too. A limit changes only on a day where a period
of its parameter begins or has ended. Nothing within a cell can therefore be decided differently.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dialogs.engine import Case, Facts, Parameters, Value
from dialogs.limits import LimitRead, read_limit
from dialogs.model import Condition, Flow, When
from knowledge.model import Parameter

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """Days on which the same limits are in force, first and last included; None: without end that way."""

    first: date | None
    last: date | None

    @property
    def sample(self) -> date:
        """A day of the period."""
        return self.first or self.last or date.min


@dataclass(frozen=True)
class Cell:
    """Answers to one question that no rule tells apart: choices, or amounts from *low* to *high*."""

    values: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    """None: without end."""

    @property
    def sample(self) -> str | int:
        """One of the answers."""
        return self.values[0] if self.low is None else self.low


def periods(flow: Flow, parameters: Parameters) -> tuple[Period, ...]:
    """All days there are, in order, divided where a limit of *flow* begins or ends."""
    turns = sorted({day for parameter in _parameters(flow, parameters) for day in _turning_days(parameter)})
    firsts = [None, *turns]
    lasts = [*(day - _DAY for day in turns), None]
    return tuple(Period(first, last) for first, last in zip(firsts, lasts, strict=True))


def _parameters(flow: Flow, parameters: Parameters) -> Iterator[Parameter]:
    for limit in flow.limits:
        for choice in limit.choose:
            yield parameters[choice.parameter]
            if choice.surely_more_than is not None:
                yield parameters[choice.surely_more_than]


def _turning_days(parameter: Parameter) -> Iterator[date]:
    for value in parameter.values:
        yield value.from_
        if value.to is not None:
            yield value.to + _DAY


def looked_at(flow: Flow, when: When) -> Iterator[str]:
    """The facts that *when* depends on, those that choose its limits included."""
    for fact, condition in when.items():
        yield fact
        if condition.limit is not None:
            for choice in flow.limit(condition.limit).choose:
                yield from choice.when


@dataclass(frozen=True)
class Cells:
    """The cells of a flow's questions, as far as *conditions* tell answers apart."""

    flow: Flow
    parameters: Parameters
    conditions: Mapping[str, tuple[Condition, ...]]
    """What is asked of each fact, anywhere in the rules."""

    @classmethod
    def of(cls, flow: Flow, parameters: Parameters, whens: Iterable[When]) -> "Cells":
        """The cells that *whens*, and the choice of their limits, tell apart."""
        found: dict[str, dict[Condition, None]] = {}
        choosing = (choice.when for limit in flow.limits for choice in limit.choose)
        for when in (*whens, *choosing):
            for fact, condition in when.items():
                found.setdefault(fact, {})[condition] = None
        return cls(flow, parameters, {fact: tuple(conditions) for fact, conditions in found.items()})

    def of_fact(self, fact: str, facts: Facts) -> tuple[Cell, ...]:
        """The cells of *fact* in a case of which *facts* are known."""
        question, asked = self.flow.question(fact), self.conditions.get(fact, ())
        alike: dict[tuple[bool, ...], list[str]] = {}
        for value in question.values:
            listed = tuple(value in condition.one_of for condition in asked if condition.one_of is not None)
            alike.setdefault(listed, []).append(value)
        cells = tuple(Cell(tuple(values)) for values in alike.values())
        return cells if question.kind == "choice" else (*self._amounts(asked, facts), *cells)

    def _amounts(self, asked: Iterable[Condition], facts: Facts) -> Iterator[Cell]:
        turns = {turn for condition in asked for turn in self._turns(condition, facts)}
        lows = sorted({0, *turns})
        highs = [*(low - 1 for low in lows[1:]), None]
        return (Cell((), low, high) for low, high in zip(lows, highs, strict=True))

    def _turns(self, condition: Condition, facts: Facts) -> Iterator[int]:
        day, case = facts.get("date"), Case(self.flow, facts, self.parameters)
        if condition.limit is None or not isinstance(day, date):
            return
        for choice in self.flow.limit(condition.limit).choose:
            if not case.rules_out(choice.when):
                limit = read_limit(choice, day, self.parameters)
                if limit is not None:
                    yield from turning_points(condition, limit)


def turning_points(condition: Condition, limit: LimitRead) -> tuple[int, ...]:
    """The least amount for which *condition* reads otherwise than just below, if there is one."""
    known = limit.value.sek
    if known is None:
        floor = limit.floor[1].sek if limit.floor else None
        return () if floor is None or condition.above or condition.near else (floor,)
    if condition.above is not None:
        return (known + 1,)
    if condition.near is not None:
        return (-(-known * 9 // 10),)
    return (known,)


def with_day(flow: Flow, period: Period) -> dict[str, Value]:
    """What is known of a case at its start."""
    return {"date": period.sample} if flow.dated else {}
