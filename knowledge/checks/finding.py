"""What a check looks at, and what it finds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from knowledge.confidence import Match
from knowledge.loader import Knowledge, Written
from knowledge.yaml_reader import Path_


@dataclass(frozen=True)
class Examined:
    """Content that is looked at, and what only its surroundings know."""

    written: Written
    today: date
    match: Callable[[str], Match]
    """What the bot would make of a question."""
    bytes_over: Callable[[str], int]
    """By how much what is shown of an entry, or of a matter that is not ours, is too large; 0: it fits."""

    @property
    def knowledge(self) -> Knowledge:
        """The content itself."""
        return self.written.knowledge


@dataclass(frozen=True)
class Finding:
    """Something about the *field* of the item *id* in *section*, in words that say the mend."""

    section: str
    id: str
    field: Path_
    problem: str


def at_wording(written: Written, subject: str, wording: str, problem: str) -> Finding:
    """*problem* with a wording of *subject*, in whichever of its two places it is written."""
    for section in ("entries", "elsewhere", "wordings"):
        if (section, subject) in written.places:
            document, path = written.places[section, subject]
            for number, raw in enumerate(document.at(path).get("wordings", ())):
                if raw.strip() == wording:
                    return Finding(section, subject, ("wordings", number), problem)
    raise LookupError(f"{subject} has no wording {wording!r}")
