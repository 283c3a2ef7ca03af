"""A guided dialog as cards: one question at a time, by button or typed, to an outcome with its reasons."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.conversation.answers import Answers
from bot.conversation.card import Card, Reply
from bot.conversation.memory import Draft, Memory, Running
from bot.conversation.outcome import Ends, outcome_card, outcome_in_short
from bot.conversation.question import question_card
from bot.conversation.turn import Scope, Turn
from bot.conversation.understanding import number_after
from bot.texts import Texts
from dialogs.conversation import (
    Ask,
    DialogError,
    DialogState,
    FlowChangedError,
    NotAChoiceError,
    NotAskedError,
    StateError,
    answer,
    back,
    current,
    from_json,
    renew,
    reopen,
    start,
    to_json,
)
from dialogs.engine import Reached
from dialogs.model import Flow
from dialogs.reading import read_answer, reply
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
        """Begin the flow *name*. *question* led here: it lends its amount, and goes along in a hand-over.

        Another check that was under way is parked meanwhile, unless it is private.
        """
        flow = self.answers.library.flows[name]
        if flow.sensitive and turn.place.scope is not Scope.PERSONAL:
            return Step([Reply(self.texts("dialog.private_only"))], memory)
        state = start(flow, turn.at.date(), self._parameters)
        running = Running(
            run=self.new_id(), state=to_json(state), question="" if flow.sensitive else question
        )
        return self._show(flow, state, self._parked(memory, name).with_dialog(running))

    def press(self, move: str, values: Mapping[str, str], turn: Turn, memory: Memory) -> Step:
        """A button of a dialog's card. One of a run that is gone changes nothing, and says so."""
        memory = self._turned_to(values.get("run", ""), move, turn, memory)
        if memory.dialog is None:
            return Step([Reply(self.texts("dialog.expired"))], memory)
        if memory.dialog.run != values.get("run"):
            return self.resume(memory, "dialog.old_run")
        match move:
            case "cancel":
                return self.cancel(memory)
            case "restart":
                return self.restart(turn, memory).in_place()
            case "back":
                return self.back(memory).in_place()
            case "resume":
                return self._proceed(memory, lambda _, state: state).in_place()
            case "change":
                return self.change(values.get("place", ""), memory).in_place()
            case "amount":
                return self._amount(values, memory).in_place()
            case "answer":
                return self._answer(values.get("fact", ""), values.get("value", ""), memory).in_place()
        return Step([Reply(self.texts("bad.card"))], memory)

    def typed(self, text: str, memory: Memory) -> Step | None:
        """A typed answer to the question that is open, or to change one; None when *text* is neither."""
        asked = self._asked(memory)
        if asked is None or memory.dialog is None:
            return None
        place = number_after(self.texts.items("dialog.change_words"), text)
        if place is not None:
            return self.change(str(place - 1), memory) if place else self.resume(memory, "dialog.change_how")
        read = reply(self._open(memory.dialog)[0], asked, text)
        return self._answer(*read, memory) if read else None

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
        """One question back: the last answer is asked for again, and all that was answered is kept."""
        return self._proceed(memory, lambda _, state: back(state))

    def change(self, place: str, memory: Memory) -> Step:
        """The answer at *place*, counted from 0, asked for again; what does not depend on it is kept."""
        number = int(place) if place.isascii() and place.isdigit() and len(place) < 4 else -1  # noqa: PLR2004
        return self._proceed(memory, lambda _, state: reopen(state, number))

    def restart(self, turn: Turn, memory: Memory) -> Step:
        """The same flow from its first question."""
        running = memory.dialog
        if running is None:
            return Step([Reply(self.texts("nothing_to_stop"))], memory)
        return self.start(from_json(running.state).flow, turn, memory.with_dialog(None), running.question)

    def cancel(self, memory: Memory) -> Step:
        """End without an outcome."""
        running = memory.dialog
        if running is None:
            return Step([Reply(self.texts("nothing_to_stop"))], memory)
        key = "dialog.cancelled_private" if self.is_private(running) else "dialog.cancelled"
        return Step([Reply(self.texts(key))], memory.with_dialog(None))

    def take_up(self, turn: Turn, memory: Memory) -> Memory:
        """The memory with the parked dialog running again, as the rules are on the day of *turn*."""
        if memory.parked is None:
            return memory
        taken = memory.parked
        memory = self._parked(memory.with_parked(None)).with_dialog(taken)
        try:
            flow, state = self._open(taken)
            if state.day != turn.at.date():
                state = renew(flow, state, turn.at.date(), self._parameters)
                memory = memory.with_dialog(taken.model_copy(update={"state": to_json(state)}))
        except DialogError:
            return memory
        return memory

    def where(self, running: Running) -> tuple[Flow, Ask] | None:
        """The flow of *running* and the question it has come to; None when it cannot go on."""
        try:
            flow, state = self._open(running)
            try:
                asked = current(flow, state, self._parameters)
            except FlowChangedError:
                asked = current(flow, renew(flow, state, state.day, self._parameters), self._parameters)
        except DialogError:
            return None
        return (flow, asked) if isinstance(asked, Ask) else None

    def is_private(self, running: Running) -> bool:
        """Whether *running* must not be stored. What cannot be read is not stored either."""
        try:
            return self._open(running)[0].sensitive
        except DialogError:
            return True

    @property
    def _parameters(self) -> Mapping[str, Parameter]:
        return self.answers.library.knowledge.parameters

    def _turned_to(self, run: str, move: str, turn: Turn, memory: Memory) -> Memory:
        """The memory where the dialog whose button was pressed runs: one that is parked, or has ended."""
        if memory.dialog and memory.dialog.run == run:
            return memory
        ended, parked = memory.ended, memory.parked
        if ended and ended.run == run and move == "change":
            memory = memory.with_parked(None) if parked and parked.run == run else memory
            return self._parked(memory).with_dialog(ended)
        return self.take_up(turn, memory) if parked and parked.run == run else memory

    def _parked(self, memory: Memory, name: str = "") -> Memory:
        """The memory with its running dialog parked, unless that is private or *name* itself begins anew."""
        running = memory.dialog
        if running and not self.is_private(running):
            memory = memory.with_parked(running)
        if memory.parked and name and from_json(memory.parked.state).flow == name:
            memory = memory.with_parked(None)
        return memory.with_dialog(None)

    def _open(self, running: Running) -> tuple[Flow, DialogState]:
        state = from_json(running.state)
        flow = self.answers.library.flows.get(state.flow)
        if flow is None:
            raise StateError(state.flow)
        return flow, state

    def _asked(self, memory: Memory) -> Ask | None:
        found = self.where(memory.dialog) if memory.dialog else None
        return found[1] if found else None

    def _asks_amount(self, memory: Memory) -> bool:
        asked = self._asked(memory)
        return asked is not None and asked.question.kind == "amount"

    def _amount(self, values: Mapping[str, str], memory: Memory) -> Step:
        """What was written in the field for an amount."""
        fact, asked = values.get("fact", ""), self._asked(memory)
        if asked is None or asked.question.fact != fact:
            return self.resume(memory, "dialog.old_step")
        read = read_answer(asked.question, values.get("amount", ""))
        return self.ask_again(memory) if read is None else self._answer(fact, read, memory)

    def _answer(self, fact: str, value: str | int, memory: Memory) -> Step:
        """The dialog after an answer. The same one pressed again changes nothing, and needs no word."""

        def answered(flow: Flow, state: DialogState) -> DialogState:
            try:
                return answer(flow, state, fact, value, self._parameters)
            except NotAskedError:
                if (fact, value) in state.answers:
                    return state
                raise

        return self._proceed(memory, answered)

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
                state = renew(flow, state, state.day, self._parameters)
                return self._show(flow, state, memory).after(self.texts("dialog.new_version"))
        except DialogError:
            return Step([Reply(self.texts("dialog.expired"))], memory.with_dialog(None))

    def _show(self, flow: Flow, state: DialogState, memory: Memory) -> Step:
        """The open question, or the outcome, which ends the dialog and may be handed over."""
        running = memory.dialog
        if running is None:
            return Step([], memory)
        found = current(flow, state, self._parameters)
        open_ = running.model_copy(update={"state": to_json(state)})
        if isinstance(found, Ask):
            card = question_card(flow, found, state, open_, self.texts)
            return Step([Reply(card, {"kind": "dialog", "dialog": flow.name})], memory.with_dialog(open_))
        return self._ended(flow, state, found, open_, memory)

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
