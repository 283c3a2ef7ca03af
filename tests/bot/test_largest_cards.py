"""Every card of a check fits in Teams: the largest imaginable one does, and no real one is larger."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.answers import Answers
from bot.conversation.memory import Running
from bot.conversation.outcome import Ends, outcome_card
from bot.conversation.plain import summary
from bot.conversation.question import question_card
from bot.curation import LARGEST_CARD
from bot.largest_cards import sizes, too_large
from bot.teams.cards.render import to_attachment, utf16_size
from bot.texts import swedish
from dialogs.conversation import Ask, answer, current, start, to_json
from dialogs.wording import tell

TODAY = date(2026, 11, 25)


def test_every_card_that_ships_fits(library):
    assert list(too_large(library, TODAY)) == []


def size(card) -> int:
    return utf16_size({"attachments": [to_attachment(card)], "summary": summary(card)})


@pytest.mark.parametrize("name", ["ansvar", "direktupphandling", "jav"])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_no_real_card_is_larger_than_the_one_that_was_measured(library, name, data):
    flow, parameters = library.flows[name], library.knowledge.parameters
    largest = {place[1:] + place[:1]: bytes_ for place, bytes_ in sizes(flow, library, TODAY)}
    answers, state = Answers(library, swedish()), start(flow, TODAY, parameters)
    while isinstance(asked := current(flow, state, parameters), Ask):
        running = Running(run="1", state=to_json(state))
        card = question_card(flow, asked, state, running, answers.texts)
        assert size(card) <= largest[flow.questions.index(asked.question), "questions"]
        choices = [choice.value for choice in asked.choices]
        amounts = [0, 99_999, 640_000, 10**9] if asked.question.kind == "amount" else []
        state = answer(
            flow, state, asked.question.fact, data.draw(st.sampled_from(choices + amounts)), parameters
        )
    running = Running(run="1", state=to_json(state))
    card = outcome_card(flow, tell(asked, library.knowledge), state, answers, Ends("1", running, None))
    assert size(card) <= largest[flow.outcomes.index(asked.outcome), "outcomes"]


@pytest.mark.parametrize("part", ["questions", "outcomes"])
def test_a_card_that_might_not_fit_is_a_fault_with_its_line(library, part):
    flow = library.flows["jav"]
    first = getattr(flow, part)[0].model_copy(update={"text": "Mycket text. " * (LARGEST_CARD // 20)})
    changed = flow.model_copy(update={part: (first, *getattr(flow, part)[1:])})
    (fault,) = too_large(replace(library, flows={"jav": changed}), TODAY)
    assert (fault.file, fault.field) == ("flows/jav.yaml", f"{part}[0]")
    assert fault.line > 1
    assert "byte för stort" in fault.problem
