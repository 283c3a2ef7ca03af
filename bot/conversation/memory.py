"""What the bot remembers between two messages of one person in one conversation.

Two memories: one that is stored and survives a restart, and a private one that lives in the process alone,
for dialogs whose answers must leave no trace. After silence the first is parked and the second forgotten.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Protocol

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.conversation.turn import Turn
from bot.tickets.sensitive import without_numbers

SILENCE = timedelta(minutes=30)
"""So long after its last turn a dialog is left: an open one is parked, a private one is forgotten."""
TOLD_FOR = timedelta(days=1)
"""So long it is remembered, in the process alone, that a private dialog was forgotten, to say so."""
DRAFTS = 8
"""How many questions of the latest ones can still be handed over from their cards."""


PRICE = "a price"
"""A price for the form that works the value out."""
CHANGED = "another value"
"""Whether the value is to be changed."""
NOTHING = "nothing is paid"
"""Whether nothing is paid at all."""


class Remembered(BaseModel):
    """Base of what is remembered. Read strictly, since what is stored may be from another version."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Draft(Remembered):
    """A question that may be handed over, with what the bot knew of it."""

    id: str
    question: str = Field(repr=False)
    urgency: str = Field("", repr=False)
    """Why it cannot wait, as far as the asker has said."""
    entry: str | None = None
    shown: tuple[tuple[str, float], ...] = ()
    """Entries shown, by id, with their confidence."""
    outcome: str = Field("", repr=False)
    """How a dialog ended, where one led here and it is not private."""

    def without_numbers(self) -> "Draft":
        """The draft without personal numbers."""
        texts = {"question": without_numbers(self.question), "urgency": without_numbers(self.urgency)}
        return self.model_copy(update=texts)


class Running(Remembered):
    """A guided dialog in the middle."""

    run: str
    """Which run of the dialog: buttons of another one do nothing."""
    state: Annotated[str, Field(repr=False)]
    """The dialog's own state, which only the dialog reads."""
    question: Annotated[str, Field(repr=False)] = ""
    """What was asked when the dialog began."""
    parts: Annotated[Mapping[str, str], Field(repr=False)] = {}
    """What the value was worked out from, as it was filled in; empty when it was not."""
    beside: str = ""
    """What was asked last beside the open question: one of the above, or a check to leave for."""
    at: datetime | None = None
    """When it was last talked in."""


class Left(StrEnum):
    """How a dialog was left, when the person comes back after silence."""

    PARKED = "parked"
    FORGOTTEN = "forgotten"


class Memory(Remembered):
    """All that is remembered."""

    dialog: Running | None = None
    parked: Running | None = None
    """A dialog that was left before its outcome, and may be taken up again."""
    ended: Running | None = None
    """The dialog that came to an outcome last, so that an answer can still be changed."""
    drafts: tuple[Draft, ...] = ()
    left: Annotated[Left | None, Field(exclude=True)] = None
    """Set in the turn in which somebody comes back; never stored."""

    def draft(self, id_: str) -> Draft | None:
        """The draft *id_*, unless it has been forgotten."""
        return next((draft for draft in self.drafts if draft.id == id_), None)

    def with_draft(self, draft: Draft) -> "Memory":
        """The memory with *draft* added, or put in place of the one with its id; the oldest are forgotten."""
        others = tuple(one for one in self.drafts if one.id != draft.id)
        return self.model_copy(update={"drafts": (*others, draft)[-DRAFTS:]})

    def with_dialog(self, dialog: Running | None) -> "Memory":
        """The memory with *dialog* running, or none."""
        return self.model_copy(update={"dialog": dialog})

    def with_parked(self, parked: Running | None) -> "Memory":
        """The memory with *parked* to be taken up again, or nothing."""
        return self.model_copy(update={"parked": parked})

    def with_ended(self, ended: Running | None) -> "Memory":
        """The memory without a running dialog, where *ended* came to its outcome; None leaves no trace."""
        return self.model_copy(update={"dialog": None, "ended": ended})


class States(Protocol):
    """Where memories are stored, by conversation and person."""

    async def load_state(self, conversation: str, person: str) -> str | None:
        """The text that was saved last."""

    async def save_state(self, conversation: str, person: str, state: str, at: datetime) -> None:
        """Keep *state* in place of what was there."""


class Memories:
    """Recalls and keeps. *is_private* says of a dialog's state whether it must not be stored."""

    def __init__(self, states: States, is_private: Callable[[Running], bool]) -> None:
        self._states = states
        self._is_private = is_private
        self._private: dict[tuple[str, str], Running] = {}
        self._forgotten: dict[tuple[str, str], datetime] = {}

    async def recall(self, turn: Turn) -> Memory:
        """What is remembered of the person in the conversation; an unreadable memory is an empty one.

        A dialog that nobody has talked in for ``SILENCE`` is parked, or forgotten if it is private.
        """
        self._forget_old(turn.at)
        key = (turn.place.conversation, turn.person.id)
        stored = await self._states.load_state(*key)
        try:
            memory = Memory.model_validate_json(stored) if stored else Memory()
        except ValidationError:
            memory = Memory()
        if self._forgotten.pop(key, None):
            return memory.model_copy(update={"left": Left.FORGOTTEN})
        private = self._private.get(key)
        if private:
            return memory.with_dialog(private)
        if memory.dialog and _is_left(memory.dialog, turn.at):
            parked = memory.with_dialog(None).with_parked(memory.dialog)
            return parked.model_copy(update={"left": Left.PARKED})
        return memory

    async def keep(self, turn: Turn, before: Memory, after: Memory) -> None:
        """Remember *after*; what is private stays in the process, and leaves it when it is over."""
        key = (turn.place.conversation, turn.person.id)
        if after.dialog:
            after = after.with_dialog(after.dialog.model_copy(update={"at": turn.at}))
        if after.ended and after.ended != before.ended:
            after = after.model_copy(update={"ended": after.ended.model_copy(update={"at": turn.at})})
        if after.dialog and self._is_private(after.dialog):
            self._private[key] = after.dialog
        else:
            self._private.pop(key, None)
        if before.left or self._public(after) != self._public(before):
            await self._states.save_state(*key, self._public(after).model_dump_json(), turn.at)

    def _public(self, memory: Memory) -> Memory:
        runs = {"dialog": memory.dialog, "parked": memory.parked, "ended": memory.ended}
        private = {name: None for name, running in runs.items() if running and self._is_private(running)}
        return memory.model_copy(update=private)

    def _forget_old(self, now: datetime) -> None:
        for key in [key for key, running in self._private.items() if _is_left(running, now)]:
            del self._private[key]
            self._forgotten[key] = now
        for key in [key for key, at in self._forgotten.items() if now - at > TOLD_FOR]:
            del self._forgotten[key]


def _is_left(running: Running, now: datetime) -> bool:
    return running.at is not None and now - running.at > SILENCE
