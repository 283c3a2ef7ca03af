"""Throw broken activities at the real bot for some minutes: ``python tests/fuzz/endpoint.py --minutes 10``.

What is asked of it: never an error of ours (500 and up), nothing of what was sent in the log, and memory that
stops growing. Each run says its seed; the same seed throws the same.
"""

import argparse
import asyncio
import json
import os
import random
import string
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

MARK = "hemligheten-9f3a"
"""Stands in what is sent, and must stand in no log."""
AT_ONCE = 16
FIELDS = [
    "type",
    "id",
    "channelId",
    "serviceUrl",
    "from",
    "recipient",
    "conversation",
    "text",
    "locale",
    "entities",
    "channelData",
    "value",
    "name",
    "replyToId",
    "membersAdded",
    "attachments",
    "timestamp",
    "textFormat",
    "deliveryMode",
]
TYPES = [
    "message",
    "invoke",
    "messageUpdate",
    "conversationUpdate",
    "installationUpdate",
    "messageReaction",
    "event",
    "typing",
    "x",
]
INVOKES = ("adaptiveCard/action", "composeExtension/query", "message/submitAction", "task/fetch", "")
ACTIONS = [
    "dialog.start",
    "dialog.answer",
    "dialog.back",
    "ask.entry",
    "ask.none",
    "handover.open",
    "handover.send",
    "handover.add",
    "own.reply",
    "own.open",
    "own.withdraw",
    "ticket.take",
    "ticket.answer",
    "ticket.close",
    "ticket.hand",
    "receipt.show",
    "feedback.helpful",
    "x",
]
TEXTS = (
    "jäv",
    "direktupphandling",
    "ja",
    "människa",
    "mina ärenden",
    "när måste jag annonsera",
    "700 000 kr",
)


class Thrower:
    """Makes activities, most of them nearly right."""

    def __init__(self, seed: int, service_url: str) -> None:
        self._random = random.Random(seed)
        self._url = service_url

    def body(self) -> bytes:
        """The next body."""
        chance = self._random.random()
        if chance < 0.05:
            return self._random.randbytes(self._random.randrange(200))
        activity = self._activity()
        for _ in range(self._random.randrange(4)):
            self._break(activity)
        raw = json.dumps(activity, ensure_ascii=self._random.random() < 0.5)
        body = raw.encode("utf-8", "surrogatepass")
        return body[: self._random.randrange(len(body))] if chance < 0.1 else body

    def _activity(self) -> dict[str, Any]:
        pick = self._random.choice
        person = f"29:{self._random.randrange(500)}"
        scope = pick(("personal", "groupChat", "channel"))
        return {
            "type": pick(TYPES),
            "id": str(self._random.random()),
            "channelId": "msteams",
            "serviceUrl": self._url,
            "from": {"id": person, "name": MARK},
            "recipient": {"id": "28:bot", "name": "Inköpsboten"},
            "conversation": {"id": f"a:{person}", "conversationType": scope},
            "text": pick((*TEXTS, MARK, self._text())),
            "name": pick(INVOKES),
            "value": self._value(),
        }

    def _value(self) -> Any:
        data = {
            "action": self._random.choice(ACTIONS),
            "v": self._random.choice(("1", "2", 1)),
            "number": self._random.choice(("1", "7", "-1", MARK)),
            "text": MARK,
            "flow": self._random.choice(("jav", "ansvar", "x")),
            "question": MARK,
            "draft": self._text(),
        }
        return self._random.choice(({"action": {"verb": data["action"], "data": data}}, data, self._odd(3)))

    def _break(self, activity: dict[str, Any]) -> None:
        field = self._random.choice(FIELDS)
        if self._random.random() < 0.3:
            activity.pop(field, None)
        elif isinstance(activity.get(field), dict) and self._random.random() < 0.5:
            self._break_within(activity[field])
        else:
            activity[field] = self._odd(4)

    def _break_within(self, part: dict[str, Any]) -> None:
        key = self._random.choice((*part, "id", "name"))
        part[key] = self._odd(2)

    def _odd(self, depth: int) -> Any:
        kind = self._random.randrange(9 if depth else 6)
        if kind > 5:
            parts = [self._odd(depth - 1) for _ in range(self._random.randrange(4))]
            return parts if kind % 2 else {self._text(): part for part in parts}
        odd = (None, True, self._random.randrange(-(2**70), 2**70), self._random.random(), self._text(), MARK)
        return odd[kind]

    def _text(self) -> str:
        length = self._random.choice((0, 1, 5, 50, 5_000))
        letters = string.printable + "åäö\u0000\u2028\u202e\ud800😀"
        return "".join(self._random.choices(letters, k=length))


async def throw(minutes: float, seed: int) -> int:
    """Run it; the number of faults that were found."""
    with tempfile.TemporaryDirectory() as folder:
        connector = await _connector()
        log = Path(folder, "bot.log")
        with log.open("wb") as file:  # noqa: ASYNC230 - nothing else runs yet
            bot = await _bot(folder, file)
        found, memory = await _pelt(Thrower(seed, connector.url), bot.pid, minutes)
        bot.terminate()
        await bot.wait()
        await connector.runner.cleanup()
        leaks = log.read_text(encoding="utf-8", errors="replace").count(MARK)  # noqa: ASYNC240 - nor now
    faults = sum(count for status, count in found.items() if status >= 500) + leaks
    thrown = sum(found.values())
    print(f"seed {seed}: {thrown} bodies in {minutes:g} min; by status {dict(sorted(found.items()))}")
    print(f"found in the log: {leaks}; memory in MB: " + ", ".join(f"{size:.0f}" for size in memory))
    return faults


async def _pelt(thrower: Thrower, pid: int, minutes: float) -> tuple[Counter[int], list[float]]:
    found: Counter[int] = Counter()
    memory: list[float] = []
    ends = time.monotonic() + 60 * minutes

    async def one() -> None:
        while time.monotonic() < ends:
            headers = {"Content-Type": "application/json"}
            async with session.post(BOT, data=thrower.body(), headers=headers) as response:
                found[response.status] += 1
                await response.read()

    async def watch() -> None:
        while time.monotonic() < ends:
            memory.append(_megabytes(pid))
            await asyncio.sleep(max(60 * minutes / 10, 0.5))

    async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as tasks:
        tasks.create_task(watch())
        for _ in range(AT_ONCE):
            tasks.create_task(one())
    return found, memory


PORT = 39_781
BOT = f"http://127.0.0.1:{PORT}/api/messages"


async def _bot(folder: str, log: Any) -> asyncio.subprocess.Process:
    own = {name: value for name, value in os.environ.items() if not name.startswith("INKOPSBOT_")}
    settings = {"INKOPSBOT_DATA_DIR": folder, "INKOPSBOT_LOG_LEVEL": "debug"}
    command = (sys.executable, "-m", "bot", "run", "--port", str(PORT))
    bot = await asyncio.create_subprocess_exec(*command, env=own | settings, stderr=log)
    async with aiohttp.ClientSession() as session, asyncio.timeout(60):
        while True:
            try:
                await session.get(BOT.replace("/api/messages", "/readyz"))
            except aiohttp.ClientError:
                await asyncio.sleep(0.2)
            else:
                return bot


class _Connector:
    def __init__(self, runner: web.AppRunner) -> None:
        self.runner = runner
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"


async def _connector() -> _Connector:
    async def take(_: web.Request) -> web.Response:
        return web.json_response({"id": "m1"}, status=201)

    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return _Connector(runner)


def _megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))) / 1024


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    given = parser.parse_args()
    sys.exit(1 if asyncio.run(throw(given.minutes, given.seed)) else 0)
