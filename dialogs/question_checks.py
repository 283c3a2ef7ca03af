"""What can be wrong in one question of a flow: answers that lead nowhere, lists too long, no help offered."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from dialogs.model import UNKNOWN, UNSURE, Flow, Question
from knowledge.swedish import words
from knowledge.yaml_reader import Path_

MOST_CHOICES = 6
"""More than this is no longer easy to choose from on a telephone."""
LONGEST_LABEL = 80
"""Characters: two lines of a button on a telephone."""

Found = Iterator[tuple[Path_, str]]
"""Where in the flow, and what is wrong with what to do about it."""


def in_question(question: Question, flow: Flow) -> Found:
    """All that is wrong in *question*; places are within it."""
    facts = [asked.fact for asked in flow.contract]
    values = [choice.value for choice in question.choices]
    for i, choice in enumerate(question.choices):
        if choice.value in values[:i]:
            yield ("choices", i, "value"), f"{choice.value!r} finns redan – behåll en"
        if choice.asks is not None and choice.asks not in facts:
            yield ("choices", i, "asks"), no_such("frågan", choice.asks, facts)
    yield from _in_labels(question)
    if not {UNSURE, UNKNOWN}.isdisjoint(values) and question.unsure is None:
        yield ("choices",), "den som inte vet får ingen hjälp – skriv 'unsure:' med hur man tar reda på det"
    if question.assume is not None and question.assume not in question.values:
        yield ("assume",), no_such("svaret", question.assume, question.values)
    if question.about is not None and question.about not in facts:
        yield ("about",), no_such("frågan", question.about, facts)
    if question.counting is not None and question.kind != "amount":
        yield ("counting",), "hör till frågor om ett belopp – ta bort"
    if question.narrows is None:
        yield from (
            (("choices", i, "offers"), "hör till frågor med 'narrows:' – ta bort")
            for i in _offering(question)
        )
        if len(values) > MOST_CHOICES and flow.narrowing(question.fact) is None:
            mend = f"lägg en fråga med 'narrows: {question.fact}' före"
            problem = f"{len(values)} svar är för många på ett kort – {mend}"
            yield ("choices",), problem
    elif question.narrows not in facts:
        yield ("narrows",), no_such("frågan", question.narrows, facts)
    else:
        yield from _in_narrowing(question, flow.question(question.narrows))


def _in_labels(question: Question) -> Found:
    """Labels and phrases: what two answers share picks neither, so nobody who types it is understood."""
    said: dict[str, str] = {}
    for i, choice in enumerate(question.choices):
        if len(choice.label) > LONGEST_LABEL:
            problem = f"{len(choice.label)} tecken, högst {LONGEST_LABEL} får plats på en knapp – korta"
            yield ("choices", i, "label"), problem
        for part, phrases in (("label", (choice.label,)), ("also", choice.also)):
            for phrase in phrases:
                other = said.setdefault(" ".join(words(phrase)), choice.value)
                if other != choice.value:
                    problem = f"{phrase!r} står också på {other!r}, så ingen kan mena bara ett av dem"
                    yield ("choices", i, part), f"{problem} – behåll det på ett"


def _in_narrowing(question: Question, narrowed: Question) -> Found:
    if len(question.choices) > MOST_CHOICES:
        yield ("choices",), f"{len(question.choices)} svar är för många på ett kort – högst {MOST_CHOICES}"
    for i, choice in enumerate(question.choices):
        if not choice.offers:
            yield ("choices", i), "saknar 'offers:' – skriv vilka svar som är kvar"
        if len(choice.offers) > MOST_CHOICES:
            yield (
                ("choices", i, "offers"),
                f"{len(choice.offers)} svar är för många på ett kort – högst {MOST_CHOICES}",
            )
        for value in choice.offers:
            if value not in narrowed.values:
                yield ("choices", i, "offers"), no_such("svaret", value, narrowed.values)
    offered = {value for choice in question.choices for value in choice.offers}
    for value in narrowed.values:
        if value not in offered:
            yield ("choices",), f"inget svar leder till {value!r} – lägg det i en 'offers:'"


def _offering(question: Question) -> Iterator[int]:
    return (i for i, choice in enumerate(question.choices) if choice.offers)


def no_such(what: str, name: str, known: Iterable[str]) -> str:
    """That *name* does not exist, and which was probably meant."""
    names = list(known)
    near = get_close_matches(name, names, n=1)
    return f"{what} {name!r} finns inte – " + (
        f"menade du {near[0]!r}?" if near else f"skriv ett av {', '.join(names)}"
    )
