"""An organisation that uses the bot: its processes, which may die, and its people, who write and press."""

import asyncio
import itertools
import json
import multiprocessing
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from bot_process import Plan, Sending, serve
from simulated_teams import Chats, Mood

EXPERTS = "19:experts@thread.tacv2"
BOT = {"id": "28:bot", "name": "Inköpsboten"}
WITHIN_SECONDS = 60.0
HERE = Path(__file__).parent


def process_context() -> Any:
    """Where bot processes are forked from; the content is read there once."""
    paths = [str(HERE), str(HERE.parent), str(HERE.parent.parent), os.environ.get("PYTHONPATH", "")]
    os.environ["PYTHONPATH"] = os.pathsep.join(path for path in paths if path)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["bot_process"])
    return context


class Replica:
    """One process of the bot. It is started again when it has killed itself."""

    def __init__(self, context: Any, plan: Plan) -> None:
        self._context = context
        self._plan = plan
        self._ready = asyncio.Event()
        self._stopping = False
        self.port = 0
        self.moments: list[str] = []
        self.deaths: list[str] = []
        """At which moments it died."""
        self.under_way: set[str] = set()
        """What it was sending when it died, and so cannot know whether it arrived."""
        self._keeper: asyncio.Task[None] | None = None
        self._process: Any = None

    async def start(self) -> None:
        self._keeper = asyncio.create_task(self._keep(self._plan.dies_at))
        await self.ready()

    async def ready(self) -> None:
        """Wait until it can be talked to."""
        assert self._keeper is not None
        waiting = asyncio.create_task(self._ready.wait())
        await asyncio.wait((waiting, self._keeper), return_when=asyncio.FIRST_COMPLETED)
        if self._keeper.done():
            waiting.cancel()
            self._keeper.result()

    async def stop(self) -> None:
        self._stopping = True
        if self._process is not None and self._process.pid:
            self._process.kill()
        if self._keeper is not None:
            await self._keeper

    async def _keep(self, dies_at: int) -> None:
        while not self._stopping:
            receiver, sender = self._context.Pipe(duplex=False)
            plan = Plan(**(vars(self._plan) | {"dies_at": dies_at}))
            self._process = self._context.Process(target=serve, args=(plan, sender), daemon=True)
            await asyncio.to_thread(self._process.start)
            if self._stopping:  # it was being started when it was told to stop
                self._process.kill()
            sender.close()
            await self._listen(receiver)
            self._ready.clear()
            await asyncio.to_thread(self._process.join)
            if not self._stopping:
                assert dies_at, f"the bot ended by itself: {self._process.exitcode}"
                self.deaths.append(self.moments[-1])
            dies_at = 0

    async def _listen(self, receiver: Any) -> None:
        """Note what the process says of itself, until it says no more."""
        loop = asyncio.get_running_loop()
        ended = loop.create_future()

        def hear() -> None:
            try:
                while receiver.poll():
                    said = receiver.recv()
                    if isinstance(said, int):
                        self.port = said
                        self._ready.set()
                    elif isinstance(said, Sending):
                        if not self.deaths:
                            (self.under_way.discard if said.is_noted else self.under_way.add)(said.kind)
                    else:
                        self.moments.append(said)
            except (EOFError, OSError):
                loop.remove_reader(receiver.fileno())
                if not ended.done():
                    ended.set_result(None)

        loop.add_reader(receiver.fileno(), hear)
        await ended
        receiver.close()


@dataclass
class Organisation:
    """People in front of replicas; what they do is delivered again until it has been answered."""

    replicas: list[Replica]
    chats: Chats
    service_url: str
    session: aiohttp.ClientSession
    _ids: Any = field(default_factory=lambda: itertools.count(1))

    async def write(self, person: dict[str, str], conversation: str, text: str) -> None:
        """*person* writes *text*."""
        await self._deliver(person, conversation, type="message", text=text)

    async def press(
        self, person: dict[str, str], conversation: str, message: str, verb: str, **inputs: str
    ) -> Any:
        """*person* presses the button *verb* on the card of *message*; gives what the card becomes."""
        action = next(one for one in _actions(self.chats.card(message)) if one["verb"] == verb)
        return await self.execute(person, conversation, message, verb, action["data"] | inputs)

    async def execute(
        self, person: dict[str, str], conversation: str, message: str, verb: str, data: dict[str, str]
    ) -> Any:
        """A press as the client sends it."""
        value = {"action": {"type": "Action.Execute", "verb": verb, "data": data}}
        return await self._deliver(
            person, conversation, type="invoke", name="adaptiveCard/action", replyToId=message, value=value
        )

    async def eventually(self, conversation: str, *words: str) -> str:
        """The first message in *conversation* that holds all *words*, once it is there."""

        def holds(text: str) -> bool:
            return all(word in text for word in words)

        await self.until(lambda: bool(self.chats.ids(conversation, holds)), f"{words} in {conversation}")
        return self.chats.ids(conversation, holds)[-1]

    async def until(self, is_so: Callable[[], bool], what: str) -> None:
        """Wait until something is so."""
        try:
            async with asyncio.timeout(WITHIN_SECONDS):
                while not is_so():
                    await self.chats.changed()
        except TimeoutError:
            raise AssertionError(f"never came: {what}") from None

    async def stop(self) -> None:
        await asyncio.gather(*(replica.stop() for replica in self.replicas))

    async def _deliver(self, person: dict[str, str], conversation: str, **activity: Any) -> Any:
        number = next(self._ids)
        body = {
            "id": f"a{number}",
            "channelId": "msteams",
            "serviceUrl": self.service_url,
            "from": person,
            "recipient": BOT,
            "conversation": {
                "id": conversation,
                "conversationType": "channel" if conversation.startswith("19:") else "personal",
            },
            **activity,
        }
        times = 2 if self.chats.mood is Mood.TWICE else 1
        turns = (self._until_answered(body, (number + time) % len(self.replicas)) for time in range(times))
        answers = await asyncio.gather(*turns)
        return max(answers, key=lambda answer: len(json.dumps(answer)))  # of two, one got but a short word

    async def _until_answered(self, body: dict[str, Any], at: int) -> Any:
        try:
            async with asyncio.timeout(WITHIN_SECONDS):
                while True:
                    replica = self.replicas[at]
                    await replica.ready()
                    try:
                        return await self._post(replica.port, body)
                    except aiohttp.ClientError:
                        await asyncio.sleep(0.01)
        except TimeoutError:
            raise AssertionError(f"never answered: {body['type']}") from None

    async def _post(self, port: int, body: dict[str, Any]) -> Any:
        url = f"http://127.0.0.1:{port}/api/messages"
        async with self.session.post(url, json=body) as response:
            assert response.status == 200, await response.text()
            return await response.json() if response.content_type == "application/json" else None


def _actions(part: Any) -> list[Any]:
    """Every button with a verb, wherever in a card."""
    if isinstance(part, list):
        return [action for one in part for action in _actions(one)]
    if not isinstance(part, dict):
        return []
    own = [part] if part.get("type") == "Action.Execute" else []
    return own + [action for one in part.values() for action in _actions(one)]
