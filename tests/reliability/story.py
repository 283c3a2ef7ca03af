"""From a click to the delivered answer, with a death on the way; and what must be true afterwards."""

import asyncio
import json
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from bot_process import Plan
from organisation import EXPERTS, Organisation, Replica
from reading import opened
from simulated_teams import Connector, Mood

from bot.store.store import Store
from bot.store.tables import outbox, tickets
from bot.texts import swedish

ASKER = {"id": "29:asker", "name": "Beställare"}
EXPERT = {"id": "29:expert", "name": "Upphandlare"}
CHAT = "a:asker"
QUESTION = "Får vi hyra ut kommunens kvantkatt?"
ANSWER = "Nej, den är redan upphandlad."


@dataclass(frozen=True)
class Outcome:
    """How a story went."""

    moments: tuple[str, ...]
    """All that the processes passed."""
    death: str
    """The moment of the death; empty when nobody died."""
    extra_cards: int
    extra_answers: int


async def tell(
    context: Any, connector: Connector, session: Any, database: str, *, name: str, mood: Mood, dies_at: int
) -> Outcome:
    """Play the story, with a process that dies at its moment *dies_at*. Raises ``AssertionError``."""
    service_url, chats = connector.open(name, mood, dies_at)
    plan = Plan(database, service_url, EXPERTS)
    dying = Replica(context, replace(plan, dies_at=dies_at))
    others = [Replica(context, plan)] if mood is Mood.TWICE and not database.startswith("sqlite") else []
    people = Organisation([dying, *others], chats, service_url, session)
    for replica in people.replicas:
        await replica.start()
    try:
        receipt = await _played(people)
        async with opened(database) as store:
            await all_told(store)
            return await _checked(people, store, receipt, dying)
    finally:
        await people.stop()


async def _played(people: Organisation) -> str:
    """Ask, take and answer; gives the message that is the asker's receipt."""
    await people.write(ASKER, CHAT, "människa")
    receipt = await people.eventually(CHAT, "handover.send")
    shown = await people.press(ASKER, CHAT, receipt, "handover.send", question=QUESTION)
    assert _is_told(shown, "Ärende 1"), f"the asker was told {shown}"
    card = await people.eventually(EXPERTS, "ticket.take", QUESTION)
    thread = f"{EXPERTS};messageid={card}"
    taken = await people.press(EXPERT, thread, card, "ticket.take")
    assert _is_told(taken, "ticket.review"), f"the expert was told {taken}"
    data = {"action": "ticket.answer", "v": "1", "number": "1", "text": ANSWER}
    answered = await people.execute(EXPERT, thread, card, "ticket.answer", data)
    assert _is_told(answered, ANSWER), f"the expert was told {answered}"
    await people.eventually(CHAT, ANSWER)
    return receipt


async def all_told(store: Store) -> None:
    """Wait until nothing is left to tell."""
    open_notices = sa.select(sa.func.count()).where(outbox.c.state.in_(("waiting", "sending")))
    async with asyncio.timeout(60):
        while True:
            async with store.database.reading() as connection:
                if not (await connection.execute(open_notices)).scalar_one():
                    return
            await asyncio.sleep(0.02)


async def _checked(people: Organisation, store: Store, receipt: str, replica: Replica) -> Outcome:
    async with store.database.reading() as connection:
        rows = (await connection.execute(sa.select(tickets))).all()
        kinds = (await connection.execute(sa.select(outbox.c.kind, outbox.c.state))).all()
    assert [(row.number, row.question, row.state) for row in rows] == [(1, QUESTION, "answered")], (
        "exactly one ticket, answered"
    )
    assert [post[-1] for post in rows[0].posts] == [ANSWER], "one answer"
    assert rows[0].holder_id == EXPERT["id"], "one holder"
    assert {row.state for row in kinds} == {"done"}, kinds
    for kind in ("announce", "deliver_answer"):
        assert [row.kind for row in kinds].count(kind) == 1, kinds

    chats = people.chats
    cards = chats.ids(EXPERTS, lambda text: "Ärende 1" in text)
    answers = [id_ for id_ in chats.ids(CHAT, lambda text: ANSWER in text) if id_ != receipt]
    assert cards, "the experts saw it"
    assert answers, "the asker got the answer"
    assert ANSWER in json.dumps(chats.card(rows[0].expert_card), ensure_ascii=False), (
        "the experts' card is final"
    )
    assert "besvarad" in json.dumps(chats.card(receipt), ensure_ascii=False), "the asker's card is final"

    death = replica.deaths[0] if replica.deaths else ""
    extra = (len(cards) - 1) + (len(answers) - 1)
    cannot_know = chats.unsure + len(replica.under_way & {"announce", "deliver_answer"})
    assert extra <= cannot_know, f"{extra} more than once, after {death!r}"
    return Outcome(tuple(replica.moments), death, len(cards) - 1, len(answers) - 1)


def _is_told(shown: Any, words: str) -> bool:
    """Whether a press was answered with *words*, or, when it came again after a death, that it was done.

    The card then follows by the outbox; ``_checked`` sees that it did.
    """
    return words in json.dumps(shown, ensure_ascii=False) or shown.get("value") == swedish()("press.done")
