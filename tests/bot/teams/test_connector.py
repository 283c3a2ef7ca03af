import asyncio

import aiohttp
import pytest
from aiohttp import web
from bot_service import ConnectorServer

from bot.conversation.card import Card, Reply
from bot.conversation.turn import Place, Scope
from bot.teams.connector import (
    MAX_MESSAGE_BYTES,
    Connector,
    ConnectorUnavailableError,
    ConversationGoneError,
    MessageRefusedError,
    MessageTooLargeError,
)
from bot.teams.outgoing_token import TokenUnavailableError
from bot.teams.post import TeamsPostman, is_in_channel
from bot.teams.service_urls import is_loopback_service, is_teams_service
from bot.tickets.postman import PlaceGoneError, PostmanUnavailableError

HELLO = {"type": "message", "text": "hej"}


@pytest.fixture
def connector(session: aiohttp.ClientSession) -> Connector:
    return Connector(session, None, is_loopback_service)


class FixedToken:
    def __init__(self, token: str) -> None:
        self.token = token

    async def get(self) -> str:
        if not self.token:
            raise TokenUnavailableError("no token")
        return self.token


async def test_a_message_is_posted_and_its_id_told(connector, connector_server):
    assert await connector.send(connector_server.url, "19:x@thread;messageid=1", HELLO) == "m1"
    (sent,) = connector_server.sent
    assert (sent.method, sent.path) == ("POST", "/v3/conversations/19:x@thread;messageid=1/activities")
    assert (sent.body, sent.authorization) == (HELLO, "")


@pytest.mark.parametrize("slash", ["", "/"])
async def test_the_service_url_may_have_a_path(connector, connector_server, slash):
    await connector.send(f"{connector_server.url}_connector{slash}", "a", HELLO)
    assert connector_server.sent[0].path == "/_connector/v3/conversations/a/activities"


async def test_an_id_cannot_climb_out_of_its_place(connector, connector_server):
    await connector.send(connector_server.url, "../../a?b#c/d", HELLO)
    assert connector_server.sent[0].path == "/v3/conversations/../../a?b#c/d/activities"
    for climbing in ("", ".", ".."):
        with pytest.raises(ConversationGoneError):
            await connector.update(connector_server.url, "a", climbing, HELLO)
    assert len(connector_server.sent) == 1


async def test_members_are_looked_up(connector, connector_server):
    connector_server.answer((200, {"id": "29:u", "name": "N"}, {}))
    assert (await connector.member(connector_server.url, "a", "29:u"))["name"] == "N"
    assert (connector_server.sent[0].method, connector_server.sent[0].path) == (
        "GET",
        "/v3/conversations/a/members/29:u",
    )


async def test_the_bots_token_is_shown(session, connector_server):
    connector = Connector(session, FixedToken("abc"), is_loopback_service)
    await connector.send(connector_server.url, "a", HELLO)
    assert connector_server.sent[0].authorization == "Bearer abc"


async def test_without_a_token_nothing_is_sent_and_later_may_work(session, connector_server):
    connector = Connector(session, FixedToken(""), is_loopback_service)
    with pytest.raises(ConnectorUnavailableError) as raised:
        await connector.send(connector_server.url, "a", HELLO)
    assert not raised.value.taken
    assert not connector_server.sent


async def test_the_token_is_never_shown_to_a_strange_host(session, connector_server):
    connector = Connector(session, FixedToken("abc"), is_teams_service)
    with pytest.raises(ConversationGoneError):
        await connector.send(connector_server.url, "a", HELLO)
    assert not connector_server.sent


async def test_a_redirect_is_not_followed(session, connector_server):
    connector = Connector(session, FixedToken("abc"), is_loopback_service)
    connector_server.answer((307, {}, {"Location": f"{connector_server.url}elsewhere"}))
    with pytest.raises(MessageRefusedError):
        await connector.send(connector_server.url, "a", HELLO)
    assert len(connector_server.sent) == 1


@pytest.mark.parametrize(
    ("status", "headers", "expected"),
    [
        (429, {"Retry-After": "7"}, (7.0, False)),
        (429, {}, (None, False)),
        (429, {"Retry-After": "soon"}, (None, False)),
        (429, {"Retry-After": "-1"}, (None, False)),
        (429, {"Retry-After": "inf"}, (None, False)),
        (429, {"Retry-After": "99999"}, (3600.0, False)),
        (412, {}, (None, False)),
        (502, {}, (None, False)),
        (503, {"Retry-After": "1"}, (1.0, False)),
        (401, {}, (None, False)),
        (408, {}, (None, True)),
        (500, {}, (None, True)),
        (504, {}, (None, True)),
    ],
)
async def test_what_may_work_later(connector, connector_server, status, headers, expected):
    """After how long, and whether it may have been done all the same."""
    connector_server.answer((status, {}, headers))
    with pytest.raises(ConnectorUnavailableError) as raised:
        await connector.send(connector_server.url, "a", HELLO)
    assert (raised.value.retry_after, raised.value.taken) == expected


