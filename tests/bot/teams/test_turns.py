import asyncio
import gc
from datetime import UTC

import pytest
from aiohttp import web
from bot_service import BOT, TENANT, USER, activity, press

from bot.conversation.card import Button, Card, Reply
from bot.conversation.turn import Action, Person, Place, Scope
from bot.texts import swedish

CARD = Card("Rubrik", buttons=(Button("Nästa", "next"),))


async def test_a_message_becomes_a_turn_and_its_reply_a_message(bot):
    bot.says(Reply("svar", facts={"kind": "answer", "entry": "jav", "confidence": 0.9}))
    url = bot.connector.url
    assert await bot.post(activity(url, text="vad är jäv?")) == (200, None)

    (turn,) = bot.conversation.turns
    assert (turn.id, turn.text, turn.action, turn.card) == ("1:in", "vad är jäv?", None, "")
    assert turn.person == Person(USER["id"], USER["name"])
    assert turn.place == Place("msteams", "a:chat", Scope.PERSONAL, url, BOT["id"], TENANT)
    assert turn.at.tzinfo is UTC

    (sent,) = bot.connector.sent
    assert (sent.method, sent.path) == ("POST", "/v3/conversations/a:chat/activities")
    assert sent.body["text"] == "svar"
    assert sent.body["textFormat"] == "plain"
    assert sent.body["locale"] == "sv-SE"
    assert sent.body["inputHint"] == "acceptingInput"
    assert sent.body["replyToId"] == "1:in"
    assert sent.body["from"] == BOT
    assert sent.body["recipient"] == USER
    assert sent.body["channelData"] == {"inkopsbot": {"kind": "answer", "entry": "jav", "confidence": 0.9}}


