"""When something fails, hangs or comes twice, the user still gets one answer, and in order."""

import asyncio
import gc

import pytest
from aiohttp import web
from bot_service import activity, press

from bot.conversation.card import Card, Reply
from bot.texts import swedish


async def test_when_the_conversation_fails_a_message_gets_an_apology(bot, capsys):
    """And no word of what the user wrote is logged."""

    async def fail(turn):
        raise RuntimeError(f"hemligt: {turn.text}")

    bot.conversation.script = fail
    assert await bot.post(activity(bot.connector.url, text="min fråga")) == (200, None)
    assert bot.connector.texts == [swedish()("bad.failed")]
    logged = capsys.readouterr().out
    assert "RuntimeError" in logged
    assert "hemligt" not in logged
    assert "min fråga" not in logged


async def test_when_the_conversation_fails_a_press_gets_an_error_that_the_client_can_show(bot):
    async def fail(turn):
        raise RuntimeError("fel")

    bot.conversation.script = fail
    status, body = await bot.post(press(bot.connector.url))
    assert status == 200
    assert body["statusCode"] == 400
    assert body["type"] == "application/vnd.microsoft.error"
    assert body["value"]["message"] == swedish()("bad.failed")


async def test_a_turn_that_never_ends_is_given_up(bot, monkeypatch):
    monkeypatch.setattr("bot.teams.adapter.TURN_SECONDS", 0.05)

    async def hang(turn):
        await asyncio.sleep(60)

    bot.conversation.script = hang
    assert (await bot.post(activity(bot.connector.url)))[0] == 200
    assert bot.connector.texts == [swedish()("bad.failed")]


@pytest.mark.parametrize("answers", [(429, 201), (503, 502, 201)])
async def test_a_busy_connector_is_asked_again_while_the_user_waits(bot, answers, monkeypatch):
    monkeypatch.setattr("bot.teams.replying.FIRST_PAUSE", 0.01)
    bot.connector.answer(*answers)
    await bot.post(activity(bot.connector.url, text="hej"))
    assert bot.connector.texts == ["hej"] * len(answers)


@pytest.mark.parametrize("status", [400, 403, 404, 413, 500, 504])
async def test_a_reply_that_cannot_be_sent_is_not_sent_twice(bot, status):
    """Nor is the channel told of an error: it would send the same message again."""
    bot.connector.answer(status, status, status)
    assert await bot.post(activity(bot.connector.url)) == (200, None)
    assert bot.connector.texts.count("hej") == 1


async def test_the_same_delivery_again_is_not_acted_on_again(bot):
    url = bot.connector.url
    answers = [await bot.post(activity(url)) for _ in range(3)]
    assert answers == [(200, None)] * 3
    assert len(bot.conversation.turns) == 1
    assert bot.connector.texts == ["hej"]


async def test_a_repeated_press_gets_the_first_answer(bot):
    """A client tries a press again after five seconds, also while the first is still at work."""

    async def slow(turn):
        await asyncio.sleep(0.05)
        return [Reply(Card(f"Nummer {len(bot.conversation.turns)}"), in_place=True)]

    bot.conversation.script = slow
    url = bot.connector.url
    first, second = await asyncio.gather(bot.post(press(url)), bot.post(press(url)))
    assert first == second
    assert len(bot.conversation.turns) == 1


async def test_what_another_replica_has_acted_on_is_not_acted_on_again(bot, replica):
    """The reply is there already; a press is answered all the same, for its client waits for a word."""
    url = bot.connector.url
    await replica.post(activity(url))
    assert await bot.post(activity(url)) == (200, None)
    await replica.post(press(url))
    status, body = await bot.post(press(url))
    assert (status, body["value"]) == (200, swedish()("press.done"))
    assert (len(bot.conversation.turns), len(replica.conversation.turns)) == (0, 2)
    assert bot.connector.texts == ["hej", ""]


async def test_the_same_id_in_another_conversation_is_another_message(bot):
    url = bot.connector.url
    for chat in ("a", "b"):
        await bot.post(activity(url, conversation={"id": chat}))
    assert len(bot.conversation.turns) == 2


async def test_messages_without_an_id_are_each_answered(bot):
    for _ in range(2):
        await bot.post(activity(bot.connector.url, id=None))
    first, second = bot.conversation.turns
    assert first.id != second.id


async def test_turns_of_one_conversation_are_taken_in_order(bot):
    """Two quick messages cannot overtake each other, and one chat does not wait for another."""
    running, log = [], []

    async def slow(turn):
        assert turn.place.conversation not in running
        running.append(turn.place.conversation)
        await asyncio.sleep(0.05 if turn.text == "1" else 0)
        running.remove(turn.place.conversation)
        log.append((turn.place.conversation, turn.text))
        return []

    bot.conversation.script = slow
    url = bot.connector.url

    async def say(chat, text):
        await bot.post(activity(url, id=text, text=text, conversation={"id": chat}))

    first = asyncio.create_task(say("a", "1"))
    await asyncio.sleep(0.02)
    await asyncio.gather(first, say("a", "2"), say("b", "3"))
    assert log == [("b", "3"), ("a", "1"), ("a", "2")]


async def test_typing_is_shown_when_an_answer_takes_a_moment(bot, monkeypatch):
    monkeypatch.setattr("bot.teams.typing_signal.AFTER_SECONDS", 0.01)

    async def slow(turn):
        await asyncio.sleep(0.1)
        return [Reply("svar")]

    bot.conversation.script = slow
    await bot.post(activity(bot.connector.url))
    assert [s.body["type"] for s in bot.connector.sent] == ["typing", "message"]


async def test_a_quick_answer_shows_no_typing(bot):
    await bot.post(activity(bot.connector.url))
    assert [s.body["type"] for s in bot.connector.sent] == ["message"]


@pytest.mark.parametrize("status", [None, 500, 403])
async def test_typing_that_hangs_or_fails_does_not_touch_the_answer(bot, monkeypatch, caplog, status):
    """Nor does it leave a fault behind in the log."""
    monkeypatch.setattr("bot.teams.typing_signal.AFTER_SECONDS", 0.01)
    accept = bot.connector.respond
    released = asyncio.Event()

    async def respond(sent):
        if sent.body["type"] == "typing":
            if status is None:
                await released.wait()
            return web.json_response({}, status=status or 201)
        return await accept(sent)

    async def slow(turn):
        await asyncio.sleep(0.1)
        return [Reply("svar")]

    bot.connector.respond, bot.conversation.script = respond, slow
    async with asyncio.timeout(1):
        assert (await bot.post(activity(bot.connector.url)))[0] == 200
    released.set()
    assert bot.connector.texts == ["svar"]
    gc.collect()
    assert not [r for r in caplog.records if r.name == "asyncio"]


async def test_a_client_may_ask_for_the_replies_in_the_response(bot):
    """``deliveryMode: expectReplies``: nothing goes to the connector."""
    status, body = await bot.post(activity(bot.connector.url, text="hej", deliveryMode="expectReplies"))
    assert status == 200
    assert [a["text"] for a in body["activities"]] == ["hej"]
    assert not bot.connector.sent
