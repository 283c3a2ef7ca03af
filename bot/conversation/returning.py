"""Somebody comes back to a check after silence, or turns to one that waits."""

from dataclasses import dataclass

from bot.conversation.card import Button, Card, Paragraph, Reply
from bot.conversation.guide import Guide
from bot.conversation.memory import Left, Memory
from bot.conversation.turn import Turn
from bot.conversation.understanding import Said, Start
from bot.conversation.walk import Step
from dialogs.typed.reading import reply


@dataclass(frozen=True)
class Returning:
    """Offers what was parked, and takes it up when asked to."""

    guide: Guide

    def read(self, text: str, meaning: Said | Start | None, turn: Turn, memory: Memory) -> Step | None:
        """What a message means for the dialog that is parked; None when it is about something else.

        An answer after half an hour is not taken for one: the question may be forgotten. It is offered again.
        """
        if memory.parked is None or memory.dialog is not None:
            return None
        walk = self.guide.walk
        match meaning:
            case Said.RESUME:
                return walk.resume(walk.runs.take_up(turn, memory), "dialog.resumed")
            case Said.BACK:
                return walk.back(walk.runs.take_up(turn, memory))
            case Said.RESTART:
                return self.guide.restart(turn, walk.runs.take_up(turn, memory))
            case Said.CANCEL:
                return walk.cancel(walk.runs.take_up(turn, memory))
            case Said.STRAY:
                return Step(self._offer(memory), memory)
            case Start(flow=flow) if walk.runs.is_of(memory.parked, flow) and self._offer(memory):
                return Step(self._offer(memory), memory)
        where = walk.runs.where(memory.parked)
        if memory.left and where and reply(*where, text):
            return Step(self._offer(memory), memory)
        return None

    def greet(self, before: Memory, step: Step) -> Step:
        """*step*, with word of what was left: a private dialog is gone, one that waits is offered."""
        if before.left is Left.FORGOTTEN:
            return step.after(self.guide.walk.texts("dialog.forgotten"))
        kinds = {reply.facts.get("kind") for reply in step.replies}
        ended = before.dialog is not None and "outcome" not in kinds  # an outcome's card offers it itself
        if (before.left or ended) and step.memory.dialog is None and "parked" not in kinds:
            return Step([*step.replies, *self._offer(step.memory)], step.memory)
        return step

    def _offer(self, memory: Memory) -> list[Reply]:
        """The way back to the dialog that is parked, where it can still go on."""
        texts = self.guide.walk.texts
        where = self.guide.walk.runs.where(memory.parked)
        if memory.parked is None or where is None:
            return []
        flow, asked = where
        run = {"run": memory.parked.run}
        told = texts("dialog.parked.text", title=flow.title, step=asked.step, of=asked.of)
        buttons = (
            Button(texts("button.resume"), "dialog.resume", run, primary=True),
            Button(texts("button.restart"), "dialog.restart", run),
            Button(texts("button.cancel"), "dialog.cancel", run),
        )
        return [Reply(Card(texts("dialog.parked.title"), (Paragraph(told),), buttons), {"kind": "parked"})]