BLOCKED = {
    "errorCode": 209,
    "message": '{\r\n  "subCode": "MessageWritesBlocked",\r\n  "details": "hemligt"}',
}


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (403, BLOCKED, "403 MessageWritesBlocked"),
        (
            403,
            {"error": {"code": "BotNotInConversationRoster", "message": "hemligt"}},
            "403 BotNotInConversationRoster",
        ),
        (403, ["odd"], "403"),
        (404, {"error": {"code": "ConversationNotFound"}}, "404 ConversationNotFound"),
        (401, {"error": {"code": "BotNotRegistered"}}, "401 BotNotRegistered"),
    ],
)
async def test_where_nobody_can_be_reached_any_more(connector, connector_server, status, body, reason):
    """The reason is the service's code alone, never its free text."""
    connector_server.answer((status, body, {}))
    with pytest.raises(ConversationGoneError) as raised:
        await connector.send(connector_server.url, "a", HELLO)
    assert str(raised.value) == reason


@pytest.mark.parametrize(("status", "error"), [(413, MessageTooLargeError), (400, MessageRefusedError)])
async def test_a_message_that_will_never_be_taken(connector, connector_server, status, error):
    connector_server.answer(status)
    with pytest.raises(error):
        await connector.update(connector_server.url, "a", "m", HELLO)


async def test_a_message_that_is_too_large_is_not_sent_at_all(connector, connector_server):
    """Teams counts in UTF-16: two bytes for å, four for a face."""
    fits = MAX_MESSAGE_BYTES // 2 - len('{"type":"message","text":""}')
    await connector.send(connector_server.url, "a", HELLO | {"text": "å" * fits})
    with pytest.raises(MessageTooLargeError):
        await connector.send(connector_server.url, "a", HELLO | {"text": "å" * (fits - 1) + "🙂"})
    assert len(connector_server.sent) == 1


async def test_a_slow_connector_is_given_up(connector_server):
    async def hang(sent):
        await asyncio.sleep(1)
        return web.json_response({})

    connector_server.respond = hang
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=0.05)) as session:
        with pytest.raises(ConnectorUnavailableError) as raised:
            await Connector(session, None, is_loopback_service).send(connector_server.url, "a", HELLO)
    assert raised.value.taken


async def test_nobody_listening_may_work_later(connector, unused_tcp_port):
    with pytest.raises(ConnectorUnavailableError) as raised:
        await connector.send(f"http://127.0.0.1:{unused_tcp_port}/", "a", HELLO)
    assert not raised.value.taken


@pytest.mark.parametrize("body", ["nonsense", "[1]", "", "{}"])
async def test_an_answer_without_an_id_gives_none(connector, connector_server, body):
    async def respond(sent):
        return web.Response(text=body, status=202)

    connector_server.respond = respond
    assert await connector.send(connector_server.url, "a", HELLO) == ""


def expert_channel(connector_server: ConnectorServer) -> Place:
    return Place("msteams", "19:experts@thread.tacv2", Scope.CHANNEL, connector_server.url, "28:bot", "t")


async def test_a_post_in_a_channel_starts_a_thread_that_can_be_posted_in(connector, connector_server):
    postman = TeamsPostman(connector)
    place = expert_channel(connector_server)
    thread = await postman.post(place, Reply(Card("Ny fråga"), facts={"kind": "ticket"}))
    await postman.post(place, Reply("Uppföljning"), thread)
    first, second = connector_server.sent
    assert first.path == "/v3/conversations/19:experts@thread.tacv2/activities"
    assert second.path == "/v3/conversations/19:experts@thread.tacv2;messageid=m1/activities"
    assert first.body["from"] == {"id": "28:bot"}
    assert first.body["conversation"] == {"id": "19:experts@thread.tacv2"}
    assert first.body["channelData"] == {"inkopsbot": {"kind": "ticket"}}
    assert "text" not in first.body
    assert second.body["text"] == "Uppföljning"


async def test_a_posted_card_can_be_changed(connector, connector_server):
    postman = TeamsPostman(connector)
    place = expert_channel(connector_server)
    await postman.update(place, "m1", Reply(Card("Besvarad")))
    (sent,) = connector_server.sent
    assert (sent.method, sent.path) == ("PUT", "/v3/conversations/19:experts@thread.tacv2/activities/m1")
    assert sent.body["id"] == "m1"


async def test_the_postman_does_not_try_again(connector, connector_server):
    """Whoever keeps the message decides when, so that it is not sent twice."""
    connector_server.answer((429, {}, {"Retry-After": "7"}))
    with pytest.raises(PostmanUnavailableError) as raised:
        await TeamsPostman(connector).post(expert_channel(connector_server), Reply("x"))
    assert raised.value.retry_after == 7
    assert len(connector_server.sent) == 1


@pytest.mark.parametrize("status", [403, 404, 400, 413])
async def test_the_postman_tells_what_can_never_arrive(connector, connector_server, status):
    connector_server.answer(status, status)
    place = expert_channel(connector_server)
    with pytest.raises(PlaceGoneError):
        await TeamsPostman(connector).post(place, Reply("x"))
    with pytest.raises(PlaceGoneError):
        await TeamsPostman(connector).update(place, "m1", Reply("x"))


@pytest.mark.parametrize(
    ("conversation", "scope", "inside"),
    [
        ("19:experts", Scope.CHANNEL, True),
        ("19:experts;messageid=1", Scope.CHANNEL, True),
        ("19:experts-too", Scope.CHANNEL, False),
        ("19:other;messageid=19:experts", Scope.CHANNEL, False),
    ],
)
def test_a_thread_is_in_its_channel(conversation, scope, inside):
    assert is_in_channel(Place("msteams", conversation, scope), "19:experts") is inside


def test_no_place_is_in_a_channel_that_is_not_set():
    assert not is_in_channel(Place("msteams", "a:chat", Scope.PERSONAL), "")
