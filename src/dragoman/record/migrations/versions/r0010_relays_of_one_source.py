"""Drift between two relays of a source that is not in the record."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TEXT

revision = "0010"
down_revision = "0009"

WORDS = sa.Text().with_variant(TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Name the source; drift found before is all between a relay and its root."""
    op.add_column("drift", sa.Column("source", WORDS, nullable=True))
