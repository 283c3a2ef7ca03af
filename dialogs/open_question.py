"""What is open after some answers: the question and its choices now, or the outcome."""

from collections.abc import Iterator
from dataclasses import dataclass

from dialogs.engine import Facts, Needs, Parameters, Reached, Value, advance
from dialogs.model import Choice, Flow, Question
from dialogs.state import DialogState, FlowChangedError, NotAChoiceError, StateError


@dataclass(frozen=True)
class Open:
    """The question that is open, and the choices it has now."""

    question: Question
    choices: tuple[Choice, ...]

    def is_about(self, fact: str) -> bool:
        """Whether an answer about *fact* answers it: its own, or the one behind it that it only narrows."""
        return fact in (self.question.fact, self.question.narrows)


def look(flow: Flow, state: DialogState, parameters: Parameters) -> Open | Reached:
    """What follows from the answers of *state*. Raises ``FlowChangedError`` and ``StateError``."""
    found = advance(flow, known_facts(flow, state), parameters)
    if not isinstance(found, Needs):
        return found
    narrowing = flow.narrowing(found.fact)
    chosen = {question.fact: choice for question, choice in _chosen(flow, state)}
    if narrowing is not None and narrowing.fact not in chosen:
        return Open(narrowing, narrowing.choices)
    narrowed = chosen.get(narrowing.fact) if narrowing else None
    question = flow.question(found.fact)
    opened = {choice.asks for choice in chosen.values() if choice}
    return Open(
        question,
        tuple(
            choice
            for choice in question.choices
            if (not choice.asks or choice.asks not in opened)
            and (narrowed is None or choice.value in narrowed.offers)
        ),
    )


def known_facts(flow: Flow, state: DialogState) -> Facts:
    """What the answers say of the case, with the date, what is assumed, and what narrowing has settled."""
    if (state.flow, state.version) != (flow.name, flow.version):
        raise FlowChangedError(f"{flow.name} är ändrad sedan samtalet började – börja om")
    facts: dict[str, Value] = {"date": state.day} if flow.dated else {}
    opened = {choice.asks for _, choice in _chosen(flow, state) if choice and choice.asks}
    facts |= {
        question.fact: question.assume
        for question in flow.questions
        if question.assume is not None and question.fact not in opened
    }
    for (fact, value), (question, choice) in zip(state.answers, _chosen(flow, state), strict=True):
        if question.narrows is not None:
            if choice is not None and len(choice.offers) == 1:
                facts[question.narrows] = choice.offers[0]
        elif choice is None or choice.asks is None:
            facts[fact] = value
    return facts


def choice_of(question: Question, choices: tuple[Choice, ...], value: str | int) -> Choice | None:
    """The choice that *value* is, among *choices*; None for an amount. Raises ``NotAChoiceError``."""
    if question.kind == "amount" and isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return None
    for choice in choices:
        if choice.value == value:
            return choice
    raise NotAChoiceError(f"svaret är inget av dem som frågan om {question.fact} har")


def _chosen(flow: Flow, state: DialogState) -> Iterator[tuple[Question, Choice | None]]:
    """For each answer its question and the choice; None for an amount."""
    for fact, value in state.answers:
        try:
            question = flow.question(fact)
            yield question, choice_of(question, question.choices, value)
        except (KeyError, NotAChoiceError) as error:
            raise StateError(f"{flow.name}: ett svar om {fact} passar inte – börja om") from error
