"""The bot wired together: the one place that knows every part."""

import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.conversation.answering import Answering
from bot.conversation.answers import Answers
from bot.conversation.asker_cards import AskerCards
from bot.conversation.card import Reply
from bot.conversation.changing import Changing
from bot.conversation.conversation import Conversation
from bot.conversation.expert_cards import ExpertCards
from bot.conversation.expert_desk import ExpertDesk, Roster
from bot.conversation.follow_up import FollowUps
from bot.conversation.guide import Guide
from bot.conversation.handover import HandOver
from bot.conversation.introduction import Introduction
from bot.conversation.judging import Opinions
from bot.conversation.library import Library
from bot.conversation.memory import Memories, Running
from bot.conversation.own_tickets import OwnTickets
from bot.conversation.receipts import Receipts
from bot.conversation.runs import Runs
from bot.conversation.searching import Searching
from bot.conversation.shelf import Shelf
from bot.conversation.ticket_words import TicketWords
from bot.conversation.turn import Person, Place, Scope, Turn
from bot.conversation.understanding import Phrases
from bot.conversation.value_question import ValueQuestion
from bot.conversation.walk import Walk
from bot.mail.address import mail_server
from bot.mail.letters import Letters
from bot.mail.mailer import Mailer
from bot.meaning.thread import Thread
from bot.present import clock, new_id
from bot.settings import Settings
from bot.store.store import Store
from bot.teams.post import is_in_channel
from bot.texts import swedish
from bot.tickets.desk import TicketDesk
from bot.tickets.dispatcher import Dispatcher, Timing
from bot.tickets.errands import Errands
from bot.tickets.model import Ticket
from bot.tickets.outbox import Notice
from bot.tickets.postman import Postman, TicketCards
from bot.tickets.reminding import Reminding
from bot.tickets.working_hours import Calendar
from dialogs.receipt import Receipt
from knowledge.routing import stand_in


class NoRoster:
    """Where no channel can be asked: being in the experts' place is what counts."""

    async def is_member(self, place: Place, person: Person) -> bool:  # noqa: ARG002 - as a Roster
        """Always."""
        return True

    async def members(self, place: Place) -> tuple[Person, ...]:  # noqa: ARG002 - as a Roster
        """Nobody is known."""
        return ()


def no_link(_: Receipt) -> str:
    """Where nobody serves receipts."""
    return ""


@dataclass(frozen=True)
class Talk:
    """The conversation and the desk behind it."""

    conversation: Shelf
    desk: TicketDesk
    calendar: Callable[[], Calendar | None]
    """The experts' working hours as the content has them now."""


def build_talk(
    library: Library,
    store: Store,
    *,
    settings: Settings,
    kick: Callable[[], None],
    observe: Callable[[Turn, Sequence[Reply]], None],
    link: Callable[[Receipt], str] = no_link,
    roster: Roster = NoRoster(),  # noqa: B008 - without state
) -> Talk:
    """The conversation over *library*, or what is put in its place, with tickets in *store*.

    *kick* wakes the dispatcher, *observe* is told of each turn, *link* gives a receipt's address, and
    *roster* knows who belongs to the experts' channel.
    """
    texts = swedish()

    def calendar() -> Calendar | None:
        hours = shelf.conversation.answers.library.knowledge.working_hours
        return Calendar(hours, settings.zone) if hours else None

    def promise(at: datetime, urgent: bool) -> datetime | None:
        found = calendar() if settings.expert_channel_id else None  # nobody watches: nothing is promised
        return found.promise(at, urgent) if found else None

    desk = TicketDesk(store.tickets, clock(settings), kick, promise)
    phrases = Phrases(texts.understands, texts.openings)
    follow_ups = FollowUps(texts.follows)
    aside = Thread()
    words = TicketWords(texts, settings.zone)
    asker_cards = AskerCards(words)

    def is_private(running: Running) -> bool:
        return Runs(shelf.conversation.answers.library).is_private(running)

    memories = Memories(store.conversations, is_private)

    def over(library: Library) -> Conversation:
        answers = Answers(library, texts)
        walk = Walk(answers, texts, new_id)
        handover = HandOver(
            answers=answers,
            texts=texts,
            desk=desk,
            cards=asker_cards,
            has_channel=bool(settings.expert_channel_id),
        )
        experts = ExpertDesk(
            answers=answers,
            texts=texts,
            desk=desk,
            cards=ExpertCards(words),
            roster=roster,
            is_expert_place=lambda place: is_in_channel(place, settings.expert_channel_id),
        )
        return Conversation(
            answers=answers,
            guide=Guide(walk, ValueQuestion(walk), Changing(walk)),
            receipts=Receipts(answers, link),
            handover=handover,
            own=OwnTickets(texts, desk, asker_cards),
            expert_desk=experts,
            memories=memories,
            phrases=phrases,
            introduction=Introduction(answers),
            answering=Answering(walk, phrases, follow_ups, aside),
            opinions=Opinions(library.knowledge, store.judgements),
            searching=Searching(answers, phrases),
            texts=texts,
            new_id=new_id,
            observe=observe,
        )

    shelf = Shelf(library, over)
    return Talk(shelf, desk, calendar)


