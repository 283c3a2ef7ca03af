"""``inkopsbot evaluate``: how well labelled questions are answered."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.commands.opening import CONTENT_FAULTS, stop, the_library, the_settings
from bot.commands.shares import share
from bot.conversation.library import Library
from bot.conversation.understanding import Phrases
from bot.texts import swedish
from knowledge.evaluation import (
    Figures,
    Judged,
    calibration_error,
    figures,
    judge,
    own_questions,
    read_questions,
)
from knowledge.yaml_reader import ContentError


def evaluate(
    file: Annotated[
        Path | None,
        typer.Argument(
            help="YAML-fil med frågor: q, style och expect. Utelämnad: innehållets egna provfrågor.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Skriv allt som JSON.")] = False,
    words_only: Annotated[
        bool, typer.Option("--words-only", help="Gå bara på orden, utan språkmodellen.")
    ] = False,
) -> None:
    """Mät hur väl frågor besvaras.

    Visar rätt svar först, bland tre, fel svar och tystnad för varje sätt att fråga, och listar varje miss.
    """
    library = the_library(the_settings())
    try:
        questions = (
            read_questions(file, library.knowledge.entries) if file else own_questions(library.knowledge)
        )
    except ContentError as error:
        stop(str(error), CONTENT_FAULTS)
    phrases = Phrases(swedish().understands, swedish().openings)
    ask = library.ask if words_only else library.ask_closely
    console = Console(stderr=True)
    asked = track(questions, "Frågar", console=console, disable=not console.is_terminal, transient=True)
    judged = list(judge(asked, lambda question: ask(question, phrases)))
    if as_json:
        typer.echo(json.dumps(_as_json(judged, library), ensure_ascii=False))
    else:
        by_words = words_only or library.meant is None
        _print(judged, library, by_words=by_words)


def _as_json(judged: Sequence[Judged], library: Library) -> dict[str, Any]:
    return {
        "summary": {table.name: asdict(table) for table in figures(judged)}
        | {"calibration_error": round(calibration_error(judged, library.knowledge.entries), 4)},
        "results": [
            {
                **one.question.model_dump(),
                **asdict(one.asked),
                "candidates": [{"entry": entry, "confidence": sure} for entry, sure in one.asked.candidates],
            }
            for one in judged
        ],
    }


HEADINGS = (
    "Antal",
    "Rätt först",
    "Bland tre",
    "Besvarade",
    "Fel av dem",
    "Svar eller rätt val",
    "Hänvisade bort",
    "Tyst",
)


def _print(judged: Sequence[Judged], library: Library, *, by_words: bool) -> None:
    console = Console(width=None if Console().is_terminal else 130)
    how = "orden" if by_words else "orden och betydelsen"
    table = Table(title=f"{len(judged)} frågor mot {len(library.knowledge.entries)} svar, efter {how}")
    table.add_column("Frågor")
    for heading in HEADINGS:
        table.add_column(heading, justify="right")
    for row in figures(judged):
        table.add_row(*_cells(row))
    confidence = library.knowledge.confidence
    beside = confidence.words_left_out if by_words else confidence.meaning_left_out
    if beside:
        shares = (beside.first, beside.three, beside.answered, beside.wrong)
        table.add_row("innehållets egna*", "", *map(share, shares), "", "", "", style="dim")
    console.print(table)
    if beside:
        console.print(
            "* Svarens formuleringar, var och en utelämnad när den ställs; räknat av inkopsbot calibrate.",
            style="dim",
        )
    talk = [one for one in judged if one.label]
    console.print(f"Småprat och önskan om en människa: {sum(one.right for one in talk)} av {len(talk)} rätt.")
    error = f"{calibration_error(judged, library.knowledge.entries):.3f}".replace(".", ",")
    console.print(f"Kalibreringsfel: {error} – så långt ligger säkerheten från hur ofta den stämmer.")
    _print_misses(judged, console)


def _cells(row: Figures) -> tuple[str, ...]:
    total = row.questions
    return (
        row.name,
        str(total),
        share(row.first, total),
        share(row.among_three, total),
        share(row.answered, total),
        share(row.wrong, row.answered),
        share(row.useful, total),
        share(row.sent_on, total),
        share(row.silent, total),
    )


def _print_misses(judged: Sequence[Judged], console: Console) -> None:
    for one in judged:
        missed = one.wrong or (one.ours and not one.first) or (one.label and not one.right)
        if not missed:
            continue
        found = ", ".join(f"{entry} {sure:.2f}" for entry, sure in one.asked.candidates)
        expected = ", ".join(one.question.expect) or "inget svar"
        console.print(
            f"{'FEL SVAR' if one.wrong else 'missad'} [{one.question.style}] {one.question.q}\n"
            f"   väntat: {expected}\n   fick {one.asked.kind}: {found}",
            markup=False,
            highlight=False,
        )
