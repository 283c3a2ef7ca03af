"""What may stand in a request: whatever a client sends, the answer is never 500."""

import gzip
import json

import aiohttp
import pytest
from bot_service import BOT, activity, press
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.turn import Action
from bot.teams.actions import UNREADABLE, read_data, read_execute
from bot.teams.routes import MAX_BODY_BYTES

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
FIELDS = st.sampled_from(sorted({*activity(""), *press("")} - {"serviceUrl"} | {"entities", "membersAdded"}))
ACCEPTED = {200, 400, 403}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nonsense",
        b"[]",
        b"1",
        b"null",
        b'"text"',
        b"{}",
        b'{"type": "message"}',
        b'{"a": NaN}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"value":' * 5_000 + b"1" + b"}" * 5_000,
        b'{"a": ' + b"9" * 10_000 + b"}",
    ],
)
async def test_what_is_no_activity_is_400(bot, body):
    assert (await bot.post(body))[0] == 400


@pytest.mark.parametrize(
    "changes",
    [
        {"type": None},
        {"channelId": None},
        {"serviceUrl": None},
        {"conversation": None},
        {"conversation": {}},
        {"conversation": {"id": ""}},
        {"conversation": {"id": "x" * 2000}},
        {"conversation": "text"},
        {"from": None},
        {"from": {"name": "utan id"}},
        {"id": "x" * 2000},
        {"timestamp": "igår"},
        {"text": ["inte", "text"]},
        {"text": "\ud800"},
        {"text": "nul\0"},
    ],
)
async def test_an_activity_without_what_every_turn_needs_is_400(bot, changes):
    assert (await bot.post(json.dumps(activity(bot.connector.url, **changes)).encode()))[0] == 400
    assert not bot.conversation.turns


async def test_a_picture_of_a_face_is_text_like_any_other(bot):
    await bot.post(json.dumps(activity(bot.connector.url, text="hej 🙂")).encode())
    assert bot.conversation.turns[0].text == "hej 🙂"


async def test_a_long_text_reaches_the_conversation_whole(bot):
    text = "a" * 100_000
    bot.says()
    assert (await bot.post(activity(bot.connector.url, text=text)))[0] == 200
    assert bot.conversation.turns[0].text == text


async def test_a_reply_that_is_too_large_becomes_an_apology(bot):
    assert (await bot.post(activity(bot.connector.url, text="a" * 50_000)))[0] == 200
    assert [len(text) < 200 for text in bot.connector.texts] == [True]


@pytest.mark.parametrize("packed", [False, True])
async def test_a_huge_body_is_refused_unread(bot, session, packed):
    body = json.dumps(activity(bot.connector.url, text="a" * MAX_BODY_BYTES)).encode()
    headers = {"Content-Type": "application/json"}
    if packed:
        body, headers = gzip.compress(body), headers | {"Content-Encoding": "gzip"}
    async with session.post(bot.server.make_url("/api/messages"), data=body, headers=headers) as response:
        assert response.status == 413
    assert not bot.conversation.turns


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded"])
async def test_a_web_page_cannot_post_to_a_local_bot(bot, session, content_type):
    """A browser sends these kinds to another origin without asking it; JSON it does not."""
    body = json.dumps(activity(bot.connector.url))
    headers = {"Content-Type": content_type}
    async with session.post(bot.server.make_url("/api/messages"), data=body, headers=headers) as response:
        assert response.status == 415
    assert not bot.conversation.turns


async def test_only_posts_are_taken(bot, session: aiohttp.ClientSession):
    async with session.get(bot.server.make_url("/api/messages")) as response:
        assert response.status == 405


async def test_any_json_is_answered_without_an_error_of_ours(bot):
    """Any JSON at all, and any field of a good activity replaced by anything."""
    bodies = []

    @settings(max_examples=200, deadline=None)
    @given(st.data())
    def collect(data):
        whole = data.draw(st.sampled_from([None, activity, press]))
        if whole is None:
            bodies.append(json.dumps(data.draw(JSON)).encode())
        else:
            bodies.append(
                json.dumps(whole(bot.connector.url) | {data.draw(FIELDS): data.draw(JSON)}).encode()
            )

    collect()
    for body in bodies:
        status, _ = await bot.post(body)
        assert status in ACCEPTED, body


async def test_odd_mentions_members_and_kinds_are_answered(bot):
    url = bot.connector.url
    odd = [
        activity(
            url, entities=[None, 1, {"type": None}, {"type": "mention", "mentioned": {"id": BOT["id"]}}]
        ),
        activity(url, type="conversationUpdate", membersAdded=[None, {}, {"id": None}]),
        activity(url, type="installationUpdate", action={"add": 1}),
        activity(url, recipient=None),
        activity(url, recipient={"id": 5}, **{"from": {"id": 5, "name": ["x"]}}),
        activity(url, conversation={"id": "..", "conversationType": 5}),
        activity(url, conversation={"id": "../../x?y#z"}),
        press(url, replyToId={"a": 1}),
    ]
    for number, body in enumerate(odd):
        status, _ = await bot.post(body | {"id": str(number)})
        assert status in ACCEPTED, body
    assert all(s.path.startswith("/v3/conversations/") for s in bot.connector.sent)


STRINGS = st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=5)


@given(STRINGS, st.text(min_size=1, max_size=20))
def test_every_button_of_ours_is_read_back(values, name):
    values = {k: v for k, v in values.items() if k not in ("action", "v")}
    data = values | {"action": name, "v": "1"}
    assert read_data(data) == Action(name, values)
    assert read_execute({"action": {"verb": name, "data": data}}) == Action(name, values)
    assert read_execute({"action": {"data": data}}) == Action(name, values)
    assert read_execute({"action": {"verb": f"{name}x", "data": data}}) is UNREADABLE


@given(JSON)
def test_any_data_gives_an_action_of_strings(data):
    for action in (read_data(data), read_execute(data), read_execute({"action": data})):
        assert all(isinstance(value, str) for value in action.values.values())


GOOD = {"action": "a", "v": "1"}


@pytest.mark.parametrize(
    "data",
    [
        {**GOOD, "x": 1},
        {**GOOD, "x": None},
        {**GOOD, "x": {"y": "z"}},
        {**GOOD, "x": "y" * 20_001},
        {**GOOD, "x" * 201: "y"},
        {**GOOD, **{str(n): "" for n in range(49)}},
        {"action": "a"},
        {"action": "a", "v": "2"},
        {"v": "1"},
        {"action": "", "v": "1"},
        {"action": "a" * 201, "v": "1"},
    ],
)
def test_anything_else_is_unreadable(data):
    assert read_data(data) is UNREADABLE


def test_a_full_card_is_readable():
    values = {str(n): "y" * 20_000 for n in range(48)}
    assert read_data({**GOOD, **values}) == Action("a", values)
