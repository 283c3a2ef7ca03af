"""A whole case from outside: strict facts in, a decision out. The names are the command line's contract."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from dialogs.engine import Facts, Needs, Reached, Value, advance
from dialogs.in_words import listed
from dialogs.limits import LimitRead
from dialogs.model import Flow, Question
from knowledge.loader import Knowledge
from knowledge.model import DatedValue

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class FactError(ValueError):
    """The facts cannot be used. *fact* names the one at fault; None when they are no facts at all.

    The message never repeats a value: it may be about a conflict of interest.
    """

    def __init__(self, message: str, fact: str | None) -> None:
        self.fact = fact
        super().__init__(message)


@dataclass(frozen=True)
class Decision:
    """What follows from a case. The same facts always give the same decision."""

    reached: Reached

    def to_json(self) -> dict[str, Any]:
        """Outcome, flags in alphabetical order, rules in the order they decided, and the amounts read."""
        return {
            "outcome": self.reached.outcome.id,
            "flags": sorted({flag.id for flag in self.reached.flags}),
            "rules": list(self.reached.rules),
            "parameters": amounts_read(self.reached.limits),
        }


def decide(flow: Flow, facts: Facts, knowledge: Knowledge) -> Decision:
    """The decision of a case, as ``parse_facts`` gives it. Raises ``FactError`` when one is missing."""
    found = advance(flow, facts, knowledge.parameters)
    if isinstance(found, Needs):
        raise FactError(f"{found.fact} saknas – alla fakta ska vara med", found.fact)
    return Decision(found)


def contract_facts(flow: Flow) -> list[str]:
    """The names of all facts that make a case."""
    return [*(["date"] if flow.dated else []), *(question.fact for question in flow.contract)]


def parse_facts(flow: Flow, raw: object) -> Facts:
    """The facts of a case from JSON values: all that the flow asks about, and nothing else.

    Raises ``FactError`` for the first fault, and for all that is missing at once.
    """
    if not isinstance(raw, Mapping):
        raise FactError("fakta ska vara ett JSON-objekt med namn och värden", None)
    known = contract_facts(flow)
    for name in raw:
        if name not in known:
            near = get_close_matches(str(name), known, n=1)
            mend = f"menade du {near[0]}?" if near else f"de som finns är {', '.join(known)}"
            raise FactError(f"okänt faktum – {mend}", str(name))
    missing = [name for name in known if name not in raw]
    if missing:
        raise FactError(f"{listed(missing, 'och')} saknas – alla fakta ska vara med", missing[0])
    return {
        name: parse_day(raw[name]) if name == "date" else _value(flow.question(name), raw[name])
        for name in known
    }


def _value(question: Question, raw: object) -> Value:
    if isinstance(raw, str) and raw in question.values:
        return raw
    allowed = ", ".join(question.values)
    if question.kind == "choice":
        raise FactError(f"{question.fact} ska vara ett av {allowed}", question.fact)
    if isinstance(raw, int) and not isinstance(raw, bool) and raw >= 0:
        return raw
    raise FactError(f"{question.fact} ska vara hela kronor från 0 och uppåt, eller {allowed}", question.fact)


def parse_day(raw: object) -> date:
    """A day from text such as ``2026-01-31``, exactly so written. Raises ``FactError``."""
    if isinstance(raw, str) and _ISO_DAY.fullmatch(raw):
        try:
            return date.fromisoformat(raw)
        except ValueError:
            pass
    raise FactError("date ska vara ett datum som 2026-01-31", "date")


def amounts_read(limits: Mapping[str, LimitRead]) -> dict[str, Any]:
    """The limits as JSON values. One that is known in euro alone says so, and which fixed amount decided."""
    amounts = {}
    for name, limit in limits.items():
        amounts[name] = _amount(limit.value)
        if limit.floor is not None:
            amounts["fixed_limit"] = _amount(limit.floor[1])
    return amounts


def _amount(value: DatedValue) -> dict[str, Any]:
    amount: dict[str, Any] = {"value": value.sek}
    if value.sek is None:
        amount["eur"] = value.eur
    return amount | {"from": value.from_.isoformat()}
