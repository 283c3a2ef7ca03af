"""A guided dialog as cards: one question at a time, by button or typed, to an outcome with its reasons."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.conversation.answers import Answers
from bot.conversation.card import Card, Reply
from bot.conversation.memory import Draft, Memory, Running
from bot.conversation.outcome import outcome_card, outcome_in_short
from bot.conversation.question import question_card
from bot.conversation.turn import Scope, Turn
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
    start,
    to_json,
)
from dialogs.model import Flow
from dialogs.reading import reply
from dialogs.wording import Told, tell
from knowledge.model import Parameter

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
        """The same step, where its cards replace the one whose button was pressed."""
        replies = [replace(one, in_place=isinstance(one.content, Card)) for one in self.replies]
        return Step(replies, self.memory)


@dataclass(frozen=True)
class Guide:
    """Leads through the library's flows."""

    answers: Answers
    texts: Texts
    new_id: Callable[[], str]

    def start(self, name: str, turn: Turn, memory: Memory, question: str = "") -> Step:
        """Begin the flow *name*. *question* led here: it lends its amount, and goes along in a hand-over."""
        flow = self.answers.library.flows[name]
        if flow.sensitive and turn.place.scope is not Scope.PERSONAL:
            return Step([Reply(self.texts("dialog.private_only"))], memory)
        state = start(flow, turn.at.date())
        running = Running(
            run=self.new_id(), state=to_json(state), question="" if flow.sensitive else question
        )
        return self._show(flow, state, memory.with_dialog(running))

    def press(self, move: str, values: Mapping[str, str], turn: Turn, memory: Memory) -> Step:
        """A button of a dialog's card. One of a run that has ended changes nothing, and says so."""
        running = memory.dialog
        if running is None:
            return Step([Reply(self.texts("dialog.expired"))], memory)
        if running.run != values.get("run"):
            return self.resume(memory, "dialog.old_run")
        match move:
            case "cancel":
                return self.cancel(memory)
            case "restart":
                return self.restart(turn, memory).in_place()
            case "back":
                return self.back(memory).in_place()
            case "amount":
                step = self.typed(values.get("amount", ""), memory) or self.ask_again(memory)
                return step.in_place()
            case "answer":
                fact, value = values.get("fact", ""), values.get("value", "")
                return self._proceed(
                    memory, lambda flow, state: answer(flow, state, fact, value, self._parameters)
                ).in_place()
        return Step([Reply(self.texts("bad.card"))], memory)

    def typed(self, text: str, memory: Memory) -> Step | None:
        """A typed answer to the question that is open; None when *text* is none."""
        asked = self._asked(memory)
        if asked is None or memory.dialog is None:
            return None
        read = reply(self._open(memory.dialog)[0], asked, text)
        if read is None:
            return None
        fact, value = read
        return self._proceed(memory, lambda flow, state: answer(flow, state, fact, value, self._parameters))

    def is_attempt(self, text: str, memory: Memory) -> bool:
        """Whether *text* tries to answer the open question but cannot be read: figures for an amount."""
        return self._asks_amount(memory) and any(sign.isdigit() for sign in text) and "?" not in text

    def ask_again(self, memory: Memory) -> Step:
        """The open question once more: what was typed could not be read as an answer to it."""
        amount = self._asks_amount(memory)
        return self.resume(memory, "dialog.amount_not_understood" if amount else "dialog.not_understood")

    def resume(self, memory: Memory, key: str) -> Step:
        """The open question, after the text *key*."""
        return self._proceed(memory, lambda _, state: state).after(self.texts(key))

    def back(self, memory: Memory) -> Step:
        """One question back: the last answer is asked for again, those before it are kept."""
        return self._proceed(memory, lambda _, state: back(state))

    def restart(self, turn: Turn, memory: Memory) -> Step:
        """The same flow from its first question."""
        running = memory.dialog
        if running is None:
            return Step([Reply(self.texts("nothing_to_stop"))], memory)
        return self.start(from_json(running.state).flow, turn, memory, running.question)

    def cancel(self, memory: Memory) -> Step:
        """End without an outcome."""
        running = memory.dialog
        if running is None:
            return Step([Reply(self.texts("nothing_to_stop"))], memory)
        key = "dialog.cancelled_private" if self.is_private(running) else "dialog.cancelled"
        return Step([Reply(self.texts(key))], memory.with_dialog(None))

    def is_private(self, running: Running) -> bool:
        """Whether *running* must not be stored. What cannot be read is not stored either."""
        try:
            return self._open(running)[0].sensitive
        except DialogError:
            return True

    @property
    def _parameters(self) -> Mapping[str, Parameter]:
        return self.answers.library.knowledge.parameters

    def _open(self, running: Running) -> tuple[Flow, DialogState]:
        state = from_json(running.state)
        flow = self.answers.library.flows.get(state.flow)
        if flow is None:
            raise FlowChangedError(state.flow)
        return flow, state

    def _asked(self, memory: Memory) -> Ask | None:
        if memory.dialog is None:
            return None
        try:
            asked = current(*self._open(memory.dialog), self._parameters)
        except DialogError:
            return None
        return asked if isinstance(asked, Ask) else None

    def _asks_amount(self, memory: Memory) -> bool:
        asked = self._asked(memory)
        return asked is not None and asked.question.kind == "amount"

    def _proceed(self, memory: Memory, change: Change) -> Step:
        """The dialog after *change*, shown; each way it can fail ends in words and a bot that goes on."""
        if memory.dialog is None:
            return Step([Reply(self.texts("nothing_to_stop"))], memory)
        try:
            flow, state = self._open(memory.dialog)
            try:
                return self._show(flow, change(flow, state), memory)
            except (NotAskedError, NotAChoiceError):
                return self._show(flow, state, memory).after(self.texts("dialog.old_step"))
        except FlowChangedError:
            return Step([Reply(self.texts("dialog.new_version"))], memory.with_dialog(None))
        except DialogError:
            return Step([Reply(self.texts("dialog.expired"))], memory.with_dialog(None))

    def _show(self, flow: Flow, state: DialogState, memory: Memory) -> Step:
        """The open question, or the outcome, which ends the dialog and may be handed over."""
        running = memory.dialog
        if running is None:
            return Step([], memory)
        found = current(flow, state, self._parameters)
        if isinstance(found, Ask):
            card = question_card(flow, found, state, running, self.texts)
            open_ = running.model_copy(update={"state": to_json(state)})
            return Step([Reply(card, {"kind": "dialog", "dialog": flow.name})], memory.with_dialog(open_))
        told = tell(found, self.answers.library.knowledge)
        draft = self._draft(flow, state, told, running)
        card = outcome_card(flow, told, state.day, self.answers, draft.id)
        facts = {"kind": "outcome", "dialog": flow.name}
        if not flow.sensitive:
            facts["outcome"] = found.outcome.id
        return Step([Reply(card, facts)], memory.with_dialog(None).with_draft(draft))

    def _draft(self, flow: Flow, state: DialogState, told: Told, running: Running) -> Draft:
        """What a hand-over from the outcome starts from. Of a private dialog it knows nothing at all."""
        if flow.sensitive:
            return Draft(id=self.new_id(), question="")
        return Draft(id=self.new_id(), question=running.question, outcome=outcome_in_short(flow, told, state))
