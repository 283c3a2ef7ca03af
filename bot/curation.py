"""Content as its editor meets it: opened, examined, and either fit to serve or told what to mend."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from bot.conversation.answers import Answers
from bot.conversation.card import Card
from bot.conversation.library import Library, library_of
from bot.conversation.plain import summary
from bot.meaning.opening import understood
from bot.teams.cards.render import to_attachment, utf16_size
from bot.texts import swedish
from bot.whole_library import whole
from dialogs.loader import FLOWS
from knowledge.asking import Asked
from knowledge.checks.finding import Examined
from knowledge.checks.rules import Weight, broken
from knowledge.loader import COUNTRY, ORGANISATION, read
from knowledge.yaml_reader import ContentError, Fault

LARGEST_CARD = 80_000
"""Bytes in UTF-16. Teams refuses a message over about 100 kB, and advises 80 to leave room for what surrounds
the card (bots/how-to/includes/agent-message-size-limit.md)."""


@dataclass(frozen=True)
class Curated:
    """Content that can be read, and how to look at it."""

    library: Library
    examined: Examined

    def faults(self) -> tuple[Fault, ...]:
        """What keeps the content from being served."""
        return tuple(fault for _, found in broken(self.examined, Weight.FAULT) for fault in found)

    def warnings(self) -> Iterator[tuple[str, list[Fault]]]:
        """What somebody should look at, by what it is about. Asks every test question; takes seconds."""
        return broken(self.examined, Weight.WARNING)


def folders(organisation: Path | None) -> tuple[Path, ...]:
    """Where the content stands: the country's, the organisation's and the flows."""
    return COUNTRY, organisation or ORGANISATION, FLOWS


def open_curated(organisation: Path | None, today: date) -> Curated:
    """All content as it reads *today*. Raises ``ContentError`` with what cannot even be read."""
    written = read(organisation=organisation or ORGANISATION)
    library = whole(library_of(written.knowledge))
    return Curated(library, Examined(written, today, cache(library.match), _bytes_over(library, today)))


def open_fit(organisation: Path | None, today: date) -> Library:
    """The same, fit to be served. Raises ``ContentError`` with every fault."""
    curated = open_curated(organisation, today)
    faults = curated.faults()
    if faults:
        raise ContentError(faults)
    curated.library.index()  # before anybody asks
    return understood(curated.library, organisation)


def _bytes_over(library: Library, today: date) -> Callable[[str], int]:
    """How many bytes the card that shows a subject is too large, as Teams counts them."""
    answers = Answers(library, swedish())

    def over(subject: str) -> int:
        card = answers.reply(Asked("answer", subject, 1.0, ()), today, "").content
        message = (
            {"attachments": [to_attachment(card)], "summary": summary(card)} if isinstance(card, Card) else {}
        )
        return max(0, utf16_size(message) - LARGEST_CARD)

    return over
