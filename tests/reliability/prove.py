"""``make prove``: kills the bot at each step, and prints what held; ends with status 1 where it did not."""

import asyncio
import itertools
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent.parent)]

import aiohttp  # noqa: E402 - the tests' own modules must be found first
from crowd import race, storm  # noqa: E402
from databases import PostgresServer, postgres_server  # noqa: E402
from measures import LIMITS, measure  # noqa: E402
from organisation import process_context  # noqa: E402
from simulated_teams import Connector, Mood  # noqa: E402
from story import Outcome, tell  # noqa: E402

ENGINES = ("SQLite", "PostgreSQL")
AT_ONCE = 3
EVERY_MOMENT, SOME_MOMENTS = 1, 3
"""In good weather the bot dies at each moment; in bad weather, which has more of them, at each third."""
EXPERTS, TICKETS = 50, 500


class Proof:
    """All that the proofs share, and what they found."""

    def __init__(self, server: PostgresServer, folder: Path, connector: Connector, session: Any) -> None:
        self._server = server
        self._folder = folder
        self._names = itertools.count(1)
        self.parts = (process_context(), connector, session)
        self._opening = asyncio.Lock()
        self.failures: list[str] = []

    def name(self) -> str:
        """A name that nothing else has."""
        return f"n{next(self._names)}"

    @asynccontextmanager
    async def database(self, engine: str) -> AsyncIterator[str]:
        """A database with nothing in it."""
        if engine == "SQLite":
            yield f"sqlite:///{self._folder}/{self.name()}/bot.db"
            return
        opened = self._server.database()
        async with self._opening:
            url = await asyncio.to_thread(opened.__enter__)
        yield url
        await asyncio.to_thread(opened.__exit__, None, None, None)

    async def holds(self, what: str, proof: Callable[[], Awaitable[Any]]) -> Any:
        """What *proof* gives; nothing, and a line, when it fails."""
        try:
            return await proof()
        except (AssertionError, TimeoutError) as error:
            self.failures.append(f"{what}: {type(error).__name__} {error}")
            print(f"  FAILED {self.failures[-1]}")
            return None

    async def story(self, engine: str, mood: Mood, dies_at: int) -> Outcome | None:
        """From the click to the answer, once."""

        async def proof() -> Outcome:
            async with self.database(engine) as url:
                return await tell(*self.parts, url, name=self.name(), mood=mood, dies_at=dies_at)

        found: Outcome | None = await self.holds(f"{engine}, {mood}, death {dies_at}", proof)
        return found

    async def stories(self, engine: str, mood: Mood, every: int) -> list[Outcome]:
        """The story with a death at moments 1, 1 + *every* …, for as many as there are."""
        whole = await self.story(engine, mood, 0)
        lanes = asyncio.Semaphore(AT_ONCE)

        async def one(dies_at: int) -> Outcome | None:
            async with lanes:
                return await self.story(engine, mood, dies_at)

        moments = range(1, len(whole.moments) + 1, every) if whole else ()
        told = await asyncio.gather(*(one(moment) for moment in moments))
        return [outcome for outcome in (whole, *told) if outcome]


async def prove(server: PostgresServer) -> int:
    """Run all proofs; the exit status."""
    connector = Connector()
    await connector.start()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        async with aiohttp.ClientSession() as session:
            proof = Proof(server, Path(folder), connector, session)
            runs = await _deaths(proof)
            await _crowds(proof)
            await _times(proof)
    await connector.stop()
    print(f"\n{runs} runs in {time.perf_counter() - began:.0f} s; {len(proof.failures)} failed.")
    return 1 if proof.failures else 0


async def _deaths(proof: Proof) -> int:
    print("| database | connector | runs | killed | cards sent twice | answers sent twice |")
    print("|---|---|---|---|---|---|")
    total = 0
    for engine in ENGINES:
        for mood in Mood:
            every = EVERY_MOMENT if mood is Mood.WELL else SOME_MOMENTS
            told = await proof.stories(engine, mood, every)
            total += len(told)
            killed = sum(bool(outcome.death) for outcome in told)
            cards, answers = (sum(one.extra_cards for one in told), sum(one.extra_answers for one in told))
            print(f"| {engine} | {mood} | {len(told)} | {killed} | {cards} | {answers} |", flush=True)
    return total


async def _crowds(proof: Proof) -> None:
    print()
    for engine, replicas in (("SQLite", 1), ("PostgreSQL", 1), ("PostgreSQL", 2)):

        async def compete(engine: str = engine, replicas: int = replicas) -> None:
            async with proof.database(engine) as url:
                await race(*proof.parts, url, name=proof.name(), experts=EXPERTS, replicas=replicas)
            print(
                f"{engine}, {replicas} replica(s): {EXPERTS} experts took one ticket at once, one holds it."
            )

        await proof.holds(f"race on {engine}", compete)

    async def share() -> None:
        async with proof.database("PostgreSQL") as url:
            found = await storm(*proof.parts, url, name=proof.name(), count=TICKETS)
        print(
            f"PostgreSQL, 2 replicas: {found.tickets} tickets, every click delivered to both: "
            f"{found.tickets} cards, none twice, {found.seconds:.0f} s."
        )

    await proof.holds("storm", share)


async def _times(proof: Proof) -> None:
    print("\n| 10 000 open tickets, ms | " + " | ".join(f"{name} (median, 95 %)" for name in LIMITS) + " |")
    print("|---" * (len(LIMITS) + 1) + "|")
    for engine in ENGINES:

        async def timed(engine: str = engine) -> None:
            async with proof.database(engine) as url:
                found = await measure(url)
            cells = " | ".join(f"{median:.1f}, {late:.1f}" for median, late in found.values())
            print(f"| {engine} | {cells} |", flush=True)
            slow = {name: found[name][0] for name, limit in LIMITS.items() if found[name][0] > limit}
            assert engine != "SQLite" or not slow, slow

        await proof.holds(f"times on {engine}", timed)


def main() -> int:
    """Start the server that everything runs on, and prove."""
    with postgres_server() as server:
        return asyncio.run(prove(server))


if __name__ == "__main__":
    sys.exit(main())
