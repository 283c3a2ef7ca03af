"""Where a dialog ends, as a card: what follows, why, what to do next, and what it rests on."""

from dataclasses import dataclass
from datetime import timedelta

from bot.conversation.answers import Answers
from bot.conversation.card import Block, Bullets, Button, Card, Checklist, Paragraph, Steps, Tone
from bot.conversation.counting import whole_value
from bot.conversation.memory import Running
from bot.conversation.question import answered
from bot.conversation.receipts import receipt_button
from dialogs.conversation import DialogState, from_json, standing
from dialogs.model import Flow
from dialogs.wording import Told, said
from knowledge.amounts import swedish_day

FRESH_FOR = timedelta(days=182)
"""So long after it was read, what is known of who is responsible is shown without a reservation."""


@dataclass(frozen=True)
class Ends:
    """What an outcome's buttons lead on to."""

    draft: str
    """The id of the hand-over that it may lead to."""
    running: Running
    """The run that ended."""
    waits: Running | None
    """Another dialog, which may go on now."""


def outcome_card(flow: Flow, told: Told, state: DialogState, answers: Answers, ends: Ends) -> Card:
    """The outcome with reasons, next steps, a checklist, sources, whom to turn to, and the answers."""
    texts, knowledge = answers.texts, answers.library.knowledge
    blocks: list[Block] = [Paragraph(told.text)]
    if told.reasons:
        blocks.append(Bullets(texts("outcome.because"), told.reasons))
    worked_out = whole_value(ends.running)
    if worked_out and worked_out.total in dict(state.answers).values():
        blocks.append(Paragraph(texts("outcome.counted", sum=worked_out.in_words), quiet=True))
    if told.next_steps:
        blocks.append(Steps(texts("outcome.next"), told.next_steps))
    to_do = tuple((note.title, note.text) for note in told.notes if note.to_do)
    if to_do:
        blocks.append(Checklist(texts("outcome.checklist"), to_do))
    to_know = tuple(f"{note.title}: {note.text}" for note in told.notes if not note.to_do)
    if to_know:
        blocks.append(Bullets(texts("outcome.mind"), to_know))
    unknown = tuple(f"{one.question}: {one.find_out}" for one in said(flow, state.answers) if one.find_out)
    if unknown:
        blocks.append(Bullets(texts("outcome.find_out"), unknown))
    who, page = answers.contact(knowledge.contacts[told.contact] if told.contact else knowledge.unit)
    blocks.append(who)
    if told.checked:
        stale = state.day - told.checked > FRESH_FOR
        fresh = texts("outcome.stale" if stale else "outcome.fresh", day=swedish_day(told.checked))
        blocks.append(Paragraph(fresh, quiet=True))
    blocks.append(answers.sources(told.sources))
    if flow.sensitive:
        blocks.append(Paragraph(texts("outcome.private"), quiet=True))
    else:
        blocks += answered(flow, state, ends.running, texts, "outcome.answered")
    return Card(
        told.title,
        tuple(blocks),
        (*_buttons(flow, told, answers, ends), *page),
        label=flow.title,
        footnote=texts("outcome.day", day=swedish_day(state.day)),
        tone=Tone(told.tone),
    )


def outcome_in_short(flow: Flow, told: Told, state: DialogState) -> str:
    """The outcome and the answers that led to it, as an expert reads them."""
    return in_short(flow, told.title, state)


def in_short(flow: Flow, where: str, state: DialogState) -> str:
    """*where* a dialog stands, and the answers that led there."""
    given = (f"{one.question}: {one.answer}" for one in said(flow, [one for _, one in standing(state)]))
    return "\n".join([f"{flow.title} {where}", *given])


def _buttons(flow: Flow, told: Told, answers: Answers, ends: Ends) -> list[Button]:
    texts = answers.texts
    buttons: list[Button] = []
    if told.leads_to:
        label = texts(f"button.start.{told.leads_to}")
        buttons.append(Button(label, "dialog.start", {"flow": told.leads_to}, primary=True))
    if ends.waits:
        waiting = answers.library.flows[from_json(ends.waits.state).flow]
        label = texts("button.resume_waiting", title=waiting.title)
        buttons.append(Button(label, "dialog.resume", {"run": ends.waits.run}, primary=True, wide=True))
    buttons.append(Button(texts("button.ask_expert"), "handover.open", {"draft": ends.draft}))
    if flow.receipt:
        buttons.append(receipt_button(flow, told.outcome, ends.running.run, texts("button.receipt")))
    buttons.append(Button(texts("button.restart"), "dialog.start", {"flow": flow.name}))
    return buttons
