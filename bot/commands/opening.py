"""What commands open first; what is wrong is told in words, and ends the command with status 1 or 2."""

import os
from collections.abc import Callable
from typing import NoReturn

import typer

from bot.conversation.library import Library, open_library
from bot.curation import open_fit
from bot.meaning.opening import understood
from bot.present import clock
from bot.settings import Settings, SettingsError, read_settings
from bot.whole_library import whole
from knowledge.yaml_reader import ContentError

CONTENT_FAULTS = 1
WRONG_USE = 2


def the_settings() -> Settings:
    """The settings in the environment."""
    try:
        return read_settings(os.environ)
    except SettingsError as error:
        stop(f"Inställningarna går inte att använda:\n{error}", WRONG_USE)


def the_library(settings: Settings) -> Library:
    """All content that can be read, to try it; faults in it are listed, and nothing starts on them."""
    return _opened(lambda: understood(whole(open_library(settings.content_dir)), settings.content_dir))


def the_fit_library(settings: Settings) -> Library:
    """All content, where it passes every check, to serve it; what it does not pass is listed."""
    return _opened(lambda: open_fit(settings.content_dir, clock(settings)().date()))


def _opened(open_: Callable[[], Library]) -> Library:
    try:
        return open_()
    except ContentError as error:
        stop(
            f"{error}\n{counted(len(error.faults))} – inget startar förrän innehållet är rätt.",
            CONTENT_FAULTS,
        )


def counted(faults: int) -> str:
    """``1 fel`` or ``3 fel``, as a sentence's beginning."""
    return f"{faults} fel i innehållet"


def stop(problem: str, status: int) -> NoReturn:
    """Say *problem* and end the command."""
    typer.echo(problem, err=True)
    raise typer.Exit(status)
