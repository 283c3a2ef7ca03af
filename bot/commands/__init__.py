"""The command line: ``inkopsbot``, or ``python -m bot``."""

import os
import sys

import typer

from bot.commands.ask import ask
from bot.commands.backup import backup
from bot.commands.calibrate import calibrate
from bot.commands.chat import chat
from bot.commands.check import check
from bot.commands.dialog import dialog
from bot.commands.doctor import doctor
from bot.commands.evaluate import evaluate
from bot.commands.feedback import feedback
from bot.commands.package import package
from bot.commands.persons import erase, export
from bot.commands.purge import purge
from bot.commands.run import run
from bot.commands.tickets import tickets

app = typer.Typer(
    name="inkopsbot",
    help="Svarar på frågor om inköp och upphandling, guidar genom kontroller och lämnar över till experter.",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command()(run)
app.command()(chat)
app.command()(ask)
app.command()(evaluate)
app.command()(dialog)
app.command()(check)
app.command()(calibrate)
app.add_typer(tickets, name="tickets")
app.command()(feedback)
app.command()(purge)
app.command()(export)
app.command()(erase)
app.command()(backup)
app.command()(doctor)
app.command()(package)


def main() -> None:
    """Run the command that the arguments name; a pipe that is closed early ends it quietly."""
    try:
        app()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
