"""One hasty person, or many at once, cannot take the bot from the others."""

import asyncio

import pytest
from bot_service import USER, activity, press
from hypothesis import given
from hypothesis import strategies as st
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from bot.conversation.card import Reply
from bot.teams import routes
from bot.teams.limits import BURST, PER_SECOND, REMEMBERED, BusyError, Haste, Rates, Turns
from bot.teams.tokens import LocalGate


async def hurry(bot, count, sender=USER, **more):
    for n in range(count):
        await bot.post(activity(bot.connector.url, id=f"{sender['id']}:{n}", **{"from": sender}, **more))


async def test_who_is_too_fast_is_told_once_and_others_are_answered(bot):
    await hurry(bot, BURST + 5)
    assert len(bot.conversation.turns) == BURST
    assert [text for text in bot.connector.texts if "lite fort" in text] == [bot.connector.texts[-1]]
    await hurry(bot, 1, {"id": "29:other", "name": "Någon annan"}, conversation={"id": "a:other"})
    assert len(bot.conversation.turns) == BURST + 1


async def test_a_press_that_comes_too_fast_is_answered_on_the_card(bot):
    await hurry(bot, BURST)
    status, body = await bot.post(press(bot.connector.url))
    assert status == 200
    assert "lite fort" in body["value"]
    assert len(bot.conversation.turns) == BURST


async def test_a_redelivery_costs_nothing(bot):
    for _ in range(BURST + 5):
        await bot.post(activity(bot.connector.url))
    await bot.post(activity(bot.connector.url, id="1:next"))
    assert len(bot.conversation.turns) == 2


def test_who_waits_may_go_on(clock):
    rates = Rates(clock)
    assert [rates.take("a") for _ in range(BURST + 2)][-2:] == [Haste.TELL, Haste.IGNORE]
    clock.now += 1 / PER_SECOND
    assert [rates.take("a"), rates.take("a")] == [Haste.FINE, Haste.TELL]


@given(st.lists(st.floats(0, 5), max_size=200))
def test_nobody_gets_more_than_burst_and_refill(pauses):
    now = 0.0
    rates = Rates(lambda: now)
    fine = 0
    for pause in pauses:
        now += pause
        fine += rates.take("a") is Haste.FINE
    assert fine <= BURST + now * PER_SECOND


def test_memory_of_haste_is_bounded():
    rates = Rates(lambda: 0.0)
    for person in range(REMEMBERED + 10):
        rates.take(str(person))
    assert len(rates._left) == REMEMBERED


async def test_there_is_an_end_to_what_is_under_way():
    turns = Turns(most=1)
    async with turns.one_more():
        with pytest.raises(BusyError):
            async with turns.one_more():
                pass
    async with turns.one_more():
        pass


async def test_when_too_much_is_under_way_the_service_hears_to_come_back(bot, monkeypatch):
    monkeypatch.setattr(routes, "Turns", lambda: Turns(most=1))
    app_bot = type(bot)(bot.connector, bot._session, LocalGate())
    async with app_bot.server:
        begun, go_on = asyncio.Event(), asyncio.Event()

        async def slow(turn):
            begun.set()
            await go_on.wait()
            return [Reply(turn.text)]

        app_bot.conversation.script = slow
        first = asyncio.create_task(app_bot.post(activity(app_bot.connector.url)))
        await begun.wait()
        other = activity(app_bot.connector.url, id="2:in", conversation={"id": "a:other"})
        status, body = await app_bot.post(other)
        go_on.set()
        assert (status, body) == (503, {"error": "too much is under way"})
        assert (await first)[0] == 200


async def test_a_body_that_never_ends_is_given_up(bot, monkeypatch):
    monkeypatch.setattr(routes, "BODY_SECONDS", 0.05)
    reader, writer = await asyncio.open_connection("127.0.0.1", bot.server.port)
    writer.write(
        b"POST /api/messages HTTP/1.1\r\nHost: x\r\n"
        b"Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
    )
    async with asyncio.timeout(5):
        assert b" 408 " in await reader.readline()
    writer.close()


async def test_each_line_about_a_turn_has_its_name(bot):
    """And the name leads to nobody."""

    async def fail(turn):
        raise ValueError(turn.text)

    bot.conversation.script = fail
    with capture_logs(processors=[merge_contextvars]) as logs:
        await bot.post(activity(bot.connector.url))
    (line,) = [line for line in logs if line["event"] == "turn failed"]
    assert len(line["turn"]) == 12
