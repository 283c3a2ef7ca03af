"""An earlier answer changed by words, "ändra 2" or "ändra värdet", before and after the end of a check."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.card import Reply
from bot.conversation.memory import Memory
from bot.conversation.turn import Turn
from bot.conversation.understanding import name_after, number_after
from bot.conversation.walk import Step, Walk
from dialogs.conversation import DialogState, standing
from dialogs.model import Flow


@dataclass(frozen=True)
class Changing:
    """Asks again for the answer that is named, by number or by name, or says how to name one."""

    walk: Walk

    def before_the_end(self, text: str, flow: Flow, state: DialogState, memory: Memory) -> Step | None:
        """An answer that *text* asks to change, asked again; None when it asks for no such thing."""
        number = self._number(text, flow, state)
        if number is None:
            return None
        place = _place(number, state)
        if place is None:
            return self.walk.shown_again(memory).after(self._how_to_change(number, state))
        return self.walk.change(place, memory)

    def after_the_end(self, text: str, turn: Turn, memory: Memory) -> Step | None:
        """The same of the check that has ended, for as long as it is remembered."""
        ended, runs = memory.ended, self.walk.runs
        if ended is None:
            asks = number_after(self._verbs, text) is not None
            return Step([Reply(self.walk.texts("nothing_to_change"))], memory) if asks else None
        found = runs.readable(ended)
        number = self._number(text, *found) if found else None
        if found is None or number is None:
            return None
        _, state = found
        place = _place(number, state)
        if place is None:
            again = self.walk.shown_again(memory.with_dialog(ended))
            return again.after(self._how_to_change(number, state))
        return self.walk.change(place, runs.turned_to(ended.run, "change", turn, memory))

    @property
    def _verbs(self) -> Sequence[str]:
        return self.walk.texts.items("dialog.change_words")

    def _number(self, text: str, flow: Flow, state: DialogState) -> int | None:
        """The number of the answer that *text* asks to change, by number or name; 0 where it names none."""
        number = number_after(self._verbs, text)
        if number is not None:
            return number
        names = [flow.question(fact).called for _, (fact, _) in standing(state)]
        place = name_after(self._verbs, text, names)
        return None if place is None else place + 1

    def _how_to_change(self, number: int, state: DialogState) -> str:
        """What to write to change an answer, where *number* is that of none that was given."""
        given = len(standing(state))
        if not given:
            return self.walk.texts("dialog.nothing_given")
        if not number:
            return self.walk.texts("dialog.change_how")
        key = "dialog.no_such_answer" if given > 1 else "dialog.only_answer"
        return self.walk.texts(key, number=number, of=given)


def _place(number: int, state: DialogState) -> int | None:
    """The place in *state* of the answer that a reader sees as *number*."""
    given = standing(state)
    return given[number - 1][0] if 0 < number <= len(given) else None
