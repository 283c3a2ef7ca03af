"""Who may act as an expert: asked of Teams, remembered for a while, and never taken from a card."""

import pytest

from bot.conversation.turn import Person, Place, Scope
from bot.teams.connector import Connector
from bot.teams.roster import REMEMBERED_SECONDS, TeamsRoster
from bot.teams.service_urls import is_loopback_service

EXPERT = Person("29:expert", "Expert ett")


@pytest.fixture
def roster(session, clock):
    return TeamsRoster(Connector(session, None, is_loopback_service), clock)


@pytest.fixture
def thread(connector_server):
    """A thread of the experts' channel."""
    return Place("msteams", "19:experts;messageid=7", Scope.CHANNEL, connector_server.url)


async def test_a_member_is_asked_for_in_the_channel_and_remembered(roster, thread, connector_server, clock):
    for _ in range(3):
        assert await roster.is_member(thread, EXPERT)
    assert [sent.path for sent in connector_server.sent] == ["/v3/conversations/19:experts/members/29:expert"]
    clock.now += REMEMBERED_SECONDS + 1
    assert await roster.is_member(thread, EXPERT)
    assert len(connector_server.sent) == 2


@pytest.mark.parametrize("status", [403, 404])
async def test_who_is_no_member_is_refused(roster, thread, connector_server, status):
    connector_server.answer(status)
    assert not await roster.is_member(thread, EXPERT)
    assert not await roster.is_member(thread, EXPERT), "and remembered as such"


async def test_who_left_is_refused_after_a_while(roster, thread, connector_server, clock):
    assert await roster.is_member(thread, EXPERT)
    clock.now += REMEMBERED_SECONDS + 1
    connector_server.answer(404)
    assert not await roster.is_member(thread, EXPERT)


async def test_an_answer_about_somebody_else_proves_nothing(roster, thread, connector_server):
    connector_server.answer((200, {"id": "29:another"}, {}))
    assert not await roster.is_member(thread, EXPERT)


async def test_while_the_channel_cannot_be_asked_the_place_counts_and_is_asked_again(
    roster, thread, connector_server
):
    connector_server.answer(503, 404)
    assert await roster.is_member(thread, EXPERT)
    assert not await roster.is_member(thread, EXPERT)


async def test_colleagues_are_people_with_names(roster, thread, connector_server):
    members = [
        {"id": "29:a", "name": "Anna"},
        {"id": "28:bot", "name": "Inköpsboten"},
        {"id": "29:b"},
        {"id": 7, "name": "Sju"},
        "inget",
    ]
    connector_server.answer((200, {"members": members}, {}))
    assert await roster.members(thread) == (Person("29:a", "Anna"),)
    assert connector_server.sent[0].path == "/v3/conversations/19:experts/pagedmembers"


@pytest.mark.parametrize("answer", [500, 404, (200, {"members": None}, {}), (200, [], {})])
async def test_colleagues_that_cannot_be_listed_are_none(roster, thread, connector_server, answer):
    connector_server.answer(answer)
    assert await roster.members(thread) == ()
