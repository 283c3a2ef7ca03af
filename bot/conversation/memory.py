"""What the bot remembers between two messages of one person in one conversation.

Two memories: one that is stored and survives a restart, and a private one that lives in the process alone,
for dialogs whose answers must leave no trace. The private one forgets by itself.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated, Protocol

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.conversation.turn import Turn

PRIVATE_FOR = timedelta(minutes=30)
"""How long a private dialog is kept after its last answer."""
DRAFTS = 8
"""How many questions of the latest ones can still be handed over from their cards."""


class Remembered(BaseModel):
    """Base of what is remembered. Read strictly, since what is stored may be from another version."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Draft(Remembered):
    """A question that may be handed over, with what the bot knew of it."""

    id: str
    question: str = Field(repr=False)
    entry: str | None = None
    shown: tuple[tuple[str, float], ...] = ()
    """Entries shown, by id, with their confidence."""
    outcome: str = Field("", repr=False)
    """How a dialog ended, where one led here and it is not private."""


class Running(Remembered):
    """A guided dialog in the middle."""

    run: str
    """Which run of the dialog: buttons of another one do nothing."""
    state: Annotated[str, Field(repr=False)]
    """The dialog's own state, which only the dialog reads."""
    question: Annotated[str, Field(repr=False)] = ""
    """What was asked when the dialog began."""


class Memory(Remembered):
    """All that is remembered."""

    dialog: Running | None = None
    drafts: tuple[Draft, ...] = ()

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
        self._private: dict[tuple[str, str], tuple[Running, datetime]] = {}

    async def recall(self, turn: Turn) -> Memory:
        """What is remembered of the person in the conversation; an unreadable memory is an empty one."""
        self._forget_old(turn.at)
        key = (turn.place.conversation, turn.person.id)
        stored = await self._states.load_state(*key)
        try:
            memory = Memory.model_validate_json(stored) if stored else Memory()
        except ValidationError:
            memory = Memory()
        private = self._private.get(key)
        return memory.with_dialog(private[0]) if private else memory

    async def keep(self, turn: Turn, before: Memory, after: Memory) -> None:
        """Remember *after*; what is private stays in the process, and leaves it when it is over."""
        key = (turn.place.conversation, turn.person.id)
        if after.dialog and self._is_private(after.dialog):
            self._private[key] = (after.dialog, turn.at)
        else:
            self._private.pop(key, None)
        if self._public(after) != self._public(before):
            await self._states.save_state(*key, self._public(after).model_dump_json(), turn.at)

    def _public(self, memory: Memory) -> Memory:
        private = memory.dialog is not None and self._is_private(memory.dialog)
        return memory.with_dialog(None) if private else memory

    def _forget_old(self, now: datetime) -> None:
        old = [key for key, (_, at) in self._private.items() if now - at > PRIVATE_FOR]
        for key in old:
            del self._private[key]
