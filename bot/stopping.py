"""The end of the process, in bounded time."""

import os
import threading

import structlog

MOST_SECONDS = 25.0
"""Compose, Kubernetes and Azure kill a container half a minute after they asked it to stop."""
TURN_SECONDS = 12.0
"""How long turns that are under way may take to end; no turn takes longer."""

log = structlog.get_logger(__name__)


def end_in_time() -> None:
    """End the process ``MOST_SECONDS`` from now, unless it has ended by then.

    Nothing is lost: each transaction is stored whole or not at all, and what was not told is told after the
    next start. Waiting for a database that hangs would end in being killed, without a word in the log.
    """

    def end() -> None:
        log.error("stopped in the middle", seconds=MOST_SECONDS)
        os._exit(1)

    timer = threading.Timer(MOST_SECONDS, end)
    timer.daemon = True
    timer.start()
