"""The question about a value: its field, the form that works it out, and what is asked back of an amount."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.conversation.card import Reply
from bot.conversation.counting import counted, counting_card, price_in, without_vat
from bot.conversation.memory import CHANGED, NOTHING, PRICE, Draft, Memory
from bot.conversation.question import ready_amount
from bot.conversation.turn import Turn
from bot.conversation.walk import Step, Walk
from dialogs.conversation import DialogState, standing
from dialogs.model import Flow
from dialogs.typed.amount_doubts import Doubt, doubt_of, only_amount, says_with_vat
from dialogs.typed.amounts import read_amount
from dialogs.typed.reading import read_answer
from dialogs.whole_value import PartError, read_whole_value
from knowledge.amounts import grouped, kronor
from knowledge.asking import Asked
from knowledge.swedish import words

ON_SPLITTING = "dela-upp-inkop"
"""The entry that says that a need must not be bought in parts to stay below a limit."""


@dataclass(frozen=True)
class ValueQuestion:
    """Takes a value that is read for sure, and of any other tells what was understood."""

    walk: Walk

    def field(self, values: Mapping[str, str], turn: Turn, memory: Memory) -> Step:
        """What was written in the field for an amount."""
        fact, asked = values.get("fact", ""), self.walk.asked(memory)
        if asked is None or asked.question.fact != fact:
            return self.walk.resume(memory, "dialog.old_step")
        text = values.get("amount", "")
        read = read_answer(asked.question, text)
        if read is not None:
            return self.taken(fact, read, memory)
        pressed = self.pressed_by_name(text, memory)
        if pressed:
            return pressed
        if asked.question.kind != "amount":
            return self.walk.resume(memory, "dialog.not_understood")
        return self.doubted(text, turn, memory)

    def form(self, memory: Memory, problem: str = "", price: str = "") -> Step:
        """The form that helps to work the value out; what is typed while it is open is a price for it.

        *problem* says what to mend in it, and *price* is filled in.
        """
        running, asked = memory.dialog, self.walk.asked(memory)
        if running is None or asked is None or asked.question.counting is None:
            return self.walk.resume(memory, "dialog.old_step")
        counting = asked.question.counting
        card = counting_card(asked, counting, running, self.walk.answers, problem=problem, price=price)
        flow, _ = self.walk.runs.open(running)
        return Step([Reply(card, {"kind": "dialog", "dialog": flow.name})], memory).beside(PRICE)

    def worked_out(self, values: Mapping[str, str], memory: Memory) -> Step:
        """The question with the sum that came of the form, or the form with what to mend."""
        running, asked = memory.dialog, self.walk.asked(memory)
        if running is None or asked is None or asked.question.counting is None:
            return self.walk.resume(memory, "dialog.old_step")
        running = counted(values, running)
        memory = memory.with_dialog(running)
        try:
            read_whole_value(running.parts)
        except PartError as error:
            return self.form(memory, self.walk.texts(f"counting.wrong.{error.part}"))
        return self.walk.shown_again(memory)

    def pressed_by_name(self, text: str, memory: Memory) -> Step | None:
        """What *text* presses on the card of an amount: its buttons have names, and a value is agreed to."""
        running, asked, texts = memory.dialog, self.walk.asked(memory), self.walk.texts
        if running is None or asked is None or asked.question.kind != "amount":
            return None
        said = " ".join(words(text))
        if asked.question.counting and said == " ".join(words(texts("button.help_count"))):
            return self.form(memory)
        if running.beside == PRICE:
            is_back = said == " ".join(words(texts("button.back")))
            return self.walk.shown_again(memory) if is_back else self._priced(text, memory)
        if said not in {" ".join(words(one)) for one in texts.items("amount.agreed")}:
            return None
        amount = 0 if running.beside == NOTHING else ready_amount(asked, running)
        return None if amount is None else self.taken(asked.question.fact, amount, memory)

    def taken(self, fact: str, value: str | int, memory: Memory) -> Step:
        """The dialog after a typed answer. That nothing is paid is asked about before it is taken."""
        running = memory.dialog
        if value == 0 and running and running.beside != NOTHING:
            return self.walk.shown_again(memory).beside(NOTHING).after(self.walk.texts("amount.nothing"))
        return self.walk.answer(fact, value, memory)

    def attempted(self, text: str, turn: Turn, memory: Memory) -> Step | None:
        """The question once more after *text*, no amount for sure; None where it tries no amount."""
        return self.doubted(text, turn, memory) if _is_attempt(text) else None

    def doubted(self, text: str, turn: Turn, memory: Memory) -> Step:
        """The question once more, with what was understood of *text*, which is no answer to it."""
        doubted, amount, texts = doubt_of(text), only_amount(text), self.walk.texts
        step = self.walk.shown_again(memory)
        if doubted.doubt is Doubt.SPLIT:
            return self._warned_of_splitting(step, text, turn)
        if doubted.doubt is Doubt.VAT and amount and says_with_vat(text):
            rates = {rate: kronor(without) for rate, without in without_vat(amount).items()}
            return step.after(texts("amount.with_vat", amount=kronor(amount), **rates))
        if doubted.doubt is Doubt.TERM and amount:
            return step.after(texts("amount.of_term", amount=kronor(amount), short=grouped(amount)))
        values = {
            "number": kronor(doubted.number),
            "thousands": kronor(doubted.number * 1_000),
            "short": grouped(doubted.number),
        }
        return step.after(texts(f"amount.{doubted.doubt}", **values))

    def meant_again(self, text: str, flow: Flow, state: DialogState, memory: Memory) -> Step | None:
        """Whether the value is to be changed, where *text* looks like an amount after it was given."""
        is_amount = read_amount(text) or (_is_attempt(text) and doubt_of(text).doubt is not Doubt.UNCLEAR)
        for number, (_, (fact, value)) in enumerate(standing(state), 1):
            question = flow.question(fact)
            if is_amount and question.kind == "amount" and isinstance(value, int):
                asked = self.walk.texts("dialog.change_amount", number=number)
                return self.walk.shown_again(memory).beside(CHANGED).after(asked)
        return None

    def opened_again(self, state: DialogState, memory: Memory) -> Step:
        """The question of the value once more, to give another one."""
        amounts = [place for place, (_, value) in standing(state) if isinstance(value, int)]
        return self.walk.change(amounts[-1] if amounts else -1, memory)

    def _priced(self, text: str, memory: Memory) -> Step | None:
        """The form with *text* as its price; None where it is a whole value, or no amount at all."""
        whole = read_amount(text)
        if not _is_attempt(text) or (whole is not None and whole != only_amount(text)):
            return None
        price, texts = price_in(text), self.walk.texts
        said = texts("counting.price", price=price) if price else texts("counting.wrong.each")
        return self.form(memory, said, price)

    def _warned_of_splitting(self, step: Step, text: str, turn: Turn) -> Step:
        """*step* after the warning against a purchase in parts, and what is known of that."""
        answers = self.walk.answers
        entry = answers.library.knowledge.entries.get(ON_SPLITTING)
        warning = Reply(self.walk.texts("amount.split"))
        if entry is None:
            return Step([warning, *step.replies], step.memory)
        asked = Asked("answer", entry.id, 1.0, ())
        draft = Draft(id=self.walk.new_id(), question=text, entry=entry.id)
        known = answers.reply(asked, turn.at.date(), draft.id)
        return Step([warning, known, *step.replies], step.memory.with_draft(draft))


def _is_attempt(text: str) -> bool:
    """Whether *text* tries to tell an amount: figures, and no question."""
    return any(sign.isdigit() for sign in text) and "?" not in text
