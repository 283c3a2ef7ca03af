"""What sending a notice comes to: which card, to which place, as a new message or in place of an old one."""

from collections.abc import Awaitable, Callable, Set
from functools import partial
from typing import NamedTuple

from bot.conversation.turn import Place
from bot.tickets.model import ENDED, Ticket
from bot.tickets.moves import Move, MoveName, announce
from bot.tickets.outbox import TO_ASKER, Claim, Notice, NoticeKind
from bot.tickets.postman import Postman, Rendered, TicketCards

MAILED = frozenset({NoticeKind.ANNOUNCE, NoticeKind.TELL_UNDELIVERED, NoticeKind.TELL_EXPERTS})
"""What the experts hear by mail if their channel is gone."""


class Sent(NamedTuple):
    """What came of a notice."""

    message: str = ""
    """The new message's id; empty when there is no new message."""
    move: Move | None = None
    """What the ticket does now."""


class Errands:
    """Renders notices from their tickets and hands them to the postman."""

    def __init__(
        self,
        postman: Postman,
        cards: TicketCards,
        expert_channel: Place | None,
        mail: Callable[[Ticket, Notice], Awaitable[None]] | None = None,
    ) -> None:
        """Without *expert_channel* nothing can be announced, and without *mail* nothing mailed."""
        self._postman = postman
        self._cards = cards
        self._by_kind: dict[NoticeKind, Callable[[Claim], Awaitable[Sent]]] = {
            NoticeKind.UPDATE_EXPERT_CARD: self._update_expert_card,
            NoticeKind.UPDATE_ASKER_CARD: self._update_asker_card,
            NoticeKind.DELIVER_ANSWER: partial(self._to_asker, cards.answer),
            NoticeKind.DELIVER_QUESTION: partial(self._to_asker, cards.question),
            NoticeKind.TELL_CLOSED: partial(self._to_asker, cards.closed),
        }
        if expert_channel is not None:
            self._by_kind[NoticeKind.ANNOUNCE] = partial(self._announce, expert_channel)
            for kind, card in (
                (NoticeKind.TELL_EXPERTS, cards.news),
                (NoticeKind.TELL_UNDELIVERED, cards.undelivered),
            ):
                self._by_kind[kind] = partial(self._in_thread, expert_channel, card)

        if mail is not None:
            self._by_kind[NoticeKind.MAIL_EXPERTS] = partial(_by_mail, mail)

    def instead_of(self, kind: NoticeKind) -> tuple[NoticeKind, ...]:
        """What is told when a notice of *kind* can never arrive: in Teams, or else by mail."""
        if kind in TO_ASKER:
            return (NoticeKind.TELL_UNDELIVERED,)
        return (NoticeKind.MAIL_EXPERTS,) if kind in MAILED and NoticeKind.MAIL_EXPERTS in self.kinds else ()

    @property
    def kinds(self) -> Set[NoticeKind]:
        """The notices that can be sent."""
        return self._by_kind.keys()

    async def send(self, claim: Claim) -> Sent:
        """Send a notice of one of *kinds*. Raises what the postman raises."""
        return await self._by_kind[claim.notice.kind](claim)

    async def _announce(self, channel: Place, claim: Claim) -> Sent:
        ticket = claim.ticket
        evidently_arrived = claim.abandoned and ticket.holder is not None
        if evidently_arrived or ticket.state in ENDED:
            return Sent()
        message = await self._postman.post(channel, self._cards.for_experts(ticket))
        return Sent(message, Move(MoveName.ANNOUNCE, lambda current: announce(current, channel, message)))

    async def _update_expert_card(self, claim: Claim) -> Sent:
        ticket = claim.ticket
        if ticket.expert_place is not None:
            await self._postman.update(
                ticket.expert_place, ticket.expert_card, self._cards.for_experts(ticket)
            )
        return Sent()

    async def _update_asker_card(self, claim: Claim) -> Sent:
        ticket = claim.ticket
        if ticket.asker_card:
            await self._postman.update(ticket.asker_place, ticket.asker_card, self._cards.for_asker(ticket))
        return Sent()

    async def _in_thread(self, channel: Place, card: Rendered, claim: Claim) -> Sent:
        ticket = claim.ticket
        where, thread = ticket.expert_place or channel, ticket.expert_card
        return Sent(await self._postman.post(where, card(ticket, claim.notice), thread))

    async def _to_asker(self, card: Rendered, claim: Claim) -> Sent:
        ticket = claim.ticket
        return Sent(await self._postman.post(ticket.asker_place, card(ticket, claim.notice)))


async def _by_mail(mail: Callable[[Ticket, Notice], Awaitable[None]], claim: Claim) -> Sent:
    await mail(claim.ticket, claim.notice)
    return Sent()
