"""``inkopsbot run``: serve Teams, or the Playground on this machine."""

from errno import EADDRINUSE
from typing import Annotated

import typer

from bot.commands.opening import WRONG_USE, stop, the_fit_library, the_settings
from bot.curation import folders
from bot.observing import set_up_logging
from bot.reloading import look
from bot.stopping import TURN_SECONDS, end_in_time
from bot.store.errors import StoreError


def run(
    port: Annotated[
        int | None, typer.Option(help="Porten att lyssna på. Standard: INKOPSBOT_PORT eller 3978.")
    ] = None,
) -> None:
    """Starta boten. Den tar emot meddelanden på /api/messages tills du avbryter den."""
    from aiohttp import web  # noqa: PLC0415 - other commands start without it

    from bot.server import build_app  # noqa: PLC0415 - other commands start without it

    settings = the_settings()
    set_up_logging(settings.log_level)
    seen = look(folders(settings.content_dir))
    library = the_fit_library(settings)
    at = settings.port if port is None else port

    async def app() -> web.Application:
        built = await build_app(settings, library, seen=seen)
        built.on_shutdown.append(stopping)
        return built

    async def stopping(_: web.Application) -> None:
        end_in_time()

    def tell(_: str) -> None:
        typer.echo(f"Inköpsboten lyssnar på http://{settings.host}:{at}/api/messages", err=True)

    try:
        web.run_app(
            app(),
            host=settings.host,
            port=at,
            print=tell,  # aiohttp calls it when it listens
            access_log=None,
            shutdown_timeout=TURN_SECONDS,
        )
    except OSError as error:
        why = "är upptagen" if error.errno == EADDRINUSE else f"går inte att använda ({error.strerror})"
        stop(f"Port {at} {why} – välj en annan med --port.", WRONG_USE)
    except StoreError as error:
        stop(f"Databasen går inte att använda: {error}", WRONG_USE)
