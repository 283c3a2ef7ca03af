"""The doctor says what is wrong and what to do, with real servers on the other side, and changes nothing."""

import asyncio
import json
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
import structlog
from aiohttp import web
from aiohttp.test_utils import TestServer
from aiosmtpd.smtp import SMTP
from typer.testing import CliRunner

from bot.commands import app
from bot.curation import open_curated
from bot.doctor.at_home import at_home
from bot.doctor.finding import Health
from bot.doctor.outside import outside
from bot.settings import Settings
from bot.store.store import open_store
from bot.teams.outgoing_token import OutgoingToken

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
APP = "0f8fad5b-d9cb-469f-a165-70867728950e"
TENANT = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
CHANNEL = {"expert_channel_id": "19:experts@thread.tacv2"}


class Elsewhere:
    """Microsoft's addresses, the connector among them."""

    def __init__(self):
        self.skew = timedelta()
        self.members_status = 200
        served = web.Application()
        served.router.add_get("/keys", self._keys)
        served.router.add_get("/v3/conversations/{id}/pagedmembers", self._members)
        self.server = TestServer(served)

    async def _keys(self, _):
        date_ = (datetime.now(UTC) + self.skew).strftime("%a, %d %b %Y %H:%M:%S GMT")
        return web.json_response({}, headers={"Date": date_})

    async def _members(self, _):
        return web.json_response({"members": [{"id": "29:a", "name": "A"}]}, status=self.members_status)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.port}/"


@pytest.fixture
async def elsewhere():
    opened = Elsewhere()
    async with opened.server:
        yield opened


EXPIRED = {"error": "invalid_client", "error_description": "AADSTS7000222: The secret is expired."}


def token(answer=None):
    return OutgoingToken(lambda: answer or {"access_token": "abc", "expires_in": 3600})


async def look(settings, token_=None, keys_url="http://127.0.0.1:1/"):
    return {one.about: one async for one in outside(settings, token_, keys_url)}


def here(settings, now=NOW):
    found = {}
    for one in at_home(settings, now):
        found.setdefault(one.about, one)
    return found


async def test_a_local_bot_hears_what_it_lacks_and_that_nothing_is_ill(tmp_path):
    found = await look(Settings(data_dir=tmp_path / "data"))
    assert {name: one.health for name, one in found.items()} == {
        "databas": Health.WATCH,
        "Teams": Health.WATCH,
        "kanal": Health.WATCH,
        "mejl": Health.WATCH,
    }
    assert all(one.do for one in found.values())
    assert not (tmp_path / "data").exists(), "looking makes nothing"


async def test_looking_makes_no_database_newer(tmp_path):
    store = await open_store(f"sqlite:///{tmp_path}/inkopsbot.db")
    await store.close()
    assert (await look(Settings(data_dir=tmp_path)))["databas"].health is Health.WELL


async def test_a_newer_database_is_told_as_what_stops_the_start(tmp_path):
    store = await open_store(f"sqlite:///{tmp_path}/inkopsbot.db")
    await store.database.write(
        lambda c: c.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    )
    await store.close()
    found = (await look(Settings(data_dir=tmp_path)))["databas"]
    assert (found.health, "nyare version" in found.found) == (Health.ILL, True)


@pytest.mark.parametrize("mistake", ["127.0.0.1:1/bot?application_name=x", "127.0.0.1:port/bot"])
async def test_a_mistake_in_the_databases_address_is_told(tmp_path, mistake):
    settings = Settings(data_dir=tmp_path, database_url=f"postgresql://bot:hemligt@{mistake}")
    found = (await look(settings))["databas"]
    assert (found.health, "DATABASE_URL" in found.found) == (Health.ILL, True)
    assert "hemligt" not in repr(found)


async def test_a_database_out_of_reach_is_told(tmp_path):
    settings = Settings(data_dir=tmp_path, database_url="postgresql://bot:hemligt@127.0.0.1:1/bot")
    found = (await look(settings))["databas"]
    assert found.health is Health.ILL
    assert "hemligt" not in repr(found)


async def test_all_of_microsofts_is_reached(tmp_path, elsewhere):
    found = await look(Settings(data_dir=tmp_path), token(), f"{elsewhere.url}keys")
    assert [found[name].health for name in ("identitet", "nycklar", "klocka")] == [Health.WELL] * 3


async def test_a_wrong_secret_a_shut_network_and_a_wrong_clock_are_told(tmp_path, elsewhere):
    refused = (await look(Settings(data_dir=tmp_path), token(EXPIRED)))["identitet"]
    assert (refused.health, "AADSTS7000222" in refused.found) == (Health.ILL, True)
    assert (await look(Settings(data_dir=tmp_path), token()))["nycklar"].health is Health.ILL
    elsewhere.skew = timedelta(minutes=7)
    found = await look(Settings(data_dir=tmp_path), token(), f"{elsewhere.url}keys")
    assert found["klocka"].health is Health.ILL
    assert "sekunder fel" in found["klocka"].found


