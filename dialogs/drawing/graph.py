"""What a drawing of a flow shows: its questions in order, and which answers lead where.

Each question stands once, however many situations it is asked in. An amount is shown by how it stands to the
limit, since the limit itself differs between laws and days; the list of paths has the kronor.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dialogs.engine import Case
from dialogs.in_words import choices_in_words, listed
from dialogs.model import Condition, Flow, Question, Row, Tone
from dialogs.proof.diagram import Diagram, End, Place, Way, diagram
from knowledge.loader import Knowledge

DASHES_MEAN = "Streckad linje: svaret räknas, och nästa fråga ställs också."
"""What the drawings say of arrows that go on."""
BELOW, AT_LEAST, UNDECIDED = "under gränsen", "på gränsen eller över", "ingen känd gräns"


@dataclass(frozen=True)
class AskedBox:
    """A question on the drawing."""

    id: str
    name: str
    text: str
    note: str = ""


@dataclass(frozen=True)
class EndBox:
    """An outcome on the drawing."""

    id: str
    title: str
    tone: Tone


@dataclass(frozen=True)
class Arrow:
    """Answers that lead from a question to another, or to an outcome."""

    source: str
    target: str
    label: str
    rules: tuple[str, ...] = ()
    """The rules that decide."""
    goes_on: bool = False
    """The answer counts, but more is asked before the outcome is settled."""


@dataclass(frozen=True)
class Graph:
    """A drawing of a flow, before it has any shape."""

    title: str
    version: int
    questions: tuple[AskedBox, ...]
    outcomes: tuple[EndBox, ...]
    arrows: tuple[Arrow, ...]

    @property
    def asks(self) -> frozenset[str]:
        """The ids of the questions."""
        return frozenset(question.id for question in self.questions)


def graph(flow: Flow, knowledge: Knowledge) -> Graph:
    """The drawing of *flow*, with titles as the organisation has them."""
    if flow.decide == "strictest":
        arrows = tuple(_noted(flow))
    else:
        arrows = tuple(_decided(diagram(flow, knowledge.parameters, flags=False)))
    return Graph(
        flow.title,
        flow.version,
        tuple(_asked(flow, question) for question in flow.contract),
        tuple(
            EndBox(outcome.id, title_of(flow, outcome.id, knowledge), outcome.tone)
            for outcome in flow.outcomes
        ),
        arrows,
    )


def title_of(flow: Flow, id_: str, knowledge: Knowledge) -> str:
    """The title of the outcome *id_*: its own, or that of the organisation's responsibility."""
    outcome = flow.outcome(id_)
    if outcome.responsibility is not None:
        return knowledge.responsibilities[outcome.responsibility].title
    return outcome.title or ""


def _asked(flow: Flow, question: Question) -> AskedBox:
    notes = []
    if (first := flow.narrowing(question.fact)) is not None:
        notes.append(f"Frågas i två steg. Först: {first.text}")
    if question.assume is not None and (choice := question.choice(question.assume)):
        notes.append(f"Om inget annat sägs: {choice.label}")
    limits = {
        condition.limit
        for row in flow.rows
        if (condition := row.when.get(question.fact)) and condition.limit is not None
    }
    depends = {fact for limit in limits for choice in flow.limit(limit).choose for fact in choice.when}
    if limits:
        names = [_lower(other.called) for other in flow.contract if other.fact in depends]
        notes.append(f"Gränsen beror på {listed([*names, 'dag'], 'och')}.")
    return AskedBox(question.fact, question.called, question.text, " ".join(notes))


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


@dataclass
class _Led:
    """What leads from one question to one place."""

    values: dict[str, None]
    amounts: dict[str, None]
    rules: dict[str, None]


def _decided(drawn: Diagram) -> Iterator[Arrow]:
    """The arrows of a table where the first row that fits decides."""
    flow = drawn.flow
    led: dict[tuple[str, str], _Led] = {}
    for place in drawn.places():
        for way in place.ways:
            to = led.setdefault((place.fact, _target(way)), _Led({}, {}, {}))
            to.values |= dict.fromkeys(way.cell.values)
            if way.cell.low is not None:
                to.amounts[_stands(drawn, place, way)] = None
            if isinstance(way.to, End) and way.to.reached:
                to.rules |= dict.fromkeys(way.to.reached.rules[:1])
    for question in flow.contract:
        mine = {target: to for (fact, target), to in led.items() if fact == question.fact}
        for target, to in mine.items():
            others = [other for name, other in mine.items() if name != target]
            shared = any(
                not to.values.keys().isdisjoint(other.values)
                or not to.amounts.keys().isdisjoint(other.amounts)
                for other in others
            )
            label = _label(question, to.values, to.amounts) + (" (beror på tidigare svar)" if shared else "")
            yield Arrow(question.fact, target, label, tuple(sorted(to.rules)))


def _target(way: Way) -> str:
    if isinstance(way.to, Place):
        return way.to.fact
    return way.to.reached.outcome.id if way.to.reached else ""


def _stands(drawn: Diagram, place: Place, way: Way) -> str:
    """How the amounts of *way* stand to the limit of the case."""
    case = Case(drawn.flow, {**place.facts, place.fact: way.cell.sample}, drawn.cells.parameters)
    for condition in drawn.cells.conditions.get(place.fact, ()):
        if condition.limit is not None and case.meets({place.fact: condition}):
            return _comparison(condition)
    return "övriga belopp"


def _comparison(condition: Condition) -> str:
    if condition.below is not None:
        return BELOW
    if condition.undecided_by is not None:
        return UNDECIDED
    if condition.at_least is not None:
        return AT_LEAST
    return "över gränsen" if condition.above is not None else "minst nio tiondelar av gränsen"


def _label(question: Question, values: Iterable[str], amounts: Iterable[str]) -> str:
    listed_values = [value for value in question.values if value in set(values)]
    words = [*amounts, *([choices_in_words(question, listed_values)] if listed_values else [])]
    label = listed([words[0], *map(_lower, words[1:])], "eller")
    return label[0].upper() + label[1:]


def _noted(flow: Flow) -> Iterator[Arrow]:
    """The arrows where the strictest row decides: each question in turn, until the strictest outcome."""
    contract = flow.contract
    for question, after in zip(contract, [*contract[1:], None], strict=True):
        rows = [row for row in flow.rows if _last_asked(flow, row) == question.fact]
        for outcome in flow.outcomes:
            mine = [row for row in rows if row.outcome == outcome.id]
            if mine:
                label = listed([_needs(flow, row, question) for row in mine], "eller")
                rules = tuple(dict.fromkeys(row.row for row in mine))
                yield Arrow(question.fact, outcome.id, label, rules, goes_on=outcome != flow.outcomes[0])
        told = {value for row in rows for value in row.when[question.fact].one_of or ()}
        free = [value for value in question.values if value not in told]
        label = choices_in_words(question, free) if told else ""
        yield Arrow(question.fact, after.fact if after else flow.otherwise or "", label)


def _last_asked(flow: Flow, row: Row) -> str:
    return [question.fact for question in flow.contract if question.fact in row.when][-1]


def _needs(flow: Flow, row: Row, asked: Question) -> str:
    """The answers that *row* looks for, with those to earlier questions after them."""
    parts = []
    for fact, condition in row.when.items():
        question = flow.question(fact)
        words = choices_in_words(question, condition.one_of) if condition.one_of else _comparison(condition)
        parts.append(words if question is asked else f"{question.called}: {words}")
    return " och ".join(parts)
