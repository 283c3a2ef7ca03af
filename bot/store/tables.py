"""The tables, and the types that need care on their way in and out."""

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

SCHEMA = "0002"
"""The newest revision in ``migrations``; known here, so that a start need not load Alembic to compare."""


class UtcTime(sa.TypeDecorator[datetime]):
    """A moment. Stored as UTC, also where the database has no time zones; refuses one without a zone."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """In: to UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a stored time needs a time zone")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Out: SQLite forgot the zone; it was UTC."""
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
    }
)

tickets = sa.Table(
    "tickets",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("request_id", sa.String(100), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("due_at", UtcTime),
    sa.Column("reminded", sa.String(20)),
    sa.Column("changed_at", UtcTime, nullable=False),
    sa.Column("asker_id", sa.Text, nullable=False),
    sa.Column("asker_name", sa.Text, nullable=False),
    sa.Column("asker_place", sa.JSON, nullable=False),
    sa.Column("asker_card", sa.Text, nullable=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("urgency", sa.Text),
    sa.Column("entry", sa.Text),
    sa.Column("addressee", sa.Text, nullable=False),
    sa.Column("shown", sa.JSON, nullable=False),
    sa.Column("outcome", sa.Text),
    sa.Column("holder_id", sa.Text),
    sa.Column("holder_name", sa.Text),
    sa.Column("posts", sa.JSON, nullable=False),
    sa.Column("resolution", sa.String(20)),
    sa.Column("ended_at", UtcTime),
    sa.Column("helped", sa.Boolean),
    sa.Column("expert_place", sa.JSON(none_as_null=True)),
    sa.Column("expert_card", sa.Text, nullable=False),
    sa.Index(None, "state", "due_at"),
    sa.UniqueConstraint("asker_id", "request_id"),  # by asker: nobody gets another's ticket by guessing an id
    sqlite_autoincrement=True,  # a number is never used again, also after a purge
)

history = sa.Table(
    "ticket_history",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("ticket", sa.ForeignKey("tickets.number", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("by_id", sa.Text),
    sa.Column("by_name", sa.Text),
    sa.Column("move", sa.String(20), nullable=False),
    sa.Column("before", sa.String(20)),
    sa.Column("after", sa.String(20), nullable=False),
    sa.Column("holder", sa.Text, nullable=False),
)

_OPEN_ANNOUNCEMENT = sa.text("kind = 'announce' AND state IN ('waiting', 'sending')")

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("ticket", sa.ForeignKey("tickets.number", ondelete="CASCADE"), nullable=False),
    sa.Column("audience", sa.String(20), nullable=False),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("move", sa.String(20), nullable=False),
    sa.Column("post", sa.Integer),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("due_at", UtcTime, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("last_error", sa.Text, nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("done_at", UtcTime),
    sa.Index(None, "ticket", "audience", "state"),
    sa.Index(None, "state", "due_at"),
    sa.Index(
        "uq_outbox_ticket_open_announcement",
        "ticket",
        unique=True,  # two replicas that reconcile at the same moment announce a ticket once
        sqlite_where=_OPEN_ANNOUNCEMENT,
        postgresql_where=_OPEN_ANNOUNCEMENT,
    ),
    sqlite_autoincrement=True,  # the order of notices is the order of their ids
)

conversations = sa.Table(
    "conversations",
    metadata,
    sa.Column("conversation", sa.Text, primary_key=True),
    sa.Column("person", sa.Text, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("updated_at", UtcTime, nullable=False, index=True),
)

digests = sa.Table("digests", metadata, sa.Column("day", sa.Date, primary_key=True))

shown_answers = sa.Table(
    "shown_answers",
    metadata,
    sa.Column("message", sa.String(64), primary_key=True),
    sa.Column("entry", sa.Text, nullable=False),
    sa.Column("version", sa.String(20), nullable=False),
    sa.Column("at", UtcTime, nullable=False, index=True),
)

judgements = sa.Table(
    "judgements",
    metadata,
    sa.Column("judge", sa.String(64), primary_key=True),
    sa.Column("entry", sa.Text, nullable=False),
    sa.Column("version", sa.String(20), nullable=False),
    sa.Column("helped", sa.Boolean, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("at", UtcTime, nullable=False, index=True),
)

deliveries = sa.Table(
    "deliveries",
    metadata,
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("at", UtcTime, nullable=False, index=True),
)
