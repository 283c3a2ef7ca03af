"""What can be wrong in a flow though each part has the right form: names that lead nowhere, and the like."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from dialogs.model import Condition, Flow, Question, When
from dialogs.question_checks import Found, in_question, no_such
from dialogs.text_checks import PLACEHOLDER, in_texts
from knowledge.loader import Knowledge
from knowledge.model import Citation, Parameter
from knowledge.yaml_reader import Path_


def faults_in(flow: Flow, flows: set[str], knowledge: Knowledge) -> Found:
    """What keeps *flow* from being proven, such as names that lead nowhere. *flows* are those that exist."""
    yield from _repeated(flow)
    for i, question in enumerate(flow.questions):
        yield from (((("questions", i, *path)), problem) for path, problem in in_question(question, flow))
    yield from in_texts(flow)
    yield from _in_limits(flow, knowledge)
    yield from _in_rows_and_flags(flow)
    yield from _in_outcomes(flow, flows, knowledge)
    yield from _unknown_sources(flow, knowledge)
    yield from _flags_without_limit(flow, knowledge.parameters)


def _repeated(flow: Flow) -> Found:
    lists = {
        "questions": [question.fact for question in flow.questions],
        "limits": [limit.id for limit in flow.limits],
        "outcomes": [outcome.id for outcome in flow.outcomes],
    }
    for name, ids in lists.items():
        for id_, count in Counter(ids).items():
            if count > 1:
                place = len(ids) - 1 - ids[::-1].index(id_)
                yield (name, place), f"{id_!r} finns {count} gånger – behåll en"


def _in_limits(flow: Flow, knowledge: Knowledge) -> Found:
    if flow.limits and not flow.dated:
        yield ("limits",), "gränser gäller en viss dag – skriv 'dated: true'"
    for i, limit in enumerate(flow.limits):
        for j, choice in enumerate(limit.choose):
            place: Path_ = ("limits", i, "choose", j)
            for key in ("parameter", "surely_more_than"):
                parameter = getattr(choice, key)
                if parameter is not None and parameter not in knowledge.parameters:
                    yield (*place, key), no_such("beloppet", parameter, knowledge.parameters)
            for fact, condition in choice.when.items():
                if condition.limit is not None:
                    yield (
                        (*place, "when", fact),
                        "här går bara en lista med värden – en gräns kan inte bero på en gräns",
                    )
            yield from _in_when((*place, "when"), choice.when, flow)


def _in_when(place: Path_, when: When, flow: Flow) -> Found:
    facts = {question.fact: question for question in flow.contract}
    for fact, condition in when.items():
        if fact not in facts:
            yield (*place, fact), no_such("frågan", fact, facts)
        else:
            yield from _in_condition((*place, fact), condition, facts[fact], flow)


def _in_condition(place: Path_, condition: Condition, question: Question, flow: Flow) -> Found:
    for value in condition.one_of or ():
        if value not in question.values:
            yield place, no_such("svaret", value, question.values)
    if condition.limit is not None:
        if question.kind != "amount":
            yield place, f"{question.fact} är inget belopp – skriv en lista med värden"
        limits = [limit.id for limit in flow.limits]
        if condition.limit not in limits:
            yield place, no_such("gränsen", condition.limit, limits)


def _in_rows_and_flags(flow: Flow) -> Found:
    outcomes = [outcome.id for outcome in flow.outcomes]
    for i, row in enumerate(flow.rows):
        yield from _in_when(("rows", i, "when"), row.when, flow)
        if row.outcome not in outcomes:
            yield ("rows", i, "outcome"), no_such("utfallet", row.outcome, outcomes)
        yield from _unfillable(("rows", i, "reason"), row.reason, (row.when,))
        yield from _unfillable(("rows", i, "reason_in_euro"), row.reason_in_euro or "", (row.when,))
    for i, flag in enumerate(flow.flags):
        for j, when in enumerate(flag.when):
            yield from _in_when(("flags", i, "when", j), when, flow)
        for outcome in flag.added_to:
            if outcome not in outcomes:
                yield ("flags", i, "added_to"), no_such("utfallet", outcome, outcomes)
        yield from _unfillable(("flags", i, "text"), flag.text, flag.when)


def _unfillable(place: Path_, text: str, whens: Iterable[When]) -> Found:
    compares = any(condition.limit for when in whens for condition in when.values())
    for name in PLACEHOLDER.findall(text):
        if name not in ("value", "limit"):
            yield place, f"{{{name}}} går inte att fylla i – här går {{value}} och {{limit}}"
        elif not compares:
            yield place, f"{{{name}}} går inte att fylla i – villkoren jämför inte med någon gräns"


def _in_outcomes(flow: Flow, flows: set[str], knowledge: Knowledge) -> Found:
    outcomes = [outcome.id for outcome in flow.outcomes]
    if (flow.otherwise is not None) != (flow.decide == "strictest"):
        yield ("otherwise",), "hör till 'decide: strictest', och behövs där"
    if flow.otherwise is not None and flow.otherwise not in outcomes:
        yield ("otherwise",), no_such("utfallet", flow.otherwise, outcomes)
    for i, outcome in enumerate(flow.outcomes):
        if outcome.responsibility is not None and outcome.responsibility not in knowledge.responsibilities:
            problem = no_such("ansvaret", outcome.responsibility, knowledge.responsibilities)
            yield ("outcomes", i, "responsibility"), problem
        if outcome.leads_to is not None and outcome.leads_to not in flows:
            yield ("outcomes", i, "leads_to"), no_such("flödet", outcome.leads_to, flows)
        for text in (outcome.text or "", *outcome.next_steps):
            for name in PLACEHOLDER.findall(text):
                yield ("outcomes", i), f"{{{name}}} fylls inte i här – belopp hör hemma i radens 'reason'"


def _unknown_sources(flow: Flow, knowledge: Knowledge) -> Found:
    parts: Mapping[str, Iterable[tuple[Citation, ...]]] = {
        "rows": (row.sources for row in flow.rows),
        "flags": (flag.sources for flag in flow.flags),
        "outcomes": (outcome.sources for outcome in flow.outcomes),
    }
    places: list[tuple[Path_, tuple[Citation, ...]]] = [
        ((part, i), sources) for part, cited in parts.items() for i, sources in enumerate(cited)
    ]
    places += [
        (("questions", i, "counting"), question.counting.sources)
        for i, question in enumerate(flow.questions)
        if question.counting
    ]
    for place, sources in places:
        for j, citation in enumerate(sources):
            if citation.source not in knowledge.sources:
                problem = no_such("källan", citation.source, knowledge.sources)
                yield (*place, "sources", j, "source"), problem


def loose_ends(flow: Flow) -> Found:
    """What nothing leads to, or looks at. A flow can be proven all the same, and may show what is missing."""
    used = {row.outcome for row in flow.rows} | {flow.otherwise}
    for i, outcome in enumerate(flow.outcomes):
        if outcome.id not in used:
            yield (
                ("outcomes", i),
                f"ingen rad leder till {outcome.id!r} – lägg till en rad eller ta bort utfallet",
            )
    whens = [
        *(row.when for row in flow.rows),
        *(when for flag in flow.flags for when in flag.when),
        *(choice.when for limit in flow.limits for choice in limit.choose),
    ]
    looked_at = {fact for when in whens for fact in when}
    compared = {condition.limit for when in whens for condition in when.values()}
    opened = {choice.asks for question in flow.questions for choice in question.choices}
    for i, question in enumerate(flow.questions):
        if question.narrows is None and question.fact not in looked_at:
            yield (
                ("questions", i),
                f"inget villkor ser på {question.fact!r} – ta bort frågan eller skriv en rad",
            )
        if question.assume is not None and question.fact not in opened:
            yield ("questions", i, "assume"), "frågan kan aldrig ställas – låt ett svar ha 'asks:'"
    for i, limit in enumerate(flow.limits):
        if limit.id not in compared:
            yield ("limits", i), f"inget villkor jämför med {limit.id!r} – ta bort gränsen"


def _flags_without_limit(flow: Flow, parameters: Mapping[str, Parameter]) -> Found:
    """A flag must not fall away in silence because its limit has a gap where a case can still be decided."""
    decisive = _parameters_of(flow, (row.when for row in flow.rows), parameters)
    days = {day for parameter in decisive for day in _turning_days(parameter)}
    for i, flag in enumerate(flow.flags):
        for parameter in _parameters_of(flow, flag.when, parameters):
            gaps = sorted(
                day
                for day in days | set(_turning_days(parameter))
                if any(
                    value.covers(day)
                    for other in decisive
                    if other.law == parameter.law
                    for value in other.values
                )
                and not any(value.covers(day) for value in parameter.values)
            )
            if gaps and parameter not in decisive:
                yield ("flags", i), f"{parameter.id} saknar värde {gaps[0].isoformat()} – fyll i perioden"


def _parameters_of(flow: Flow, whens: Iterable[When], parameters: Mapping[str, Parameter]) -> list[Parameter]:
    names = {condition.limit for when in whens for condition in when.values() if condition.limit}
    ids = dict.fromkeys(
        choice.parameter for limit in flow.limits if limit.id in names for choice in limit.choose
    )
    return [parameters[id_] for id_ in ids if id_ in parameters]


def _turning_days(parameter: Parameter) -> Iterator[date]:
    for value in parameter.values:
        yield value.from_
        if value.to is not None:
            yield value.to + timedelta(days=1)
