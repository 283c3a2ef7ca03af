"""Tickets with their history and outbox, and where conversations stand."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "tickets",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("request_id", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("reminded", sa.String(20)),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
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
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("helped", sa.Boolean),
        sa.Column("expert_place", sa.JSON),
        sa.Column("expert_card", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_tickets"),
        sa.UniqueConstraint("asker_id", "request_id", name="uq_tickets_asker_id_request_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_tickets_state_due_at", "tickets", ["state", "due_at"])
    op.create_table(
        "ticket_history",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("ticket", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Text),
        sa.Column("by_name", sa.Text),
        sa.Column("move", sa.String(20), nullable=False),
        sa.Column("before", sa.String(20)),
        sa.Column("after", sa.String(20), nullable=False),
        sa.Column("holder", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ticket_history"),
        sa.ForeignKeyConstraint(
            ["ticket"], ["tickets.number"], name="fk_ticket_history_ticket", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_ticket_history_ticket", "ticket_history", ["ticket"])
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("ticket", sa.Integer, nullable=False),
        sa.Column("audience", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("move", sa.String(20), nullable=False),
        sa.Column("post", sa.Integer),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("last_error", sa.Text, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.number"], name="fk_outbox_ticket", ondelete="CASCADE"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_ticket_audience_state", "outbox", ["ticket", "audience", "state"])
    op.create_index("ix_outbox_state_due_at", "outbox", ["state", "due_at"])
    op.create_table(
        "conversations",
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("conversation", "person", name="pk_conversations"),
    )
    op.create_index("ix_conversations_updated_at", "conversations", ["updated_at"])
    op.create_table(
        "shown_answers",
        sa.Column("message", sa.String(64), nullable=False),
        sa.Column("entry", sa.Text, nullable=False),
        sa.Column("version", sa.String(20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("message", name="pk_shown_answers"),
    )
    op.create_index("ix_shown_answers_at", "shown_answers", ["at"])
    op.create_table(
        "judgements",
        sa.Column("judge", sa.String(64), nullable=False),
        sa.Column("entry", sa.Text, nullable=False),
        sa.Column("version", sa.String(20), nullable=False),
        sa.Column("helped", sa.Boolean, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("judge", name="pk_judgements"),
    )
    op.create_index("ix_judgements_at", "judgements", ["at"])
    op.create_table(
        "digests",
        sa.Column("day", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_digests"),
    )


def downgrade() -> None:
    """Remove them."""
    for table in (
        "judgements",
        "shown_answers",
        "digests",
        "conversations",
        "outbox",
        "ticket_history",
        "tickets",
    ):
        op.drop_table(table)
