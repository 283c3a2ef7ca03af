"""Whatever people do, in any order, a ticket only makes the moves of the table and stays consistent."""

from datetime import UTC, datetime

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.conversation.turn import Person, Place, Scope
from bot.tickets.errors import (
    AlreadyAnsweredError,
    AlreadyTakenError,
    NotHolderError,
)
from bot.tickets.model import MOVES, Ticket, TicketState, announce, answer, release, take
from bot.tickets.outbox import NEWS
from bot.tickets.text import answer_text, question_text, request_id

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CHANNEL = Place("terminal", "experts", Scope.CHANNEL)
ONE, TWO, THREE = (Person(f"expert-{n}", f"Expert {n}") for n in (1, 2, 3))

experts = st.sampled_from([ONE, TWO, THREE])
texts = st.sampled_from(["Ja.", "Nej."]).map(answer_text)


def new_ticket() -> Ticket:
    return Ticket(
        number=1,
        request_id=request_id("form-1"),
        state=TicketState.NEW,
        created_at=AT,
        asker=Person("asker-1", "Frågare"),
        asker_place=Place("terminal", "chat", Scope.PERSONAL),
        question=question_text("Får jag köpa in en hemlig sak?"),
    )


class AnyOrderOfMoves(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.ticket = new_ticket()

    def make(self, move):
        """A refusal says why: a bare ``TicketMoveError`` means that a move and the table disagree."""
        before = self.ticket
        try:
            self.ticket = move(before)
        except (AlreadyTakenError, NotHolderError, AlreadyAnsweredError):
            return
        if self.ticket.state is not before.state:
            assert self.ticket.state in MOVES[before.state]
        if before.state is TicketState.ANSWERED:
            assert (self.ticket.holder, self.ticket.answer) == (before.holder, before.answer)

    @rule(card=st.sampled_from(["card-1", "card-2"]))
    def is_announced(self, card):
        self.make(lambda ticket: announce(ticket, CHANNEL, card))

    @rule(by=experts)
    def is_taken(self, by):
        self.make(lambda ticket: take(ticket, by))

    @rule(by=experts)
    def is_released(self, by):
        self.make(lambda ticket: release(ticket, by))

    @rule(by=experts, text=texts)
    def is_answered(self, by, text):
        self.make(lambda ticket: answer(ticket, by, text, AT))

    @invariant()
    def holder_and_state_agree(self):
        held = self.ticket.state in (TicketState.ASSIGNED, TicketState.ANSWERED)
        assert (self.ticket.holder is not None) == held

    @invariant()
    def answer_and_state_agree(self):
        answered = self.ticket.state is TicketState.ANSWERED
        assert (self.ticket.answer is not None) == (self.ticket.answered_at is not None) == answered

    @invariant()
    def a_new_ticket_has_no_card_and_an_announced_one_has(self):
        if self.ticket.state is TicketState.NEW:
            assert not self.ticket.expert_card
        if self.ticket.state is TicketState.ANNOUNCED:
            assert self.ticket.expert_card

    @invariant()
    def what_was_asked_never_changes(self):
        asked = new_ticket()
        assert (self.ticket.number, self.ticket.asker, self.ticket.question) == (
            asked.number,
            asked.asker,
            asked.question,
        )


TestAnyOrderOfMoves = AnyOrderOfMoves.TestCase


def test_each_move_has_something_to_tell():
    moves = {(before, after) for before, afters in MOVES.items() for after in afters}
    assert set(NEWS) == moves | {(None, TicketState.NEW)}


def test_taking_what_you_hold_changes_nothing():
    held = take(new_ticket(), ONE)
    assert take(held, Person(ONE.id, "Nytt namn")) is held


def test_another_cannot_take_it_and_hears_who_holds_it():
    with pytest.raises(AlreadyTakenError) as refused:
        take(take(new_ticket(), ONE), TWO)
    assert refused.value.holder == ONE


def test_only_the_holder_releases_and_answers():
    held = take(new_ticket(), ONE)
    for move in (lambda: release(held, TWO), lambda: answer(held, TWO, answer_text("Ja."), AT)):
        with pytest.raises(NotHolderError) as refused:
            move()
        assert refused.value.holder == ONE


def test_nobody_answers_what_nobody_holds():
    with pytest.raises(NotHolderError) as refused:
        answer(new_ticket(), ONE, answer_text("Ja."), AT)
    assert refused.value.holder is None


def test_releasing_what_nobody_holds_changes_nothing():
    ticket = new_ticket()
    assert release(ticket, ONE) is ticket


def test_a_released_ticket_is_announced_only_if_a_card_shows_it():
    assert release(take(new_ticket(), ONE), ONE).state is TicketState.NEW
    seen = announce(new_ticket(), CHANNEL, "card-1")
    assert release(take(seen, ONE), ONE).state is TicketState.ANNOUNCED


def test_the_same_answer_twice_changes_nothing_and_another_is_refused():
    done = answer(take(new_ticket(), ONE), ONE, answer_text("Ja."), AT)
    assert answer(done, ONE, answer_text("Ja."), AT) is done
    for move in (
        lambda: answer(done, ONE, answer_text("Nej."), AT),
        lambda: answer(done, TWO, answer_text("Ja."), AT),
        lambda: take(done, ONE),
        lambda: release(done, ONE),
    ):
        with pytest.raises(AlreadyAnsweredError) as refused:
            move()
        assert refused.value.holder == ONE


def test_taken_before_its_announcement_is_noted_it_stays_with_its_holder():
    seen = announce(take(new_ticket(), ONE), CHANNEL, "card-1")
    assert (seen.state, seen.holder, seen.expert_card) == (TicketState.ASSIGNED, ONE, "card-1")


def test_neither_repr_nor_refusal_carries_texts_or_names():
    done = answer(take(new_ticket(), ONE), ONE, answer_text("Hemligt svar"), AT)
    with pytest.raises(AlreadyAnsweredError) as refused:
        take(done, TWO)
    for said in (repr(done), str(refused.value)):
        assert not any(word in said.lower() for word in ("hemlig", "frågare", "expert 1"))
