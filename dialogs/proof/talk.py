"""What is proven of a flow as a conversation: it always goes on, everything in it can happen, and it ends.

A conversation differs from a whole case: some facts are assumed until an answer opens them, and long lists
are narrowed by a question first. So it is walked as it is held, from the first question to every outcome, on
a day of each period. Answers that no rule tells apart are followed once; places that only differ in what no
longer matters are one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from dialogs.engine import Case, Parameters, Reached
from dialogs.model import Choice, Flow, Question
from dialogs.open_question import Open, known_facts, look
from dialogs.proof.cells import Cell, Cells, looked_at, periods
from dialogs.proof.trail import trail_in_words
from dialogs.question_checks import Found
from dialogs.state import DialogState
from knowledge.yaml_reader import Path_


def faults_in_talk(flow: Flow, parameters: Parameters) -> Found:
    """Every fault in the conversation, with the way that shows it where there is one.

    Of a flow whose table is proven: a hole in it has no place to go on to.
    """
    walk = _Walk(flow, parameters, Cells.of(flow, parameters, [row.when for row in flow.rows]))
    for period in periods(flow, parameters):
        walk.known.clear()
        walk.from_(DialogState(flow.name, flow.version, period.sample))
    yield from walk.faults.items()
    yield from _never_met(walk)


@dataclass
class _Walk:
    flow: Flow
    parameters: Parameters
    cells: Cells
    known: set[object] = field(default_factory=set)
    offered: dict[str, set[str]] = field(default_factory=dict)
    """The questions that are asked, and the choices that they then have."""
    settled: dict[str, set[object]] = field(default_factory=dict)
    """What is known of each fact at some time, also without its question."""
    outcomes: set[str] = field(default_factory=set)
    faults: dict[Path_, str] = field(default_factory=dict)

    def from_(self, state: DialogState) -> None:
        """Go on from *state* to every outcome."""
        found = look(self.flow, state, self.parameters)
        for fact, value in known_facts(self.flow, state).items():
            self.settled.setdefault(fact, set()).add(value)
        if isinstance(found, Reached):
            self.outcomes.add(found.outcome.id)
            return
        key = self._place(found, state)
        if key in self.known:
            return
        self.known.add(key)
        self.offered.setdefault(found.question.fact, set()).update(choice.value for choice in found.choices)
        for choice, value in self._ways(found, state):
            after = replace(state, answers=(*state.answers, (found.question.fact, value)))
            if choice is not None and choice.asks is not None and not self._asks(choice.asks, after):
                place = ("questions", self._index(found.question), "choices")
                problem = f"svaret leder ingenstans: frågan om {choice.asks!r} ställs inte efter det."
                self._note((*place, found.question.choices.index(choice), "asks"), problem, after)
            self.from_(after)

    def _ways(self, found: Open, state: DialogState) -> Iterator[tuple[Choice | None, str | int]]:
        """One answer for each way on."""
        question, seen = found.question, set()
        alike = {
            value: cell
            for cell in self.cells.of_fact(question.fact, known_facts(self.flow, state))
            for value in (cell.values or (cell.low,))
        }
        for choice in found.choices:
            way = (alike.get(choice.value) if not question.narrows else None, choice.asks, choice.offers)
            if way not in seen:
                seen.add(way)
                yield choice, choice.value
        if question.kind == "amount":
            for value in alike:
                if isinstance(value, int):
                    yield None, value

    def _asks(self, fact: str, state: DialogState) -> bool:
        found = look(self.flow, state, self.parameters)
        return isinstance(found, Open) and found.is_about(fact)

    def _place(self, found: Open, state: DialogState) -> object:
        """What the rest of the conversation depends on."""
        facts = known_facts(self.flow, state)
        case = Case(self.flow, facts, self.parameters)
        rows = [row for row in self.flow.rows if not case.rules_out(row.when)]
        strictest = self.flow.decide == "strictest"
        met = frozenset(row.outcome for row in rows if strictest and case.meets(row.when))
        open_ = (row.when for row in rows if not (strictest and case.meets(row.when)))
        matter = {fact for when in open_ for fact in looked_at(self.flow, when)}
        given = [(self.flow.question(fact), value) for fact, value in state.answers]
        leads = frozenset(
            (question.fact, value)
            for question, value in given
            if (question.narrows is not None and question.narrows not in facts)
            or ((choice := question.choice(str(value))) is not None and choice.asks is not None)
        )
        known = frozenset((fact, value) for fact, value in facts.items() if fact in matter)
        return found.question.fact, known, leads, met, frozenset(facts) if strictest else None

    def _index(self, question: Question) -> int:
        return self.flow.questions.index(question)

    def _note(self, place: Path_, problem: str, state: DialogState) -> None:
        steps = [
            (fact, Cell((value,)) if isinstance(value, str) else Cell((), value, value))
            for fact, value in state.answers
        ]
        day = state.day if self.flow.dated else None
        self.faults.setdefault(place, f"{problem} {trail_in_words(self.flow, steps, day)}")


def _never_met(walk: _Walk) -> Found:
    flow = walk.flow
    for i, question in enumerate(flow.questions):
        if question.fact not in walk.offered:
            if question.narrows is not None or question.assume is not None:
                problem = "inget samtal kommer till frågan – låt ett svar leda dit, eller ta bort den"
                yield ("questions", i), problem
            continue
        reached = walk.offered[question.fact] | walk.settled.get(question.fact, set())
        for j, choice in enumerate(question.choices):
            if choice.value not in reached:
                yield ("questions", i, "choices", j), "svaret går aldrig att välja – ta bort det"
    for i, outcome in enumerate(flow.outcomes):
        if outcome.id not in walk.outcomes:
            yield ("outcomes", i), f"inget samtal slutar i {outcome.id!r} – ändra frågorna eller raderna"
