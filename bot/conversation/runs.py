"""The runs of dialogs in a person's memory: the one that runs, one that is parked, and one that has ended."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.conversation.library import Library
from bot.conversation.memory import Memory, Running
from bot.conversation.turn import Turn
from dialogs.conversation import (
    Ask,
    DialogError,
    DialogState,
    FlowChangedError,
    StateError,
    current,
    from_json,
    renew,
    to_json,
)
from dialogs.model import Flow
from knowledge.model import Parameter


@dataclass(frozen=True)
class Runs:
    """Reads runs by the library's flows, and turns from one to another."""

    library: Library

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        """The dated amounts that flows go by."""
        return self.library.knowledge.parameters

    def open(self, running: Running) -> tuple[Flow, DialogState]:
        """The flow and the state of *running*. Raises ``StateError``."""
        state = from_json(running.state)
        flow = self.library.flows.get(state.flow)
        if flow is None:
            raise StateError(state.flow)
        return flow, state

    def where(self, running: Running | None) -> tuple[Flow, Ask] | None:
        """The flow of *running* and the question it has come to; None when it cannot go on."""
        if running is None:
            return None
        try:
            flow, state = self.by_now(running)
            asked = current(flow, state, self.parameters)
        except DialogError:
            return None
        return (flow, asked) if isinstance(asked, Ask) else None

    def by_now(self, running: Running) -> tuple[Flow, DialogState]:
        """The flow and the state of *running*, by the rules as they have become. Raises ``StateError``."""
        flow, state = self.open(running)
        try:
            current(flow, state, self.parameters)
        except FlowChangedError:
            return flow, renew(flow, state, state.day, self.parameters)
        return flow, state

    def readable(self, running: Running | None) -> tuple[Flow, DialogState] | None:
        """As ``by_now``; None where there is no run, or none that can be read any more."""
        try:
            return self.by_now(running) if running else None
        except DialogError:
            return None

    def is_private(self, running: Running) -> bool:
        """Whether *running* must not be stored. What cannot be read is not stored either."""
        try:
            return self.open(running)[0].sensitive
        except DialogError:
            return True

    def parked(self, memory: Memory, beginning: str = "") -> Memory:
        """The memory with its running dialog parked, unless it is private.

        One of the flow *beginning* is not kept: it begins anew.
        """
        running = memory.dialog
        if running and not self.is_private(running):
            memory = memory.with_parked(running)
        if memory.parked and beginning and self.is_of(memory.parked, beginning):
            memory = memory.with_parked(None)
        return memory.with_dialog(None)

    def take_up(self, turn: Turn, memory: Memory) -> Memory:
        """The memory with the parked dialog running again, as the rules are on the day of *turn*."""
        taken = memory.parked
        if taken is None:
            return memory
        return self.parked(memory.with_parked(None)).with_dialog(self._as_on(turn, taken))

    def turned_to(self, run: str, move: str, turn: Turn, memory: Memory) -> Memory:
        """The memory where *run*, whose button was pressed, runs: one parked, or one ended to be changed."""
        if memory.dialog and memory.dialog.run == run:
            return memory
        ended, parked = memory.ended, memory.parked
        if ended and ended.run == run and move == "change":
            memory = memory.with_parked(None) if parked and parked.run == run else memory
            return self.parked(memory).with_dialog(self._as_on(turn, ended))
        return self.take_up(turn, memory) if parked and parked.run == run else memory

    def _as_on(self, turn: Turn, running: Running) -> Running:
        """*running* by the rules on the day of *turn*; the same where it cannot go on."""
        try:
            flow, state = self.open(running)
            if state.day == turn.at.date():
                return running
            renewed = renew(flow, state, turn.at.date(), self.parameters)
        except DialogError:
            return running
        return running.model_copy(update={"state": to_json(renewed)})

    def is_of(self, running: Running, flow: str) -> bool:
        """Whether *running* is a run of *flow*."""
        try:
            return from_json(running.state).flow == flow
        except StateError:
            return False
