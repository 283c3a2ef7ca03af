"""``inkopsbot ask``: one question, one answer."""

import json
from typing import Annotated

import typer

from bot.commands.opening import the_library, the_settings
from bot.conversation.answers import Answers
from bot.conversation.card import Card
from bot.conversation.plain import plain_text
from bot.conversation.understanding import Phrases, Start
from bot.present import clock
from bot.texts import swedish


def ask(
    question: Annotated[str, typer.Argument(help="Frågan, inom citattecken.", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="Skriv svaret som JSON.")] = False,
) -> None:
    """Ställ en fråga och få svaret som boten visar det."""
    settings = the_settings()
    library = the_library(settings)
    texts = swedish()
    phrases = Phrases(texts.understands, texts.openings)
    asked = library.ask(question, phrases)
    meaning = phrases.meaning(question)
    entry = library.knowledge.entries.get(asked.entry or "")
    dialog = meaning.flow if isinstance(meaning, Start) else entry.dialog if entry else None
    if asked.kind in ("smalltalk", "human"):
        text = texts("handover.title") if asked.kind == "human" else texts(str(meaning))
    else:
        shown = Answers(library, texts).reply(asked, clock(settings)().date(), "").content
        text = plain_text(shown) if isinstance(shown, Card) else shown
    if not as_json:
        typer.echo(text)
        return
    result = {
        "kind": asked.kind,
        "entry": asked.entry,
        "dialog": dialog,
        "confidence": asked.confidence,
        "candidates": [{"entry": one, "confidence": confidence} for one, confidence in asked.candidates],
        "text": text,
    }
    typer.echo(json.dumps(result, ensure_ascii=False))
