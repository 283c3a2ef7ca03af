"""A guided dialog as cards: one question at a time, by button or typed, to an outcome with its reasons."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.conversation.answers import Answers
from bot.conversation.card import Button, Card, Paragraph, Reply
from bot.conversation.counting import counted, counting_card, price_in, without_vat
from bot.conversation.memory import NOTHING, PRICE, SILENCE, Draft, Memory, Running
from bot.conversation.outcome import Ends, in_short, outcome_card, outcome_in_short
from bot.conversation.question import question_card, ready_amount
from bot.conversation.runs import Runs
from bot.conversation.turn import Scope, Turn
from bot.conversation.understanding import Said, Start, name_after, number_after
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
    standing,
    start,
    to_json,
)
from dialogs.engine import Reached
from dialogs.model import UNSURE, Flow
from dialogs.typed.amount_doubts import Doubt, doubt_of, only_amount, says_with_vat
from dialogs.typed.amounts import read_amount
from dialogs.typed.reading import read_answer, reply
from dialogs.typed.spelling import spelt
from dialogs.typed.unsure import is_unsure
from dialogs.whole_value import PartError, read_whole_value
from dialogs.wording import Told, tell
from knowledge.amounts import grouped, kronor
from knowledge.asking import Asked
from knowledge.swedish import words

Change = Callable[[Flow, DialogState], DialogState]

ON_SPLITTING = "dela-upp-inkop"
"""The entry that says that a need must not be bought in parts to stay below a limit."""


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
                return self._amount(values, turn, memory).in_place()
            case "count" | "counted":
                return self._counting(move, values, memory).in_place()
            case "answer":
                return self._answer(values.get("fact", ""), values.get("value", ""), memory).in_place()
        return Step([Reply(self.texts("bad.card"))], memory)

    def pressed_by_name(self, text: str, memory: Memory) -> Step | None:
        """What *text* presses on the card of an amount: its buttons have names, and a value is agreed to."""
        running, asked = memory.dialog, self._asked(memory)
        if running is None or asked is None or asked.question.kind != "amount":
            return None
        said = " ".join(words(text))
        if asked.question.counting and said == " ".join(words(self.texts("button.help_count"))):
            return self._counting("count", {}, memory)
        if running.beside == PRICE:
            is_back = said == " ".join(words(self.texts("button.back")))
            return self._shown_again(memory) if is_back else self._priced(text, asked, memory)
        if said not in {" ".join(words(one)) for one in self.texts.items("amount.agreed")}:
            return None
        amount = 0 if running.beside == NOTHING else ready_amount(asked, running)
        return None if amount is None else self._taken(asked.question.fact, amount, memory)

    def typed(self, text: str, turn: Turn, memory: Memory) -> Step | None:
        """A typed answer to the question that is open, or to change one; None when *text* is neither."""
        asked = self._asked(memory)
        if asked is None or memory.dialog is None:
            return None
        flow, state = self.runs.by_now(memory.dialog)
        changed = self._change_typed(text, flow, state, memory)
        if changed:
            return changed
        read = reply(flow, asked, text)
        if read:
            return self._taken(*read, memory)
        if asked.question.kind == "amount":
            return self.ask_again(memory, text, turn) if _is_attempt(text) else None
        if not asked.question.choice(UNSURE) and is_unsure(spelt(text), asked.question):
            return self.resume(memory, "dialog.needed")
        return self._amount_meant(text, flow, state, memory)

    def ask_again(self, memory: Memory, text: str, turn: Turn) -> Step:
        """The open question once more, with what was understood of *text*, which is no answer to it."""
        asked = self._asked(memory)
        if asked is None or asked.question.kind != "amount":
            return self.resume(memory, "dialog.not_understood")
        doubted, amount = doubt_of(text), only_amount(text)
        step = self._shown_again(memory)
        if doubted.doubt is Doubt.SPLIT:
            return self._warned_of_splitting(step, text, turn)
        if doubted.doubt is Doubt.VAT and amount and says_with_vat(text):
            rates = {rate: kronor(without) for rate, without in without_vat(amount).items()}
            return step.after(self.texts("amount.with_vat", amount=kronor(amount), **rates))
        if doubted.doubt is Doubt.TERM and amount:
            return step.after(self.texts("amount.of_term", amount=kronor(amount), short=grouped(amount)))
        values = {
            "number": kronor(doubted.number),
            "thousands": kronor(doubted.number * 1_000),
            "short": grouped(doubted.number),
        }
        return step.after(self.texts(f"amount.{doubted.doubt}", **values))

    def after_the_end(
        self, text: str, meaning: Said | Start | None, turn: Turn, memory: Memory
    ) -> Step | None:
        """What *text* means for the check that has ended; None when it is about something else.

        An answer can be changed for as long as the check is remembered. The words that any check may be
        meant by are about this one while it is fresh, and nothing that waits was left after it.
        """
        if memory.dialog is not None:
            return None
        place = number_after(self.texts.items("dialog.change_words"), text)
        ended = memory.ended
        if ended is None:
            return None if place is None else Step([Reply(self.texts("nothing_to_change"))], memory)
        try:
            flow, state = self.runs.by_now(ended)
        except DialogError:
            return None
        given = standing(state)
        if place is None:
            place = self._named(text, flow, state)
        if place is not None and 0 < place <= len(given):
            memory = self.runs.turned_to(ended.run, "change", turn, memory)
            return self.change(str(given[place - 1][0]), memory)
        if place is not None:
            return self._proceed(memory.with_dialog(ended), lambda _, state: state).after(
                self._how_to_change(place, len(given))
            )
        waits = memory.parked
        fresh = ended.at is not None and turn.at - ended.at <= SILENCE
        if not fresh or (waits and waits.run != ended.run and waits.at and ended.at and waits.at > ended.at):
            return None
        match meaning:
            case Said.BACK:
                return self.back(self.runs.turned_to(ended.run, "change", turn, memory))
            case Said.RESTART:
                return self.start(flow.name, turn, memory, ended.question)
            case Said.CANCEL if waits is None:
                return Step([Reply(self.texts("dialog.done"))], memory)
        return None

    def leave_for(self, name: str, turn: Turn, memory: Memory) -> Step:
        """Whether to leave the check that runs for the flow *name*: asked first, and done when said again."""
        running = memory.dialog
        where = self.runs.where(running)
        if running is None or where is None or running.beside == name:
            return self.start(name, turn, memory)
        flow, other = where[0], self.answers.library.flows[name]
        if flow.name == name:
            return self.resume(memory, "dialog.already_here")
        if other.sensitive and turn.place.scope is not Scope.PERSONAL:
            return self.resume(memory, "dialog.private_only")
        text = self.texts("dialog.leave_private" if flow.sensitive else "dialog.leave", title=flow.title)
        button = Button(self.texts(f"button.start.{name}"), "dialog.start", {"flow": name})
        card = Card(self.texts("dialog.leave.title"), (Paragraph(text),), (button,))
        step = self._shown_again(memory, beside=name)
        return Step([Reply(card), *step.replies], step.memory)

    def so_far(self, memory: Memory) -> Draft:
        """What a hand-over in the middle of a check starts from; of a private one it knows nothing."""
        running, where = memory.dialog, self.runs.where(memory.dialog)
        if running is None or where is None or where[0].sensitive:
            return Draft(id=self.new_id(), question="")
        flow, state = self.runs.by_now(running)
        outcome = in_short(flow, self.texts("handover.unfinished"), state) if state.answers else ""
        return Draft(id=self.new_id(), question=running.question, outcome=outcome)

    def resume(self, memory: Memory, key: str) -> Step:
        """The open question, after the text *key*."""
        return self._shown_again(memory).after(self.texts(key))

    def back(self, memory: Memory) -> Step:
        """One question back: the last answer is asked for again, and all that was answered is kept."""
        step = self._proceed(memory, lambda _, state: back(state))
        running = memory.dialog
        at_first = running is not None and not from_json(running.state).answers
        return step.after(self.texts("dialog.first")) if at_first else step

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

    def _shown_again(self, memory: Memory, beside: str = "") -> Step:
        """The open question, and *beside* it something else that was asked."""
        step = self._proceed(memory, lambda _, state: state)
        return self._asked_beside(step, beside) if beside else step

    def _asked_beside(self, step: Step, beside: str) -> Step:
        running = step.memory.dialog
        if running is None:
            return step
        asked = running.model_copy(update={"beside": beside})
        return Step(step.replies, step.memory.with_dialog(asked))

    def _change_typed(self, text: str, flow: Flow, state: DialogState, memory: Memory) -> Step | None:
        """An answer that *text* asks to change, asked again; None when it asks for no such thing."""
        place = number_after(self.texts.items("dialog.change_words"), text)
        if place is None:
            place = self._named(text, flow, state)
        if place is None:
            return None
        given = standing(state)
        if 0 < place <= len(given):
            return self.change(str(given[place - 1][0]), memory)
        return self._shown_again(memory).after(self._how_to_change(place, len(given)))

    def _named(self, text: str, flow: Flow, state: DialogState) -> int | None:
        """The number of the answer that *text* asks to change by its name."""
        names = [flow.question(fact).called for _, (fact, _) in standing(state)]
        place = name_after(self.texts.items("dialog.change_words"), text, names)
        return None if place is None else place + 1

    def _how_to_change(self, place: int, given: int) -> str:
        """What to write to change an answer, where *place* is none of the *given* ones; 0: none was named."""
        if not given:
            return self.texts("dialog.nothing_given")
        if not place:
            return self.texts("dialog.change_how")
        key = "dialog.no_such_answer" if given > 1 else "dialog.only_answer"
        return self.texts(key, number=place, of=given)

    def _amount_meant(self, text: str, flow: Flow, state: DialogState, memory: Memory) -> Step | None:
        """Whether the value is to be changed, where *text* looks like an amount after it was given."""
        is_amount = read_amount(text) or (_is_attempt(text) and doubt_of(text).doubt is not Doubt.UNCLEAR)
        for number, (_, (fact, value)) in enumerate(standing(state), 1):
            question = flow.question(fact)
            if is_amount and question.kind == "amount" and isinstance(value, int):
                asked = self.texts("dialog.change_amount", number=number)
                return self._shown_again(memory).after(asked)
        return None

    def _priced(self, text: str, asked: Ask, memory: Memory) -> Step | None:
        """The form with *text* as its price; None where it is a whole value, or no amount at all."""
        whole = read_amount(text)
        if not _is_attempt(text) or (whole is not None and whole != only_amount(text)):
            return None
        price = price_in(text)
        said = self.texts("counting.price", price=price) if price else self.texts("counting.wrong.each")
        return self._form(asked, memory, said, price)

    def _taken(self, fact: str, value: str | int, memory: Memory) -> Step:
        """The dialog after a typed answer. That nothing is paid is asked about before it is taken."""
        running = memory.dialog
        if value == 0 and running and running.beside != NOTHING:
            return self._shown_again(memory, beside=NOTHING).after(self.texts("amount.nothing"))
        return self._answer(fact, value, memory)

    def _warned_of_splitting(self, step: Step, text: str, turn: Turn) -> Step:
        """*step* after the warning against a purchase in parts, and what is known of that."""
        entry = self.answers.library.knowledge.entries.get(ON_SPLITTING)
        warning = Reply(self.texts("amount.split"))
        if entry is None:
            return Step([warning, *step.replies], step.memory)
        asked = Asked("answer", entry.id, 1.0, ())
        draft = Draft(id=self.new_id(), question=text, entry=entry.id)
        known = self.answers.reply(asked, turn.at.date(), draft.id)
        return Step([warning, known, *step.replies], step.memory.with_draft(draft))

    def _amount(self, values: Mapping[str, str], turn: Turn, memory: Memory) -> Step:
        """What was written in the field for an amount."""
        fact, asked = values.get("fact", ""), self._asked(memory)
        if asked is None or asked.question.fact != fact:
            return self.resume(memory, "dialog.old_step")
        text = values.get("amount", "")
        read = read_answer(asked.question, text)
        if read is not None:
            return self._taken(fact, read, memory)
        return self.pressed_by_name(text, memory) or self.ask_again(memory, text, turn)

    def _counting(self, move: str, values: Mapping[str, str], memory: Memory) -> Step:
        """The form that helps to work the value out, or the question with the sum that came of it."""
        running, asked = memory.dialog, self._asked(memory)
        if running is None or asked is None or asked.question.counting is None:
            return self.resume(memory, "dialog.old_step")
        if move == "counted":
            running = counted(values, running)
            memory = memory.with_dialog(running)
            try:
                read_whole_value(running.parts)
            except PartError as error:
                return self._form(asked, memory, self.texts(f"counting.wrong.{error.part}"))
            return self._shown_again(memory)
        return self._form(asked, memory)

    def _form(self, asked: Ask, memory: Memory, problem: str = "", price: str = "") -> Step:
        """The form that helps to work the value out; what is typed while it is open is a price for it."""
        running, counting = memory.dialog, asked.question.counting
        if running is None or counting is None:
            return self.resume(memory, "dialog.old_step")
        card = counting_card(asked, counting, running, self.answers, problem=problem, price=price)
        flow, _ = self.runs.open(running)
        step = Step([Reply(card, {"kind": "dialog", "dialog": flow.name})], memory)
        return self._asked_beside(step, PRICE)

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
        open_ = running.model_copy(update={"state": to_json(state), "beside": ""})
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


def _is_attempt(text: str) -> bool:
    """Whether *text* tries to tell an amount: figures, and no question."""
    return any(sign.isdigit() for sign in text) and "?" not in text
