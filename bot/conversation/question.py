"""A dialog's question as a card."""

import re

from bot.conversation.card import Block, Button, Card, Details, Paragraph, TextInput
from bot.conversation.memory import Running
from bot.texts import Texts
from dialogs.conversation import Ask, DialogState
from dialogs.model import Flow, Question
from dialogs.typed_amounts import read_amount
from knowledge.amounts import kronor

_AMOUNT = re.compile(r"\d[\d .,]*(?:\s*(?:kronor|kr|tkr|mkr|tusen|miljoner|miljon)\b)?", re.IGNORECASE)

AMOUNT_LENGTH = 60
"""Characters of a typed amount at most."""


def question_card(flow: Flow, ask: Ask, state: DialogState, running: Running, texts: Texts) -> Card:
    """The open question with its answers to press, why it is asked, and the ways back and out."""
    question, run = ask.question, {"run": running.run}
    blocks: list[Block] = []
    if not state.answers:
        blocks.append(Paragraph(flow.intro, quiet=True))
    buttons: list[Button] = []
    if question.kind == "amount":
        blocks.append(_amount_field(running, texts))
        go_on = texts("button.go_on")
        buttons.append(Button(go_on, "dialog.amount", run, primary=True, sends_inputs=True))
    blocks.append(Details(texts("dialog.more"), _more(question, texts)))
    buttons += [
        Button(
            choice.label,
            "dialog.answer",
            {**run, "fact": question.fact, "value": choice.value},
            wide=question.kind == "choice",
        )
        for choice in ask.choices
    ]
    if state.answers:
        buttons += [Button(texts("button.back"), "dialog.back", run)]
        buttons += [Button(texts("button.restart"), "dialog.restart", run)]
    buttons.append(Button(texts("button.cancel"), "dialog.cancel", run))
    label = texts("dialog.step", title=flow.title, step=ask.step, of=ask.of)
    return Card(question.text, tuple(blocks), tuple(buttons), label=label)


def _amount_field(running: Running, texts: Texts) -> TextInput:
    """Where the value is written; an amount in the question that led here stands in it to be confirmed."""
    mentioned = _amount_in(running.question)
    return TextInput(
        "amount",
        texts("dialog.amount"),
        value=kronor(mentioned) if mentioned else "",
        max_length=AMOUNT_LENGTH,
        error=texts("dialog.amount_missing"),
    )


def _amount_in(text: str) -> int | None:
    """The one amount in kronor that *text* mentions; None where there are several, or none that is sure."""
    found = {read_amount(part[0].strip()) for part in _AMOUNT.finditer(text)} - {None}
    return found.pop() if len(found) == 1 else None


def _more(question: Question, texts: Texts) -> str:
    """Why it is asked, what its words mean, and how to find out."""
    parts = [question.why, question.explain]
    if question.unsure:
        parts.append(f"{texts('dialog.find_out')}: {question.unsure}")
    return "\n\n".join(part for part in parts if part)
