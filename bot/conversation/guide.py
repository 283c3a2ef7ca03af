"""A guided dialog as cards: one question at a time, by button or typed, to an outcome with its reasons."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.conversation.answers import Answers
from bot.conversation.card import Card, Reply
from bot.conversation.counting import counted, counting_card
from bot.conversation.memory import Draft, Memory, Running
from bot.conversation.outcome import Ends, outcome_card, outcome_in_short
from bot.conversation.question import question_card
from bot.conversation.runs import Runs
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
from dialogs.typed.amount_doubts import doubt_of
from dialogs.typed.reading import read_answer, reply
from dialogs.whole_value import PartError, read_whole_value
from dialogs.wording import Told, tell
from knowledge.amounts import grouped, kronor

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
        state = self._begun(flow, question, turn)
        running = Running(
            run=self.new_id(), state=to_json(state), question="" if flow.sensitive else question
        )
        return self._show(flow, state, self.runs.parked(memory, name).with_dialog(running))

    def press(self, move: str, values: Mapping[str, str], turn: Turn, memory: Memory) -> Step:
        """A button of a dialog's card. One of a run that is gone changes nothing, and says so."""
        memory = self.runs.turned_to(values.get("run", ""), move, turn, memory)
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
            case "count" | "counted":
                return self._counting(move, values, memory).in_place()
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
        read = reply(self.runs.open(memory.dialog)[0], asked, text)
        return self._answer(*read, memory) if read else None

    def is_attempt(self, text: str, memory: Memory) -> bool:
        """Whether *text* tries to answer the open question but cannot be read: figures for an amount."""
        return self._asks_amount(memory) and any(sign.isdigit() for sign in text) and "?" not in text

    def ask_again(self, memory: Memory, text: str = "") -> Step:
        """The open question once more, with what was understood of *text*, which is no answer to it."""
        if not self._asks_amount(memory):
            return self.resume(memory, "dialog.not_understood")
        doubted = doubt_of(text)
        values = {
            "number": kronor(doubted.number),
            "thousands": kronor(doubted.number * 1_000),
            "short": grouped(doubted.number),
        }
        step = self._proceed(memory, lambda _, state: state)
        return step.after(self.texts(f"amount.{doubted.doubt}", **values))

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

    def is_private(self, running: Running) -> bool:
        """Whether *running* must not be stored."""
        return self.runs.is_private(running)

    def _begun(self, flow: Flow, question: str, turn: Turn) -> DialogState:
        """A new state. What the question says already of a matter that is narrowed down need not be asked."""
        state = start(flow, turn.at.date(), self.runs.parameters)
        asked = current(flow, state, self.runs.parameters)
        if isinstance(asked, Ask) and asked.question.frame and (read := reply(flow, asked, question)):
            return answer(flow, state, *read, self.runs.parameters)
        return state

    @property
    def runs(self) -> Runs:
        """The runs of dialogs, by the library's flows."""
        return Runs(self.answers.library)

    def _asked(self, memory: Memory) -> Ask | None:
        found = self.runs.where(memory.dialog)
        return found[1] if found else None

    def _asks_amount(self, memory: Memory) -> bool:
        asked = self._asked(memory)
        return asked is not None and asked.question.kind == "amount"

    def _amount(self, values: Mapping[str, str], memory: Memory) -> Step:
        """What was written in the field for an amount."""
        fact, asked = values.get("fact", ""), self._asked(memory)
        if asked is None or asked.question.fact != fact:
            return self.resume(memory, "dialog.old_step")
        text = values.get("amount", "")
        read = read_answer(asked.question, text)
        return self.ask_again(memory, text) if read is None else self._answer(fact, read, memory)

    def _counting(self, move: str, values: Mapping[str, str], memory: Memory) -> Step:
        """The form that helps to work the value out, or the question with the sum that came of it."""
        running, asked = memory.dialog, self._asked(memory)
        if running is None or asked is None or asked.question.counting is None:
            return self.resume(memory, "dialog.old_step")
        problem = ""
        if move == "counted":
            running = counted(values, running)
            memory = memory.with_dialog(running)
            try:
                read_whole_value(running.parts)
            except PartError as error:
                problem = self.texts(f"counting.wrong.{error.part}")
            else:
                return self._proceed(memory, lambda _, state: state)
        card = counting_card(asked, asked.question.counting, running, self.answers, problem)
        flow, _ = self.runs.open(running)
        return Step([Reply(card, {"kind": "dialog", "dialog": flow.name})], memory)

    def _answer(self, fact: str, value: str | int, memory: Memory) -> Step:
        """The dialog after an answer. The same one pressed again changes nothing, and needs no word."""

        def answered(flow: Flow, state: DialogState) -> DialogState:
            try:
                return answer(flow, state, fact, value, self.runs.parameters)
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
            flow, state = self.runs.open(memory.dialog)
            try:
                return self._show(flow, change(flow, state), memory)
            except (NotAskedError, NotAChoiceError):
                return self._show(flow, state, memory).after(self.texts("dialog.old_step"))
            except FlowChangedError:
                state = renew(flow, state, state.day, self.runs.parameters)
                return self._show(flow, state, memory).after(self.texts("dialog.new_version"))
        except DialogError:
            return Step([Reply(self.texts("dialog.expired"))], memory.with_dialog(None))

    def _show(self, flow: Flow, state: DialogState, memory: Memory) -> Step:
        """The open question, or the outcome, which ends the dialog and may be handed over."""
        running = memory.dialog
        if running is None:
            return Step([], memory)
        found = current(flow, state, self.runs.parameters)
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
