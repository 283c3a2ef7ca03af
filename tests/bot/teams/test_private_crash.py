"""The self-check over HTTP in a process that is killed: nothing of it is left in files, logs or figures."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
from bot_service import BOT, USER, ConnectorServer

TRIES, PAUSE = 600, 0.1
MARKS = (
    "luftballong",
    "party_or_owner",
    "Part eller delägare",
    "unsure",
    "Vet inte",
    "consultant",
    "Konsult",
)


@asynccontextmanager
async def running(data: Path) -> AsyncIterator[tuple[str, asyncio.subprocess.Process]]:
    """The bot as its own process, at the most talkative level; its log goes to ``log`` in *data*."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {name: value for name, value in os.environ.items() if not name.startswith("INKOPSBOT_")}
    settings |= {"INKOPSBOT_DATA_DIR": str(data / "data"), "INKOPSBOT_LOG_LEVEL": "debug"}
    with (data / "log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run", "--port", str(port)), env=settings, stdout=log, stderr=log
        )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(TRIES):
            if await _is_up(url):
                break
            await asyncio.sleep(PAUSE)
        yield url, process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _is_up(url: str) -> bool:
    try:
        async with aiohttp.ClientSession() as session, session.get(f"{url}/readyz") as response:
            return response.status == 200
    except aiohttp.ClientError:
        return False


class Person:
    """Somebody in a private chat with the process at *url*."""

    def __init__(self, url: str, connector: ConnectorServer) -> None:
        self._url, self._connector, self._said = url, connector, 0

    async def send(self, **activity: Any) -> Any:
        self._said += 1
        body = {
            "id": f"{self._url}-{self._said}",
            "channelId": "msteams",
            "serviceUrl": self._connector.url,
            "from": USER,
            "recipient": BOT,
            "conversation": {"id": "a:1", "conversationType": "personal"},
            **activity,
        }
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{self._url}/api/messages", json=body) as response,
        ):
            assert response.status == 200
            return await response.json() if response.content_type == "application/json" else None

    async def say(self, text: str) -> str:
        await self.send(type="message", text=text)
        return str(self._connector.messages[-1])

    async def figures(self) -> str:
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"{self._url}/metrics") as response,
        ):
            return await response.text()


def traces(data: Path, figures: str) -> list[str]:
    """The marks found in any file (the database's, its write-ahead log, the log) or in the figures."""
    kept = b"".join(file.read_bytes() for file in data.rglob("*") if file.is_file())
    assert b"turn taken" in kept
    assert "inkopsbot_turns_total" in figures
    return [mark for mark in MARKS if mark.encode() in kept or mark in figures]


async def test_a_killed_process_leaves_nothing_and_the_next_one_knows_nothing(
    tmp_path: Path, connector_server: ConnectorServer
) -> None:
    """Killed in the middle, with its database as it stood; the next process has no answer to go on from."""
    async with running(tmp_path) as (url, process):
        person = Person(url, connector_server)
        for text in ("jäv", "konsult", "vet inte", "min bror äger luftballongfirman", "nej", "vet inte"):
            said = await person.say(text)
        assert "steg 5 av högst 13" in said
        figures = await person.figures()
        process.kill()
        await process.wait()
        assert traces(tmp_path, figures) == []
    async with running(tmp_path) as (url, _):
        person = Person(url, connector_server)
        assert "steg" not in await person.say("tillbaka")
        assert traces(tmp_path, await person.figures()) == []
