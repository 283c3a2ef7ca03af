"""How quickly the store answers when ten thousand tickets are open."""

import statistics
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from reading import opened

from bot.conversation.turn import Person, Place, Scope
from bot.store.store import Store
from bot.store.tables import history, outbox, tickets
from bot.tickets.model import TicketDraft, TicketState
from bot.tickets.outbox import NoticeKind
from bot.tickets.text import question_text, request_id

OPEN_TICKETS = 10_000
TIMES = 50
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
PLACE = {
    "channel": "msteams",
    "conversation": "a:1",
    "scope": "personal",
    "service_url": "",
    "bot": "",
    "tenant": "",
}
LIST, FILTER, DUE, SEND, CREATE = "list", "filter", "due scan", "next to send", "create"
LIMITS = {LIST: 50.0, FILTER: 50.0, DUE: 50.0, SEND: 50.0, CREATE: 20.0}
"""Milliseconds that each may take at the median; held to on SQLite, which every deployment begins with."""


async def measure(database: str) -> dict[str, tuple[float, float]]:
    """By what was done, the median and the 95th percentile in milliseconds."""
    async with opened(database) as store:
        await _fill(store)
        numbers = iter(range(10 * TIMES))

        async def create() -> None:
            number = next(numbers)
            asker = Person(f"29:{number}", "Beställare")
            draft = TicketDraft(
                asker=asker,
                asker_place=Place("msteams", f"a:{number}", Scope.PERSONAL),
                question=question_text("Får vi köpa begagnat?"),
            )
            await store.tickets.add(draft, request_id("form"), NOW, None)

        async def send() -> None:
            claim = await store.outbox.claim(list(NoticeKind), NOW, NOW + timedelta(minutes=1))
            assert claim is not None

        return {
            LIST: await _timed(lambda: store.tickets.find((), 100)),
            FILTER: await _timed(lambda: store.tickets.find((TicketState.ASSIGNED,), 100)),
            DUE: await _timed(lambda: store.tickets.due(NOW, NOW - timedelta(days=1), NOW, 200)),
            SEND: await _timed(send),
            CREATE: await _timed(create),
        }


async def _timed(work: Callable[[], Awaitable[Any]]) -> tuple[float, float]:
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        await work()
        taken.append(1_000 * (time.perf_counter() - began))
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]


async def _fill(store: Store) -> None:
    """Open tickets of every state, each with its history and a notice that is due."""
    rows, past, waiting = [], [], []
    for number in range(1, OPEN_TICKETS + 1):
        state = ("new", "announced", "assigned")[number % 3]
        at = NOW - timedelta(minutes=number)
        rows.append(
            {
                "request_id": f"filled-{number}",
                "version": 1,
                "state": state,
                "created_at": at,
                "changed_at": at,
                "due_at": at + timedelta(days=2),
                "addressee": "",
                "posts": [],
                "asker_id": f"29:asker-{number}",
                "asker_name": f"Beställare {number}",
                "asker_place": PLACE,
                "asker_card": "card",
                "question": "Får vi köpa begagnat? " * 5,
                "shown": [["begagnat", "Begagnat", 0.4]],
                "holder_id": "29:expert" if state == "assigned" else None,
                "holder_name": "Upphandlare" if state == "assigned" else None,
                "expert_card": "",
            }
        )
        past.append({"ticket": number, "at": at, "move": "submit", "after": "new", "holder": ""})
        kind = NoticeKind.ANNOUNCE if state == "new" else NoticeKind.UPDATE_ASKER_CARD
        waiting.append(
            {
                "ticket": number,
                "audience": kind.audience,
                "kind": kind,
                "move": "submit",
                "state": "waiting",
                "due_at": at,
                "attempts": 0,
                "last_error": "",
                "message": "",
            }
        )

    async def work(connection: Any) -> None:
        for table, values in ((tickets, rows), (history, past), (outbox, waiting)):
            await connection.execute(sa.insert(table), values)
        if not store.database.is_sqlite:
            await connection.execute(sa.text("ANALYZE"))

    await store.database.write(work)
