"""The whole bot beside two stock echo bots, on one core: turns a second, latency, processor time, memory.

Ours does its real job: it validates the token, recognises redeliveries, matches, draws the card, stores where
the conversation stands (each turn safe on the disk), and replies. The others say what was said, and check
nothing. The server has core 1; the load generator and the connector share core 0.
"""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
from issuer import Issuer
from load import Connector, Run, activity, load

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PORT = 39_787
OURS, STOCK, AGENTS = "ours", "botbuilder 4.17.1, echo", "microsoft-agents 1.9.0, echo"
WARM = 300
TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Found:
    """What was measured of one bot."""

    start: float
    plain: Run
    slow: Run
    cpu: float
    """Seconds of processor time in ``plain``."""
    memory: list[float] = field(default_factory=list)
    """MB, before and along the last run."""

    @property
    def p99(self) -> float:
        """Milliseconds."""
        return 1_000 * statistics.quantiles(self.plain.latencies, n=100)[-1]


async def measure(name: str, turns: int, slow_turns: int, long_turns: int) -> Found:
    """Start the bot called *name* and pelt it."""
    connector, issuer = Connector(), Issuer()
    await connector.start()
    await issuer.start()
    with tempfile.TemporaryDirectory() as data:
        arguments, packages = {
            OURS: (["served_ours.py", str(PORT), issuer.metadata_url, data], ""),
            STOCK: (["served_stock.py", str(PORT)], "build/stock"),
            AGENTS: (["served_agents.py", str(PORT)], "build/agents"),
        }[name]
        began = time.perf_counter()
        bot = await asyncio.create_subprocess_exec(
            *("taskset", "-c", "1", sys.executable, str(HERE / arguments[0]), *arguments[1:]),
            env={"PATH": os.environ["PATH"], "PYTHONPATH": packages or str(ROOT), "OMP_NUM_THREADS": "1"},
            cwd=ROOT,
            stderr=asyncio.subprocess.DEVNULL,
        )
        await ready()
        started = time.perf_counter() - began
        token = issuer.token(f"http://127.0.0.1:{connector.port}/") if name == OURS else ""
        bodies, sent = activity(connector.port), 0

        async def run(turns: int, at_once: int, delay: float = 0.0) -> Run:
            nonlocal sent
            connector.delay = delay
            done = await load(PORT, bodies, token, turns=turns, at_once=at_once, first=sent)
            sent += turns
            if done.failed:
                raise SystemExit(f"{name}: {done.failed} of {turns} were refused")
            return done

        try:
            await run(WARM, 16)
            before = _seconds(bot.pid)
            plain = await run(turns, 16)
            cpu = _seconds(bot.pid) - before
            slow = await run(slow_turns, 64, 0.1)
            memory = [megabytes(bot.pid)]
            for _ in range(4 if long_turns else 0):
                await run(long_turns // 4, 16)
                memory.append(megabytes(bot.pid))
        finally:
            bot.terminate()
            await bot.wait()
    return Found(started, plain, slow, cpu, memory)


async def ready() -> None:
    """Wait until the bot answers."""
    async with aiohttp.ClientSession() as session, asyncio.timeout(60):
        while True:
            try:
                async with session.get(f"http://127.0.0.1:{PORT}/readyz"):
                    return
            except aiohttp.ClientError:
                await asyncio.sleep(0.02)


def _seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def megabytes(pid: int) -> float:
    """The memory of a process."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))) / 1024


def told(found: dict[str, Found]) -> str:
    """The table of the bots, and the aims."""
    lines = [
        "| one core | turns/s, c = 16 | p50 / p99 ms | CPU ms | turns/s, c = 64, +100 ms | start s | MB |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, one in found.items():
        median = 1_000 * statistics.median(one.plain.latencies)
        lines.append(
            f"| {name} | {_speed(one.plain):.0f} | {median:.1f} / {one.p99:.1f} "
            f"| {1_000 * one.cpu / one.plain.turns:.2f} | {_speed(one.slow):.0f} | {one.start:.1f} "
            f"| {' → '.join(f'{size:.0f}' for size in one.memory)} |"
        )
    ours = found[OURS]
    growth = ours.memory[-1] - ours.memory[len(ours.memory) // 2]
    share = max(one.plain.cpu / one.plain.seconds for one in found.values())
    aims = (
        ("times botbuilder's echo", _speed(ours.plain) / _speed(found[STOCK].plain), 7.0, True),
        ("times microsoft-agents' echo", _speed(ours.plain) / _speed(found[AGENTS].plain), 1.0, True),
        ("turns/s with a connector that takes 100 ms", _speed(ours.slow), 400.0, True),
        ("p99 at 16, ms", ours.p99, 40.0, False),
        ("CPU a turn, ms", 1_000 * ours.cpu / ours.plain.turns, 1.2, False),
        ("memory after the long run, MB", ours.memory[-1], 150.0, False),
        ("growth in its second half, MB", growth, 2.0, False),
        ("start to ready, s", ours.start, 3.0, False),
    )
    lines += ["", "| aim | reach | found | |", "|---|---|---|---|"]
    for what, value, aim, at_least in aims:
        reached = value >= aim if at_least else value <= aim
        sign = "≥" if at_least else "≤"
        lines.append(f"| {what} | {sign} {aim:g} | {value:.2f} | {'reached' if reached else 'missed'} |")
    lines += ["", f"The load generator used at most {100 * share:.0f} % of its core."]
    return "\n".join(lines)


def _speed(run: Run) -> float:
    return run.turns / run.seconds


async def main(long_turns: int) -> None:
    """Measure all three and print."""
    found = {
        OURS: await measure(OURS, 3_000, 2_000, long_turns),
        STOCK: await measure(STOCK, 1_000, 500, 0),
        AGENTS: await measure(AGENTS, 3_000, 1_500, 0),
    }
    print(told(found))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=10_000, help="turns of the long run")
    given = parser.parse_args()
    os.sched_setaffinity(0, {0})
    asyncio.run(main(given.turns))
