"""Whether a message answered the buyer."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column; what was written before did not answer, as far as anybody knows."""
    op.add_column("messages", sa.Column("answered", sa.Boolean, nullable=False, server_default=sa.false()))
