"""Whom statements are about and how they speak of them; since when offices are held."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TEXT

revision = "0004"
down_revision = "0003"

WORDS = sa.Text().with_variant(TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the targets of statements and the dates of ties; earlier readings have none."""
    op.create_table(
        "statement_target",
        sa.Column("statement", sa.Integer, sa.ForeignKey("statement.key"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("actor", sa.Integer, sa.ForeignKey("actor.key"), nullable=True),
        sa.Column("start_offset", sa.Integer, nullable=False),
        sa.Column("end_offset", sa.Integer, nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("stance", WORDS, nullable=True),
        sa.Column("confidence", sa.Float, nullable=True),
        sa.PrimaryKeyConstraint("statement", "position"),
        sqlite_with_rowid=False,
    )
    op.create_index("statement_target_actor_idx", "statement_target", ["actor"])
    for name in ("from_date", "to_date", "tenure"):
        op.add_column("relation", sa.Column(name, WORDS, nullable=True))
