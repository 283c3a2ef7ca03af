"""What is proven of a flow's table: it decides every case, no row is idle, and no two rows compete.

When rows compete. In a table that is read from the top, a later row often fits a case that an earlier one
has decided: whoever has an agreement is never asked about the amount. There the order of the *questions* is
the reason, for the later row needs an answer that was not yet given when the earlier one decided. Two rows
overlap when both fit with the very same answers, so that nothing but their order in the list picks one. That
is a fault: the conditions must exclude each other. Where the strictest row decides, rows about different
questions may all fit, and all are told; there two rows overlap when they look at the same questions, fit the
same case and have different outcomes, for then one of them is never heard.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations

from dialogs.engine import Case, Facts, Needs, Parameters, advance
from dialogs.model import Flow, When
from dialogs.proof.cells import periods, with_day
from dialogs.proof.diagram import Diagram, End, Step
from dialogs.proof.trail import trail_in_words
from dialogs.question_checks import Found

Decided = tuple[int, dict[str, tuple[str, ...]]]
"""A row that decides somewhere, and the listed answers that it does so for."""


def faults_in_rules(drawn: Diagram) -> Found:
    """Every fault in the table, with a way that shows it."""
    yield from _holes(drawn)
    yield from _idle_rows(drawn)
    yield from _overlaps(drawn)
    yield from _never_reached(drawn)


def _holes(drawn: Diagram) -> Found:
    holes = [end for end in drawn.ends() if end.reached is None]
    if holes:
        more = f" (och {len(holes) - 1} fall till)" if len(holes) > 1 else ""
        yield (
            ("rows",),
            f"ingen rad avgör det här fallet{more} – lägg till raden som saknas. {_way(drawn, holes[0])}",
        )


def _way(drawn: Diagram, end: End) -> str:
    return trail_in_words(drawn.flow, end.trail, end.facts.get("date"))


def _idle_rows(drawn: Diagram) -> Found:
    flow = drawn.flow
    decides: dict[int, dict[str, set[str]]] = {}
    for i, listed in _deciding(drawn):
        for fact, values in listed.items():
            decides.setdefault(i, {}).setdefault(fact, set()).update(values)
    for i, row in enumerate(flow.rows):
        if i not in decides:
            yield ("rows", i), f"raden {row.row} avgör aldrig något – {_why_idle(drawn, i)}"
            continue
        for fact, condition in row.when.items():
            for value in condition.one_of or ():
                if value not in decides[i].get(fact, ()):
                    yield (
                        ("rows", i, "when", fact),
                        f"svaret {value!r} har redan avgjorts när raden {row.row} prövas – ta bort det",
                    )


def _deciding(drawn: Diagram) -> Iterator[Decided]:
    rows = drawn.flow.rows
    for place in drawn.places():
        for way in place.ways:
            given = {fact: cell.values for fact, cell in (*place.trail, (place.fact, way.cell))}
            if drawn.flow.decide == "strictest":
                outcomes = way.outcomes
                deciding = [i for i in way.fulfils if rows[i].outcome in outcomes]
            else:
                reached = way.to.reached if isinstance(way.to, End) else None
                deciding = [i for i in way.fulfils if reached and rows[i] is reached.rows[0]]
            for i in deciding:
                yield i, {fact: given.get(fact, ()) for fact in rows[i].when}


def _why_idle(drawn: Diagram, i: int) -> str:
    flow, parameters = drawn.flow, drawn.cells.parameters
    fits = next(_fitting(drawn, (flow.rows[i].when,)), None)
    if fits is None:
        return "inget fall uppfyller alla dess villkor. Ändra villkoren eller ta bort raden."
    facts, trail = fits
    why = "är strängare" if flow.decide == "strictest" else "prövas först"
    return (
        f"där den stämmer gör redan {_decided_by(drawn, facts, i, parameters)} det, och den {why}. "
        f"Ändra villkoren eller ta bort raden. {trail_in_words(flow, trail, facts.get('date'))}"
    )


def _decided_by(drawn: Diagram, facts: Facts, i: int, parameters: Parameters) -> str:
    """The row that decides a case which row *i* fits."""
    flow = drawn.flow
    while isinstance(found := advance(flow, facts, parameters), Needs):
        facts = {**facts, found.fact: drawn.cells.of_fact(found.fact, facts)[0].sample}
    rows = [row for row in found.rows if row.outcome == found.outcome.id]
    return named(flow, next(j for j, row in enumerate(flow.rows) if row is rows[0] and j != i))


def named(flow: Flow, i: int) -> str:
    """``rows[3] (DD-03)``: where the row stands, and which rule it is."""
    return f"rows[{i}] ({flow.rows[i].row})"


def _fitting(drawn: Diagram, whens: Iterable[When]) -> Iterator[tuple[Facts, tuple[Step, ...]]]:
    """The cases, as far as they must be known, in which all *whens* hold."""
    whens = tuple(whens)

    def complete(facts: Facts, trail: tuple[Step, ...]) -> Iterator[tuple[Facts, tuple[Step, ...]]]:
        case = Case(drawn.flow, facts, drawn.cells.parameters)
        if any(case.rules_out(when) for when in whens):
            return
        missing = next((fact for when in whens if (fact := case.missing(when))), None)
        if missing is None:
            yield facts, trail
            return
        for cell in drawn.cells.of_fact(missing, facts):
            yield from complete({**facts, missing: cell.sample}, (*trail, (missing, cell)))

    for period in periods(drawn.flow, drawn.cells.parameters):
        yield from complete(with_day(drawn.flow, period), ())


def _overlaps(drawn: Diagram) -> Found:
    flow = drawn.flow
    found: dict[tuple[int, int], str] = {}
    if flow.decide == "strictest":
        for (i, earlier), (j, later) in combinations(enumerate(flow.rows), 2):
            if earlier.when.keys() == later.when.keys() and earlier.outcome != later.outcome:
                for facts, trail in _fitting(drawn, (earlier.when, later.when)):
                    found.setdefault((i, j), trail_in_words(flow, trail, facts.get("date")))
    else:
        for end in drawn.ends():
            if end.reached is None:
                continue
            case = Case(flow, end.facts, drawn.cells.parameters)
            i = next(i for i, row in enumerate(flow.rows) if row is end.reached.rows[0])
            for j in range(i + 1, len(flow.rows)):
                if case.meets(flow.rows[j].when):
                    found.setdefault((i, j), _way(drawn, end))
    for (i, j), way in found.items():
        problem = f"raden {flow.rows[j].row} överlappar {named(flow, i)}: båda stämmer med samma svar"
        yield ("rows", j), f"{problem} – låt villkoren utesluta varandra. {way}"


def _never_reached(drawn: Diagram) -> Found:
    flow = drawn.flow
    ends = [end.reached for end in drawn.ends() if end.reached]
    outcomes = {reached.outcome.id for reached in ends}
    flags = {id(flag) for reached in ends for flag in reached.flags}
    asked = {place.fact for place in drawn.places()}
    for i, outcome in enumerate(flow.outcomes):
        if outcome.id not in outcomes:
            yield (
                ("outcomes", i),
                f"inga svar leder till {outcome.id!r} – ändra raderna eller ta bort utfallet",
            )
    for i, flag in enumerate(flow.flags):
        if id(flag) not in flags:
            yield ("flags", i), f"{flag.id!r} läggs aldrig till – ändra villkoren eller ta bort den"
    for i, question in enumerate(flow.questions):
        if question.narrows is None and question.fact not in asked:
            problem = f"frågan om {question.fact!r} behövs aldrig: allt är avgjort innan"
            yield ("questions", i), f"{problem} – ändra raderna eller ta bort den"
