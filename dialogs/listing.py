"""The paths of a flow for a reviewing lawyer: numbered, in Swedish, with rows and sources; or as data."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from dialogs.drawing.graph import title_of
from dialogs.in_words import amounts_in_words, choices_in_words, cited, days_in_words, listed
from dialogs.model import Condition, Flag, Flow, When
from dialogs.paths import Answers, Path, paths
from dialogs.proof.cells import Period
from knowledge.amounts import written
from knowledge.loader import Knowledge
from knowledge.model import Citation

_FEW = 3
"""More amounts than this are not listed."""


@dataclass(frozen=True)
class Item:
    """A path in words: its number, the answers that are its own, and what follows from them."""

    number: int
    answers: str
    end: str


@dataclass(frozen=True)
class Group:
    """Paths that begin with the same answers."""

    after: str
    """Those answers; empty at the first question."""
    items: tuple[Item, ...]


def path_groups(flow: Flow, knowledge: Knowledge) -> tuple[Group, ...]:
    """Every path, numbered from 1; what several paths in a row begin with is said once, before them."""
    rows = []
    for number, path in enumerate(paths(flow, knowledge.parameters), 1):
        shared, own = _steps(flow, path, knowledge)
        item = Item(number, _joined(own) or "Inget av svaren ovan", _end(flow, path, knowledge))
        rows.append((_joined(shared), item))
    return tuple(
        Group(after, tuple(item for _, item in items))
        for after, items in groupby(rows, key=lambda row: row[0])
    )


def flag_lines(flow: Flow, knowledge: Knowledge) -> Iterator[str]:
    """What is added to outcomes, and when; one line each."""
    for flag in flow.flags:
        rule = f" ({flag.row})" if flag.row else ""
        with_ = listed([f"”{title_of(flow, id_, knowledge)}”" for id_ in flag.added_to], "och")
        whens = listed([_when(flow, when, knowledge) for when in flag.when], "eller")
        said = ", ".join(filter(None, [f"vid {with_}" if with_ else "", f"när {whens}" if whens else ""]))
        yield f"{flag.title}{rule}: {said or 'alltid'}. {sources_in_words(flag.sources, knowledge)}"


def explanation(flow: Flow, count: int) -> str:
    """How the list is to be read."""
    if flow.decide == "strictest":
        return (
            f"{count} vägar, en för varje regel. Frågorna ställs i ordning. Strängaste svaret avgör, och alla"
            " svar som räknas nämns. När ett svar leder till det strängaste utfallet ställs inget mer."
        )
    return (
        f"{count} vägar till ett utfall, i den ordning frågorna ställs. Svar, belopp och dagar som leder"
        " samma väg står ihop. Tillsammans täcker vägarna varje fall, och inget fall hör till två."
    )


def as_data(flow: Flow, knowledge: Knowledge) -> dict[str, Any]:
    """The same as values for JSON. Days and amounts include both ends; null is without end."""
    return {
        "flow": flow.name,
        "version": flow.version,
        "paths": [_path_data(i, path) for i, path in enumerate(paths(flow, knowledge.parameters), 1)],
        "flags": [_flag_data(flag) for flag in flow.flags],
    }


def _steps(flow: Flow, path: Path, knowledge: Knowledge) -> tuple[list[str], list[str]]:
    """The answers of *path*: those before the amount, and from it on; without one, the last stands alone."""
    steps: list[str] = []
    amount_at = None
    for question in flow.contract:
        given = path.answers.get(question.fact)
        if given is None:
            continue
        if question.kind == "amount":
            amount_at = len(steps)
            steps += [f"Dag: {_days(path.days)}"] if path.days else []
        words = _given(flow, question.fact, given)
        if not words and path.row:
            words = _compared(flow, path.row.when, question.fact, knowledge)
        steps.append(f"{question.called}: {words}")
    parted = max(len(steps) - 1, 0) if amount_at is None else amount_at
    return steps[:parted], steps[parted:]


def _joined(steps: Sequence[str]) -> str:
    return " → ".join(steps)


def _days(days: Sequence[Period]) -> str:
    return listed([days_in_words(period.first, period.last) for period in days], "eller")


def _given(flow: Flow, fact: str, given: Answers) -> str:
    words = [amounts_in_words(low, high) for low, high in given.amounts]
    if given.values:
        words.append(choices_in_words(flow.question(fact), given.values))
    return listed(words, "eller")


def _end(flow: Flow, path: Path, knowledge: Knowledge) -> str:
    sources = path.sources or flow.outcome(path.outcome).sources
    rule = f" ({path.row.row})" if path.row else ""
    return f"{title_of(flow, path.outcome, knowledge)}{rule}. {sources_in_words(sources, knowledge)}"


def sources_in_words(sources: Sequence[Citation], knowledge: Knowledge) -> str:
    """``LOU 19 a kap. 2 §; LUF 19 a kap. 2 §.``"""
    return end_of_sentence(
        "; ".join(cited(knowledge.sources[one.source].short, [one.at] if one.at else []) for one in sources)
    )


def end_of_sentence(text: str) -> str:
    """*text* with a full stop, unless it ends with a sign of its own."""
    return text if text.endswith((".", "?")) else f"{text}."


def _when(flow: Flow, when: When, knowledge: Knowledge) -> str:
    parts = []
    for fact, condition in when.items():
        question = flow.question(fact)
        if condition.one_of is not None:
            parts.append(f"{question.called}: {choices_in_words(question, condition.one_of)}")
        else:
            parts.append(f"{question.called} {_compared(flow, when, fact, knowledge)}")
    return " och ".join(parts)


def _compared(flow: Flow, when: When, fact: str, knowledge: Knowledge) -> str:
    """``minst 100 000 kronor exklusive moms (LUFS, från 1 februari 2022)``."""
    amounts = _amounts(flow, when, when[fact], knowledge)
    limit = listed(amounts, "eller") if len(amounts) <= _FEW else "gränsen för lagen och dagen"
    return f"{_comparison(when[fact])} {limit}"


def _comparison(condition: Condition) -> str:
    if condition.above is not None:
        return "över"
    if condition.at_least is not None:
        return "minst"
    if condition.below is not None:
        return "under"
    return "minst nio tiondelar av" if condition.near is not None else "utan känd jämförelse med"


def _amounts(flow: Flow, when: When, condition: Condition, knowledge: Knowledge) -> list[str]:
    """The amounts that the comparison may be with, given the other conditions of *when*."""
    found = []
    for choice in flow.limit(condition.limit or "").choose:
        clash = any(
            fact in when and not set(when[fact].one_of or ()) & set(wanted.one_of or ())
            for fact, wanted in choice.when.items()
        )
        if not clash:
            parameter = knowledge.parameters[choice.parameter]
            found += [written(parameter, value) for value in parameter.values]
    return found


def _path_data(number: int, path: Path) -> dict[str, Any]:
    return {
        "number": number,
        "answers": {
            fact: [*given.values, *({"from": low, "to": high} for low, high in given.amounts)]
            for fact, given in path.answers.items()
        },
        "days": [
            {
                "from": period.first.isoformat() if period.first else None,
                "to": period.last.isoformat() if period.last else None,
            }
            for period in path.days
        ],
        "outcome": path.outcome,
        "rule": path.row.row if path.row else None,
        "sources": [citation.model_dump() for citation in path.sources],
    }


def _flag_data(flag: Flag) -> dict[str, Any]:
    return {
        "id": flag.id,
        "rule": flag.row,
        "added_to": list(flag.added_to),
        "when": [
            {fact: condition.model_dump(exclude_none=True) for fact, condition in when.items()}
            for when in flag.when
        ],
        "sources": [citation.model_dump() for citation in flag.sources],
    }
