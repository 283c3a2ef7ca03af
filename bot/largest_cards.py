"""Whether every card of a check fits in Teams, measured on cards larger than any that can be shown.

A card only grows with what stands on it. So each outcome is drawn with all of its reasons, all that can be
added to it and every question answered at its longest, and each question with all of its choices and the same
answers: if these fit, every real one does, and no case has to be tried.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from bot.conversation.answers import Answers
from bot.conversation.card import Card
from bot.conversation.library import Library
from bot.conversation.memory import Running
from bot.conversation.outcome import Ends, outcome_card
from bot.conversation.plain import summary
from bot.conversation.question import question_card
from bot.curation import LARGEST_CARD
from bot.teams.cards.render import to_attachment, utf16_size
from bot.texts import swedish
from dialogs.conversation import Ask, DialogState, start, to_json
from dialogs.engine import Reached
from dialogs.limits import LimitRead, read_limit
from dialogs.loader import FLOWS
from dialogs.model import UNKNOWN, UNSURE, Flow, Outcome, Question
from dialogs.proof.cells import periods
from dialogs.wording import tell
from knowledge.yaml_reader import Fault, Path_, read_yaml

_ID = "0" * 36
"""As long as the ids that cards carry."""
_STEPS = 99
_AMOUNT = 10**15


def too_large(library: Library, today: date) -> Iterator[Fault]:
    """The questions and outcomes whose cards might not fit, with file and line."""
    for flow in library.flows.values():
        over = [(place, size - LARGEST_CARD) for place, size in sizes(flow, library, today)]
        if any(bytes_ > 0 for _, bytes_ in over):
            document = read_yaml(FLOWS / f"{flow.name}.yaml", f"{FLOWS.name}/{flow.name}.yaml")
            for place, bytes_ in over:
                if bytes_ > 0:
                    yield document.fault(place, f"kortet kan bli {bytes_} byte för stort – korta texterna")


def sizes(flow: Flow, library: Library, today: date) -> Iterator[tuple[Path_, int]]:
    """What each question's and each outcome's largest card takes, in bytes as Teams counts them."""
    answers = Answers(library, swedish())
    state = _all_answered(flow, start(flow, today, library.knowledge.parameters))
    running = Running(run=_ID, state=to_json(state))
    for i, question in enumerate(flow.questions):
        ask = Ask(question, question.choices, _STEPS, _STEPS)
        yield ("questions", i), _size(question_card(flow, ask, state, running, answers.texts))
    limits = _longest_limits(flow, library)
    for i, outcome in enumerate(flow.outcomes):
        told = tell(_everything(flow, outcome, limits, state), library.knowledge)
        card = outcome_card(flow, told, state, answers, Ends(_ID, running, waits=running))
        yield ("outcomes", i), _size(card)


def _all_answered(flow: Flow, state: DialogState) -> DialogState:
    answers = tuple((question.fact, _longest(question)) for question in flow.questions)
    return DialogState(state.flow, state.version, state.day, answers, amounts=state.amounts)


def _longest(question: Question) -> str:
    """The answer that takes most room: not to know brings the way to find out."""
    help_ = len(question.unsure or "")
    return max(
        question.choices,
        key=lambda choice: len(choice.label) + (help_ if choice.value in (UNSURE, UNKNOWN) else 0),
    ).value


def _everything(flow: Flow, outcome: Outcome, limits: Mapping[str, LimitRead], state: DialogState) -> Reached:
    """More than any case comes to: every row of the outcome, and every flag that may go with it."""
    rows = tuple(row for row in flow.rows if row.outcome == outcome.id)
    flags = tuple(flag for flag in flow.flags if not flag.added_to or outcome.id in flag.added_to)
    amounts = {question.fact: _AMOUNT for question in flow.questions if question.kind == "amount"}
    return Reached(outcome, rows, flags, limits, limits, {**dict(state.answers), **amounts})


def _longest_limits(flow: Flow, library: Library) -> dict[str, LimitRead]:
    """Each limit as it is longest to write, on any day and in any case."""
    parameters = library.knowledge.parameters
    longest = {}
    for limit in flow.limits:
        read = [
            found
            for choice in limit.choose
            for period in periods(flow, parameters)
            if (found := read_limit(choice, period.sample, parameters)) is not None
        ]
        longest[limit.id] = max(read, key=lambda found: len(found.in_words))
    return longest


def _size(card: Card) -> int:
    return utf16_size({"attachments": [to_attachment(card)], "summary": summary(card)})
