"""``inkopsbot dialog``: a guided dialog as a function, from facts to an outcome."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer
from rich.console import Console
from rich.progress import track

from bot.commands.as_of import AsOf
from bot.commands.drawing import Drawing, drawn, listed
from bot.commands.opening import WRONG_USE, stop, the_library, the_settings
from bot.commands.receipts import replayed, write_receipt
from bot.conversation.library import Library
from bot.present import clock
from dialogs.engine import Reached
from dialogs.facts import FactError, contract_facts, decide, parse_facts
from dialogs.model import Flow
from dialogs.typed.reading import read
from dialogs.wording import tell


def dialog(
    name: Annotated[str, typer.Argument(help="direktupphandling, jav eller ansvar.", show_default=False)],
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

    "dialog replay KVITTO" räknar om ett kvitto och säger om dagens regler ger samma utfall.
    """
    settings = the_settings()
    library = the_library(settings)
    today = clock(settings)().date()
    if name == "replay":
        sys.exit(replayed(more, library, today))
    drawing = _drawing(more)
    flow = library.flows.get(name)
    if flow is None:
        stop(f"Det finns ingen kontroll som heter {name!r} – välj {', '.join(library.flows)}.", WRONG_USE)
    if (graph or paths) and ((graph and (paths or as_json)) or facts or batch or read_fact):
        stop("Skriv --graph eller --paths för sig.", WRONG_USE)
    if drawing is not None and not graph:
        stop(f"Skriv --graph {drawing} för att rita.", WRONG_USE)
    if graph:
        typer.echo(drawn(flow, library.knowledge, drawing or Drawing.SVG), nl=False)
        return
    if paths:
        typer.echo(listed(flow, library.knowledge, as_json=as_json), nl=False)
        return
    if receipt is not None and (facts is None or batch or read_fact):
        stop("Skriv --receipt tillsammans med --facts.", WRONG_USE)
    if facts is not None and receipt is not None:
        sys.exit(write_receipt(flow, library, _decided_case(flow, library, facts, as_of), today, receipt))
    if facts is not None and batch is None and read_fact is None:
        sys.exit(_one(flow, library, facts, as_of, as_json=as_json))
    if batch is not None and facts is None:
        with _lines(batch) as lines:
            if read_fact:
                sys.exit(_read_all(flow, read_fact, lines))
            sys.exit(_decide_all(flow, library, lines, as_of))
    stop("Skriv --facts med ett fall, --batch med en fil, --graph eller --paths.", WRONG_USE)


def _one(flow: Flow, library: Library, text: str, as_of: str | None, *, as_json: bool) -> int:
    result = _decided(flow, library, text, as_of)
    if as_json or "error" in result:
        typer.echo(_written(result), err="error" in result and not as_json)
        return 1 if "error" in result else 0
    knowledge = library.knowledge
    told = tell(decide(flow, parse_facts(flow, _case(flow, text, as_of)), knowledge).reached, knowledge)
    typer.echo("\n".join([told.title, told.text, *(f"– {reason}" for reason in told.reasons)]))
    typer.echo(f"Utfall: {result['outcome']}. Flaggor: {', '.join(result['flags']) or 'inga'}.")
    return 0


def _drawing(name: str | None) -> Drawing | None:
    try:
        return Drawing(name) if name else None
    except ValueError:
        stop(f"Det går inte att rita som {name!r} – välj {', '.join(Drawing)}.", WRONG_USE)


def _decided_case(flow: Flow, library: Library, text: str, as_of: str | None) -> Reached | None:
    """What the case in *text* comes to; None, with a word on why, where it cannot be decided."""
    result = _decided(flow, library, text, as_of)
    if "error" in result:
        typer.echo(_written(result), err=True)
        return None
    return decide(flow, parse_facts(flow, _case(flow, text, as_of)), library.knowledge).reached


def _decide_all(flow: Flow, library: Library, lines: Iterable[str], as_of: str | None) -> int:
    status = 0
    for line in _watched(lines):
        result = _decided(flow, library, line, as_of)
        status = 1 if "error" in result else status
        sys.stdout.write(_written(result) + "\n")
    return status


def _decided(flow: Flow, library: Library, text: str, as_of: str | None) -> dict[str, Any]:
    """The decision of the case in *text*, or what is wrong with it."""
    try:
        return decide(flow, parse_facts(flow, _case(flow, text, as_of)), library.knowledge).to_json()
    except FactError as error:
        return {"error": str(error), "fact": error.fact}
    except (ValueError, RecursionError):
        return {"error": "det är inte JSON – skriv ett objekt med namn och värden", "fact": None}


def _case(flow: Flow, text: str, as_of: str | None) -> Any:
    """The facts in *text*, begun on the day *as_of* where one is given. Raises ``ValueError``."""
    case = json.loads(text)
    return {**case, "date": as_of} if as_of and flow.dated and isinstance(case, dict) else case


def _read_all(flow: Flow, fact: str, lines: Iterable[str]) -> int:
    asked = contract_facts(flow)
    if fact not in asked:
        stop(f"{flow.name} har ingen fråga om {fact!r} – de som finns är {', '.join(asked)}.", WRONG_USE)
    for line in _watched(lines):
        value = read(flow, fact, line.rstrip("\r\n"))
        sys.stdout.write(_written({"value": value}) + "\n")
    return 0


def _written(result: dict[str, Any]) -> str:
    """*result* as a line of JSON; half a character, which no file can hold, becomes a question mark."""
    return json.dumps(result, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")


def _watched(lines: Iterable[str]) -> Iterable[str]:
    """*lines*, with a progress bar on a terminal that does not show the results themselves."""
    console = Console(stderr=True)
    hidden = not console.is_terminal or sys.stdout.isatty()
    return track(lines, "Avgör", console=console, disable=hidden, transient=True)


@contextmanager
def _lines(file: Path) -> Iterator[TextIO]:
    if str(file) == "-":
        yield sys.stdin
        return
    try:
        with file.open(encoding="utf-8", errors="replace") as lines:
            yield lines
    except OSError as error:
        stop(f"{file} går inte att läsa: {error.strerror}.", WRONG_USE)
