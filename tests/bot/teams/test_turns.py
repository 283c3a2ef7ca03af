"""A message becomes a turn, and each reply a message in the same place."""

from datetime import UTC

import pytest
from bot_service import BOT, TENANT, USER, activity

from bot.conversation.card import Button, Card, Reply
from bot.conversation.turn import Person, Place, Scope

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
    assert sent.body["channelData"]["inkopsbot"] == {"kind": "answer", "entry": "jav", "confidence": 0.9}


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