def build_reminding(talk: Talk, store: Store, postman: Postman, settings: Settings) -> Reminding:
    """What looks at tickets as time passes, and tells the experts' channel by *postman*."""
    place, cards = expert_place(settings), ExpertCards(TicketWords(swedish(), settings.zone))

    def stand_in_for(ticket: Ticket, day: date) -> str:
        knowledge = talk.conversation.conversation.answers.library.knowledge
        entry = knowledge.entries.get(ticket.entry or "")
        owner = knowledge.contacts[entry.owner] if entry else knowledge.unit
        found = stand_in(owner, knowledge.contacts, day)
        return "" if found is knowledge.unit else found.name

    async def post_digest(tickets: Sequence[Ticket], now: datetime) -> None:
        if place is not None:
            await postman.post(place, cards.digest(tickets, now))

    return Reminding(
        desk=talk.desk,
        digests=store.digests,
        calendar=talk.calendar,
        stand_in=stand_in_for,
        post_digest=post_digest if place else None,
        clock=clock(settings),
    )


def build_dispatcher(
    store: Store,
    postman: Postman,
    settings: Settings,
    observe: Callable[[str, str], None],
    timing: Timing = Timing(),  # noqa: B008 - frozen
) -> Dispatcher:
    """The dispatcher that carries tickets' news by *postman*, to the experts' channel if there is one.

    *observe* is told of each try: what was told, and how it went.
    """
    words = TicketWords(swedish(), settings.zone)
    experts, asker = ExpertCards(words), AskerCards(words)
    cards = TicketCards(
        for_experts=experts.case,
        for_asker=asker.case,
        answer=asker.answer,
        question=asker.question,
        closed=asker.closed,
        news=experts.news,
        undelivered=experts.undelivered,
    )
    errands = Errands(postman, cards, expert_place(settings), mail_by(settings))
    return Dispatcher(
        store.outbox, errands, clock=clock(settings), chance=random.random, observe=observe, timing=timing
    )


def mail_by(settings: Settings) -> Callable[[Ticket, Notice], Awaitable[None]] | None:
    """What mails the experts, where a mail server is configured."""
    url = settings.smtp_url.get_secret_value()
    if not url:
        return None
    mailer = Mailer(mail_server(url))
    letters = Letters(TicketWords(swedish(), settings.zone), settings.mail_from, settings.mail_to)

    async def mail(ticket: Ticket, notice: Notice) -> None:
        await mailer.send(letters.letter(ticket, notice))

    return mail


def expert_place(settings: Settings) -> Place | None:
    """The experts' channel, where one is configured."""
    if not settings.expert_channel_id:
        return None
    return Place(
        channel="msteams",
        conversation=settings.expert_channel_id,
        scope=Scope.CHANNEL,
        service_url=settings.expert_service_url,
        bot=f"28:{settings.microsoft_app_id}" if settings.microsoft_app_id else "",
        tenant=settings.tenant_id,
    )
