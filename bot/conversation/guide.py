"""A check is begun, its buttons are pressed, answers are typed to it, and it is left for another one."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.conversation.card import Button, Card, Paragraph, Reply
from bot.conversation.changing import Changing
from bot.conversation.memory import CHANGED, SILENCE, Memory, Running
from bot.conversation.turn import Scope, Turn
from bot.conversation.understanding import Said, Start
from bot.conversation.value_question import ValueQuestion
from bot.conversation.walk import Step, Walk
from dialogs.conversation import Ask, DialogState, answer, current, from_json, start, to_json
from dialogs.model import UNSURE, Flow
from dialogs.typed.reading import reply
from dialogs.typed.spelling import spelt
from dialogs.typed.unsure import is_unsure
from dialogs.typed.yes_or_no import begins_with_yes_or_no, plain_yes_or_no


@dataclass(frozen=True)
class Guide:
    """Leads through the library's flows."""

    walk: Walk
    value_question: ValueQuestion
    changing: Changing

    def start(self, name: str, turn: Turn, memory: Memory, question: str = "") -> Step:
        """Begin the flow *name*. *question* led here: it lends its amount, and goes along in a hand-over.

        Another check that was under way is parked meanwhile, unless it is private.
        """
        walk = self.walk
        flow = walk.answers.library.flows[name]
        if flow.sensitive and turn.place.scope is not Scope.PERSONAL:
            return Step([Reply(walk.texts("dialog.private_only"))], memory)
        state = self._begun(flow, question, turn)
        running = Running(
            run=walk.new_id(), state=to_json(state), question="" if flow.sensitive else question
        )
        return walk.show(flow, state, walk.runs.parked(memory, name).with_dialog(running))

    def restart(self, turn: Turn, memory: Memory) -> Step:
        """The same flow from its first question."""
        running = memory.dialog
        if running is None:
            return Step([Reply(self.walk.texts("nothing_to_stop"))], memory)
        return self.start(from_json(running.state).flow, turn, memory.with_dialog(None), running.question)

    def press(self, move: str, values: Mapping[str, str], turn: Turn, memory: Memory) -> Step:
        """A button of a dialog's card. One of a run that is gone changes nothing, and says so."""
        walk = self.walk
        memory = walk.runs.turned_to(values.get("run", ""), move, turn, memory)
        if memory.dialog is None:
            return Step([Reply(walk.texts("dialog.expired"))], memory)
        if memory.dialog.run != values.get("run"):
            return walk.resume(memory, "dialog.old_run")
        match move:
            case "cancel":
                return walk.cancel(memory)
            case "restart":
                return self.restart(turn, memory).in_place()
            case "back":
                return walk.back(memory).in_place()
            case "resume":
                return walk.shown_again(memory).in_place()
            case "change":
                return walk.change(_place(values), memory).in_place()
            case "amount":
                return self.value_question.field(values, turn, memory).in_place()
            case "count":
                return self.value_question.form(memory).in_place()
            case "counted":
                return self.value_question.worked_out(values, memory).in_place()
            case "answer":
                return walk.answer(values.get("fact", ""), values.get("value", ""), memory).in_place()
        return Step([Reply(walk.texts("bad.card"))], memory)

    def typed(self, text: str, turn: Turn, memory: Memory) -> Step | None:
        """A typed answer to the question that is open, or to change one; None when *text* is neither."""
        asked = self.walk.asked(memory)
        if asked is None or memory.dialog is None:
            return None
        flow, state = self.walk.runs.by_now(memory.dialog)
        step = self._about_the_offer(text, state, turn, memory)
        step = step or self.changing.before_the_end(text, flow, state, memory)
        if step:
            return step
        read = reply(flow, asked, text)
        if read:
            return self.value_question.taken(*read, memory)
        if asked.question.kind == "amount":
            return self.value_question.attempted(text, turn, memory)
        if not asked.question.choice(UNSURE) and is_unsure(spelt(text), asked.question):
            return self.walk.resume(memory, "dialog.needed")
        return self.value_question.meant_again(text, flow, state, memory)

    def ask_again(self, memory: Memory, text: str, turn: Turn) -> Step:
        """The open question once more, with what was understood of *text*, which is no answer to it."""
        asked = self.walk.asked(memory)
        if asked is None or asked.question.kind != "amount":
            return self.walk.resume(memory, "dialog.not_understood")
        return self.value_question.doubted(text, turn, memory)

    def after_the_end(
        self, text: str, meaning: Said | Start | None, turn: Turn, memory: Memory
    ) -> Step | None:
        """What *text* means for the check that has ended; None when it is about something else.

        An answer can be changed for as long as the check is remembered. The words that any check may be
        meant by are about this one while it is fresh, and nothing that waits was left after it.
        """
        if memory.dialog is not None:
            return None
        changed = self.changing.after_the_end(text, turn, memory)
        if changed:
            return changed
        ended, waits, runs = memory.ended, memory.parked, self.walk.runs
        found = runs.readable(ended)
        if ended is None or found is None or not _is_latest(ended, waits, turn):
            return None
        match meaning:
            case Said.BACK:
                return self.walk.back(runs.turned_to(ended.run, "change", turn, memory))
            case Said.RESTART:
                return self.start(found[0].name, turn, memory, ended.question)
            case Said.CANCEL if waits is None:
                return Step([Reply(self.walk.texts("dialog.done"))], memory)
        return None

    def leave_for(self, name: str, turn: Turn, memory: Memory) -> Step:
        """Whether to leave the check that runs for the flow *name*: asked first, and done when said again."""
        walk, running = self.walk, memory.dialog
        where = walk.runs.where(running)
        if running is None or where is None or running.beside == name:
            return self.start(name, turn, memory)
        flow, other = where[0], walk.answers.library.flows[name]
        if flow.name == name:
            return walk.resume(memory, "dialog.already_here")
        if other.sensitive and turn.place.scope is not Scope.PERSONAL:
            return walk.resume(memory, "dialog.private_only")
        text = walk.texts("dialog.leave_private" if flow.sensitive else "dialog.leave", title=flow.title)
        button = Button(walk.texts(f"button.start.{name}"), "dialog.start", {"flow": name})
        card = Card(walk.texts("dialog.leave.title"), (Paragraph(text),), (button,))
        step = walk.shown_again(memory).beside(name)
        return Step([Reply(card), *step.replies], step.memory)

    def _about_the_offer(self, text: str, state: DialogState, turn: Turn, memory: Memory) -> Step | None:
        """What a yes or a no means for what was asked last: to change checks, or the value. Else None.

        It is no answer to the question that is open, though that is shown again below. One with more to it
        may be about either, and is taken for neither.
        """
        walk, running = self.walk, memory.dialog
        if running is None or not (running.beside == CHANGED or running.beside in walk.answers.library.flows):
            return None
        said = spelt(text)
        agreed = said in [spelt(one) for one in walk.texts.items("dialog.offer.yes")]
        if not agreed and plain_yes_or_no(said) != "yes":
            declined = said in [spelt(one) for one in walk.texts.items("dialog.offer.no")]
            return walk.shown_again(memory) if declined or begins_with_yes_or_no(said) else None
        if running.beside == CHANGED:
            return self.value_question.opened_again(state, memory)
        return self.start(running.beside, turn, memory)

    def _begun(self, flow: Flow, question: str, turn: Turn) -> DialogState:
        """A new state. What the question says already of a matter that is narrowed down need not be asked."""
        parameters = self.walk.runs.parameters
        state = start(flow, turn.at.date(), parameters)
        asked = current(flow, state, parameters)
        if isinstance(asked, Ask) and asked.question.frame and (read := reply(flow, asked, question)):
            return answer(flow, state, *read, parameters)
        return state


def _is_latest(ended: Running, waits: Running | None, turn: Turn) -> bool:
    """Whether *ended* is fresh, and the run that *waits* was not left after it."""
    if ended.at is None or turn.at - ended.at > SILENCE:
        return False
    return not (waits and waits.run != ended.run and waits.at and waits.at > ended.at)


def _place(values: Mapping[str, str]) -> int:
    """The place of an answer, as a button says it; -1, which is no answer's, for anything else."""
    place = values.get("place", "")
    return int(place) if place.isascii() and place.isdigit() and len(place) < 4 else -1  # noqa: PLR2004
