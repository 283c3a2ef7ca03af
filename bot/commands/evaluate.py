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
from bot.conversation.library import Library
from bot.conversation.understanding import Phrases
from bot.texts import swedish
from knowledge.evaluation import Figures, Judged, figures, judge, read_questions
from knowledge.yaml_reader import ContentError


def evaluate(
    file: Annotated[
        Path, typer.Argument(help="YAML-fil med frågor: q, style och expect.", exists=True, dir_okay=False)
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Skriv allt som JSON.")] = False,
) -> None:
    """Mät hur väl frågorna i FILE besvaras.

    Visar rätt svar först, bland tre, fel svar och tystnad för varje sätt att fråga, och listar varje miss.
    """
    try:
        questions = read_questions(file)
    except ContentError as error:
        stop(str(error), CONTENT_FAULTS)
    library = the_library(the_settings())
    phrases = Phrases(swedish().understands, swedish().openings)
    console = Console(stderr=True)
    asked = track(questions, "Frågar", console=console, disable=not console.is_terminal, transient=True)
    judged = list(judge(asked, lambda question: library.ask(question, phrases)))
    if as_json:
        typer.echo(json.dumps(_as_json(judged), ensure_ascii=False))
    else:
        _print(judged, library)


def _as_json(judged: Sequence[Judged]) -> dict[str, Any]:
    return {
        "summary": {table.name: asdict(table) for table in figures(judged)},
        "results": [
            {
                **one.question.model_dump(),
                **asdict(one.asked),
                "candidates": [{"entry": entry, "confidence": sure} for entry, sure in one.asked.candidates],
            }
            for one in judged
        ],
    }


def _print(judged: Sequence[Judged], library: Library) -> None:
    console = Console(width=None if Console().is_terminal else 120)
    table = Table(title=f"{len(judged)} frågor mot {len(library.knowledge.entries)} svar")
    table.add_column("Frågor")
    for heading in (
        "Antal",
        "Rätt först",
        "Bland tre",
        "Besvarade",
        "Fel av dem",
        "Rätt val erbjudet",
        "Tyst",
    ):
        table.add_column(heading, justify="right")
    for row in figures(judged):
        table.add_row(*_cells(row))
    console.print(table)
    talk = [one for one in judged if one.label]
    console.print(f"Småprat och önskan om en människa: {sum(one.right for one in talk)} av {len(talk)} rätt.")
    _print_misses(judged, console)


def _cells(row: Figures) -> tuple[str, ...]:
    total = row.questions
    return (
        row.name,
        str(total),
        _share(row.first, total),
        _share(row.among_three, total),
        _share(row.answered, total),
        _share(row.wrong, row.answered),
        _share(row.offered, total),
        _share(row.silent, total),
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}".replace(".", ",").replace("%", " %") if whole else "–"


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
