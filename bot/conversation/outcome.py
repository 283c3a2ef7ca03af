"""Where a dialog ends, as a card: what follows, why, what to do next, and what it rests on."""

from datetime import date

from bot.conversation.answers import Answers
from bot.conversation.card import Block, Bullets, Button, Card, Paragraph, Steps, Tone
from dialogs.conversation import DialogState
from dialogs.model import Flow
from dialogs.wording import Told
from knowledge.amounts import kronor, swedish_day


def outcome_card(flow: Flow, told: Told, day: date, answers: Answers, draft: str) -> Card:
    """The outcome with reasons, next steps, what to mind, sources and whom to turn to."""
    texts, knowledge = answers.texts, answers.library.knowledge
    blocks: list[Block] = [Paragraph(told.text)]
    if told.reasons:
        blocks.append(Bullets(texts("outcome.because"), told.reasons))
    if told.next_steps:
        blocks.append(Steps(texts("outcome.next"), told.next_steps))
    if told.notes:
        notes = tuple(f"{note.title}: {note.text}" for note in told.notes)
        blocks.append(Bullets(texts("outcome.mind"), notes))
    who, page = answers.contact(knowledge.contacts[told.contact] if told.contact else knowledge.unit)
    blocks += [who, answers.sources(told.sources)]
    buttons: list[Button] = []
    if told.leads_to:
        label = texts(f"button.start.{told.leads_to}")
        buttons.append(Button(label, "dialog.start", {"flow": told.leads_to}, primary=True))
    buttons.append(Button(texts("button.ask_expert"), "handover.open", {"draft": draft}))
    buttons.append(Button(texts("button.restart"), "dialog.start", {"flow": flow.name}))
    return Card(
        told.title,
        tuple(blocks),
        (*buttons, *page),
        label=flow.title,
        footnote=texts("outcome.day", day=swedish_day(day)),
        tone=Tone(told.tone),
    )


def outcome_in_short(flow: Flow, told: Told, state: DialogState) -> str:
    """The outcome and the answers that led to it, as an expert reads them."""
    said = []
    for fact, value in state.answers:
        question = flow.question(fact)
        choice = question.choice(str(value))
        said.append(f"{question.text} {choice.label if choice else kronor(int(value))}")
    return "\n".join([f"{flow.title} {told.title}", *said])
