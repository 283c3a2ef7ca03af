"""Receipts on the command line: one written for a case, and one worked out again."""

from datetime import date
from pathlib import Path

import typer

from bot.commands.opening import WRONG_USE, stop
from bot.conversation.library import Library
from bot.texts import swedish
from dialogs.engine import Reached
from dialogs.model import Flow
from dialogs.receipt import NothingToReplayError, ReceiptError, issue, replay
from knowledge.amounts import swedish_day


def write_receipt(flow: Flow, library: Library, reached: Reached, today: date, file: Path) -> int:
    """Write the receipt of a decided case to *file*; the exit status."""
    from bot.receipts.pdf import to_pdf  # noqa: PLC0415 - what draws it is large, and few commands need it

    kind = file.suffix.lower()
    if kind not in {".pdf", ".json"}:
        stop(f"{file} slutar varken på .pdf eller .json – välj vilket slags kvitto du vill ha.", WRONG_USE)
    day = reached.facts.get("date", today)
    receipt = issue(
        flow, reached, (), library.knowledge, day=day if isinstance(day, date) else today, written=today
    )
    content = to_pdf(receipt, swedish()) if kind == ".pdf" else receipt.to_json().encode()
    try:
        file.write_bytes(content)
    except OSError as error:
        stop(f"{file} går inte att skriva: {error.strerror}.", WRONG_USE)
    typer.echo(f"Skrev {file}. Utfall: {receipt.body.heading}. Kontrollsumma: {receipt.checksum}.")
    return 0


def replayed(name: str | None, library: Library, today: date) -> int:
    """Work out the receipt in the file *name* again and say what came of it; the exit status."""
    from bot.receipts.pdf import receipt_in  # noqa: PLC0415 - as above

    if not name:
        stop("Skriv vilket kvitto: inkopsbot dialog replay KVITTO.", WRONG_USE)
    try:
        receipt = receipt_in(Path(name).read_bytes())
    except OSError as error:
        stop(f"{name} går inte att läsa: {error.strerror}.", WRONG_USE)
    except ReceiptError as error:
        typer.echo(str(error), err=True)
        return 1
    body = receipt.body
    typer.echo(f"{body.title} {body.organisation}, {swedish_day(body.day)}. Utfall: {body.heading}.")
    typer.echo("Kontrollsumman stämmer: kvittot är oförändrat sedan det skrevs.")
    try:
        told = replay(receipt, library.flows, library.knowledge, today)
    except NothingToReplayError as private:
        told = [str(private)]
    except ReceiptError as error:
        typer.echo(str(error), err=True)
        return 1
    for sentence in told:
        typer.echo(sentence)
    return 0
