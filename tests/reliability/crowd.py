"""Many at once: fifty experts and one ticket, and two replicas that share five hundred."""

import asyncio
import json
import time
from collections import Counter
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from bot_process import Plan
from organisation import EXPERTS, Organisation, Replica
from reading import opened
from simulated_teams import Connector, Mood
from story import all_told

from bot.store.tables import history, outbox, tickets


@dataclass(frozen=True)
class Storm:
    """How many tickets went through, and how quickly."""

    tickets: int
    messages: int
    seconds: float


async def race(
    context: Any, connector: Connector, session: Any, database: str, *, name: str, experts: int, replicas: int
) -> None:
    """*experts* press *Jag tar den* on one card at once; one gets it, and all are told who."""
    people = await _opened(
        context, connector, session, database, name=name, mood=Mood.WELL, replicas=replicas
    )
    try:
        await _hand_over(people, 1)
        card = await people.eventually(EXPERTS, "ticket.take")
        thread = f"{EXPERTS};messageid={card}"
        crowd = [{"id": f"29:expert-{n}", "name": f"Upphandlare {n}"} for n in range(experts)]
        answers = await asyncio.gather(*(people.press(one, thread, card, "ticket.take") for one in crowd))
        async with opened(database) as store, store.database.reading() as connection:
            (row,) = (await connection.execute(sa.select(tickets))).all()
            takings = (
                await connection.execute(sa.select(history.c.by_id).where(history.c.after == "assigned"))
            ).all()
        assert [taking.by_id for taking in takings] == [row.holder_id], "one of them took it"
        told = Counter(row.holder_name in json.dumps(answer, ensure_ascii=False) for answer in answers)
        assert told == {True: experts}, "each is shown who holds it"
    finally:
        await people.stop()


async def storm(
    context: Any, connector: Connector, session: Any, database: str, *, name: str, count: int
) -> Storm:
    """*count* people hand over a question each, to two replicas, each press delivered to both."""
    people = await _opened(context, connector, session, database, name=name, mood=Mood.TWICE, replicas=2)
    try:
        began = time.perf_counter()
        crowd = asyncio.Semaphore(16)

        async def one(number: int) -> None:
            async with crowd:
                await _hand_over(people, number)

        await asyncio.gather(*(one(number) for number in range(1, count + 1)))
        await people.until(
            lambda: len(people.chats.ids(EXPERTS, lambda text: "ticket.take" in text)) >= count,
            f"{count} cards for the experts",
        )
        async with opened(database) as store:
            await all_told(store)
            seconds = time.perf_counter() - began
            async with store.database.reading() as connection:
                numbers = (await connection.scalars(sa.select(tickets.c.number))).all()
                kinds = Counter((await connection.scalars(sa.select(outbox.c.kind))).all())
                states = set(await connection.scalars(sa.select(outbox.c.state)))
        assert len(numbers) == count, f"{len(numbers)} tickets"
        assert kinds == {"announce": count, "update_asker_card": count}, kinds
        assert states == {"done"}, states
        cards = Counter(
            _question(people.chats.card(id_))
            for id_ in people.chats.ids(EXPERTS, lambda text: "ticket.take" in text)
        )
        assert len(cards) == count, "a card for each"
        assert set(cards.values()) == {1}, "and no card twice"
        return Storm(count, len(people.chats.messages), seconds)
    finally:
        await people.stop()


async def _opened(
    context: Any, connector: Connector, session: Any, database: str, *, name: str, mood: Mood, replicas: int
) -> Organisation:
    service_url, chats = connector.open(name, mood)
    plan = Plan(database, service_url, EXPERTS)
    people = Organisation([Replica(context, plan) for _ in range(replicas)], chats, service_url, session)
    for replica in people.replicas:
        await replica.start()
    return people


async def _hand_over(people: Organisation, number: int) -> None:
    person, chat = {"id": f"29:asker-{number}", "name": f"Beställare {number}"}, f"a:{number}"
    await people.write(person, chat, "människa")
    form = await people.eventually(chat, "handover.send")
    shown = await people.press(person, chat, form, "handover.send", question=f"Fråga nummer {number}?")
    assert "Ärende" in json.dumps(shown, ensure_ascii=False), shown


def _question(card: Any) -> str:
    text = json.dumps(card, ensure_ascii=False)
    return text[text.index("Fråga nummer") :].partition("?")[0]
