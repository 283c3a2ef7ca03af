"""Each move: what it changes, who may make it, and what a second press of it comes to."""

from dataclasses import replace
from datetime import timedelta

import pytest
from moved_tickets import ASKER, AT, CHANNEL, JA, ONE, THREE, TWO, in_state, new_ticket, taken

from bot.conversation.turn import Person
from bot.tickets import moves
from bot.tickets.errors import (
    AlreadyAnsweredError,
    AlreadyClosedError,
    AlreadyTakenError,
    FullError,
    NotAskerError,
    NotEndedError,
    NotHolderError,
    TicketMoveError,
    TooLateError,
)
from bot.tickets.model import PostKind, Resolution, TicketState
from bot.tickets.moves import FROM, MOST_POSTS, REOPEN_DAYS, MoveName
from bot.tickets.outbox import NEWS
from bot.tickets.text import post_text

MADE_BY_ONE = {
    MoveName.TAKE: lambda ticket: moves.take(ticket, ONE),
    MoveName.HAND: lambda ticket: moves.hand(ticket, ONE, TWO),
    MoveName.RELEASE: lambda ticket: moves.release(ticket, ONE),
    MoveName.REMIND: lambda ticket: moves.remind(replace(ticket, due_at=AT), AT),
    MoveName.RETURN: lambda ticket: moves.give_back(ticket, AT, ""),
    MoveName.ASK: lambda ticket: moves.ask(ticket, ONE, JA, AT),
    MoveName.NOTE: lambda ticket: moves.note(ticket, ONE, JA, AT),
    MoveName.ANSWER: lambda ticket: moves.answer(ticket, ONE, JA, AT),
    MoveName.CLOSE: lambda ticket: moves.close(ticket, ONE, Resolution.DUPLICATE, JA, AT),
    MoveName.REOPEN: lambda ticket: moves.reopen(ticket, ONE, AT, None),
    MoveName.ASK_AGAIN: lambda ticket: moves.ask_again(ticket, ASKER, JA, AT, None),
    MoveName.ADD: lambda ticket: moves.add(ticket, ASKER, JA, AT),
    MoveName.REPLY: lambda ticket: moves.reply(ticket, ASKER, JA, AT),
    MoveName.WITHDRAW: lambda ticket: moves.withdraw(ticket, ASKER, AT),
    MoveName.HELPED: lambda ticket: moves.helped(ticket, ASKER, True),
}
BEYOND = {
    *((MoveName.REMIND, state) for state in TicketState),  # it needs a promised time
    (MoveName.RETURN, TicketState.WAITING),  # it waits for the asker: nobody is silent
    (MoveName.ADD, TicketState.WAITING),  # a fact more is no reply
}
"""What the table leaves to the move itself."""


@pytest.mark.parametrize("state", TicketState)
@pytest.mark.parametrize("name", MADE_BY_ONE)
def test_a_move_changes_a_ticket_only_where_the_table_says(name, state):
    """Every move from every state: it changes the ticket, changes nothing, or is refused with a reason."""
    before = in_state(state)
    try:
        after = MADE_BY_ONE[name](before)
    except TicketMoveError:
        after = before
    if (name, state) not in BEYOND and not (name is MoveName.REPLY and state in FROM[MoveName.ADD]):
        assert (after is not before) == (state in FROM[name])


def test_each_move_has_something_to_tell():
    assert set(NEWS) == set(MoveName)


def test_taking_what_you_hold_changes_nothing():
    held = moves.take(new_ticket(), ONE)
    assert moves.take(held, Person(ONE.id, "Nytt namn")) is held


def test_another_cannot_take_it_or_hand_it_over_and_hears_who_holds_it():
    for move in (lambda: moves.take(taken(), TWO), lambda: moves.hand(taken(), TWO, THREE)):
        with pytest.raises(AlreadyTakenError) as refused:
            move()
        assert refused.value.holder == ONE


def test_only_the_holder_releases_asks_answers_and_closes():
    held = taken()
    for move in (
        lambda: moves.release(held, TWO),
        lambda: moves.ask(held, TWO, JA, AT),
        lambda: moves.answer(held, TWO, JA, AT),
        lambda: moves.close(held, TWO, Resolution.DUPLICATE, None, AT),
    ):
        with pytest.raises(NotHolderError) as refused:
            move()
        assert refused.value.holder == ONE


def test_nobody_answers_what_nobody_holds():
    with pytest.raises(NotHolderError) as refused:
        moves.answer(new_ticket(), ONE, JA, AT)
    assert refused.value.holder is None


def test_releasing_what_nobody_holds_changes_nothing():
    ticket = new_ticket()
    assert moves.release(ticket, ONE) is ticket


def test_a_released_ticket_is_announced_only_if_a_card_shows_it():
    assert moves.release(moves.take(new_ticket(), ONE), ONE).state is TicketState.NEW
    assert moves.release(taken(), ONE).state is TicketState.ANNOUNCED


def test_a_ticket_can_be_given_to_a_colleague_before_anybody_took_it():
    handed = moves.hand(new_ticket(), ONE, TWO)
    assert (handed.state, handed.holder) == (TicketState.ASSIGNED, TWO)


def test_who_was_asked_replies_and_the_holder_goes_on():
    asked = in_state(TicketState.WAITING)
    assert asked.state is TicketState.WAITING
    replied = moves.reply(asked, ASKER, post_text("40 000 kr"), AT)
    assert (replied.state, replied.holder) == (TicketState.ASSIGNED, ONE)
    assert [post.kind for post in replied.posts] == [PostKind.QUESTION, PostKind.REPLY]


