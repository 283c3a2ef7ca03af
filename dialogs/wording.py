"""What an outcome says: its own words or the organisation's, with reasons, amounts and sources filled in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dialogs.engine import Reached
from dialogs.in_words import cited
from dialogs.limits import LimitRead
from dialogs.model import UNKNOWN, UNSURE, Flow, Question, Row, Tone, When
from dialogs.state import Answer
from knowledge.amounts import kronor
from knowledge.loader import Knowledge
from knowledge.model import Citation, Responsibility


@dataclass(frozen=True)
class Note:
    """Something to mind that goes with an outcome."""

    title: str
    text: str
    to_do: bool


@dataclass(frozen=True)
class Said:
    """An answer that was given, in words."""

    question: str
    answer: str
    find_out: str | None = None
    """How to find out, where the answer was that one does not know."""


@dataclass(frozen=True)
class Told:
    """An outcome ready to be shown, free of any channel."""

    outcome: str
    """The outcome's id."""
    tone: Tone
    title: str
    text: str
    reasons: tuple[str, ...]
    """One sentence for each row that decided."""
    next_steps: tuple[str, ...]
    notes: tuple[Note, ...]
    sources: tuple[Citation, ...]
    contact: str | None
    """The contact that the organisation names for the matter."""
    checked: date | None
    """When the oldest part of what the organisation says of who is responsible was read."""
    leads_to: str | None
    """The dialog that takes it from here."""


def tell(reached: Reached, knowledge: Knowledge) -> Told:
    """The outcome in words. Amounts are those that the decision itself read."""
    outcome = reached.outcome
    ours = knowledge.responsibilities[outcome.responsibility] if outcome.responsibility else None
    sources = [
        *(ours.sources if ours else outcome.sources),
        *(citation for row in reached.rows for citation in row.sources),
        *(citation for flag in reached.flags for citation in flag.sources),
        *(
            Citation(source=limit.value.source, at=limit.value.at)
            for limit in reached.limits.values()
            if limit.is_in_euro
        ),
    ]
    return Told(
        outcome=outcome.id,
        tone=outcome.tone,
        title=(ours.title if ours else outcome.title) or "",
        text=(ours.text if ours else outcome.text) or "",
        reasons=tuple(_reason(row, reached) for row in reached.rows),
        next_steps=outcome.next_steps,
        notes=tuple(
            Note(flag.title, _filled(flag.text, flag.when, reached.flag_limits, reached), flag.to_do)
            for flag in reached.flags
        ),
        sources=tuple(dict.fromkeys(sources)),
        contact=ours.contact if ours else None,
        checked=_checked(ours, knowledge) if ours else None,
        leads_to=outcome.leads_to,
    )


def _checked(ours: Responsibility, knowledge: Knowledge) -> date:
    contact = knowledge.contacts[ours.contact] if ours.contact else knowledge.unit
    return min(contact.checked, *(knowledge.sources[one.source].checked for one in ours.sources))


def said(flow: Flow, answers: Iterable[Answer]) -> tuple[Said, ...]:
    """*answers* in words, in their order."""
    return tuple(_said(flow.question(fact), value) for fact, value in answers)


def _said(question: Question, value: str | int) -> Said:
    choice = question.choice(str(value))
    answer = choice.label if choice else kronor(int(value))
    return Said(question.called, answer, question.unsure if value in (UNSURE, UNKNOWN) else None)


def sources_in_words(citations: Iterable[Citation], knowledge: Knowledge) -> tuple[str, ...]:
    """Each source once, with all places in it."""
    places: dict[str, dict[str, None]] = {}
    for one in citations:
        places.setdefault(knowledge.sources[one.source].short, {})[one.at or ""] = None
    return tuple(cited(short, [*filter(None, at)]) for short, at in places.items())


def _reason(row: Row, reached: Reached) -> str:
    euro = row.reason_in_euro and any(
        condition.limit in reached.limits and reached.limits[condition.limit].is_in_euro
        for condition in row.when.values()
        if condition.limit
    )
    return _filled((euro and row.reason_in_euro) or row.reason, (row.when,), reached.limits, reached)


def _filled(text: str, whens: Iterable[When], limits: Mapping[str, LimitRead], reached: Reached) -> str:
    """*text* with ``{value}`` and ``{limit}`` as the conditions compared them."""
    for when in whens:
        for fact, condition in when.items():
            amount = reached.facts.get(fact)
            if condition.limit and condition.limit in limits and isinstance(amount, int):
                value = f"{kronor(amount)} exklusive moms"
                limit = limits[condition.limit]
                words = limit.alone if condition.undecided_by else limit.in_words
                return text.replace("{value}", value).replace("{limit}", words)
    return text
