"""From facts to an outcome, or to the next fact that is needed. Pure: the same facts give the same result.

A conversation and a whole case are decided by the same function, so they cannot disagree: a conversation
merely has some of the facts yet to come.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from dialogs.limits import LimitRead, read_limit
from dialogs.model import Condition, Flag, Flow, LimitChoice, Outcome, Row, When
from knowledge.model import Parameter

Value = str | int | date
Facts = Mapping[str, Value]
"""What is known of a case. ``date`` is a date, amounts are whole kronor, the rest are texts."""
Parameters = Mapping[str, Parameter]


class NoRowFitsError(Exception):
    """The flow's table has a hole: a case that no row decides."""


@dataclass(frozen=True)
class Needs:
    """Nothing can be decided before this fact is known."""

    fact: str


@dataclass(frozen=True)
class Reached:
    """The outcome of a case, and what it rests on."""

    outcome: Outcome
    rows: tuple[Row, ...] = field(repr=False)
    """The rows that decided, in the table's order."""
    flags: tuple[Flag, ...]
    """In the flow's order."""
    limits: Mapping[str, LimitRead]
    """The limits that the rows were compared with."""
    flag_limits: Mapping[str, LimitRead]
    """The limits that the flags were compared with."""
    facts: Facts = field(repr=False)

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the rules that decided, in order: the rows', then the flags'."""
        return tuple(
            dict.fromkeys([*(row.row for row in self.rows), *(flag.row for flag in self.flags if flag.row)])
        )


def advance(flow: Flow, facts: Facts, parameters: Parameters) -> Needs | Reached:
    """Decide as far as *facts* go.

    Facts that no row looks at are ignored. A limit that is not in force on the day decides nothing; the rows
    say what follows from that.
    """
    case = Case(flow, facts, parameters)
    found = _first(case) if flow.decide == "first" else _strictest(case)
    if isinstance(found, Needs):
        return found
    outcome, rows = found
    aside = Case(flow, facts, parameters)
    flags = tuple(flag for flag in flow.flags if _is_raised(flag, outcome, aside))
    return Reached(outcome, rows, flags, case.limits, aside.limits, dict(facts))


def _first(case: "Case") -> Needs | tuple[Outcome, tuple[Row, ...]]:
    for row in case.flow.rows:
        if case.rules_out(row.when):
            continue
        missing = case.missing(row.when)
        if missing is not None:
            return Needs(missing)
        return case.flow.outcome(row.outcome), (row,)
    raise NoRowFitsError(f"{case.flow.name}: ingen rad i tabellen stämmer – lägg till den rad som saknas")


def _strictest(case: "Case") -> Needs | tuple[Outcome, tuple[Row, ...]]:
    flow = case.flow
    rows = tuple(row for row in flow.rows if case.meets(row.when))
    given = {row.outcome for row in rows}
    outcome = next((outcome for outcome in flow.outcomes if outcome.id in given), None)
    if outcome != flow.outcomes[0]:
        missing = next((asked.fact for asked in flow.contract if asked.fact not in case.facts), None)
        if missing is not None:
            return Needs(missing)
    return outcome or flow.outcome(flow.otherwise or ""), rows


def _is_raised(flag: Flag, outcome: Outcome, case: "Case") -> bool:
    if flag.added_to and outcome.id not in flag.added_to:
        return False
    return not flag.when or any(case.meets(when) for when in flag.when)


@dataclass
class Case:
    """Conditions judged against the facts. Remembers which limits were read on the way."""

    flow: Flow
    facts: Facts
    parameters: Parameters
    limits: dict[str, LimitRead] = field(default_factory=dict)

    def meets(self, when: When) -> bool:
        """Whether all of *when* is known and holds."""
        return self.missing(when) is None and not self.rules_out(when)

    def missing(self, when: When) -> str | None:
        """The first fact that *when* needs and that is not known."""
        return next((fact for fact in self._needed(when) if fact not in self.facts), None)

    def rules_out(self, when: When) -> bool:
        """Whether a known fact already contradicts *when*."""
        comparisons = []
        for fact, condition in when.items():
            if condition.one_of is None:
                comparisons.append((fact, condition))
            elif fact in self.facts and self.facts[fact] not in condition.one_of:
                return True
        return any(self._stands_otherwise(fact, condition) for fact, condition in comparisons)

    def _needed(self, when: When) -> Iterator[str]:
        for fact, condition in when.items():
            if condition.limit is not None:
                for choice in self.flow.limit(condition.limit).choose:
                    if not self.rules_out(choice.when):
                        yield from choice.when
            yield fact

    def _stands_otherwise(self, fact: str, condition: Condition) -> bool:
        amount = self.facts.get(fact)
        if amount is None:
            return False
        if not isinstance(amount, int):
            return True
        choices = self.flow.limit(condition.limit or "").choose
        open_ = [choice for choice in choices if not self.rules_out(choice.when)]
        if any(self.missing(choice.when) for choice in open_):
            return False
        return not self._stands(amount, condition, open_[0] if open_ else None)

    def _stands(self, amount: int, condition: Condition, choice: LimitChoice | None) -> bool:
        day = self.facts["date"]
        limit = read_limit(choice, day, self.parameters) if choice and isinstance(day, date) else None
        if limit is None:
            return condition.undecided_by is not None
        self.limits[condition.limit or ""] = limit
        if condition.below is not None:
            return limit.is_above(amount)
        if condition.at_least is not None:
            return limit.is_reached_by(amount)
        if condition.above is not None:
            return limit.is_exceeded_by(amount)
        if condition.near is not None:
            return limit.is_near(amount)
        return not limit.is_above(amount) and not limit.is_reached_by(amount)
