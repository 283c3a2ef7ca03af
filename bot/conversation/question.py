"""A dialog's question as a card."""

from bot.conversation.card import Answered, Block, Button, Card, Details, Given, Paragraph, TextInput
from bot.conversation.counting import whole_value
from bot.conversation.memory import Running
from bot.texts import Texts
from dialogs.conversation import Ask, DialogState, standing
from dialogs.model import Flow, Question
from dialogs.typed.amount_doubts import amount_in
from dialogs.wording import said
from knowledge.amounts import kronor

AMOUNT_LENGTH = 60
"""Characters of a typed amount at most."""


def question_card(flow: Flow, ask: Ask, state: DialogState, running: Running, texts: Texts) -> Card:
    """The open question with its answers to press, why it is asked, what was answered, and the ways back."""
    question, run = ask.question, {"run": running.run}
    blocks = _notes(flow, ask, state, texts)
    buttons: list[Button] = []
    if question.kind == "amount":
        if worked_out := whole_value(running):
            blocks.append(Paragraph(texts("counting.sum", sum=worked_out.in_words)))
        blocks.append(_amount_field(ask, running, texts))
        data = {**run, "fact": question.fact}
        buttons.append(Button(texts("button.go_on"), "dialog.amount", data, primary=True, sends_inputs=True))
        if question.counting:
            buttons.append(Button(texts("button.help_count"), "dialog.count", data))
    blocks.append(Details(texts("dialog.more"), _more(question, texts)))
    blocks += answered(flow, state, running, texts)
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


def answered(
    flow: Flow, state: DialogState, running: Running, texts: Texts, title: str = "dialog.answered"
) -> list[Block]:
    """What has been answered, each with the way to change it; nothing at the first question."""
    if not state.answers:
        return []
    change = texts("button.change")
    given = tuple(
        Given(
            one.question,
            one.answer,
            Button(change, "dialog.change", {"run": running.run, "place": str(place)}),
        )
        for place, answer in standing(state)
        for one in said(flow, [answer])
    )
    return [Answered(texts(title), given, texts("dialog.change_hint"))]


def _notes(flow: Flow, ask: Ask, state: DialogState, texts: Texts) -> list[Block]:
    """What to know first: what it is about, the answer before, or how to find out what was not known."""
    if ask.given is not None:
        [before] = said(flow, [(ask.question.fact, ask.given)])
        return [Paragraph(texts("dialog.given", answer=before.answer), quiet=True)]
    if not state.answers:
        return [Paragraph(flow.intro, quiet=True)]
    [last] = said(flow, state.answers[-1:])
    return [Paragraph(texts("dialog.find_out_last", how=last.find_out), quiet=True)] if last.find_out else []


def ready_amount(ask: Ask, running: Running) -> int | None:
    """The value that only needs a yes: worked out, given before, or in the question that led here."""
    if worked_out := whole_value(running):
        return worked_out.total
    return ask.given if isinstance(ask.given, int) else amount_in(running.question)


def _amount_field(ask: Ask, running: Running, texts: Texts) -> TextInput:
    """Where the value is written; one that only needs to be confirmed stands there."""
    amount = ready_amount(ask, running)
    return TextInput(
        "amount",
        texts("dialog.amount"),
        value=kronor(amount) if amount else "",
        max_length=AMOUNT_LENGTH,
        error=texts("dialog.amount_missing"),
    )


def _more(question: Question, texts: Texts) -> str:
    """Why it is asked, what its words mean, and how to find out."""
    parts = [question.why, question.explain]
    if question.unsure:
        parts.append(f"{texts('dialog.find_out')}: {question.unsure}")
    return "\n\n".join(part for part in parts if part)
