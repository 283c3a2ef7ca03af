"""Where the content in use stands, and where newer content takes its place."""

from collections.abc import Callable
from datetime import date, datetime

from bot.conversation.card import Reply
from bot.conversation.conversation import Conversation
from bot.conversation.library import Library
from bot.conversation.searching import Hit
from bot.conversation.turn import Person, Place, Turn


class Shelf:
    """The conversation over the newest library. A turn keeps the library that it began with."""

    def __init__(self, library: Library, over: Callable[[Library], Conversation]) -> None:
        """*over* gives the conversation over a library; what outlives a library, all of them share."""
        self._over = over
        self.conversation = over(library)

    def put(self, library: Library) -> None:
        """Let every turn from the next one on be answered from *library*."""
        self.conversation = self._over(library)

    async def turn(self, turn: Turn) -> list[Reply]:
        """The replies to one message or button press."""
        return await self.conversation.turn(turn)

    async def welcome(self, place: Place, added_by: Person) -> list[Reply]:
        """The first words in a place where the bot was just added."""
        return await self.conversation.welcome(place, added_by)

    def search(self, text: str, day: date) -> list[Hit]:
        """Answers to put into any chat."""
        return self.conversation.searching.hits(text, day)

    async def shown(self, message: str, reply: Reply, at: datetime) -> None:
        """*reply* stands as the message *message*."""
        await self.conversation.opinions.note_shown(message, reply, at)

    async def judge(self, message: str, person: Person, at: datetime, *, helped: bool, words: str) -> None:
        """What *person* says of the answer in *message*."""
        await self.conversation.opinions.judge(message, person, at, helped=helped, words=words)
