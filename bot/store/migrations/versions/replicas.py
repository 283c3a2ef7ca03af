"""What replicas need of each other: which deliveries were acted on, and one open announcement a ticket."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

OPEN_ANNOUNCEMENT = sa.text("kind = 'announce' AND state IN ('waiting', 'sending')")


def upgrade() -> None:
    """Make the table and the index."""
    op.create_table(
        "deliveries",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_deliveries"),
    )
    op.create_index("ix_deliveries_at", "deliveries", ["at"])
    op.create_index(
        "uq_outbox_ticket_open_announcement",
        "outbox",
        ["ticket"],
        unique=True,
        sqlite_where=OPEN_ANNOUNCEMENT,
        postgresql_where=OPEN_ANNOUNCEMENT,
    )


def downgrade() -> None:
    """Remove them."""
    op.drop_index("uq_outbox_ticket_open_announcement", "outbox")
    op.drop_table("deliveries")
