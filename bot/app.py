"""The bot wired together: the one place that knows every part."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.conversation.answers import Answers
from bot.conversation.card import Reply
from bot.conversation.conversation import Conversation
from bot.conversation.guide import Guide
from bot.conversation.handover import HandOver
from bot.conversation.library import Library
from bot.conversation.memory import Memories, Running
from bot.conversation.receipts import Receipts
from bot.conversation.shelf import Shelf
from bot.conversation.ticket_cards import TicketReplies
from bot.conversation.turn import Place, Scope, Turn
from bot.conversation.understanding import Phrases
from bot.meaning.thread import Thread
from bot.present import clock, new_id
from bot.settings import Settings
from bot.store.store import Store
from bot.teams.post import is_in_channel
from bot.texts import swedish
from bot.tickets.desk import TicketDesk
from bot.tickets.dispatcher import Dispatcher, Timing
from bot.tickets.errands import Errands
from bot.tickets.postman import Postman, TicketCards
from dialogs.receipt import Receipt


def no_link(_: Receipt) -> str:
    """Where nobody serves receipts."""
    return ""


@dataclass(frozen=True)
class Talk:
    """The conversation and the desk behind it."""

    conversation: Shelf
    desk: TicketDesk


def build_talk(
    library: Library,
    store: Store,
    *,
    settings: Settings,
    kick: Callable[[], None],
    observe: Callable[[Turn, Sequence[Reply]], None],
    link: Callable[[Receipt], str] = no_link,
) -> Talk:
    """The conversation over *library*, or what is put in its place, with tickets in *store*.

    *kick* wakes the dispatcher, *observe* is told of each turn, and *link* gives a receipt's address.
    """
    texts = swedish()
    desk = TicketDesk(store.tickets, clock(settings), kick)
    phrases = Phrases(texts.understands, texts.openings)
    aside = Thread()

    def is_private(running: Running) -> bool:
        return shelf.conversation.guide.is_private(running)

    memories = Memories(store.conversations, is_private)

    def over(library: Library) -> Conversation:
        answers = Answers(library, texts)
        handover = HandOver(
            answers=answers,
            texts=texts,
            desk=desk,
            replies=TicketReplies(texts, settings.zone),
            is_expert_place=lambda place: is_in_channel(place, settings.expert_channel_id),
            has_channel=bool(settings.expert_channel_id),
        )
        return Conversation(
            answers=answers,
            guide=Guide(answers, texts, new_id),
            receipts=Receipts(answers, link),
            handover=handover,
            memories=memories,
            phrases=phrases,
            texts=texts,
            new_id=new_id,
            aside=aside,
            observe=observe,
        )

    shelf = Shelf(library, over)
    return Talk(shelf, desk)


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
    replies = TicketReplies(swedish(), settings.zone)
    cards = TicketCards(replies.for_experts, replies.for_asker, replies.answer, replies.undelivered)
    errands = Errands(postman, cards, expert_place(settings))
    return Dispatcher(
        store.outbox, errands, clock=clock(settings), chance=random.random, observe=observe, timing=timing
    )


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