@pytest.mark.parametrize(
    ("status", "health", "said"),
    [(200, Health.WELL, "1 i teamet"), (403, Health.ILL, "stängd"), (503, Health.ILL, "nås inte")],
)
async def test_the_experts_channel_is_looked_at(tmp_path, elsewhere, status, health, said):
    elsewhere.members_status = status
    settings = Settings(data_dir=tmp_path, expert_service_url=elsewhere.url, **CHANNEL)
    found = (await look(settings))["kanal"]
    assert found.health is health
    assert said in found.found


async def test_a_mail_server_is_greeted_and_nothing_sent(tmp_path):
    sent = []

    class Box:
        async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - aiosmtpd's name
            sent.append(envelope)
            return "250 OK"

    listening = await asyncio.get_running_loop().create_server(lambda: SMTP(Box()), "127.0.0.1", 0)
    mail = {"mail_from": "bot@example.org", "mail_to": "inkop@example.org"}
    port = listening.sockets[0].getsockname()[1]
    well = Settings(data_dir=tmp_path, smtp_url=f"smtp+plain://127.0.0.1:{port}", **mail)
    assert (await look(well))["mejl"].health is Health.WELL
    ill = Settings(data_dir=tmp_path, smtp_url=f"smtp://bot:hemligt@127.0.0.1:{port}", **mail)
    found = (await look(ill))["mejl"]
    assert found.health is Health.ILL
    assert "hemligt" not in repr(found)
    assert sent == []
    listening.close()


def test_the_shipped_content_is_well_and_still_a_draft(tmp_path):
    found = here(Settings(data_dir=tmp_path))
    assert found["innehåll"].health is Health.WELL
    assert found["granskning"].health is Health.WATCH
    assert found["arbetstider"].health is Health.WATCH, "nobody of the unit has agreed to them"
    assert found["disk"].health is Health.WELL


def test_a_folder_that_is_not_there_is_told_as_that(tmp_path):
    found = here(Settings(data_dir=tmp_path, content_dir=tmp_path / "nowhere"))["innehåll"]
    assert (found.health, "nowhere:1: här finns inga YAML-filer" in found.found) == (Health.ILL, True)


def test_looking_over_the_content_makes_no_index():
    """The doctor is run beside the bot, where memory is short; the index is half of what it would take."""
    curated = open_curated(None, NOW.date())
    assert curated.faults() == ()
    assert curated.library.index.cache_info().currsize == 0


@pytest.mark.parametrize(
    ("database", "told"), [("", True), ("sqlite:////data/x.db", True), ("postgresql://x", False)]
)
def test_a_bot_in_earnest_hears_that_a_file_can_be_lost_with_its_container(tmp_path, database, told):
    registered = {"microsoft_app_id": APP, "microsoft_app_password": "s", "tenant_id": TENANT}
    found = here(Settings(data_dir=tmp_path, database_url=database, **registered)).get("databas")
    assert (found is not None and found.health is Health.WATCH) == told
    assert "databas" not in here(Settings(data_dir=tmp_path, database_url=database))


def test_content_with_a_fault_is_ill(tmp_path):
    (tmp_path / "fel.yaml").write_text("entries: 7\n")
    found = here(Settings(data_dir=tmp_path, content_dir=tmp_path))
    assert found["innehåll"].health is Health.ILL


@pytest.mark.parametrize(
    ("ends", "health"),
    [(date(2026, 11, 25), Health.ILL), (date(2026, 12, 20), Health.WATCH), (date(2027, 6, 1), Health.WELL)],
)
def test_a_secret_that_ends_is_told_in_time(tmp_path, ends, health):
    settings = Settings(
        data_dir=tmp_path,
        microsoft_app_id=APP,
        microsoft_app_password="hemligt",
        tenant_id=TENANT,
        secret_expires=ends,
    )
    assert here(settings)["hemlighet"].health is health


def test_the_command_ends_by_what_it_found(tmp_path, monkeypatch):
    monkeypatch.setenv("INKOPSBOT_DATA_DIR", str(tmp_path))
    told = CliRunner().invoke(app, ["doctor"])
    assert told.exit_code == 0
    assert "✓ innehåll" in told.output
    monkeypatch.setenv("INKOPSBOT_CONTENT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("INKOPSBOT_DATABASE_URL", "postgresql://bot@127.0.0.1:1/bot")
    as_json = CliRunner().invoke(app, ["doctor", "--json"])
    assert as_json.exit_code == 1
    ill = {one["about"] for one in map(json.loads, as_json.output.splitlines()) if one["health"] == "fel"}
    assert ill == {"innehåll", "databas"}
    structlog.reset_defaults()
