"""How long to wait before a message is tried again.

Teams asks for exponential backoff with jitter, from 2 to 20 seconds for the first three tries, and for
obedience to ``Retry-After`` (Microsoft's page *Optimize your bot with rate limiting in Teams*).
"""

FIRST_SECONDS = 2.0
LONGEST_SECONDS = 600.0
JITTER = 0.2
LONGEST_ASKED_SECONDS = 3_600.0
"""A channel that asks for more than an hour is not believed."""

_DOUBLINGS = 9
"""After so many the longest wait is reached, whatever the number of tries."""


def seconds_until_next_try(attempts: int, asked: float | None, chance: float) -> float:
    """How many seconds to wait after *attempts* (1 …) tries.

    *asked* is what the channel asked for, in seconds, and the least that is given; *chance* (0–1) spreads
    the tries over ±20 %.
    """
    wait = FIRST_SECONDS * 2.0 ** min(attempts - 1, _DOUBLINGS)
    spread = min(wait * (1 - JITTER + 2 * JITTER * chance), LONGEST_SECONDS)
    return max(spread, min(asked or 0.0, LONGEST_ASKED_SECONDS))
