"""Logs and figures: ids and counts, never what was said, by whom, or what a dialog was answered."""

import logging
import sys
from collections.abc import Sequence

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest

from bot.conversation.card import Reply
from bot.conversation.turn import Turn

SILENT = "critical"
"""The level of a command that tells what is wrong in its own words: nothing is logged as that."""

log = structlog.get_logger(__name__)


class Figures:
    """What ``/metrics`` tells."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._turns = Counter("inkopsbot_turns", "Turns taken", ["scope"], registry=self._registry)
        self._replies = Counter("inkopsbot_replies", "Replies by kind", ["kind"], registry=self._registry)
        self._notices = Counter(
            "inkopsbot_notices",
            "Tries to tell somebody of a ticket, by what was told and how it went: done, postponed or failed",
            ["kind", "outcome"],
            registry=self._registry,
        )
        self._failed = Counter(
            "inkopsbot_turns_failed",
            "Turns that came to an apology, by a fault or too late",
            registry=self._registry,
        )
        self._refused = Counter(
            "inkopsbot_requests_refused",
            "Requests to /api/messages that were refused, by HTTP status",
            ["status"],
            registry=self._registry,
        )
        self._token_failures = Counter(
            "inkopsbot_token_failures", "Times that Entra gave the bot no token", registry=self._registry
        )
        self._content_faults = Gauge(
            "inkopsbot_content_faults",
            "Faults that keep the newest content from use; 0: it is in use",
            registry=self._registry,
        )

    def observe(self, turn: Turn, replies: Sequence[Reply]) -> None:
        """Count a turn and note it in the log."""
        kinds = [str(reply.facts.get("kind", "text")) for reply in replies]
        self._turns.labels(scope=turn.place.scope).inc()
        for kind in kinds:
            self._replies.labels(kind=kind).inc()
        log.info("turn taken", scope=turn.place.scope, pressed=turn.action is not None, kinds=kinds)

    def notice(self, kind: str, outcome: str) -> None:
        """Count a try to tell somebody of a ticket."""
        self._notices.labels(kind=kind, outcome=outcome).inc()

    def turn_failed(self) -> None:
        """Count a turn that failed."""
        self._failed.inc()

    def refused(self, status: int) -> None:
        """Count a request that was refused with the HTTP status *status*."""
        self._refused.labels(status=status).inc()

    def token_failed(self) -> None:
        """Count a token that the bot asked for and did not get."""
        self._token_failures.inc()

    def content_faults(self, count: int) -> None:
        """Note how many faults the newest content has."""
        self._content_faults.set(count)

    def exposition(self) -> bytes:
        """All figures in Prometheus' text format."""
        return generate_latest(self._registry)


def set_up_logging(level: str) -> None:
    """JSON lines on standard error, from *level* up; libraries from warning up."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=max(logging.WARNING, logging.getLevelNamesMapping()[level.upper()]))
