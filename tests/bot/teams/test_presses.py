"""A pressed button becomes a turn, and its card is replaced where it stands."""

import pytest
from bot_service import activity, press

from bot.conversation.card import Button, Card, Reply
from bot.conversation.turn import Action

CARD = Card("Rubrik", buttons=(Button("Nästa", "next"),))


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
    assert kept.body["channelData"] == {"inkopsbot": {"kind": "answer"}, "feedbackLoop": {"type": "default"}}


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
