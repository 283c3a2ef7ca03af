"""What is removed when it has been kept as long as it may be."""

from dataclasses import dataclass, fields
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database
from bot.store.notices import OPEN
from bot.store.tables import conversations, deliveries, judgements, outbox, shown_answers, tickets
from bot.tickets.model import ENDED
from bot.tickets.outbox import TO_ASKER, NoticeKind, NoticeState

WHAT_EXPERTS_WROTE = (*TO_ASKER, NoticeKind.TELL_UNDELIVERED)


@dataclass(frozen=True)
class Limits:
    """What is older than this is removed."""

    conversations: datetime
    """Where dialogs stand and which questions can be handed over, by when the person last spoke there."""
    tickets: datetime
    """Answered and closed tickets with all that belongs to them, by when they ended. Others stay."""
    sent: datetime
    """Notices, by when they were sent. What experts wrote to the asker stays with its ticket, as proof."""
    deliveries: datetime
    """Which deliveries were acted on, by when they came."""
    shown: datetime
    """Which answer a message showed, by when it was sent."""
    judgements: datetime
    """What readers said of answers, by when they did."""


@dataclass(frozen=True)
class Purged:
    """How many of each kind were removed, or would be."""

    conversations: int
    tickets: int
    sent: int
    deliveries: int
    shown: int
    judgements: int


class _OnlyLookingError(Exception):
    def __init__(self, purged: Purged) -> None:
        super().__init__()
        self.purged = purged


class StoredKeeping:
    """Removes what has been kept for long enough."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def purge(self, limits: Limits, *, dry_run: bool) -> Purged:
        """Remove what is older than *limits*, all or nothing. With *dry_run* it is put back at once.

        May raise ``StoreError``.
        """

        async def work(connection: AsyncConnection) -> Purged:
            counts = {
                kind.name: (await connection.execute(_too_old(kind.name, limits))).rowcount
                for kind in fields(Purged)
            }
            purged = Purged(**counts)
            if dry_run:
                raise _OnlyLookingError(purged)
            return purged

        try:
            purged = await self._database.write(work)
        except _OnlyLookingError as looked:
            return looked.purged
        await self._database.drop_traces()
        return purged


def _too_old(kind: str, limits: Limits) -> sa.Delete:
    match kind:
        case "conversations":
            return conversations.delete().where(conversations.c.updated_at < limits.conversations)
        case "tickets":
            on_its_way = sa.select(outbox.c.ticket).where(
                outbox.c.kind.in_(WHAT_EXPERTS_WROTE), outbox.c.state.in_(OPEN)
            )
            return tickets.delete().where(
                tickets.c.state.in_(ENDED),
                tickets.c.ended_at < limits.tickets,
                tickets.c.number.not_in(on_its_way),
            )
        case "sent":
            return outbox.delete().where(
                outbox.c.state == NoticeState.DONE,
                outbox.c.done_at < limits.sent,
                outbox.c.kind.not_in(WHAT_EXPERTS_WROTE),
            )
        case "shown":
            return shown_answers.delete().where(shown_answers.c.at < limits.shown)
        case "judgements":
            return judgements.delete().where(judgements.c.at < limits.judgements)
    return deliveries.delete().where(deliveries.c.at < limits.deliveries)
