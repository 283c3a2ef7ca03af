"""A receipt of a decided case: what was asked and answered, what followed and from which rules and amounts.

The receipt is a piece of JSON with a checksum over all the rest of it. The checksum shows that nothing has
changed since it was written; it does not show who wrote it. Of a check whose answers are private it holds the
outcome alone.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dialogs.engine import Facts, Needs, NoRowFitsError, Reached, advance
from dialogs.facts import FactError, parse_facts
from dialogs.model import Flow
from dialogs.state import Answer
from dialogs.wording import Note as Noted
from dialogs.wording import said, sources_in_words, tell
from knowledge.amounts import grouped, kronor, swedish_day
from knowledge.loader import Knowledge
from knowledge.model import DatedValue, Parameter

MOST_SIGNS = 100_000
"""Longer texts are no receipts."""


class ReceiptError(ValueError):
    """This is no receipt, or it has been changed; the message says which."""


class NothingToReplayError(ReceiptError):
    """The receipt is unchanged, and is of a private check: it holds nothing to work out again."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Given(_Part):
    """A question and its answer, in the words that the reader met."""

    question: str
    answer: str


class Note(_Part):
    """Something to do or to mind, as the outcome said it."""

    title: str
    text: str
    to_do: bool


class Amount(_Part):
    """A dated amount that was read: to decide, or to see what is to be done."""

    parameter: str
    name: str
    law: str
    sek: int | None
    eur: int | None
    holds_from: date
    holds_to: date | None
    source: str
    """The source's title, and where in it."""

    @property
    def in_words(self) -> str:
        """``700 000 kronor exklusive moms (LOU, från 1 februari 2022).`` and the source."""
        value = kronor(self.sek) if self.sek is not None else f"{grouped(self.eur or 0)} euro"
        until = f" till {swedish_day(self.holds_to)}" if self.holds_to else ""
        period = f"från {swedish_day(self.holds_from)}{until}"
        return f"{value} exklusive moms ({self.law}, {period}). {self.source}"


class Body(_Part):
    """All but the checksum."""

    form: Literal[1] = 1
    organisation: str
    flow: str
    title: str
    """The check, as its reader knows it."""
    flow_version: int
    content_version: str
    day: date
    """The day that the case was decided for."""
    written: date
    facts: Annotated[Mapping[str, str | int], Field(repr=False)]
    """What was known, by the contract's names; empty where the answers are private."""
    given: Annotated[tuple[Given, ...], Field(repr=False)]
    outcome: str
    heading: str
    """The outcome, in a line."""
    text: str
    """The outcome, in full."""
    reasons: tuple[str, ...]
    rules: tuple[str, ...]
    flags: tuple[str, ...]
    notes: tuple[Note, ...]
    """What the flags say."""
    amounts: tuple[Amount, ...]
    sources: tuple[str, ...]


class Receipt(_Part):
    """A body with its checksum: SHA-256 over the body as JSON with sorted keys and no spaces, in UTF-8."""

    body: Body
    checksum: str

    @property
    def is_private(self) -> bool:
        """Whether it holds the outcome alone, so that nothing can be worked out again."""
        return not self.body.facts

    def to_json(self) -> str:
        """The receipt as text that ``read_receipt`` reads."""
        return _canonical(self.model_dump(mode="json"))


def issue(
    flow: Flow,
    reached: Reached,
    answers: tuple[Answer, ...],
    knowledge: Knowledge,
    *,
    day: date,
    written: date,
) -> Receipt:
    """The receipt of a case that was decided for *day*, written on the day *written*.

    *answers* are those of a conversation, in its order. A case from outside has none: there the facts that
    the decision needed are told as its answers.
    """
    told = tell(reached, knowledge)
    body = Body(
        organisation=knowledge.organisation.name,
        flow=flow.name,
        title=flow.title,
        flow_version=flow.version,
        content_version=knowledge.version,
        day=day,
        written=written,
        facts={} if flow.sensitive else _as_json(reached.facts),
        given=()
        if flow.sensitive
        else tuple(
            Given(question=one.question, answer=one.answer)
            for one in said(flow, answers or _needed(flow, reached, knowledge))
        ),
        outcome=reached.outcome.id,
        heading=told.title,
        text=told.text,
        reasons=() if flow.sensitive else told.reasons,
        rules=() if flow.sensitive else reached.rules,
        flags=() if flow.sensitive else tuple(sorted({flag.id for flag in reached.flags})),
        notes=()
        if flow.sensitive
        else tuple(Note(title=one.title, text=one.text, to_do=one.to_do) for one in told.notes),
        amounts=_amounts(reached, knowledge),
        sources=sources_in_words(told.sources, knowledge),
    )
    return Receipt(body=body, checksum=_checksum(body))


def read_receipt(text: str) -> Receipt:
    """The receipt in *text*. Raises ``ReceiptError`` for anything else, and for one that has been changed."""
    try:
        if len(text) > MOST_SIGNS:
            raise ValueError
        receipt = Receipt.model_validate_json(text)
    except (ValidationError, ValueError, RecursionError):
        raise ReceiptError(
            "Det är inget kvitto från boten, eller ett i en form som den inte känner."
        ) from None
    if receipt.checksum != _checksum(receipt.body):
        raise ReceiptError("Kontrollsumman stämmer inte: kvittot har ändrats sedan det skrevs.")
    return receipt


