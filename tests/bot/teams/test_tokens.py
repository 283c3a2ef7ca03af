import asyncio
import time
from types import SimpleNamespace
from typing import Any

import jwt
import pytest
from bot_service import TENANT, activity, press

from bot.teams.service_urls import is_loopback_service, is_teams_service
from bot.teams.tokens import Proof, TokenGate


class FromNow(int):
    """Seconds from the moment of the test."""


@pytest.mark.parametrize("send", [activity, press])
async def test_a_token_from_the_connector_opens_the_door(guarded_bot, signer, send):
    url = guarded_bot.connector.url
    status, _ = await guarded_bot.post(send(url), signer.token(url))
    assert status == 200
    assert len(guarded_bot.conversation.turns) == 1


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ({"exp": FromNow(-120)}, 200),
        ({"exp": FromNow(-420)}, 401),
        ({"nbf": FromNow(120)}, 200),
        ({"nbf": FromNow(420)}, 401),
        ({"nbf": None}, 200),
        ({"exp": None}, 401),
        ({"aud": "another-bot"}, 401),
        ({"aud": None}, 401),
        ({"iss": "https://sts.windows.net/x/"}, 401),
        ({"iss": None}, 401),
        ({"serviceurl": "https://smba.trafficmanager.net/emea/"}, 401),
        ({"serviceurl": None}, 401),
        ({"serviceurl": ["a"]}, 401),
        ({"signed_with": 2}, 401),
    ],
)
async def test_each_claim_is_checked_with_five_minutes_of_skew(guarded_bot, signer, claims, expected):
    url = guarded_bot.connector.url
    now = int(
        time.time()
    )  # of this test: the parameters are made when the tests are collected, minutes before
    claims = {name: now + value if isinstance(value, FromNow) else value for name, value in claims.items()}
    status, _ = await guarded_bot.post(activity(url), signer.token(url, **claims))
    assert status == expected
    assert len(guarded_bot.conversation.turns) == (expected == 200)


def _unsigned(url: str) -> str:
    return jwt.encode({"aud": "x", "serviceurl": url}, "", algorithm="none", headers={"kid": "key1"})


def _shared_secret(url: str) -> str:
    return jwt.encode({"serviceurl": url}, "s" * 32, algorithm="HS256", headers={"kid": "key1"})


def _without_key_id(url: str) -> str:
    return jwt.encode({"serviceurl": url}, "s" * 32, algorithm="HS256")


@pytest.mark.parametrize(
    "token",
    ["", "garbage", "a.b.c", "å", "e30.e30.", _unsigned("u"), _shared_secret("u"), _without_key_id("u")],
)
async def test_what_is_no_token_proves_nothing(guarded_bot, token):
    """None of these is more than 401, and nothing of the bot is reached."""
    status, body = await guarded_bot.post(activity(guarded_bot.connector.url), token)
    assert status == 401
    assert token not in str(body) or not token
    assert not guarded_bot.conversation.turns
    assert not guarded_bot.connector.sent


async def test_the_token_is_asked_for_before_the_body_is_looked_at(guarded_bot):
    assert (await guarded_bot.post(b"not json"))[0] == 401


async def test_a_new_key_is_fetched_when_microsoft_changes_keys(guarded_bot, signer, clock):
    """A rollover is noticed at the first token with the new key."""
    url = guarded_bot.connector.url
    assert (await guarded_bot.post(activity(url), signer.token(url)))[0] == 200
    signer.kid = 2
    clock.now += 61
    assert (await guarded_bot.post(activity(url, id="2"), signer.token(url)))[0] == 200
    assert signer.fetches == 2


async def test_made_up_key_ids_do_not_cause_a_storm_of_fetches(guarded_bot, signer):
    url = guarded_bot.connector.url
    await guarded_bot.post(activity(url), signer.token(url))
    signer.kid = 3
    forged = signer.token(url)
    statuses = [await guarded_bot.post(activity(url), forged) for _ in range(5)]
    assert {status for status, _ in statuses} == {401}
    assert signer.fetches == 1


async def test_many_first_requests_share_one_fetch(guarded_bot, signer):
    signer.delay = 0.05
    url = guarded_bot.connector.url
    posts = [guarded_bot.post(activity(url, id=str(n)), signer.token(url)) for n in range(20)]
    assert {status for status, _ in await asyncio.gather(*posts)} == {200}
    assert signer.fetches == 1


async def test_without_keys_the_sender_is_asked_to_come_back(guarded_bot, signer, clock):
    """503, not 401, for the token may be good; no more is fetched than once in five seconds."""
    url = guarded_bot.connector.url
    signer.down = True
    assert (await guarded_bot.post(activity(url), signer.token(url)))[0] == 503
    assert (await guarded_bot.post(activity(url), signer.token(url)))[0] == 503
    assert signer.fetches == 1
    assert not guarded_bot.conversation.turns
    signer.down = False
    clock.now += 6
    assert (await guarded_bot.post(activity(url), signer.token(url)))[0] == 200


async def test_known_keys_serve_while_microsoft_does_not_answer_but_not_for_ever(guarded_bot, signer, clock):
    url = guarded_bot.connector.url
    await guarded_bot.post(activity(url), signer.token(url, jti="1"))
    signer.down = True
    clock.now += 2 * 24 * 3600
    assert (await guarded_bot.post(activity(url, id="2"), signer.token(url, jti="2")))[0] == 200
    assert signer.fetches == 2
    clock.now += 4 * 24 * 3600
    assert (await guarded_bot.post(activity(url, id="3"), signer.token(url, jti="3")))[0] == 503


