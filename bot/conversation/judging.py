"""What readers say of answers: kept by entry and version, with no word of who said it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import NewType, Protocol

from bot.conversation.card import Reply
from bot.conversation.turn import Person, Turn
from bot.tickets.sensitive import without_numbers
from knowledge.loader import Knowledge

LONGEST_WORDS = 1_000
"""Characters of what somebody adds to a judgement; the rest is cut off."""

Judge = NewType("Judge", str)
"""Stands for one reader's judgement of one message. It cannot be read back."""


def judge(message: str, person: str) -> Judge:
    """The same for the same *person* and *message*, and for nobody else."""
    return Judge(hashlib.sha256(f"{message}\0{person}".encode()).hexdigest())


@dataclass(frozen=True)
class Judgement:
    """What a reader said of an answer."""

    entry: str
    version: str
    """The content's version that was read."""
    helped: bool
    words: str = ""
    """What they added, without personal numbers."""


def judgement(entry: str, version: str, *, helped: bool, words: str) -> Judgement:
    """A judgement fit to be kept."""
    return Judgement(entry, version, helped, without_numbers(words.strip())[:LONGEST_WORDS])


class Judgements(Protocol):
    """Keeps judgements, and which answer a message showed."""

    async def note_shown(self, message: str, entry: str, version: str, at: datetime) -> None:
        """The message *message* shows *entry* as it reads in *version*."""

    async def shown_in(self, message: str) -> tuple[str, str] | None:
        """The entry and version that the message showed; nothing where that is not known any more."""

    async def keep(self, judge: Judge, judgement: Judgement, at: datetime) -> None:
        """Keep *judgement*, in place of what the same *judge* said before."""


@dataclass(frozen=True)
class Opinions:
    """What readers say of the answers in *knowledge*."""

    knowledge: Knowledge
    judgements: Judgements

    async def note_shown(self, message: str, reply: Reply, at: datetime) -> None:
        """*reply* stands as the message *message*: so what readers say of it can be kept."""
        entry = reply.facts.get("entry")
        if reply.facts.get("kind") == "answer" and isinstance(entry, str):
            await self.judgements.note_shown(message, entry, self.knowledge.version, at)

    async def helped(self, entry: str, turn: Turn) -> None:
        """A reader presses under an answer that it helped."""
        if entry in self.knowledge.entries:
            said = judgement(entry, self.knowledge.version, helped=True, words="")
            await self.judgements.keep(judge(turn.card, turn.person.id), said, turn.at)

    async def judge(self, message: str, person: Person, at: datetime, *, helped: bool, words: str) -> None:
        """What *person* says of the answer in *message*; of what is no answer of ours nothing is kept."""
        shown = await self.judgements.shown_in(message)
        if shown:
            said = judgement(*shown, helped=helped, words=words)
            await self.judgements.keep(judge(message, person.id), said, at)
