"""What dates an event: its own clause, another telling of it, or the order of the story."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TEXT

revision = "0007"
down_revision = "0006"

WORDS = sa.Text().with_variant(TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Add it to events; earlier readings dated all by their clause."""
    op.add_column("event", sa.Column("dated_by", WORDS, nullable=True))
