"""Start the bot and Microsoft's Agents Playground together, and stop them together: what ``make run`` does.

The bot comes first, so that the Playground's first event finds it. Both write to logs in the data folder,
which leaves the terminal to the few lines a newcomer needs.
"""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import aiohttp
import typer
import yaml
from node_tools import find_node

HERE = Path(__file__).parent
ROOT = HERE.parent
CONFIG = HERE / "playground.yml"
COMMAND_LINE = HERE / "node_modules/@microsoft/m365agentsplayground/cli.js"

READY_WITHIN = 60.0
"""Seconds that each part has to answer; both need two or three on an ordinary machine."""
STOPPED_WITHIN = 5.0
"""Seconds that each part has to stop by itself before it is killed."""
LAST_LINES = 20


class StartError(Exception):
    """The bot and the Playground cannot be started, or one of them stopped; the text says why."""


@dataclass(frozen=True)
class Part:
    """One of the two programs."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    ready_url: str
    """Answers 200 when the part can be used."""
    log: Path


def bot(port: int, playground_port: int, data: Path) -> Part:
    """Return the bot, with the Playground's second channel as the experts' channel where no other is set."""
    team = _playground_config()["team"]
    experts = {
        "INKOPSBOT_EXPERT_TEAM_ID": team["id"],
        "INKOPSBOT_EXPERT_CHANNEL_ID": team["channels"][0]["id"],
        "INKOPSBOT_EXPERT_SERVICE_URL": f"http://localhost:{playground_port}/_connector",
    }
    return Part(
        name="Boten",
        command=(sys.executable, "-m", "bot", "run", "--port", str(port)),
        environment={**experts, **os.environ},
        ready_url=f"http://127.0.0.1:{port}/readyz",
        log=data / "bot.log",
    )


def playground(port: int, bot_port: int, data: Path, *, browser: bool) -> Part:
    """Return the Playground. It opens the browser by itself once it listens, if *browser*."""
    tools = find_node()
    if tools is None or not COMMAND_LINE.exists():
        raise StartError("Playground är inte installerat: kör make setup.")
    environment = {
        **os.environ,
        "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(CONFIG),
        "M365_AGENTS_PLAYGROUND_LOGFILE": str(data / "playground.log"),
        # Behind a proxy, its client would otherwise ask the proxy for the bot on this very machine.
        "no_proxy": ",".join(filter(None, (os.environ.get("no_proxy"), "localhost", "127.0.0.1"))),
    }
    if not browser:
        environment["TEAMSAPPTESTER_BROWSER"] = "none"
    return Part(
        name="Playground",
        # 127.0.0.1 and not localhost: Node may try ::1 first, and the bot listens on 127.0.0.1 alone.
        command=(
            *(*tools.node, str(COMMAND_LINE), "--disable-telemetry", "-c", "msteams"),
            *("-e", f"http://127.0.0.1:{bot_port}/api/messages", "-p", str(port)),
        ),
        environment=environment,
        ready_url=f"http://127.0.0.1:{port}/_internal/v1/testConfig",
        log=data / "playground.log",
    )


@asynccontextmanager
async def running(part: Part) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run *part* from ready to stopped. Raise ``StartError`` if it does not become ready."""
    part.log.parent.mkdir(parents=True, exist_ok=True)
    part.log.write_bytes(b"")
    with part.log.open("ab") as log:  # appended to, since the Playground opens the same file itself
        process = await asyncio.create_subprocess_exec(
            *part.command,
            cwd=ROOT,
            env=part.environment,
            stdout=log,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C reaches this program alone, which then stops the two in order
        )
    try:
        await _ready(part, process)
        yield process
    finally:
        await _stop(process)


async def _ready(part: Part, process: asyncio.subprocess.Process) -> None:
    clock = asyncio.get_running_loop().time
    deadline = clock() + READY_WITHIN
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2)) as session:
        while clock() < deadline:
            if process.returncode is not None:
                raise StartError(stopped(part, process))
            try:
                async with session.get(part.ready_url) as response:
                    if response.status == 200:  # noqa: PLR2004
                        return
            except (aiohttp.ClientError, TimeoutError):
                pass
            await asyncio.sleep(0.1)
    raise StartError(f"{part.name} svarade inte inom {READY_WITHIN:.0f} sekunder: se {part.log}.")


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), STOPPED_WITHIN)
    except TimeoutError:
        process.kill()
        await process.wait()


def stopped(part: Part, process: asyncio.subprocess.Process) -> str:
    """Say that *part* stopped by itself, with the end of what it wrote."""
    lines = part.log.read_text(encoding="utf-8", errors="replace").splitlines()[-LAST_LINES:]
    return "\n".join((f"{part.name} stannade (kod {process.returncode}). Slutet av {part.log}:", *lines))


def refuse_taken(port: int, option: str) -> None:
    """Raise ``StartError`` when *port* is taken: the Playground would pick another one without a word."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise StartError(
                f"Port {port} är upptagen: stäng det som använder den eller välj en annan med {option}."
            ) from error


async def serve(port: int, playground_port: int, *, browser: bool) -> None:
    """Run both until one stops (``StartError``) or the task is cancelled."""
    refuse_taken(port, "--port")
    refuse_taken(playground_port, "--playground-port")
    data = Path(os.environ.get("INKOPSBOT_DATA_DIR", "data"))
    first = bot(port, playground_port, data)
    second = playground(playground_port, port, data, browser=browser)
    async with running(first) as bot_process, running(second) as playground_process:
        typer.echo(_welcome(playground_port, data))
        ends = {asyncio.create_task(bot_process.wait()), asyncio.create_task(playground_process.wait())}
        try:
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for end in ends:
                end.cancel()
        raise StartError(
            stopped(second, playground_process)
            if bot_process.returncode is None
            else stopped(first, bot_process)
        )


def _welcome(playground_port: int, data: Path) -> str:
    config = _playground_config()
    channel = config["team"]["channels"][0]["name"]
    return f"""
{config["bot"]["name"]} är igång i Microsofts Agents Playground, som liknar Teams.

  Öppna    http://localhost:{playground_port}
  Prova    när måste jag annonsera?  ·  får jag köpa stolar för 640 000  ·  jav
  Svara    frågor som lämnas över till en upphandlare kommer till kanalen {channel}
  Loggar   {data}/bot.log och {data}/playground.log
  Avsluta  Ctrl-C
"""


def _playground_config() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))
    return loaded


async def _until_interrupted(port: int, playground_port: int, *, browser: bool) -> None:
    work = asyncio.create_task(serve(port, playground_port, browser=browser))
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, work.cancel)
    try:
        await work
    except asyncio.CancelledError:
        typer.echo("Avslutat.")


def main(
    port: Annotated[int, typer.Option(help="Botens port.")] = 3978,
    playground_port: Annotated[
        int, typer.Option(help="Playgrounds port: den du öppnar i webbläsaren.")
    ] = 56150,
    browser: Annotated[bool, typer.Option(help="Öppna webbläsaren.")] = True,
) -> None:
    """Starta boten och Microsofts Agents Playground på den här datorn."""
    try:
        asyncio.run(_until_interrupted(port, playground_port, browser=browser))
    except StartError as error:
        typer.echo(error, err=True)
        raise typer.Exit(1) from None


if __name__ == "__main__":
    typer.run(main)
