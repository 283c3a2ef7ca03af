"""Mail through a real server: it arrives once, reads as Swedish, and trouble is told apart."""

import asyncio
import ssl
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.smtp import SMTP

from bot.conversation.ticket_words import TicketWords
from bot.conversation.turn import Person, Place, Scope
from bot.mail.address import MailServer, mail_server
from bot.mail.letters import Letters
from bot.mail.mailer import Mailer
from bot.texts import swedish
from bot.tickets.model import Ticket, TicketState
from bot.tickets.moves import MoveName
from bot.tickets.outbox import Notice, NoticeKind, NoticeState
from bot.tickets.postman import PlaceGoneError, PostmanUnavailableError
from bot.tickets.text import question_text, request_id

AT = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
TICKET = Ticket(
    number=7,
    request_id=request_id("form-1"),
    state=TicketState.NEW,
    created_at=AT,
    changed_at=AT,
    asker=Person("29:åsa", "Åsa Öberg\nBcc: alla@example.org"),
    asker_place=Place("msteams", "a:1", Scope.PERSONAL),
    question=question_text("Får vi köpa blåbär på räkning?\n.\nRCPT TO:<alla@example.org>"),
)
LETTERS = Letters(
    TicketWords(swedish(), ZoneInfo("Europe/Stockholm")), "bot@example.org", "upphandlare@example.org"
)


def notice(kind=NoticeKind.MAIL_EXPERTS, post=None):
    return Notice(12, 7, kind, NoticeState.SENDING, AT, 1, "", MoveName.SUBMIT, post)


@dataclass
class Mailbox:
    """What a mail server took, and what it answers to a recipient."""

    answer: str = "250 OK"
    taken: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802, ARG002 - aiosmtpd's
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, server, session, envelope):  # noqa: N802, ARG002
        self.taken.append(envelope.content)
        self.recipients += envelope.rcpt_tos
        return "250 OK"

    def letter(self):
        (content,) = self.taken
        return message_from_bytes(content, policy=policy.default)


@pytest.fixture
def mailbox():
    return Mailbox()


@pytest.fixture
async def server(mailbox):
    listening = await asyncio.get_running_loop().create_server(lambda: SMTP(mailbox), "127.0.0.1", 0)
    yield MailServer("127.0.0.1", listening.sockets[0].getsockname()[1], "none", "", "")
    listening.close()


async def test_a_mail_arrives_once_and_reads_as_it_was_written(mailbox, server):
    await Mailer(server).send(LETTERS.letter(TICKET, notice()))
    letter = mailbox.letter()
    assert mailbox.recipients == ["upphandlare@example.org"]
    assert letter["Subject"] == "Ärende 7 behöver er"
    assert letter["Message-ID"] == "<ticket-7-12@example.org>"
    assert letter["Auto-Submitted"] == "auto-generated"
    body = letter.get_content()
    assert "Får vi köpa blåbär på räkning?" in body
    assert "har inte kunnat visas i er kanal" in body
    assert "Svar läses inte." in body


async def test_what_a_user_writes_adds_no_header_and_no_reader(mailbox, server):
    await Mailer(server).send(LETTERS.letter(TICKET, notice()))
    letter = mailbox.letter()
    assert letter["Bcc"] is None
    assert mailbox.recipients == ["upphandlare@example.org"]
    assert "RCPT TO" in letter.get_content(), "it is text, and stays text"


async def test_the_same_notice_has_the_same_id(mailbox, server):
    for _ in range(2):
        await Mailer(server).send(LETTERS.letter(TICKET, notice()))
    assert len({message_from_bytes(one)["Message-ID"] for one in mailbox.taken}) == 1


def test_what_could_not_reach_the_asker_is_said_so():
    body = LETTERS.letter(TICKET, notice(post=0)).get_content()
    assert "Hör av er till Åsa Öberg" in body


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [("550 No such mailbox", PlaceGoneError), ("451 Try later", PostmanUnavailableError)],
)
async def test_a_refusal_is_for_good_or_for_now(mailbox, server, answer, trouble):
    mailbox.answer = answer
    with pytest.raises(trouble):
        await Mailer(server).send(LETTERS.letter(TICKET, notice()))


async def test_a_server_that_is_down_may_be_up_again(mailbox, server):
    down = MailServer("127.0.0.1", 1, "none", "", "")
    with pytest.raises(PostmanUnavailableError):
        await Mailer(down).send(LETTERS.letter(TICKET, notice()))
    await Mailer(server).send(LETTERS.letter(TICKET, notice()))
    assert len(mailbox.taken) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_where_encryption_is_wanted_and_not_offered_nothing_is_sent(mailbox, server, security):
    wanted = MailServer(server.host, server.port, security, "", "")
    with pytest.raises(PostmanUnavailableError):
        await Mailer(wanted, ssl.create_default_context()).send(LETTERS.letter(TICKET, notice()))
    assert mailbox.taken == []


async def test_a_password_that_is_not_taken_is_tried_again_when_it_has_been_mended(mailbox, server):
    with pytest.raises(PostmanUnavailableError):
        await Mailer(MailServer(server.host, server.port, "none", "bot", "fel")).send(
            LETTERS.letter(TICKET, notice())
        )
    assert mailbox.taken == []


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mejl.example.org", MailServer("mejl.example.org", 587, "starttls", "", "")),
        (
            "smtps://a%40b:p%3Aw@mejl.example.org:4650",
            MailServer("mejl.example.org", 4650, "tls", "a@b", "p:w"),
        ),
        ("smtp+plain://127.0.0.1", MailServer("127.0.0.1", 25, "none", "", "")),
    ],
)
def test_a_mail_servers_address_is_read(url, server):
    assert mail_server(url) == server
    assert "p:w" not in repr(mail_server(url))


@pytest.mark.parametrize(
    "url", ["mejl.example.org", "http://a:hemligt@b", "smtp://", "smtp://a:hemligt@b:x", "smtp://a/b?c"]
)
def test_what_is_no_mail_server_is_refused_without_its_password(url):
    with pytest.raises(ValueError, match=r"address|expected") as refused:
        mail_server(url)
    assert "hemligt" not in str(refused.value)
