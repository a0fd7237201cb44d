"""Which events of a report are one happening told again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TEXT

revision = "0005"
down_revision = "0004"

WORDS = sa.Text().with_variant(TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the first telling of an event; earlier readings do not know it."""
    op.add_column("event", sa.Column("same_as", WORDS, nullable=True))
