"""What a look at one thing came to."""

from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    """How it stands with something."""

    WELL = "ok"
    WATCH = "se över"
    """The bot works; somebody should see to it."""
    ILL = "fel"
    """The bot does not work, or loses something, until it is mended."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    about: str
    health: Health
    found: str
    do: str = ""
    """What to do; empty where all is well."""


def well(about: str, found: str) -> Finding:
    """All is as it should be."""
    return Finding(about, Health.WELL, found)


def watch(about: str, found: str, do: str) -> Finding:
    """Somebody should see to it."""
    return Finding(about, Health.WATCH, found, do)


def ill(about: str, found: str, do: str) -> Finding:
    """It has to be mended."""
    return Finding(about, Health.ILL, found, do)
