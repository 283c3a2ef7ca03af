"""A receipt of a check that has ended, as a card, with a link to the file for the registry."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.conversation.answers import Answers
from bot.conversation.card import (
    Block,
    Bullets,
    Button,
    Card,
    Checklist,
    LinkButton,
    Paragraph,
    Reply,
    Rows,
    Tone,
)
from bot.conversation.memory import Memory, Running
from bot.conversation.runs import Runs
from bot.conversation.turn import Scope, Turn
from dialogs.conversation import DialogError, current
from dialogs.engine import Reached
from dialogs.model import Flow
from dialogs.receipt import Receipt, issue
from knowledge.amounts import swedish_day


@dataclass(frozen=True)
class Receipts:
    """Writes receipts. Of a private check only the outcome is known, and only when its reader asks."""

    answers: Answers
    link: Callable[[Receipt], str]
    """Where the receipt can be fetched as a file; empty where it cannot."""

    def show(self, values: Mapping[str, str], turn: Turn, memory: Memory) -> Reply:
        """The receipt that a button asked for, or that there is none any more."""
        receipt = self._private(values, turn) if "outcome" in values else self._of_run(values, turn, memory)
        texts = self.answers.texts
        if receipt is None:
            return Reply(texts("receipt.gone"))
        return Reply(self._card(receipt), {"kind": "receipt", "dialog": receipt.body.flow})

    def can_be_of(self, ended: Running) -> bool:
        """Whether the check of *ended* gives a receipt to whoever asks for one."""
        try:
            return Runs(self.answers.library).open(ended)[0].receipt
        except DialogError:
            return False

    def _of_run(self, values: Mapping[str, str], turn: Turn, memory: Memory) -> Receipt | None:
        """Of the check that ended last, while it is remembered and its rules are the same."""
        ended = memory.ended
        if ended is None or ended.run != values.get("run"):
            return None
        runs = Runs(self.answers.library)
        try:
            flow, state = runs.open(ended)
            found = current(flow, state, runs.parameters)
        except DialogError:
            return None
        if not isinstance(found, Reached) or flow.sensitive:
            return None
        knowledge, today = self.answers.library.knowledge, turn.at.date()
        return issue(flow, found, state.answers, knowledge, day=state.day, written=today)

    def _private(self, values: Mapping[str, str], turn: Turn) -> Receipt | None:
        """Of a private check: the outcome stands in the button, since nothing of the check was kept."""
        library = self.answers.library
        flow = library.flows.get(values.get("flow", ""))
        if flow is None or not flow.sensitive or turn.place.scope is not Scope.PERSONAL:
            return None
        outcome = next((one for one in flow.outcomes if one.id == values["outcome"]), None)
        if outcome is None:
            return None
        reached = Reached(outcome, (), (), {}, {}, {})
        return issue(flow, reached, (), library.knowledge, day=turn.at.date(), written=turn.at.date())

    def _card(self, receipt: Receipt) -> Card:
        texts, body = self.answers.texts, receipt.body
        blocks: list[Block] = [Paragraph(f"{body.heading}. {body.text}")]
        if body.reasons:
            blocks.append(Bullets(texts("receipt.because"), body.reasons))
        to_do = tuple((one.title, one.text) for one in body.notes if one.to_do)
        if to_do:
            blocks.append(Checklist(texts("receipt.to_do"), to_do))
        to_know = tuple(f"{one.title}: {one.text}" for one in body.notes if not one.to_do)
        if to_know:
            blocks.append(Bullets(texts("receipt.mind"), to_know))
        if body.given:
            blocks.append(Rows(tuple((one.question, one.answer) for one in body.given)))
        if body.amounts:
            read = tuple(f"{one.name}: {one.in_words}" for one in body.amounts)
            blocks.append(Bullets(texts("receipt.amounts"), read))
        made = [
            (texts("receipt.written"), swedish_day(body.written)),
            (texts("receipt.flow"), f"{body.flow}, version {body.flow_version}"),
            (texts("receipt.content"), body.content_version),
        ]
        if body.rules:
            made.append((texts("receipt.rules"), ", ".join(body.rules)))
        blocks.append(Rows((*made, (texts("receipt.checksum"), receipt.checksum))))
        blocks.append(
            Paragraph(texts("receipt.private" if receipt.is_private else "receipt.note"), quiet=True)
        )
        url = self.link(receipt)
        buttons = (LinkButton(texts("button.receipt_file"), url),) if url else ()
        return Card(
            texts("receipt.heading", flow=body.title),
            tuple(blocks),
            buttons,
            label=body.organisation,
            footnote=texts("receipt.day", day=swedish_day(body.day)),
            tone=Tone.NEUTRAL,
        )


def receipt_button(flow: Flow, outcome: str, run: str, label: str) -> Button:
    """The button that asks for the receipt of an outcome that has just been shown."""
    data = {"flow": flow.name, "outcome": outcome} if flow.sensitive else {"run": run}
    return Button(label, "receipt.show", data)
