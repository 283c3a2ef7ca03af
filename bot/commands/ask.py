"""``inkopsbot ask``: one question, one answer."""

import json
from typing import Annotated

import typer

from bot.commands.as_of import AsOf, day_of, notice
from bot.commands.opening import the_library, the_settings
from bot.commands.reasons import reasons
from bot.conversation.answers import Answers
from bot.conversation.card import Button, Card
from bot.conversation.plain import plain_text
from bot.conversation.understanding import ANSWERED_IN_A_LINE, Phrases, Said, Start
from bot.present import clock
from bot.texts import swedish


def ask(
    question: Annotated[str, typer.Argument(help="Frågan, inom citattecken.", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="Skriv svaret som JSON.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Visa varför: vilka ord som träffade.")] = False,
    as_of: AsOf = None,
) -> None:
    """Ställ en fråga och få svaret som boten visar det."""
    settings = the_settings()
    library = the_library(settings)
    texts = swedish()
    phrases = Phrases(texts.understands, texts.openings)
    asked = library.ask_closely(question, phrases)
    meaning = phrases.meaning(question)
    entry = library.knowledge.entries.get(asked.entry or "")
    dialog = meaning.flow if isinstance(meaning, Start) else entry.dialog if entry else None
    if asked.kind == "human":
        text = texts("handover.title")
    elif isinstance(meaning, Said):
        text = _said(meaning)
    else:
        reply = Answers(library, texts).reply(asked, day_of(as_of, clock(settings)()), "")
        text = _as_shown(reply.content, with_choices=asked.kind == "choose")
    if not as_json:
        typer.echo(f"{notice(as_of)}\n\n{text}" if as_of else text)
        if explain:
            typer.echo("\n".join(["", "Varför:", *reasons(library, phrases.after_greeting(question), asked)]))
        return
    result = {
        "kind": asked.kind,
        "entry": asked.entry,
        "dialog": dialog,
        "confidence": asked.confidence,
        "candidates": [{"entry": one, "confidence": confidence} for one, confidence in asked.candidates],
        "text": text,
        **({"reasons": list(reasons(library, phrases.after_greeting(question), asked))} if explain else {}),
    }
    typer.echo(json.dumps(result, ensure_ascii=False))


def _said(meaning: Said) -> str:
    """What the bot says to small talk, or where the conversation has more than this command shows."""
    texts = swedish()
    if meaning is Said.HELP:
        return "\n".join([texts("help.title"), *(f"– {item}" for item in texts.items("help.items"))])
    return texts("mine.personal_only" if meaning is Said.MINE else ANSWERED_IN_A_LINE[meaning])


def _as_shown(content: str | Card, *, with_choices: bool) -> str:
    """The card's text, with what there is to choose among."""
    if isinstance(content, str):
        return content
    buttons = [one for one in content.buttons if isinstance(one, Button) and one.wide] if with_choices else []
    return "\n".join([plain_text(content), *(f"– {button.label}" for button in buttons)])
