"""The receipt as a file, from the card's link and from the command line."""

import json
import re
from datetime import date

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from cryptography.fernet import Fernet
from typer.testing import CliRunner

from bot.commands import app
from bot.receipts.links import ReceiptLinks
from bot.receipts.pdf import receipt_in, to_pdf
from bot.teams.receipt_page import add_receipts
from bot.texts import swedish
from dialogs.facts import decide, parse_facts
from dialogs.receipt import Receipt, ReceiptError, issue

CASE = {
    "date": "2026-11-25",
    "agreement_covers_need": "no",
    "possible_exception": "none",
    "connected_to_supplier": "no",
    "law": "lou",
    "kind": "goods",
    "total_value_sek": 640_000,
    "whole_need_included": "yes",
    "special_ground": "none",
}


@pytest.fixture(scope="module")
def receipt(library) -> Receipt:
    flow = library.flows["direktupphandling"]
    reached = decide(flow, parse_facts(flow, CASE), library.knowledge).reached
    day = date(2026, 11, 25)
    return issue(flow, reached, (), library.knowledge, day=day, written=day)


@pytest.fixture
async def client(receipt):
    links, served = ReceiptLinks("http://bot.example"), web.Application()
    add_receipts(served, links.opened, lambda one: to_pdf(one, swedish()))
    async with TestClient(TestServer(served)) as client:
        yield client, links.link(receipt).removeprefix("http://bot.example")


def test_the_pdf_holds_the_receipt_and_is_always_the_same(receipt):
    """What is kept in a registry can be checked years later."""
    file = to_pdf(receipt, swedish())
    assert file.startswith(b"%PDF-")
    assert receipt_in(file) == receipt
    assert to_pdf(receipt, swedish()) == file
    assert re.search(rb"/FontFile2", file), "the fonts are embedded"


def test_the_pdf_is_dated_and_named_like_what_it_is(receipt):
    """A registry shows the file's own day and subject; the heading stands beside the id of the outcome."""
    file = to_pdf(receipt, swedish())
    assert re.search(rb"/CreationDate \(D:20261125", file)
    assert b"unspecified" not in file


@pytest.mark.parametrize("file", [b"", b"\xff\xfe", b"%PDF-1.4 inkopsbot-kvitto:AAAA", b"{}"])
def test_another_file_is_refused(file):
    """With a sentence, not a crash."""
    with pytest.raises(ReceiptError):
        receipt_in(file)


async def test_the_link_gives_the_file_to_save(client, receipt):
    """It is not kept on the way, and runs nothing."""
    session, path = client
    async with session.get(path) as response:
        assert response.status == 200
        assert receipt_in(await response.read()) == receipt
        assert response.headers["Cache-Control"] == "no-store"
        assert "kvitto-direktupphandling-2026-11-25.pdf" in response.headers["Content-Disposition"]
    assert "640" not in path, "the address tells nothing"
    assert len(path) < 2_000, "browsers and Teams take it"


@pytest.mark.parametrize("token", ["x", "gAAAAA", "%00", "a" * 8_000])
async def test_an_address_that_is_made_up_gives_nothing(client, token):
    """Nor does one of another process, or of yesterday."""
    session, _ = client
    async with session.get(f"/kvitto/{token}") as response:
        assert response.status == 404
        assert "kvitto" in await response.text()


def test_replicas_with_one_key_open_each_others_links(receipt):
    """And one without the key does not."""
    key = Fernet.generate_key().decode()
    token = ReceiptLinks("https://a", key).link(receipt).rpartition("/")[2]
    assert ReceiptLinks("https://b", key).opened(token) == receipt
    with pytest.raises(ReceiptError, match="gäller inte längre"):
        ReceiptLinks("https://b").opened(token)


def test_without_an_address_there_is_no_link(receipt):
    """Nobody is sent to a page that cannot be reached."""
    assert ReceiptLinks("").link(receipt) == ""


@pytest.mark.parametrize("kind", ["pdf", "json", "PDF"])
def test_the_command_writes_and_works_out_again(tmp_path, kind):
    """Both kinds; a changed one is told."""
    file = tmp_path / f"kvitto.{kind}"
    facts = json.dumps(CASE)
    run = CliRunner().invoke
    written = run(app, ["dialog", "direktupphandling", "--facts", facts, "--receipt", str(file)])
    assert written.exit_code == 0, written.stderr
    replayed = run(app, ["dialog", "replay", str(file)])
    assert replayed.exit_code == 0
    assert "Kontrollsumman stämmer" in replayed.stdout
    assert "ger samma utfall" in replayed.stdout
    if kind == "json":
        file.write_text(file.read_text("utf-8").replace("640000", "740000"), "utf-8")
        refused = run(app, ["dialog", "replay", str(file)])
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert "har ändrats" in refused.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["dialog", "replay"],
        ["dialog", "replay", "finns-inte.pdf"],
        ["dialog", "direktupphandling", "--receipt", "k.pdf"],
        ["dialog", "direktupphandling", "--facts", json.dumps(CASE), "--receipt", "k.docx"],
        ["dialog", "direktupphandling", "--facts", "{}", "--receipt", "k.pdf"],
        ["dialog", "ansvar", "--facts", '{"matter": "support"}', "--receipt", "k.pdf"],
    ],
)
def test_wrong_use_is_refused_with_a_sentence(arguments, tmp_path, monkeypatch):
    """And nothing is written."""
    monkeypatch.chdir(tmp_path)
    refused = CliRunner().invoke(app, arguments)
    assert refused.exit_code != 0
    assert refused.stderr
    assert not list(tmp_path.glob("k.*"))


def test_a_private_receipt_that_is_unchanged_is_no_failure(tmp_path):
    """There is nothing to work out again, which is as it should be; a forged one is another matter."""
    file = tmp_path / "kvitto.json"
    names = "party_or_owner representative gain_or_harm supervises_own_activity decided_elsewhere"
    names += " recent_or_coming_job close_relation gift_or_benefit small_listed_holding"
    names += " supplier_helped_with_requirements outsider_could_doubt"
    facts = {"role": "employee", "outside_work": "none", **dict.fromkeys(names.split(), "no")}
    run = CliRunner().invoke
    assert run(app, ["dialog", "jav", "--facts", json.dumps(facts), "--receipt", str(file)]).exit_code == 0
    replayed = run(app, ["dialog", "replay", str(file)])
    assert replayed.exit_code == 0
    assert "bara resultatet" in replayed.stdout
