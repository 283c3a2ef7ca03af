"""Every rule that content keeps, and what it costs to break it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from knowledge.checks.alike import same_titles, same_wordings, similar_wordings
from knowledge.checks.days import amounts_that_end, amounts_without_kronor, overdue_reviews
from knowledge.checks.finding import Examined, Finding
from knowledge.checks.fitting import confidence_not_fitted, stale_confidence
from knowledge.checks.lengths import few_keywords, few_wordings, long_answers, too_large_to_show
from knowledge.checks.questions import copied_questions, not_found, not_left, rivals, without_questions
from knowledge.checks.readability import hard_texts
from knowledge.yaml_reader import Fault


class Weight(Enum):
    """What follows when a rule is broken."""

    FAULT = auto()
    """The content is not taken into use."""
    WARNING = auto()
    """The content is used, and somebody should look at it."""


@dataclass(frozen=True)
class Rule:
    """A rule: how heavy, what it is about as a heading, and what finds where it is broken."""

    weight: Weight
    about: str
    look: Callable[[Examined], Iterator[Finding]]


RULES = (
    Rule(Weight.FAULT, "För få formuleringar", few_wordings),
    Rule(Weight.FAULT, "För få nyckelord", few_keywords),
    Rule(Weight.FAULT, "För långa svar", long_answers),
    Rule(Weight.FAULT, "För stora svar", too_large_to_show),
    Rule(Weight.FAULT, "Samma rubrik", same_titles),
    Rule(Weight.FAULT, "Samma formulering", same_wordings),
    Rule(Weight.FAULT, "Svar utan provfrågor", without_questions),
    Rule(Weight.FAULT, "Provfrågor som redan är formuleringar", copied_questions),
    Rule(Weight.FAULT, "Säkerhet räknad på annat innehåll", stale_confidence),
    Rule(Weight.WARNING, "Säkerhet som inte är uträknad", confidence_not_fitted),
    Rule(Weight.WARNING, "Fel svar på en provfråga", not_left),
    Rule(Weight.WARNING, "Provfrågor som hittar fel", not_found),
    Rule(Weight.WARNING, "Svar som tar varandras frågor", rivals),
    Rule(Weight.WARNING, "Nästan samma formulering", similar_wordings),
    Rule(Weight.WARNING, "Granskning som är försenad", overdue_reviews),
    Rule(Weight.WARNING, "Belopp som tar slut", amounts_that_end),
    Rule(Weight.WARNING, "Belopp utan kronor", amounts_without_kronor),
    Rule(Weight.WARNING, "Svårläst", hard_texts),
)


def broken(examined: Examined, weight: Weight) -> Iterator[tuple[str, list[Fault]]]:
    """Of the rules of *weight*, those that are broken: what the rule is about, and where, in file order."""
    for rule in RULES:
        if rule.weight is weight:
            found = [
                examined.written.fault(one.section, one.id, one.field, one.problem)
                for one in rule.look(examined)
            ]
            if found:
                yield rule.about, sorted(found)
