"""The bot at a steady pace for a long time, its memory each minute: ``soak.py --minutes 60 --rate 50``."""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time

from channel import HERE, PORT, ROOT, megabytes, ready
from issuer import Issuer
from load import Connector, activity, load

AT_ONCE = 4


async def soak(minutes: float, rate: float) -> None:
    """Pelt a bot of its own and print a line each minute."""
    connector, issuer = Connector(), Issuer()
    await connector.start()
    await issuer.start()
    token, bodies = issuer.token(f"http://127.0.0.1:{connector.port}/"), activity(connector.port)
    with tempfile.TemporaryDirectory() as data:
        bot = await asyncio.create_subprocess_exec(
            *("taskset", "-c", "1", sys.executable, str(HERE / "served_ours.py")),
            *(str(PORT), issuer.metadata_url, data),
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
            cwd=ROOT,
            stderr=asyncio.subprocess.DEVNULL,
        )
        await ready()
        began, sent, failed = time.monotonic(), 0, 0
        latencies: list[float] = []
        print("| minute | turns | refused | p99 ms | MB |\n|---|---|---|---|---|")
        for minute in range(1, int(minutes) + 1):
            latencies.clear()
            while time.monotonic() < began + 60 * minute:
                run = await load(PORT, bodies, token, turns=AT_ONCE, at_once=AT_ONCE, first=sent)
                sent, failed = sent + run.turns, failed + run.failed
                latencies += run.latencies
                await asyncio.sleep(max(began + sent / rate - time.monotonic(), 0.0))
            p99 = 1_000 * statistics.quantiles(latencies, n=100)[-1]
            print(f"| {minute} | {sent} | {failed} | {p99:.1f} | {megabytes(bot.pid):.0f} |", flush=True)
        bot.terminate()
        await bot.wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--rate", type=float, default=50.0, help="turns a second")
    given = parser.parse_args()
    os.sched_setaffinity(0, {0})
    asyncio.run(soak(given.minutes, given.rate))
