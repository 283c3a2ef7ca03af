"""Memory that is free goes back to the system, where the C library has a call for it."""

import platform
import subprocess
import sys

import pytest

HOLD_AND_LET_GO = """
from bot.free_memory import give_back

def megabytes():
    with open("/proc/self/status", encoding="ascii") as status:
        return int(next(line.split()[1] for line in status if line.startswith("VmRSS"))) // 1024

held = [bytearray(600) for _ in range(100_000)]
kept = held[::100]  # in between, so that the heap cannot simply be cut off at its end
del held
before = megabytes()
give_back()
print(before - megabytes())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="the call is glibc's")
def test_what_is_free_is_given_back() -> None:
    command = [sys.executable, "-c", HOLD_AND_LET_GO]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    assert int(done.stdout) > 20
