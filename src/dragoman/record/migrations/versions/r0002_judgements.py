"""Verdicts on pairs of findings: the same, different or unsure."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TEXT

revision = "0002"
down_revision = "0001"

WORDS = sa.Text().with_variant(TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table of judgements."""
    op.create_table(
        "judgement",
        sa.Column("key", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("first_id", WORDS, nullable=False),
        sa.Column("second_id", WORDS, nullable=False),
        sa.Column("verdict", WORDS, nullable=False),
        sa.Column("score", sa.Float, nullable=True),
        sa.Column("maker", WORDS, nullable=False),
        sa.Column("reason", WORDS, nullable=True),
        sa.Column("made", WORDS, nullable=False),
    )
    op.create_index("judgement_first_id_idx", "judgement", ["first_id", "second_id"])
    op.create_index("judgement_second_id_idx", "judgement", ["second_id"])
