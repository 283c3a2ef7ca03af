"""Content is changed while the service runs: the next answer is new, or the old one stays."""

import asyncio
import json
import os
import shutil
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import structlog
from aiohttp.test_utils import TestServer
from bot_service import ConnectorServer, activity

from bot.conversation.library import open_library
from bot.server import build_app
from bot.settings import Settings

ITS_CONTENT = Path(__file__).parents[2] / "other_municipality"
QUESTION = "vem lagar kopiatorn på tredje våningen"
WITHIN = 20.0


class Service:
    """The running bot, whose content can be edited."""

    def __init__(
        self, folder: Path, url: str, connector: ConnectorServer, session: aiohttp.ClientSession
    ) -> None:
        self.folder = folder
        self._url = url
        self._connector = connector
        self._session = session
        self._ids = 0

    async def say(self, text: str) -> str:
        """All that the bot says to *text*."""
        self._ids += 1
        body = activity(self._connector.url, id=str(self._ids), text=text)
        before = len(self._connector.messages)
        async with self._session.post(f"{self._url}/api/messages", json=body) as response:
            assert response.status == 200
        return json.dumps(self._connector.messages[before:], ensure_ascii=False)

    async def figure(self, name: str) -> float:
        async with self._session.get(f"{self._url}/metrics") as response:
            text = await response.text()
        return float(next(line.split()[1] for line in text.splitlines() if line.startswith(f"{name} ")))


def write(folder: Path, where: str, wording: str = QUESTION) -> None:
    """The content that is edited: where to turn with the copier."""
    matter = {"id": "kopiatorn", "title": "Kopiatorn", "where": where, "wordings": [wording]}
    (folder / "kopiatorn.yaml").write_text(json.dumps({"elsewhere": [matter]}, ensure_ascii=False), "utf-8")


async def until(is_so: Callable[[], Any]) -> None:
    """Wait until *is_so*, within a while."""
    async with asyncio.timeout(WITHIN):
        while True:
            if is_so():
                return
            await asyncio.sleep(0.02)


@pytest.fixture
def serve(tmp_path):
    """The service over a folder of its own, looking at it *every* so many seconds."""

    @asynccontextmanager
    async def serve(every: float) -> AsyncIterator[Service]:
        folder = tmp_path / "innehall"
        shutil.copytree(ITS_CONTENT, folder)
        write(folder, "Ring växeln.")
        connector = ConnectorServer()
        app = await build_app(
            Settings(data_dir=tmp_path, content_dir=folder), open_library(folder), look_every=every
        )
        async with connector.server, TestServer(app) as server, aiohttp.ClientSession() as session:
            yield Service(folder, f"http://127.0.0.1:{server.port}", connector, session)

    return serve


async def test_a_changed_file_is_answered_from_and_a_dialog_goes_on(serve):
    """Nobody has to do more than save the file; whoever is in the middle of a check notices nothing."""
    async with serve(every=0.1) as service:
        assert "Ring växeln." in await service.say(QUESTION)
        assert "Avbryt" in await service.say("får jag köpa direkt")
        with structlog.testing.capture_logs() as logged:
            write(service.folder, "Gå till receptionen.")
            await until(lambda: [line for line in logged if line["event"] == "content taken into use"])
        assert " 2 av " in await service.say("nej")
        await service.say("avbryt")
        assert "Gå till receptionen." in await service.say(QUESTION)


async def test_the_signal_reads_content_and_what_is_faulty_is_not_used(serve):
    """A fault that only check finds keeps the old answer; the log has it, and the figure counts it."""
    async with serve(every=3600) as service:

        async def signalled(event: str) -> list[Any]:
            with structlog.testing.capture_logs() as logged:
                os.kill(os.getpid(), signal.SIGHUP)
                await until(lambda: any(line["event"].startswith(event) for line in logged))
            return logged

        write(service.folder, "Gå till receptionen.", "Får jag dela upp ett inköp i flera?")
        logged = await signalled("content refused")
        [told] = [line["fault"] for line in logged if line["event"] == "content fault"]
        assert told.startswith("innehall/kopiatorn.yaml:1: elsewhere[0].wordings[0]: ")
        assert await service.figure("inkopsbot_content_faults") == 1
        assert "Ring växeln." in await service.say(QUESTION)

        write(service.folder, "Gå till receptionen.")
        await signalled("content taken into use")
        assert await service.figure("inkopsbot_content_faults") == 0
        assert "Gå till receptionen." in await service.say(QUESTION)
