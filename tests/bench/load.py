"""A load generator and a connector in one process, on plain asyncio so that they cost little themselves."""

import asyncio
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

LENGTH = b"content-length:"


@dataclass
class Run:
    """What one run gave, times in seconds."""

    turns: int
    seconds: float
    cpu: float
    """Processor time of this process, to see that it did not hold the server up."""
    latencies: Sequence[float]
    failed: int


class Connector:
    """Takes whatever the bot sends, after *delay* seconds."""

    def __init__(self) -> None:
        self.delay = 0.0
        self.taken = 0
        self.port = 0
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Listen on a free port."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                await reader.readexactly(_length(head))
                if self.delay:
                    await asyncio.sleep(self.delay)
                self.taken += 1
                body = b'{"id":"m%d"}' % self.taken
                writer.write(
                    b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n"
                    b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
                )
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            writer.close()


async def load(
    port: int, bodies: Callable[[int], bytes], token: str, *, turns: int, at_once: int, first: int = 0
) -> Run:
    """Send *turns* activities to the bot on *port*, *at_once* of them under way; *bodies* gives each.

    Without *token* no proof is shown.
    """
    numbers = iter(range(first, first + turns))
    proof = b"Authorization: Bearer %b\r\n" % token.encode() if token else b""
    latencies: list[float] = []
    failed = [0]

    async def one() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for number in numbers:
            body = bodies(number)
            began = time.perf_counter()
            writer.write(
                b"POST /api/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                b"%bContent-Length: %d\r\n\r\n%b" % (proof, len(body), body)
            )
            head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(_length(head))
            latencies.append(time.perf_counter() - began)
            failed[0] += not head.startswith(b"HTTP/1.1 20")
        writer.close()

    began, cpu = time.perf_counter(), time.process_time()
    async with asyncio.TaskGroup() as tasks:
        for _ in range(at_once):
            tasks.create_task(one())
    return Run(turns, time.perf_counter() - began, time.process_time() - cpu, latencies, failed[0])


def activity(connector: int, people: int = 2_000) -> Callable[[int], bytes]:
    """What Teams sends for a written question, from *people* people in turn; never the same twice."""

    def body(number: int) -> bytes:
        person = f"29:{number % people:06d}-Zk3v9qYx0b7cN2mP5rT8wL1dF4gH6jK"
        return json.dumps(
            {
                "type": "message",
                "id": f"1:{number}",
                "timestamp": "2026-11-25T10:00:00.000Z",
                "localTimestamp": "2026-11-25T11:00:00.000+01:00",
                "channelId": "msteams",
                "serviceUrl": f"http://127.0.0.1:{connector}/",
                "from": {
                    "id": person,
                    "name": "Namn Namnsson",
                    "aadObjectId": "b0a3c2f1-0000-4000-8000-000000000001",
                },
                "conversation": {
                    "conversationType": "personal",
                    "tenantId": TENANT,
                    "id": f"a:{person}",
                },
                "recipient": {"id": f"28:{APP_ID}", "name": "Inköpsboten"},
                "entities": [
                    {"locale": "sv-SE", "country": "SE", "platform": "Windows", "type": "clientInfo"}
                ],
                "channelData": {"tenant": {"id": TENANT}},
                "locale": "sv-SE",
                "text": QUESTIONS[number % len(QUESTIONS)],
            }
        ).encode()

    return body


APP_ID = "0f8fad5b-d9cb-469f-a165-70867728950e"
TENANT = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
QUESTIONS = (
    "Vad är direktupphandling?",
    "Får jag dela upp ett inköp i flera?",
    "Får jag ta emot en lunch av en leverantör?",
    "Vad är ett ramavtal?",
    "Vad är en konkurrensplan?",
)


def _length(head: bytes) -> int:
    lowered = head.lower()
    place = lowered.find(LENGTH)
    if place < 0:
        return 0
    return int(lowered[place + len(LENGTH) : lowered.index(b"\r\n", place)])
