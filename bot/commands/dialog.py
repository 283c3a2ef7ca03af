"""``inkopsbot dialog``: a guided dialog as a function, from facts to an outcome."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import track

from bot.commands.as_of import AsOf, day_of
from bot.commands.cases import as_json as case_as_json
from bot.commands.cases import decided, facts_of, in_words
from bot.commands.drawing import Drawing, drawn, listed
from bot.commands.opening import WRONG_USE, stop, the_library, the_settings
from bot.commands.receipts import replayed, write_receipt
from bot.conversation.library import Library
from bot.present import clock
from dialogs.facts import FactError, contract_facts
from dialogs.listing import end_of_sentence
from dialogs.model import Flow
from dialogs.typed.reading import read
from knowledge.loader import Knowledge
from knowledge.swedish import fold

_DAYS = {"idag": 0, "i dag": 0, "imorgon": 1, "i morgon": 1}
"""Words for a day, and how far it is from the one they are typed on."""
_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


def dialog(
    name: Annotated[
        str | None, typer.Argument(help="direktupphandling, jav eller ansvar.", show_default=False)
    ] = None,
    facts: Annotated[str | None, typer.Option(help="Fakta i ett fall, som JSON.")] = None,
    batch: Annotated[
        Path | None, typer.Option(help="Fil med ett fall per rad, eller - för standard in.", allow_dash=True)
    ] = None,
    read_fact: Annotated[
        str | None, typer.Option("--read", help="Läs skrivna svar på den här frågan, ett per rad i --batch.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Skriv utfallet, eller vägarna, som JSON.")] = False,
    *,
    as_of: AsOf = None,
    paths: Annotated[bool, typer.Option("--paths", help="Lista alla vägar till ett utfall.")] = False,
    graph: Annotated[
        bool, typer.Option("--graph", help="Rita kontrollen, som svg om inget annat sägs.")
    ] = False,
    receipt: Annotated[
        Path | None,
        typer.Option(help="Skriv ett kvitto på fallet i --facts: en fil som slutar på .pdf eller .json."),
    ] = None,
    more: Annotated[
        str | None, typer.Argument(help="Hur --graph ritar, eller kvittot till replay.", show_default=False)
    ] = None,
) -> None:
    """Avgör ett eller många fall i en kontroll, utan samtal; eller rita och lista kontrollen själv.

    "dialog NAMN" listar alla fakta och deras värden. "dialog replay KVITTO" räknar om ett kvitto och säger om
    dagens regler ger samma utfall.
    """
    settings = the_settings()
    library = the_library(settings)
    now = clock(settings)()
    if name == "replay":
        sys.exit(replayed(more, library, day_of(as_of, now)))
    flow, drawing = _flow(name, library), _drawing(more)
    of_cases = facts is not None or batch is not None or read_fact is not None
    shown = graph or paths
    for wrong, problem in (
        ((graph and (paths or as_json)) or (shown and of_cases), "Skriv --graph eller --paths för sig."),
        (drawing is not None and not graph, f"Skriv --graph {drawing} för att rita."),
        (read_fact and batch is None, "Skriv --read tillsammans med --batch: en fil med ett svar per rad."),
        (facts is not None and batch is not None, "Skriv --facts eller --batch, inte båda."),
        (receipt and facts is None, "Skriv --receipt tillsammans med --facts."),
        (receipt and not flow.receipt, f"{flow.name} ger inget kvitto – ta bort --receipt."),
        (as_json and not (of_cases or shown), "Skriv --json tillsammans med --facts eller --paths."),
        (as_of and shown, "--graph och --paths visar alla dagar – ta bort --as-of."),
        (as_of and not flow.dated, f"{flow.name} ger samma svar alla dagar – ta bort --as-of."),
    ):
        if wrong:
            stop(problem, WRONG_USE)
    if graph:
        typer.echo(drawn(flow, library.knowledge, drawing or Drawing.SVG), nl=False)
    elif paths:
        typer.echo(listed(flow, library.knowledge, as_json=as_json), nl=False)
    elif facts is not None:
        sys.exit(_one(flow, library, facts, as_of, as_json=as_json, receipt=receipt, today=now.date()))
    elif batch is not None:
        with _lines(batch) as lines:
            if read_fact:
                sys.exit(_read_all(flow, read_fact, lines, day_of(as_of, now)))
            sys.exit(_decide_all(flow, library.knowledge, lines, as_of))
    else:
        typer.echo("\n".join(facts_of(flow, day_of(as_of, now))))
        typer.echo("\nSkriv ett fall med --facts, eller många med --batch.", err=True)


def _flow(name: str | None, library: Library) -> Flow:
    names = ", ".join(library.flows)
    if name is None:
        stop(f"Skriv vilken kontroll: {names}.", WRONG_USE)
    flow = library.flows.get(fold(name))
    if flow is None:
        stop(f"Det finns ingen kontroll som heter {name!r} – välj {names}.", WRONG_USE)
    return flow


def _one(
    flow: Flow,
    library: Library,
    text: str,
    as_of: str | None,
    *,
    as_json: bool,
    receipt: Path | None,
    today: date,
) -> int:
    """Decide the case in *text*, and tell it or write its *receipt*; the exit status."""
    knowledge = library.knowledge
    if as_json and receipt is None:
        result = case_as_json(flow, knowledge, text, as_of)
        typer.echo(_written(result))
        return 1 if "error" in result else 0
    try:
        decision = decided(flow, knowledge, text, as_of)
    except FactError as error:
        fact = f"{error.fact}: " if error.fact and error.fact not in str(error) else ""
        problem = _writable(end_of_sentence(f"{fact}{error}"))
        typer.echo(f"{problem}\nSkriv inkopsbot dialog {flow.name} för en lista över alla fakta.", err=True)
        return 1
    if receipt is not None:
        return write_receipt(flow, library, decision.reached, today, receipt)
    typer.echo("\n".join(in_words(decision, knowledge)))
    return 0


def _drawing(name: str | None) -> Drawing | None:
    try:
        return Drawing(name) if name else None
    except ValueError:
        stop(f"Det går inte att rita som {name!r} – välj {', '.join(Drawing)}.", WRONG_USE)


def _decide_all(flow: Flow, knowledge: Knowledge, lines: Iterable[str], as_of: str | None) -> int:
    status = 0
    for line in _watched(lines):
        if not line.strip():
            continue  # editors leave empty lines, the last one above all
        result = case_as_json(flow, knowledge, line, as_of)
        status = 1 if "error" in result else status
        sys.stdout.write(_written(result) + "\n")
    return status


def _read_all(flow: Flow, fact: str, lines: Iterable[str], today: date) -> int:
    asked = contract_facts(flow)
    if fact not in asked:
        stop(f"{flow.name} har ingen fråga om {fact!r} – de som finns är {', '.join(asked)}.", WRONG_USE)
    for line in _watched(lines):
        text = line.rstrip("\r\n")
        value = read(flow, fact, text)
        if value is None and fact == "date":
            value = _day_from(text, today)
        sys.stdout.write(_written({"value": value}) + "\n")
    return 0


def _day_from(text: str, today: date) -> str | None:
    """The day that *text* says, counted from *today*: the core knows no clock."""
    days = _DAYS.get(" ".join(text.casefold().split()))
    if days is None or days > (date.max - today).days:
        return None
    return (today + timedelta(days=days)).isoformat()


def _written(result: dict[str, Any]) -> str:
    """*result* as a line of JSON."""
    return _writable(json.dumps(result, ensure_ascii=False))


def _writable(text: str) -> str:
    """*text*, where half a character, which no file can hold, is a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _watched(lines: Iterable[str]) -> Iterable[str]:
    """*lines*, with a progress bar on a terminal that does not show the results themselves."""
    console = Console(stderr=True)
    hidden = not console.is_terminal or sys.stdout.isatty()
    return track(lines, "Avgör", console=console, disable=hidden, transient=True)


@contextmanager
def _lines(file: Path) -> Iterator[Iterable[str]]:
    """The lines of *file*, without the mark that some programs begin a file with."""
    if str(file) == "-":
        yield _unmarked(sys.stdin)
        return
    try:
        with file.open(encoding="utf-8", errors="replace") as lines:
            yield _unmarked(lines)
    except OSError as error:
        stop(f"{file} går inte att läsa: {error.strerror}.", WRONG_USE)


def _unmarked(lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield line if number else line.removeprefix(_BYTE_ORDER_MARK)
