"""A check that runs: changed, shown and ended, one card a step, whatever the words that moved it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.conversation.answers import Answers
from bot.conversation.card import Card, Reply
from bot.conversation.memory import Draft, Memory, Running
from bot.conversation.outcome import Ends, in_short, outcome_card, outcome_in_short
from bot.conversation.question import question_card
from bot.conversation.runs import Runs
from bot.texts import Texts
from dialogs.conversation import (
    Ask,
    DialogError,
    DialogState,
    FlowChangedError,
    NotAChoiceError,
    NotAskedError,
    answer,
    back,
    current,
    from_json,
    renew,
    reopen,
    to_json,
)
from dialogs.engine import Reached
from dialogs.model import Flow
from dialogs.wording import Told, tell

Change = Callable[[Flow, DialogState], DialogState]


@dataclass(frozen=True)
class Step:
    """What a turn in a dialog comes to: the replies, and the memory after it."""

    replies: list[Reply]
    memory: Memory

    def after(self, text: str) -> "Step":
        """The same step, with *text* said first."""
        return Step([Reply(text), *self.replies], self.memory)

    def in_place(self) -> "Step":
        """The same step, where its last card replaces the one whose button was pressed."""
        cards = [place for place, one in enumerate(self.replies) if isinstance(one.content, Card)]
        replies = [replace(one, in_place=place in cards[-1:]) for place, one in enumerate(self.replies)]
        return Step(replies, self.memory)

    def beside(self, asked: str) -> "Step":
        """The same step, where *asked* was asked beside the open question, if one is open."""
        running = self.memory.dialog
        if running is None:
            return self
        return Step(self.replies, self.memory.with_dialog(running.model_copy(update={"beside": asked})))


@dataclass(frozen=True)
class Walk:
    """Takes the running dialog from question to question, to an outcome with its reasons."""

    answers: Answers
    texts: Texts
    new_id: Callable[[], str]

    @property
    def runs(self) -> Runs:
        """The runs of dialogs, by the library's flows."""
        return Runs(self.answers.library)

    def asked(self, memory: Memory) -> Ask | None:
        """The open question of the running dialog."""
        found = self.runs.where(memory.dialog)
        return found[1] if found else None

    def answer(self, fact: str, value: str | int, memory: Memory) -> Step:
        """The dialog after an answer. The same one pressed again changes nothing, and needs no word."""

        def answered(flow: Flow, state: DialogState) -> DialogState:
            try:
                return answer(flow, state, fact, value, self.runs.parameters)
            except NotAskedError:
                if (fact, value) in state.answers:
                    return state
                raise

        return self._proceed(memory, answered)

    def back(self, memory: Memory) -> Step:
        """One question back: the last answer is asked for again, and all that was answered is kept."""
        step = self._proceed(memory, lambda _, state: back(state))
        running = memory.dialog
        at_first = running is not None and not from_json(running.state).answers
        return step.after(self.texts("dialog.first")) if at_first else step

    def change(self, place: int, memory: Memory) -> Step:
        """The answer at *place*, counted from 0, asked for again; what does not depend on it is kept."""
        return self._proceed(memory, lambda _, state: reopen(state, place))

    def shown_again(self, memory: Memory) -> Step:
        """The open question, or the outcome, as it was."""
        return self._proceed(memory, lambda _, state: state)

    def resume(self, memory: Memory, key: str) -> Step:
        """The open question, after the text *key*."""
        return self.shown_again(memory).after(self.texts(key))

    def cancel(self, memory: Memory) -> Step:
        """End without an outcome."""
        running = memory.dialog
        if running is None:
            return Step([Reply(self.texts("nothing_to_stop"))], memory)
        key = "dialog.cancelled_private" if self.runs.is_private(running) else "dialog.cancelled"
        return Step([Reply(self.texts(key))], memory.with_dialog(None))

    def so_far(self, memory: Memory) -> Draft:
        """What a hand-over in the middle of a check starts from; of a private one it knows nothing."""
        running, where = memory.dialog, self.runs.where(memory.dialog)
        if running is None or where is None or where[0].sensitive:
            return Draft(id=self.new_id(), question="")
        flow, state = self.runs.by_now(running)
        outcome = in_short(flow, self.texts("handover.unfinished"), state) if state.answers else ""
        return Draft(id=self.new_id(), question=running.question, outcome=outcome)

    def show(self, flow: Flow, state: DialogState, memory: Memory) -> Step:
        """The open question, or the outcome, which ends the dialog and may be handed over."""
        running = memory.dialog
        if running is None:
            return Step([], memory)
        found = current(flow, state, self.runs.parameters)
        open_ = running.model_copy(update={"state": to_json(state), "beside": ""})
        if isinstance(found, Ask):
            card = question_card(flow, found, state, open_, self.texts)
            return Step([Reply(card, {"kind": "dialog", "dialog": flow.name})], memory.with_dialog(open_))
        return self._ended(flow, state, found, open_, memory)

    def _proceed(self, memory: Memory, change: Change) -> Step:
        """The dialog after *change*, shown; each way it can fail ends in words and a bot that goes on."""
        if memory.dialog is None:
            return Step([Reply(self.texts("nothing_to_stop"))], memory)
        try:
            flow, state = self.runs.open(memory.dialog)
            try:
                return self.show(flow, change(flow, state), memory)
            except (NotAskedError, NotAChoiceError):
                return self.show(flow, state, memory).after(self.texts("dialog.old_step"))
            except FlowChangedError:
                state = renew(flow, state, state.day, self.runs.parameters)
                return self.show(flow, state, memory).after(self.texts("dialog.new_version"))
        except DialogError:
            return Step([Reply(self.texts("dialog.expired"))], memory.with_dialog(None))

    def _ended(
        self, flow: Flow, state: DialogState, found: Reached, running: Running, memory: Memory
    ) -> Step:
        """The outcome. A private dialog leaves nothing; of another one an answer can still be changed."""
        told = tell(found, self.answers.library.knowledge)
        draft = self._draft(flow, state, told, running)
        facts = {"kind": "outcome", "dialog": flow.name}
        if flow.sensitive:
            memory = memory.with_dialog(None)
        else:
            facts["outcome"] = found.outcome.id
            memory = memory.with_ended(running)
        waits = None if found.outcome.holds_up else memory.parked
        if found.outcome.then_back:
            memory = memory.with_parked(running.model_copy(update={"state": to_json(back(state))}))
        card = outcome_card(flow, told, state, self.answers, Ends(draft.id, running, waits))
        return Step([Reply(card, facts)], memory.with_draft(draft))

    def _draft(self, flow: Flow, state: DialogState, told: Told, running: Running) -> Draft:
        """What a hand-over from the outcome starts from. Of a private dialog it knows nothing at all."""
        if flow.sensitive:
            return Draft(id=self.new_id(), question="")
        return Draft(id=self.new_id(), question=running.question, outcome=outcome_in_short(flow, told, state))
