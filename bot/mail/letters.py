"""How a mail to the experts reads."""

from email.message import EmailMessage
from email.utils import format_datetime

from bot.conversation.plain import printable
from bot.conversation.ticket_words import TicketWords
from bot.tickets.model import Ticket
from bot.tickets.outbox import Notice


class Letters:
    """Writes mails in the words of *words*, from *sender* to *reader*."""

    def __init__(self, words: TicketWords, sender: str, reader: str) -> None:
        self._words = words
        self._sender = sender
        self._reader = reader

    def letter(self, ticket: Ticket, notice: Notice) -> EmailMessage:
        """The mail about *notice*, which can never be told in Teams.

        It has the same id each time it is sent, so that a mailbox that sees it twice can know. It says that
        no replies are read, and asks mail programs not to make any (RFC 3834).
        """
        texts, words = self._words.texts, self._words
        mail = EmailMessage()
        mail["Subject"] = texts("mail.subject", number=ticket.number)
        mail["From"] = self._sender
        mail["To"] = self._reader
        mail["Date"] = format_datetime(ticket.changed_at)
        mail["Message-ID"] = f"<ticket-{ticket.number}-{notice.id}@{self._sender.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail["X-Auto-Response-Suppress"] = "All"
        why = "mail.undelivered" if notice.post is not None else "mail.unannounced"
        lines = [
            texts(why, number=ticket.number, asker=ticket.asker.name),
            f"{texts('ticket.asker')}: {ticket.asker.name}",
            f"{texts('ticket.asked_at')}: {words.moment(ticket.created_at)}",
            f"{texts('mail.question')}:\n{ticket.question}",
            texts("mail.how", number=ticket.number),
            texts("mail.no_replies"),
        ]
        mail.set_content("\n\n".join(printable(line) for line in lines) + "\n")
        return mail
