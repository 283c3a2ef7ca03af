"""Bodies that a fuzzer finds by the code's own branches: ``python tests/fuzz/guided.py -max_total_time=600``.

Needs atheris (``pip install atheris``), which no other part uses. Each body goes through all that stands
behind the gate: it is read, and a turn of the whole conversation answers it; one that is no activity is what
somebody writes. Nothing else may be raised, and no turn may fail. Tells now and then how many there were.
"""

import asyncio
import json
import logging
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import atheris

with atheris.instrument_imports(include=["bot.teams", "bot.conversation", "dialogs", "knowledge.swedish"]):
    from bot.app import build_talk
    from bot.conversation.library import open_library
    from bot.settings import Settings
    from bot.store.store import open_store
    from bot.teams import adapter as adapting
    from bot.teams.activity import WrongShapeError, read_activity
    from bot.teams.handler import TeamsHandler
    from bot.teams.limits import Haste

logging.disable(logging.CRITICAL)
FAILED: list[str] = []
SEEN: Counter[str] = Counter()
BEGIN = {
    "channelId": "msteams",
    "serviceUrl": "http://localhost:1/",
    "from": {"id": "29:a", "name": "Namn"},
    "recipient": {"id": "28:b"},
    "conversation": {"id": "a:1", "conversationType": "personal"},
}
SEEDS = (
    {
        "type": "message",
        "text": "<at>bot</at> jäv",
        "entities": [{"type": "mention", "text": "<at>bot</at>"}],
    },
    {"type": "message", "text": "nej jag äger inget"},
    {"type": "message", "value": {"action": "dialog.start", "flow": "ansvar", "v": "1"}},
    {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": {"verb": "x", "data": {}}}},
    {
        "type": "invoke",
        "name": "composeExtension/query",
        "value": {"parameters": [{"name": "q", "value": "a"}]},
    },
    {"type": "invoke", "name": "message/submitAction", "value": {"actionValue": {"reaction": "like"}}},
    {"type": "messageUpdate", "text": "a", "channelData": {"eventType": "editMessage"}},
    {"type": "conversationUpdate", "membersAdded": [{"id": "28:b"}]},
)


class Nowhere:
    """A connector that takes everything."""

    async def send(self, *_: Any) -> str:
        """Take it."""
        return "m"

    async def update(self, *_: Any) -> None:
        """Take it."""

    async def typing(self, *_: Any) -> None:
        """Take it."""

    async def member(self, *_: Any) -> dict[str, Any]:
        """Nobody."""
        return {}


class NoHaste:
    """Lets everybody be as fast as they like."""

    def take(self, _: str) -> Haste:
        """Fine."""
        return Haste.FINE


class Log:
    """Listens for turns that fail; the rest is not of interest."""

    def error(self, event: str, **told: Any) -> None:
        """Keep it."""
        FAILED.append(f"{event}: {told}")

    def info(self, *_: Any, **__: Any) -> None:
        """Let it pass."""

    warning = info


async def the_adapter(folder: Path) -> Any:
    """The whole bot behind the gate."""
    store = await open_store(f"sqlite:///{folder}/bot.db")
    settings = Settings(expert_channel_id="19:x", expert_service_url="http://localhost:1/")
    talk = build_talk(open_library(), store, settings=settings, kick=lambda: None, observe=Log().info)
    now = lambda: datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # noqa: E731
    nowhere: Any = Nowhere()
    rates: Any = NoHaste()
    handler = TeamsHandler(talk.conversation, nowhere, now)
    return adapting.TeamsAdapter(handler, nowhere, store.deliveries, now, rates)


def main() -> None:
    """Fuzz for as long as the command line says."""
    adapting.log = Log()
    loop = asyncio.new_event_loop()
    with tempfile.TemporaryDirectory() as folder:
        adapter = loop.run_until_complete(the_adapter(Path(folder)))
        corpus = Path(folder, "corpus")
        corpus.mkdir()
        for number, seed in enumerate(SEEDS):
            (corpus / str(number)).write_text(json.dumps(BEGIN | seed), encoding="utf-8")

        def one(body: bytes) -> None:
            SEEN["bodies"] += 1
            if SEEN["bodies"] % 5_000 == 0:
                status = Path("/proc/self/status").read_text(encoding="ascii")
                memory = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
                print(dict(SEEN), f"{int(memory) // 1024} MB", flush=True)
            try:
                activity = read_activity(body)
            except WrongShapeError:
                said = {"type": "message", "text": body.decode(errors="replace").replace("\0", "")}
                activity = read_activity(json.dumps(BEGIN | said).encode())
            else:
                SEEN["activities"] += 1
            answer = loop.run_until_complete(adapter.process(activity))
            if FAILED or answer.status >= 500:
                raise AssertionError(FAILED, answer)

        atheris.Setup([sys.argv[0], *sys.argv[1:], str(corpus)], one)
        atheris.Fuzz()  # ends the process itself, with an error where something was raised


if __name__ == "__main__":
    main()
