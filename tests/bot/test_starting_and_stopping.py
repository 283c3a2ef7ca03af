"""The process as a platform meets it: it says when it listens, and ends when it is asked to."""

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from frozen_database import Freezer

HURRIED = "import bot.stopping; bot.stopping.MOST_SECONDS = 1.0; from bot.commands import main; main()"
"""The command, with less patience than a platform has."""
WITHIN = 20.0


@asynccontextmanager
async def process(settings: Mapping[str, str]) -> AsyncIterator[asyncio.subprocess.Process]:
    environment = os.environ | {f"INKOPSBOT_{name}": value for name, value in settings.items()}
    started = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HURRIED, "run", env=environment, stderr=asyncio.subprocess.PIPE
    )
    try:
        async with asyncio.timeout(WITHIN):
            yield started
    finally:
        if started.returncode is None:
            started.kill()
            await started.wait()


async def line_with(words: str, errors: asyncio.StreamReader) -> str:
    async for line in errors:
        if words in line.decode():
            return line.decode()
    raise AssertionError(words)


async def test_a_database_that_hangs_does_not_keep_the_bot_from_stopping(postgres_url, unused_tcp_port):
    freezer, port = Freezer(postgres_url), str(unused_tcp_port)
    async with freezer.standing() as url, process({"DATABASE_URL": url, "PORT": port}) as bot:
        assert bot.stderr
        await line_with("lyssnar på", bot.stderr)
        freezer.freeze()
        began = time.monotonic()
        bot.send_signal(signal.SIGTERM)
        told = json.loads(await line_with("stopped in the middle", bot.stderr))
        assert await bot.wait() == 1
    assert time.monotonic() - began < 5
    assert told["level"] == "error"


async def test_it_says_that_it_listens_when_it_does_and_stops_quietly(tmp_path, unused_tcp_port):
    """Not before the port and the database have been tried."""
    port = str(unused_tcp_port)
    async with process({"DATA_DIR": str(tmp_path), "PORT": port}) as first:
        assert first.stderr
        await line_with("lyssnar på", first.stderr)
        async with process({"DATA_DIR": str(tmp_path / "other"), "PORT": port}) as second:
            assert second.stderr
            said = (await second.stderr.read()).decode()
            assert await second.wait() == 2
        first.send_signal(signal.SIGTERM)
        assert await first.wait() == 0
        assert b"stopped in the middle" not in await first.stderr.read()
    assert f"Port {port} är upptagen" in said
    assert "lyssnar på" not in said
    assert "Traceback" not in said