@pytest.mark.parametrize("endorsements", [["webchat"], [], None])
async def test_a_key_speaks_only_for_the_channels_that_endorse_it(guarded_bot, signer, endorsements):
    signer.endorsements = endorsements
    url = guarded_bot.connector.url
    status, _ = await guarded_bot.post(activity(url), signer.token(url))
    assert status == 403
    assert not guarded_bot.conversation.turns


@pytest.mark.parametrize(
    "changes",
    [
        {"conversation": {"id": "a", "tenantId": TENANT}, "channelData": None},
        {"conversation": {"id": "a", "tenantID": TENANT}, "channelData": None},
        {"conversation": {"id": "a"}, "channelData": {"tenant": {"id": TENANT}}},
    ],
)
async def test_the_tenant_may_be_named_in_any_of_the_ways_that_channels_do(guarded_bot, signer, changes):
    url = guarded_bot.connector.url
    status, _ = await guarded_bot.post(activity(url, **changes), signer.token(url))
    assert status == 200
    assert guarded_bot.conversation.turns[0].place.tenant == TENANT


@pytest.mark.parametrize(
    "changes",
    [
        {"conversation": {"id": "a", "tenantId": "another"}},
        {"conversation": {"id": "a", "tenantId": "another"}, "channelData": None},
        {"conversation": {"id": "a"}, "channelData": {"tenant": {"id": "another"}}},
        {"channelData": {"tenant": {"id": "another"}}},
        {"conversation": {"id": "a"}, "channelData": {"tenant": "text"}},
        {"conversation": {"id": "a"}, "channelData": None},
    ],
)
async def test_other_tenants_are_refused(guarded_bot, signer, changes):
    """Also one that names two tenants, or none at all."""
    url = guarded_bot.connector.url
    status, _ = await guarded_bot.post(activity(url, **changes), signer.token(url))
    assert status == 403
    assert not guarded_bot.conversation.turns


async def test_a_signed_request_cannot_send_replies_to_a_strange_host(guarded_bot, signer):
    url = "https://example.org/"
    status, _ = await guarded_bot.post(activity(url), signer.token(url))
    assert status == 403


@pytest.mark.parametrize("url", ["https://smba.trafficmanager.net/emea/", "http://192.168.1.2:8080/", "odd"])
async def test_local_mode_answers_only_to_this_machine(bot, url):
    assert (await bot.post(activity(url)))[0] == 403
    assert not bot.conversation.turns


@pytest.mark.parametrize(
    ("url", "teams", "loopback"),
    [
        ("https://smba.trafficmanager.net/emea/", True, False),
        ("https://smba.trafficmanager.net:443/teams", True, False),
        ("https://webchat.botframework.com/", True, False),
        ("https://SMBA.trafficmanager.net/", True, False),
        ("http://smba.trafficmanager.net/", False, False),
        ("https://smba.trafficmanager.net:8443/", False, False),
        ("https://other.trafficmanager.net/", False, False),
        ("https://smba.trafficmanager.net.example.org/", False, False),
        ("https://evilbotframework.com/", False, False),
        ("https://botframework.com.example.org/", False, False),
        ("https://smba.trafficmanager.net@example.org/", False, False),
        ("https://example.org\\@smba.trafficmanager.net/", False, False),
        ("https://smba.trafficmanager.net/?x=1", False, False),
        ("https://smba.trafficmanager.net/#x", False, False),
        ("https://smba.trafficmanager.net:x/", False, False),
        ("https://smba.trafficmanager.net/ x", False, False),
        ("https://[::1", False, False),
        ("", False, False),
        ("https://webchat.botframework.com/" + "x" * 3000, False, False),
        ("http://localhost:56150/_connector", False, True),
        ("http://127.0.0.1:1/", False, True),
        ("http://[::1]:1/", False, True),
        ("http://localhost.example.org/", False, False),
        ("http://localhost@example.org/", False, False),
        ("https://localhost/", False, False),
    ],
)
def test_trusted_service_urls(url: str, teams: bool, loopback: bool):
    assert is_teams_service(url) is teams
    assert is_loopback_service(url) is loopback


def test_the_activity_need_not_name_a_tenant_when_any_is_allowed():
    keys: Any = None
    gate = TokenGate("app", keys, frozenset())
    url = "https://smba.trafficmanager.net/emea/"
    gate.admit(Proof(url, {"msteams"}), SimpleNamespace(service_url=url, channel_id="msteams"))


async def test_a_token_that_passed_is_known_for_a_while_and_no_other(guarded_bot, signer):
    """The same letters alone: one that was changed, or has ended, is looked at like any new one."""
    url = guarded_bot.connector.url
    sent = iter(range(100))

    async def send(token):
        return (await guarded_bot.post(activity(url, id=f"1:{next(sent)}"), token))[0]

    token = signer.token(url)
    assert [await send(token) for _ in range(3)] == [200, 200, 200]
    assert await send(token[:-8] + "AAAAAAAA") == 401
    ending = signer.token(url, exp=int(time.time()) - 298)
    assert await send(ending) == 200
    await asyncio.sleep(3)
    assert await send(ending) == 401
