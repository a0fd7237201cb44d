"""What is said of sources that are not named: country, office, and why."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TEXT

revision = "0003"
down_revision = "0002"

WORDS = sa.Text().with_variant(TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Add columns to the links of source chains; readings made before have them empty."""
    for name, kind in (
        ("unnamed_country", WORDS),
        ("unnamed_office", WORDS),
        ("reason_start", sa.Integer),
        ("reason_end", sa.Integer),
        ("reason_text", WORDS),
    ):
        op.add_column("chain_link", sa.Column(name, kind, nullable=True))
