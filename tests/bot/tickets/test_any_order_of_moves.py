"""Whatever people do with a ticket, in any order, it stays consistent and nothing written is lost."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from moved_tickets import ASKER, AT, CHANNEL, ONE, THREE, TWO, new_ticket

from bot.tickets import moves
from bot.tickets.errors import TicketMoveError
from bot.tickets.model import ENDED, HELD, PostKind, Resolution, TicketState
from bot.tickets.text import post_text

experts = st.sampled_from([ONE, TWO, THREE])
anybody = st.sampled_from([ONE, TWO, ASKER])
texts = st.sampled_from(["Ja.", "Nej."]).map(post_text)


class AnyOrderOfMoves(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.ticket = new_ticket()

    def make(self, move):
        """A refusal changes nothing."""
        before = self.ticket
        try:
            self.ticket = move(before)
        except TicketMoveError:
            self.ticket = before
        assert self.ticket.posts[: len(before.posts)] == before.posts, "what was written stays"

    @rule(card=st.sampled_from(["card-1", "card-2"]))
    def is_announced(self, card):
        self.make(lambda ticket: moves.announce(ticket, CHANNEL, card))

    @rule(by=experts)
    def is_taken(self, by):
        self.make(lambda ticket: moves.take(ticket, by))

    @rule(by=experts, to=experts)
    def is_handed_over(self, by, to):
        self.make(lambda ticket: moves.hand(ticket, by, to))

    @rule(by=experts)
    def is_released(self, by):
        self.make(lambda ticket: moves.release(ticket, by))

    @rule()
    def is_given_back(self):
        self.make(lambda ticket: moves.give_back(ticket, AT, ""))

    @rule(by=experts, text=texts)
    def is_asked_back(self, by, text):
        self.make(lambda ticket: moves.ask(ticket, by, text, AT))

    @rule(by=experts, text=texts)
    def is_noted(self, by, text):
        self.make(lambda ticket: moves.note(ticket, by, text, AT))

    @rule(by=experts, text=texts)
    def is_answered(self, by, text):
        self.make(lambda ticket: moves.answer(ticket, by, text, AT))

    @rule(by=experts, resolution=st.sampled_from(Resolution))
    def is_closed(self, by, resolution):
        self.make(lambda ticket: moves.close(ticket, by, resolution, None, AT))

    @rule(by=experts)
    def is_opened_again(self, by):
        self.make(lambda ticket: moves.reopen(ticket, by, AT, None))

    @rule(by=anybody, text=texts)
    def is_added_to(self, by, text):
        self.make(lambda ticket: moves.add(ticket, by, text, AT))

    @rule(by=anybody, text=texts)
    def is_replied_to(self, by, text):
        self.make(lambda ticket: moves.reply(ticket, by, text, AT))

    @rule(by=anybody, text=texts)
    def is_asked_again(self, by, text):
        self.make(lambda ticket: moves.ask_again(ticket, by, text, AT, None))

    @rule(by=anybody)
    def is_withdrawn(self, by):
        self.make(lambda ticket: moves.withdraw(ticket, by, AT))

    @rule(by=anybody, did=st.booleans())
    def is_judged(self, by, did):
        self.make(lambda ticket: moves.helped(ticket, by, did))

    @invariant()
    def holder_and_state_agree(self):
        if self.ticket.state in HELD or self.ticket.state is TicketState.ANSWERED:
            assert self.ticket.holder is not None
        if self.ticket.state in (TicketState.NEW, TicketState.ANNOUNCED):
            assert self.ticket.holder is None

    @invariant()
    def the_end_and_the_state_agree(self):
        ticket = self.ticket
        assert (ticket.ended_at is not None) == (ticket.state in ENDED)
        assert (ticket.answer is not None) == (ticket.state is TicketState.ANSWERED)
        assert (ticket.resolution is not None) == (ticket.state is TicketState.CLOSED)
        assert ticket.helped is None or ticket.state is TicketState.ANSWERED

    @invariant()
    def a_new_ticket_has_no_card_and_an_announced_one_has(self):
        if self.ticket.state is TicketState.NEW:
            assert not self.ticket.expert_card
        if self.ticket.state is TicketState.ANNOUNCED:
            assert self.ticket.expert_card

    @invariant()
    def only_the_asker_and_the_experts_write_as_such(self):
        for post in self.ticket.posts:
            from_asker = post.kind in (PostKind.FACTS, PostKind.REPLY)
            assert (post.by == ASKER) == from_asker or post.kind is PostKind.REASON

    @invariant()
    def what_was_asked_never_changes(self):
        asked = new_ticket()
        assert (self.ticket.number, self.ticket.asker, self.ticket.question) == (
            asked.number,
            asked.asker,
            asked.question,
        )


TestAnyOrderOfMoves = AnyOrderOfMoves.TestCase
TestAnyOrderOfMoves.settings = settings(max_examples=150)
