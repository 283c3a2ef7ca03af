"""The service as it is deployed, over HTTP: a question, a ticket, the channel and the answer back."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
import structlog
from aiohttp.test_utils import TestServer
from bot_service import BOT, USER, ConnectorServer

from bot.observing import set_up_logging
from bot.server import build_app
from bot.settings import Settings
from bot.teams.routes import MAX_BODY_BYTES

CHANNEL = "19:experts@thread.tacv2"
EXPERT = {"id": "29:expert", "name": "Upphandlare"}
QUESTION = "kvantkattens omloppstid"
WITHIN = 10.0


@dataclass
class Service:
    """The running bot, with a client's hands."""

    url: str
    connector: ConnectorServer
    session: aiohttp.ClientSession
    _ids: int = 0

    async def send(self, conversation: str, sender: dict[str, str], **activity: Any) -> Any:
        """Deliver an activity; the body of the answer."""
        self._ids += 1
        scope = "channel" if conversation.startswith("19:") else "personal"
        body = {
            "id": str(self._ids),
            "channelId": "msteams",
            "serviceUrl": self.connector.url,
            "from": sender,
            "recipient": BOT,
            "conversation": {"id": conversation, "conversationType": scope},
            **activity,
        }
        async with self.session.post(f"{self.url}/api/messages", json=body) as response:
            assert response.status == 200
            return await response.json() if response.content_type == "application/json" else None

    async def press(
        self, card: Any, label: str, conversation: str, sender: dict[str, str], **inputs: str
    ) -> Any:
        """Press the button called *label* on *card*, as ``Action.Execute`` does it."""
        action = next(one for one in actions_in(card) if one["title"] == label)
        value = {
            "action": {"type": "Action.Execute", "verb": action["verb"], "data": action["data"] | inputs}
        }
        invoke = {"type": "invoke", "name": "adaptiveCard/action", "replyToId": "card-1", "value": value}
        return await self.send(conversation, sender, **invoke)

    async def eventually(self, found: Callable[[Any], bool]) -> Any:
        """The first message that the bot has sent and that *found* likes, within a while."""
        async with asyncio.timeout(WITHIN):
            while True:
                for message in self.connector.messages:
                    if found(message):
                        return message
                await asyncio.sleep(0.02)

    async def text(self, path: str) -> str:
        async with self.session.get(f"{self.url}{path}") as response:
            assert response.status == 200
            return await response.text()


def actions_in(part: Any) -> list[Any]:
    """Every action with a verb, wherever in a card."""
    if isinstance(part, list):
        return [action for one in part for action in actions_in(one)]
    if not isinstance(part, dict):
        return []
    own = [part] if part.get("type") == "Action.Execute" else []
    return own + [action for one in part.values() for action in actions_in(one)]


def card_of(message: Any) -> Any:
    return message["attachments"][0]["content"] if message.get("attachments") else {}


@pytest.fixture
async def service(library, tmp_path) -> AsyncIterator[Service]:
    connector = ConnectorServer()
    await connector.server.start_server()
    settings = Settings(
        data_dir=tmp_path, expert_channel_id=CHANNEL, expert_service_url=connector.url, log_level="debug"
    )
    server = TestServer(await build_app(settings, library))
    await server.start_server()
    async with aiohttp.ClientSession() as session:
        yield Service(f"http://127.0.0.1:{server.port}", connector, session)
    await server.close()
    await connector.server.close()


async def handed_over(service: Service) -> Any:
    """Ask for a person and send the question; the card that the experts get."""
    await service.send("a:1", USER, type="message", text="människa")
    form = card_of(service.connector.messages[-1])
    await service.press(form, "Skicka", "a:1", USER, question=QUESTION)
    return await service.eventually(lambda message: message["conversation"]["id"] == CHANNEL)


async def test_a_question_is_answered_with_a_card_that_says_what_it_is(service):
    """The reply carries its entry and confidence for whoever tests, and a text for whoever cannot draw."""
    await service.send("a:1", USER, type="message", text="Får jag dela upp ett inköp i flera?")
    message = service.connector.messages[-1]
    assert message["channelData"]["inkopsbot"]["entry"] == "dela-upp-inkop"
    assert card_of(message)["version"] == "1.5"
    assert message["summary"]
    assert "text" not in message


async def test_a_ticket_goes_to_the_channel_and_its_answer_to_the_asker(service):
    """Once there, once back, and both cards show how it stands."""
    posted = await handed_over(service)
    assert QUESTION in json.dumps(card_of(posted), ensure_ascii=False)
    thread = f"{CHANNEL};messageid=1"
    taken = await service.press(card_of(posted), "Jag tar den", thread, EXPERT)
    review = await service.press(taken["value"], "Granska svaret", thread, EXPERT, text="Elva minuter.")
    done = await service.press(review["value"], "Skicka svaret", thread, EXPERT, text="Elva minuter.")
    assert "Besvarad fråga" in json.dumps(done, ensure_ascii=False)
    answer = await service.eventually(
        lambda message: "Elva minuter." in json.dumps(message, ensure_ascii=False)
    )
    assert answer["conversation"]["id"] == "a:1"
    updated = [sent.path for sent in service.connector.sent if sent.method == "PUT"]
    assert any(CHANNEL in path for path in updated)


async def test_a_ticket_waits_while_the_channel_is_away_and_arrives_once(service):
    """An outage delays a question and loses nothing."""
    service.connector.answer(201, 503, 503)
    posted = await handed_over(service)
    assert QUESTION in json.dumps(card_of(posted), ensure_ascii=False)


async def test_logs_and_figures_hold_no_texts_or_names(service, capfd):
    """What was asked, by whom and what was answered is in neither, at the most talkative level."""
    set_up_logging("debug")
    try:
        await handed_over(service)
        await service.send("a:1", USER, type="message", text="jäv")
        logged = "".join(capfd.readouterr())
    finally:
        structlog.reset_defaults()
    figures = await service.text("/metrics")
    assert "turn taken" in logged
    assert "inkopsbot_turns_total" in figures
    for secret in (QUESTION, USER["name"], USER["id"]):
        assert secret not in logged
        assert secret not in figures


async def test_figures_count_what_somebody_should_look_at(service):
    """A request that is refused, also for its size, and a turn whose answer could not be sent."""
    url = f"{service.url}/api/messages"
    for body, status in ((b"{}", 400), (b" " * (MAX_BODY_BYTES + 1), 413)):
        async with service.session.post(
            url, data=body, headers={"Content-Type": "application/json"}
        ) as response:
            assert response.status == status
    service.connector.answer(400, 400)
    await service.send("a:1", USER, type="message", text="hej")
    figures = await service.text("/metrics")
    for told in (
        'inkopsbot_requests_refused_total{status="400"} 1.0',
        'inkopsbot_requests_refused_total{status="413"} 1.0',
        "inkopsbot_turns_failed_total 1.0",
        "inkopsbot_token_failures_total 0.0",
    ):
        assert told in figures


async def test_a_bot_without_its_database_lives_but_is_not_ready(service, tmp_path):
    """A deployment stops sending to it, and does not kill it."""
    for file in tmp_path.glob("inkopsbot.db*"):
        file.write_bytes(b"no database")
    async with service.session.get(f"{service.url}/readyz") as response:
        assert response.status == 503
    assert await service.text("/healthz")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
async def test_health_is_told(service, path):
    """A deployment can ask whether the bot lives."""
    assert await service.text(path)