def test_what_waits_for_the_asker_can_be_answered_all_the_same():
    assert moves.answer(in_state(TicketState.WAITING), ONE, JA, AT).answer == JA


def test_a_silent_claim_goes_back_and_one_that_is_worked_on_does_not():
    held = taken()
    assert moves.give_back(held, AT, "").state is TicketState.ANNOUNCED
    assert moves.give_back(held, AT - timedelta(seconds=1), "") is held
    assert moves.give_back(in_state(TicketState.WAITING), AT, "").state is TicketState.WAITING


def test_the_same_answer_twice_changes_nothing_and_another_is_refused():
    done = moves.answer(taken(), ONE, JA, AT)
    assert moves.answer(done, ONE, JA, AT) is done
    for move in (
        lambda: moves.answer(done, ONE, post_text("Nej."), AT),
        lambda: moves.answer(done, TWO, JA, AT),
        lambda: moves.take(done, ONE),
        lambda: moves.release(done, ONE),
    ):
        with pytest.raises(AlreadyAnsweredError) as refused:
            move()
        assert refused.value.holder == ONE


@pytest.mark.parametrize(
    ("ticket", "twice"),
    [
        (taken(), lambda ticket: moves.ask(ticket, ONE, JA, AT)),
        (taken(), lambda ticket: moves.note(ticket, ONE, JA, AT)),
        (taken(), lambda ticket: moves.close(ticket, ONE, Resolution.DUPLICATE, JA, AT)),
        (taken(), lambda ticket: moves.add(ticket, ASKER, JA, AT)),
        (taken(), lambda ticket: moves.withdraw(ticket, ASKER, AT)),
        (in_state(TicketState.WAITING), lambda ticket: moves.reply(ticket, ASKER, JA, AT)),
        (in_state(TicketState.ANSWERED), lambda ticket: moves.helped(ticket, ASKER, True)),
        (in_state(TicketState.ANSWERED), lambda ticket: moves.ask_again(ticket, ASKER, JA, AT, None)),
        (in_state(TicketState.CLOSED), lambda ticket: moves.reopen(ticket, TWO, AT, None)),
    ],
)
def test_the_same_press_twice_is_one_move(ticket, twice):
    once = twice(ticket)
    assert once is not ticket
    assert twice(once) is once


@pytest.mark.parametrize(
    "move",
    [
        lambda ticket: moves.add(ticket, TWO, JA, AT),
        lambda ticket: moves.reply(ticket, TWO, JA, AT),
        lambda ticket: moves.withdraw(ticket, TWO, AT),
        lambda ticket: moves.ask_again(ticket, TWO, JA, AT, None),
        lambda ticket: moves.helped(ticket, TWO, True),
    ],
)
@pytest.mark.parametrize("state", TicketState)
def test_nobody_else_acts_as_the_asker(move, state):
    with pytest.raises(NotAskerError):
        move(in_state(state))


def test_a_closed_ticket_says_so():
    closed = in_state(TicketState.CLOSED)
    for move in (
        lambda: moves.take(closed, TWO),
        lambda: moves.answer(closed, ONE, JA, AT),
        lambda: moves.add(closed, ASKER, JA, AT),
    ):
        with pytest.raises(AlreadyClosedError):
            move()


def test_an_asker_who_is_not_done_gets_the_same_expert_again():
    again = moves.ask_again(in_state(TicketState.ANSWERED), ASKER, post_text("Och moms?"), AT, None)
    assert (again.state, again.holder, again.ended_at) == (TicketState.ASSIGNED, ONE, None)


def test_who_took_their_question_back_before_anybody_held_it_finds_it_in_the_queue_again():
    back = moves.withdraw(in_state(TicketState.ANNOUNCED), ASKER, AT)
    again = moves.ask_again(back, ASKER, post_text("Jag undrar ändå."), AT, None)
    assert (again.state, again.holder) == (TicketState.ANNOUNCED, None)


def test_what_ended_long_ago_stays_so():
    late = AT + timedelta(days=REOPEN_DAYS, seconds=1)
    for state in (TicketState.ANSWERED, TicketState.CLOSED):
        with pytest.raises(TooLateError):
            moves.reopen(in_state(state), ONE, late, None)
        with pytest.raises(TooLateError):
            moves.ask_again(in_state(state), ASKER, JA, late, None)


def test_what_is_open_cannot_be_opened_or_judged():
    for move in (
        lambda: moves.reopen(taken(), TWO, AT, None),
        lambda: moves.ask_again(taken(), ASKER, JA, AT, None),
        lambda: moves.helped(taken(), ASKER, True),
    ):
        with pytest.raises(NotEndedError):
            move()


def test_there_is_an_end_to_what_can_be_written_in_one_ticket():
    ticket = taken()
    for n in range(MOST_POSTS):
        ticket = moves.note(ticket, ONE, post_text(f"Anteckning {n}"), AT)
    with pytest.raises(FullError):
        moves.note(ticket, ONE, post_text("En till"), AT)


def test_taken_before_its_announcement_is_noted_it_stays_with_its_holder():
    seen = moves.announce(moves.take(new_ticket(), ONE), CHANNEL, "card-1")
    assert (seen.state, seen.holder, seen.expert_card) == (TicketState.ASSIGNED, ONE, "card-1")


def test_neither_repr_nor_refusal_carries_texts_or_names():
    done = moves.answer(taken(), ONE, post_text("Hemligt svar"), AT)
    with pytest.raises(AlreadyAnsweredError) as refused:
        moves.take(done, TWO)
    for said in (repr(done), str(refused.value)):
        assert not any(word in said.lower() for word in ("hemlig", "frågare", "expert 1"))
