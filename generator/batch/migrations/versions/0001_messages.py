"""One line for each message."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("order_key", sa.String(64), nullable=False),
        sa.Column("intent", sa.String(80), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("run", sa.String(64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("wording", sa.String(64), nullable=False),
        sa.Column("policy", sa.String(20), nullable=False),
        sa.UniqueConstraint("order_key", "intent", "number"),
    )
    op.create_index("messages_at", "messages", ["at"])
