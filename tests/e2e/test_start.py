"""Starting the bot and the Playground: what goes wrong is said in a sentence, and nothing is left running."""

import asyncio
import os
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


async def start(data: Path, *options: str, **settings: str) -> tuple[int | None, str]:
    """Run the start until it gives up; return its exit status and what it said."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "playground/start.py", "--no-browser", *options),
        cwd=ROOT,
        env={**os.environ, "INKOPSBOT_DATA_DIR": str(data), **settings},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    return process.returncode, said.decode()


async def test_a_taken_port_is_named_with_the_option_that_chooses_another(tmp_path: Path) -> None:
    """The Playground itself would move to a random port without a word."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        status, said = await start(tmp_path, "--port", "0", "--playground-port", port)

    assert status == 1
    assert said.startswith(f"Port {port} är upptagen")
    assert "--playground-port" in said


async def test_a_bot_that_does_not_start_is_shown_with_its_own_words(tmp_path: Path) -> None:
    """The newcomer need not look for a log."""
    status, said = await start(
        tmp_path, "--port", "0", "--playground-port", "0", INKOPSBOT_LOG_LEVEL="mycket"
    )

    assert status == 1
    assert "Boten stannade" in said
    assert "INKOPSBOT_LOG_LEVEL" in said
