"""How fast messages may leave, so that Teams need not refuse any.

The limits are those of Microsoft's page *Optimize your bot with rate limiting in Teams* (msteams-docs,
bots/how-to/rate-limit.md): 7 messages in a second to one conversation, 60 in half a minute, 1 800 in an hour;
and 30 requests in a second for a bot in one organisation. They are counted in each process: what several
replicas send together, or a long rush, is held back by the channel's own ``Retry-After``.
"""

from collections.abc import Callable

TEAMS_TOTAL_PER_SECOND = 30.0
"""What Teams takes of a bot in one organisation (bots/how-to/rate-limit.md)."""
TOTAL_PER_SECOND = 20.0
"""The dispatcher's share of it; the rest is for replies that somebody is waiting for."""
PLACE_PER_SECOND = 1.0
"""To one conversation: half of the 60 in 30 seconds that Teams takes (bots/how-to/rate-limit.md)."""

REMEMBERED_PLACES = 1_000


class Pace:
    """When the next message may leave, in all and to each place. *now* gives seconds from any beginning."""

    def __init__(
        self,
        now: Callable[[], float],
        total_per_second: float = TOTAL_PER_SECOND,
        place_per_second: float = PLACE_PER_SECOND,
    ) -> None:
        self._total_apart = 1 / total_per_second
        self._place_apart = 1 / place_per_second
        self._now = now
        self._next = float("-inf")
        self._next_to: dict[str, float] = {}

    def seconds_until_free(self, place: str) -> float:
        """How long until something may be sent to *place*; 0 when it may at once."""
        return max(self._next_to.get(place, 0.0) - self._now(), 0.0)

    def reserve_place(self, place: str) -> float:
        """Take the next turn to send to *place*; gives how many seconds to wait for it."""
        now = self._now()
        turn = max(now, self._next_to.get(place, now))
        self._keep_until(place, turn + self._place_apart)
        return turn - now

    def reserve(self) -> float:
        """Take the next turn to send anywhere, when that of the place has come; gives the seconds to wait."""
        now = self._now()
        turn = max(now, self._next)
        self._next = turn + self._total_apart
        return turn - now

    def hold(self, place: str, seconds: float) -> None:
        """The channel asks for *seconds* of quiet in *place*."""
        self._keep_until(place, max(self._next_to.get(place, 0.0), self._now() + seconds))

    def _keep_until(self, place: str, moment: float) -> None:
        self._next_to[place] = moment
        if len(self._next_to) > REMEMBERED_PLACES:
            now = self._now()
            self._next_to = {name: at for name, at in self._next_to.items() if at > now}
