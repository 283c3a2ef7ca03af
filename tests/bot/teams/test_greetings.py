"""The bot greets once where it is added, and keeps quiet about the rest."""

import asyncio

import pytest
from bot_service import BOT, USER, activity, press
from structlog.testing import capture_logs

from bot.conversation.turn import Person


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


@pytest.mark.parametrize("kind", ["installationUpdate", "conversationUpdate"])
async def test_the_log_tells_what_makes_a_channel_the_experts(bot, kind):
    """Also where the greeting cannot be sent. Of a person's own chat it tells nothing."""
    bot.connector.answer(403, 403)
    conversation = {"id": "19:x@thread.tacv2;messageid=1", "conversationType": "channel"}
    with capture_logs() as logged:
        await bot.post(installed(bot.connector.url, kind, conversation=conversation))
        await bot.post(installed(bot.connector.url, kind, id="f:own"))
    (told,) = [line for line in logged if line["event"] == "installed in a team"]
    assert (told["conversation"], told["service_url"]) == ("19:x@thread.tacv2", bot.connector.url)
    assert told["log_level"] == "info"


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
