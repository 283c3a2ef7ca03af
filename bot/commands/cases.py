"""Cases on the command line: their facts as JSON in, what follows out, for a program or a person."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from dialogs.facts import Decision, FactError, decide, parse_facts
from dialogs.model import Flow, Question
from dialogs.wording import sources_in_words, tell
from knowledge.amounts import swedish_day
from knowledge.loader import Knowledge

_EXAMPLE_AMOUNT = 500_000


def decided(flow: Flow, knowledge: Knowledge, text: str, as_of: str | None) -> Decision:
    """The decision of the case in *text*, begun on the day *as_of* where one is given.

    Raises ``FactError`` with what is wrong with it.
    """
    try:
        case = json.loads(text, object_pairs_hook=_each_once)
    except FactError:
        raise
    except (ValueError, RecursionError):
        raise FactError("det är inte JSON – skriv ett objekt med namn och värden", None) from None
    if as_of and isinstance(case, dict):
        case = {**case, "date": as_of}
    return decide(flow, parse_facts(flow, case), knowledge)


def _each_once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """The names and values of an object; of a name that stands twice it is not known which was meant."""
    case: dict[str, Any] = {}
    for name, value in pairs:
        if name in case:
            raise FactError("faktumet står två gånger – behåll ett", name)
        case[name] = value
    return case


def as_json(flow: Flow, knowledge: Knowledge, text: str, as_of: str | None) -> dict[str, Any]:
    """The same as values for JSON; a fault as ``error``, with the name of the fact."""
    try:
        return decided(flow, knowledge, text, as_of).to_json()
    except FactError as error:
        return {"error": str(error), "fact": error.fact}


def in_words(decision: Decision, knowledge: Knowledge) -> Iterator[str]:
    """What follows, for a person: why, what to do, what to mind, and the sources."""
    reached, result = decision.reached, decision.to_json()
    told = tell(reached, knowledge)
    yield told.title
    yield told.text
    yield from _part("Därför", [f"– {reason}" for reason in told.reasons])
    yield from _part("Gör så här", [f"{i}. {step}" for i, step in enumerate(told.next_steps, 1)])
    for heading, to_do in (("Checklista", True), ("Tänk på", False)):
        notes = [f"– {note.title}: {note.text}" for note in told.notes if note.to_do is to_do]
        yield from _part(heading, notes)
    yield from _part("Källor", [f"– {source}" for source in sources_in_words(told.sources, knowledge)])
    yield ""
    day = reached.facts.get("date")
    if isinstance(day, date):
        yield f"Bedömt för den {swedish_day(day)}. Vägledning, inte ett beslut."
    yield f"Utfall: {result['outcome']}. Flaggor: {', '.join(result['flags']) or 'inga'}."


def _part(heading: str, lines: Iterable[str]) -> Iterator[str]:
    lines = list(lines)
    if lines:
        yield from ("", heading, *lines)


def facts_of(flow: Flow, today: date) -> Iterator[str]:
    """Every fact that makes a case, with its values and what they mean, and a case to start from."""
    yield f"{flow.title} Ett fall har de här uppgifterna, och alla ska vara med."
    example: dict[str, str | int] = {}
    if flow.dated:
        example["date"] = today.isoformat()
        yield from _part("date: Vilken dag gäller det?", ["  ett datum som 2026-01-31"])
    for question in flow.contract:
        amount = question.kind == "amount"
        example[question.fact] = _EXAMPLE_AMOUNT if amount else question.values[0]
        values = ["  hela kronor från 0 och uppåt, eller"] if amount else []
        yield from _part(f"{question.fact}: {question.text}", [*values, *_values(question)])
    yield from _part("Ett fall att börja med", [_command(flow, example)])


def _values(question: Question) -> Iterator[str]:
    width = max(len(value) for value in question.values)
    for value in question.values:
        choice = question.choice(value)
        yield f"  {value:<{width}}  {choice.label if choice else ''}"


def _command(flow: Flow, case: Mapping[str, str | int]) -> str:
    return f"inkopsbot dialog {flow.name} --facts '{json.dumps(case)}'"