async def test_a_card_is_sent_alone_with_a_summary_for_the_notice(bot):
    """Text and attachment in one activity would be split in Teams, and lose the id."""
    bot.says(Reply(CARD))
    await bot.post(activity(bot.connector.url))
    (message,) = bot.connector.messages
    assert message["attachments"][0]["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert "Rubrik" in message["summary"]
    assert "text" not in message


async def test_suggestions_are_offered_to_the_asker_three_at_most(bot):
    bot.says(Reply("Välj", suggestions=("a", "b", "c", "d")))
    await bot.post(activity(bot.connector.url))
    (message,) = bot.connector.messages
    assert message["suggestedActions"] == {
        "to": [USER["id"]],
        "actions": [{"type": "imBack", "title": s, "value": s} for s in "abc"],
    }
    assert message["inputHint"] == "expectingInput"


async def test_several_replies_come_in_order(bot):
    bot.says(Reply("ett"), Reply("två"), Reply("tre"))
    await bot.post(activity(bot.connector.url))
    assert bot.connector.texts == ["ett", "två", "tre"]


def mention(who: dict[str, str], marked: str) -> dict[str, object]:
    return {"type": "mention", "mentioned": who, "text": marked}


AT_BOT, AT_USER = "<at>Inköpsboten</at>", "<at>Beställare</at>"


@pytest.mark.parametrize(
    ("text", "entities", "expected"),
    [
        (f"{AT_BOT} vad är jäv?", [mention(BOT, AT_BOT)], "vad är jäv?"),
        (f"{AT_BOT}&nbsp;vad är jäv?\n", [mention(BOT, AT_BOT)], "vad är jäv?"),
        (f"hej {AT_BOT}", [mention(BOT, AT_BOT)], "hej"),
        (
            f"{AT_BOT} får {AT_USER} köpa?",
            [mention(BOT, AT_BOT), mention(USER, AT_USER)],
            "får Beställare köpa?",
        ),
        ("Inköpsboten hej", [mention(BOT, AT_BOT)], "Inköpsboten hej"),
        (f"{AT_BOT} hej", [mention({"id": "28:other", "name": "Annan"}, AT_BOT)], "Annan hej"),
        ("hej", [{"type": "mention"}, {"type": "mention", "mentioned": 1, "text": 2}, {"type": "x"}], "hej"),
        ("a" * 9, [mention({"id": "x", "name": "b" * 9999}, "a")] * 3, None),
    ],
)
@pytest.mark.parametrize("kind", ["personal", "groupChat", "channel"])
async def test_the_mention_of_the_bot_is_not_part_of_the_question(bot, text, entities, expected, kind):
    """By the entity, never by what the text looks like; other people's mentions stay as their names."""
    conversation = {"id": "19:x", "conversationType": kind}
    url = bot.connector.url
    assert (await bot.post(activity(url, text=text, entities=entities, conversation=conversation)))[0] == 200
    (turn,) = bot.conversation.turns
    assert turn.text == expected or (expected is None and len(turn.text) < 1000)


@pytest.mark.parametrize(
    ("conversation", "scope"),
    [
        ({"conversationType": "personal"}, Scope.PERSONAL),
        ({"conversationType": "groupChat", "isGroup": True}, Scope.GROUP),
        ({"conversationType": "channel", "isGroup": True}, Scope.CHANNEL),
        ({"conversationType": "something new"}, Scope.CHANNEL),
        ({"isGroup": True}, Scope.CHANNEL),
        ({}, Scope.PERSONAL),
    ],
)
async def test_an_unknown_kind_of_place_counts_as_public(bot, conversation, scope):
    await bot.post(activity(bot.connector.url, conversation={"id": "x", **conversation}))
    assert bot.conversation.turns[0].place.scope is scope


async def test_a_thread_in_a_channel_is_answered_in_the_thread(bot):
    conversation = {"id": "19:x@thread.tacv2;messageid=17", "conversationType": "channel"}
    await bot.post(activity(bot.connector.url, conversation=conversation))
    assert bot.connector.sent[0].path == "/v3/conversations/19:x@thread.tacv2;messageid=17/activities"


async def test_a_pressed_button_is_answered_with_the_next_card_in_its_place(bot):
    """The stock SDK answers 500 here. In a personal chat the new card is also put there for good."""
    bot.says(Reply(CARD, in_place=True, facts={"kind": "answer"}))
    url = bot.connector.url
    data = {"action": "next", "v": "1", "svar": "ja"}
    value = {"action": {"type": "Action.Execute", "verb": "next", "data": data}}
    status, body = await bot.post(press(url, value=value))
    assert status == 200
    assert body["statusCode"] == 200
    assert body["type"] == "application/vnd.microsoft.card.adaptive"
    assert body["value"]["type"] == "AdaptiveCard"

    (turn,) = bot.conversation.turns
    assert (turn.action, turn.card, turn.text) == (Action("next", {"svar": "ja"}), "card1", "")
    (kept,) = bot.connector.sent
    assert (kept.method, kept.path) == ("PUT", "/v3/conversations/a:chat/activities/card1")
    assert kept.body["channelData"] == {"inkopsbot": {"kind": "answer"}}


async def test_in_a_channel_the_next_card_is_shown_only_to_the_one_who_pressed(bot):
    bot.says(Reply(CARD, in_place=True))
    conversation = {"id": "19:x", "conversationType": "channel"}
    _, body = await bot.post(press(bot.connector.url, conversation=conversation))
    assert body["type"] == "application/vnd.microsoft.card.adaptive"
    assert not bot.connector.sent


@pytest.mark.parametrize("status", [500, 404])
async def test_the_next_card_is_shown_even_when_it_cannot_be_kept(bot, status):
    bot.says(Reply(CARD, in_place=True))
    bot.connector.answer(status)
    _, body = await bot.post(press(bot.connector.url))
    assert body["type"] == "application/vnd.microsoft.card.adaptive"


async def test_replies_for_no_card_become_messages(bot):
    """The client needs a body with a known type, so it gets a word to show under the card."""
    bot.says(Reply("svar"))
    status, body = await bot.post(press(bot.connector.url))
    assert (status, body["statusCode"], body["type"]) == (
        200,
        200,
        "application/vnd.microsoft.activity.message",
    )
    assert isinstance(body["value"], str)
    assert bot.connector.texts == ["svar"]


async def test_a_press_can_both_change_the_card_and_send_messages(bot):
    bot.says(Reply("först"), Reply(CARD, in_place=True), Reply("sist"))
    _, body = await bot.post(press(bot.connector.url))
    assert body["type"] == "application/vnd.microsoft.card.adaptive"
    assert bot.connector.texts == ["först", "sist"]


async def test_an_older_clients_button_comes_as_a_message_with_a_value(bot):
    """``Action.Submit``, the fallback of every button: the card is replaced by updating its message."""
    bot.says(Reply(CARD, in_place=True))
    value = {"action": "next", "v": "1", "svar": "ja"}
    assert await bot.post(activity(bot.connector.url, text=None, value=value, replyToId="card1")) == (
        200,
        None,
    )
    assert bot.conversation.turns[0].action == Action("next", {"svar": "ja"})
    assert [(s.method, s.path) for s in bot.connector.sent] == [
        ("PUT", "/v3/conversations/a:chat/activities/card1")
    ]


async def test_a_card_that_is_gone_is_sent_anew(bot):
    bot.says(Reply(CARD, in_place=True))
    bot.connector.answer(404)
    await bot.post(activity(bot.connector.url, text=None, value={"action": "a", "v": "1"}, replyToId="old"))
    assert [s.method for s in bot.connector.sent] == ["PUT", "POST"]


@pytest.mark.parametrize(
    "value",
    [None, 1, "x", [], {}, {"action": None}, {"action": {}}, {"action": {"verb": "next", "data": [1]}}],
)
async def test_a_press_that_no_card_of_ours_sends_reaches_the_conversation_as_unreadable(bot, value):
    status, _ = await bot.post(press(bot.connector.url, value=value))
    assert status == 200
    assert bot.conversation.turns[0].action == Action("unreadable")


async def test_a_written_text_counts_even_beside_a_strange_value(bot):
    await bot.post(activity(bot.connector.url, text="hej", value={"odd": [1]}))
    assert (bot.conversation.turns[0].text, bot.conversation.turns[0].action) == ("hej", None)


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
    monkeypatch.setattr("bot.teams.adapter.FIRST_PAUSE", 0.01)
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


def installed(url: str, kind: str, **changes: object) -> dict[str, object]:
    events = {
        "installationUpdate": {"type": "installationUpdate", "action": "add"},
        "conversationUpdate": {"type": "conversationUpdate", "membersAdded": [USER, BOT]},
    }
    return activity(url, **({"id": f"f:{kind}", "text": None} | events[kind] | changes))


async def test_a_new_place_is_welcomed_once_though_two_events_tell_of_it(bot):
    url = bot.connector.url
    await asyncio.gather(
        bot.post(installed(url, "installationUpdate")), bot.post(installed(url, "conversationUpdate"))
    )
    assert bot.connector.texts == ["Hej!"]
    ((place, added_by),) = bot.conversation.welcomes
    assert (place.conversation, added_by) == ("a:chat", Person(USER["id"], USER["name"]))
    assert not bot.conversation.turns


async def test_a_bot_that_was_removed_and_comes_back_greets_again(bot):
    url = bot.connector.url
    await bot.post(installed(url, "installationUpdate"))
    await bot.post(installed(url, "installationUpdate", action="remove", id="2"))
    await bot.post(installed(url, "installationUpdate", id="3"))
    assert bot.connector.texts == ["Hej!", "Hej!"]


async def test_new_members_are_not_greeted_one_by_one(bot):
    await bot.post(installed(bot.connector.url, "conversationUpdate", membersAdded=[USER]))
    assert not bot.connector.sent


async def test_a_team_is_told_who_added_the_bot(bot):
    """These events leave the name out, so it is looked up."""
    bot.connector.answer((200, {"id": USER["id"], "name": "Upphandlare"}, {}))
    conversation = {"id": "19:x", "conversationType": "channel"}
    event = {"from": {"id": USER["id"]}, "conversation": conversation}
    await bot.post(installed(bot.connector.url, "installationUpdate", **event))
    assert bot.connector.sent[0].path == "/v3/conversations/19:x/members/29:user"
    assert bot.conversation.welcomes[0][1] == Person(USER["id"], "Upphandlare")


async def test_a_team_is_welcomed_also_when_nobody_knows_who_added_the_bot(bot):
    bot.connector.answer(404)
    conversation = {"id": "19:x", "conversationType": "channel"}
    event = {"from": {"id": USER["id"]}, "conversation": conversation}
    await bot.post(installed(bot.connector.url, "installationUpdate", **event))
    assert bot.connector.texts == ["Hej!"]


@pytest.mark.parametrize(
    "kind",
    ["messageUpdate", "messageDelete", "messageReaction", "typing", "event", "endOfConversation", "new"],
)
async def test_what_the_bot_has_no_use_for_passes_in_silence(bot, kind):
    """An edited question is not asked a second time."""
    assert await bot.post(activity(bot.connector.url, type=kind)) == (200, None)
    assert not bot.connector.sent
    assert not bot.conversation.turns


async def test_an_invoke_of_another_kind_is_refused(bot):
    status, body = await bot.post(press(bot.connector.url, name="task/fetch"))
    assert (status, body["type"]) == (400, "application/vnd.microsoft.error")
    assert not bot.conversation.turns
