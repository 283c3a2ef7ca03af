"""The two things that only the outside world knows: what time it is, and an id that nobody can guess."""

import uuid
from collections.abc import Callable
from datetime import datetime

from bot.settings import Settings


def clock(settings: Settings) -> Callable[[], datetime]:
    """What tells the present, in the time zone of the settings: "today" is the day on the reader's wall."""
    return lambda: datetime.now(settings.zone)


def new_id() -> str:
    """An id that nobody can guess."""
    return uuid.uuid4().hex