def replay(receipt: Receipt, flows: Mapping[str, Flow], knowledge: Knowledge, today: date) -> list[str]:
    """What would come of the same answers now, in sentences.

    First for the day that the receipt was decided for, then for a purchase that begins *today*. Raises
    ``ReceiptError`` where nothing can be worked out.
    """
    body = receipt.body
    flow = flows.get(body.flow)
    if flow is None:
        raise ReceiptError(f"Kontrollen {body.flow} finns inte längre, så kvittot kan inte räknas om.")
    if receipt.is_private:
        raise NothingToReplayError(
            "Kvittot innehåller bara resultatet, inte svaren, så det kan inte räknas om."
        )
    told = [_compared(receipt, flow, body.facts, knowledge, f"för den {swedish_day(body.day)}")]
    if flow.dated and today != body.day:
        facts = {**body.facts, "date": today.isoformat()}
        told.append(
            _compared(receipt, flow, facts, knowledge, f"för ett köp som börjar {swedish_day(today)}")
        )
    if body.flow_version != flow.version:
        told.append(
            f"Kontrollen har ändrats: kvittot skrevs med version {body.flow_version}, "
            f"nu är det {flow.version}."
        )
    return told


def _compared(
    receipt: Receipt, flow: Flow, raw: Mapping[str, str | int], knowledge: Knowledge, when: str
) -> str:
    try:
        found = advance(flow, _facts(flow, raw), knowledge.parameters)
    except (FactError, NoRowFitsError) as error:
        raise ReceiptError(f"Svaren i kvittot passar inte kontrollen som den är nu: {error}.") from None
    if isinstance(found, Needs):
        question = flow.question(found.fact).called
        return f"Dagens regler {when} behöver veta mer än kvittot säger: {question}."
    body = receipt.body
    told = tell(found, knowledge)
    differs = [] if found.outcome.id == body.outcome else [f"utfallet blir {told.title}"]
    if found.rules != body.rules:
        differs.append(f"regler som avgör: {', '.join(found.rules)} i stället för {', '.join(body.rules)}")
    if (now := _titles(told.notes)) != (then := _titles(body.notes)):
        differs.append(f"att tänka på: {now} i stället för {then}")
    differs += _other_amounts(_amounts(found, knowledge), body.amounts, both=bool(differs))
    if not differs:
        return f"Dagens regler {when} ger samma utfall, av samma regler och belopp."
    return f"Dagens regler {when} ger något annat: {'; '.join(differs)}."


def _facts(flow: Flow, raw: Mapping[str, str | int]) -> Facts:
    """The facts of a conversation, which may be fewer than a whole case has. Raises ``FactError``."""
    whole = {question.fact: question.values[-1] for question in flow.contract if question.values}
    if flow.dated:
        whole["date"] = "2000-01-01"
    checked = parse_facts(flow, {**whole, **raw})
    return {name: checked[name] for name in raw}


def _needed(flow: Flow, reached: Reached, knowledge: Knowledge) -> tuple[Answer, ...]:
    """The facts that had to be known before the case could be decided, in the order of the questions."""
    facts = {name: value for name, value in reached.facts.items() if name == "date"}
    while isinstance(found := advance(flow, facts, knowledge.parameters), Needs):
        facts[found.fact] = reached.facts[found.fact]
    return tuple(
        (question.fact, value)
        for question in flow.contract
        if question.fact in facts and not isinstance(value := facts[question.fact], date)
    )


def _as_json(facts: Facts) -> dict[str, str | int]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}


def _amounts(reached: Reached, knowledge: Knowledge) -> tuple[Amount, ...]:
    """Each amount that was read, once: those that decided, then those that the flags go by."""
    limits = [*reached.limits.values(), *reached.flag_limits.values()]
    read = [
        *((limit.parameter, limit.value) for limit in limits),
        *(one.floor for one in limits if one.floor),
    ]
    return tuple({parameter.id: _amount(parameter, value, knowledge) for parameter, value in read}.values())


def _amount(parameter: Parameter, value: DatedValue, knowledge: Knowledge) -> Amount:
    return Amount(
        parameter=parameter.id,
        name=parameter.name,
        law=parameter.law,
        sek=value.sek,
        eur=value.eur,
        holds_from=value.from_,
        holds_to=value.to,
        source=" ".join([knowledge.sources[value.source].title, value.at or ""]).strip(),
    )


def _titles(notes: Iterable[Note | Noted]) -> str:
    return ", ".join(one.title for one in notes) or "inget"


def _other_amounts(now: Iterable[Amount], then: Iterable[Amount], *, both: bool) -> list[str]:
    """The amounts that are not what they were, of those read in *both*, or of all.

    That one is read no more follows from another outcome, which has been told.
    """
    new, old = {one.parameter: one for one in now}, {one.parameter: one for one in then}
    return [
        f"{(new | old)[name].name}: {_in_words(new.get(name))} i stället för {_in_words(old.get(name))}"
        for name in new | old
        if new.get(name) != old.get(name) and not (both and (name not in new or name not in old))
    ]


def _in_words(amount: Amount | None) -> str:
    if amount is None:
        return "inget"
    return f"{amount.sek} kr" if amount.sek is not None else f"{amount.eur} euro"


def _checksum(body: Body) -> str:
    return hashlib.sha256(_canonical(body.model_dump(mode="json")).encode()).hexdigest()


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
