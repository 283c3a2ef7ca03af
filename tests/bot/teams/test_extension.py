"""Beside the conversation: answers looked up in the compose box, thumbs under answers, messages edited."""

import json

import pytest
from bot_service import USER, activity, press

from bot.conversation.card import Card, Reply

ANSWER = Reply(Card("Svar"), {"kind": "answer", "entry": "jav", "confidence": 0.9})


def query(url, text="jäv", command="search", **more):
    value = {"commandId": command, "parameters": [{"name": "q", "value": text}]} | more
    return press(url, name="composeExtension/query", value=value)


def feedback(url, reaction="like", words="", message="m1"):
    said = {"reaction": reaction, "feedback": json.dumps({"feedbackText": words})}
    value = {"actionName": "feedback", "actionValue": said}
    return press(url, name="message/submitAction", value=value, replyToId=message)


async def test_a_search_lists_answers_with_the_card_each_becomes(bot):
    status, body = await bot.post(query(bot.connector.url))
    assert status == 200
    (found,) = body["composeExtension"]["attachments"]
    assert found["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert found["preview"]["content"] == {"title": "jäv", "text": "Ett svar"}
    assert bot.connector.sent == [], "nothing is said anywhere"
    assert bot.conversation.turns == []


async def test_a_first_look_searches_for_nothing(bot):
    first = query(bot.connector.url, parameters=[{"name": "initialRun", "value": "true"}])
    await bot.post(first)
    assert bot.conversation.searches[0][0] == ""


async def test_a_search_without_hits_says_so(bot):
    _, body = await bot.post(query(bot.connector.url, "inget"))
    assert body["composeExtension"]["type"] == "message"
    assert "Inget svar" in body["composeExtension"]["text"]


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        "x",
        {"commandId": "other"},
        {"commandId": "search"},
        {"commandId": "search", "parameters": "x"},
        {"commandId": "search", "parameters": [{"name": "q", "value": 7}, None, "x"]},
    ],
)
async def test_what_is_no_search_finds_nothing(bot, value):
    status, body = await bot.post(press(bot.connector.url, name="composeExtension/query", value=value))
    assert (status, body["composeExtension"]["type"]) == (200, "message")
    assert bot.conversation.searches == []


async def test_a_long_search_is_cut(bot):
    await bot.post(query(bot.connector.url, "x" * 20_000))
    assert len(bot.conversation.searches[0][0]) == 300


async def test_an_answer_asks_for_a_thumb_and_is_remembered_by_its_message(bot):
    bot.says(ANSWER, Reply("Hej"))
    await bot.post(activity(bot.connector.url))
    answer, other = bot.connector.messages
    assert answer["channelData"]["feedbackLoop"] == {"type": "default"}
    assert "feedbackLoop" not in other.get("channelData", {})
    assert bot.conversation.answers == ["a:chat m1"]


@pytest.mark.parametrize(("reaction", "helped"), [("like", True), ("dislike", False)])
async def test_a_thumb_is_passed_on_with_its_words(bot, reaction, helped):
    status, body = await bot.post(feedback(bot.connector.url, reaction, "Källan är gammal"))
    assert (status, body) == (200, {})
    assert bot.conversation.judgements == [("a:chat m1", USER["id"], helped, "Källan är gammal")]
    assert bot.connector.sent == []


@pytest.mark.parametrize(
    "value",
    [
        None,
        {},
        {"actionName": "other"},
        {"actionName": "feedback", "actionValue": {"reaction": "love"}},
        {"actionName": "feedback", "actionValue": "like"},
    ],
)
async def test_what_is_no_thumb_is_no_judgement(bot, value):
    status, body = await bot.post(press(bot.connector.url, name="message/submitAction", value=value))
    assert (status, body) == (200, {})
    assert bot.conversation.judgements == []


@pytest.mark.parametrize("raw", [None, 7, "no json", "[]", '{"feedbackText": 7}', "[" * 10_000])
async def test_unreadable_words_leave_the_thumb(bot, raw):
    value = {"actionName": "feedback", "actionValue": {"reaction": "like", "feedback": raw}}
    await bot.post(press(bot.connector.url, name="message/submitAction", value=value, replyToId="m1"))
    assert [words for *_, words in bot.conversation.judgements] == [""]


def edited(url, text, **changes):
    return activity(url, type="messageUpdate", text=text, channelData={"eventType": "editMessage"}, **changes)


async def test_an_edited_message_changes_the_answer_where_it_stands(bot):
    """One question, one answer: the writer mended a word."""
    await bot.post(activity(bot.connector.url, text="jev"))
    await bot.post(edited(bot.connector.url, "jäv"))
    assert [turn.edited for turn in bot.conversation.turns] == [False, True]
    assert bot.connector.texts == ["jev"]
    changed = bot.connector.sent[-1]
    assert (changed.method, changed.path) == ("PUT", "/v3/conversations/a:chat/activities/m1")
    assert changed.body["text"] == "jäv"


async def test_an_edit_of_what_is_not_remembered_is_answered_anew(bot):
    await bot.post(edited(bot.connector.url, "jäv", id="1:long-ago"))
    assert bot.connector.texts == ["jäv"]


@pytest.mark.parametrize("kind", ["undeleteMessage", "softDeleteMessage", None])
async def test_other_updates_pass_in_silence(bot, kind):
    update = activity(bot.connector.url, type="messageUpdate", channelData={"eventType": kind})
    assert (await bot.post(update))[0] == 200
    deleted = activity(bot.connector.url, type="messageDelete", channelData={"eventType": kind}, id="2:in")
    assert (await bot.post(deleted))[0] == 200
    assert bot.conversation.turns == []


async def test_an_edit_makes_no_button_of_a_text(bot):
    await bot.post(edited(bot.connector.url, "jäv", value={"action": "ticket.take", "v": "1"}))
    assert bot.conversation.turns[0].action is None
