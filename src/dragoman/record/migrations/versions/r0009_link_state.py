"""Statements that several reports pass on, and what linking goes on from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TEXT

revision = "0009"
down_revision = "0008"

WORDS = sa.Text().with_variant(TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Links made before have nothing to go on from: the next call makes them anew."""
    op.add_column("linking", sa.Column("state", WORDS, nullable=True))
    _make(
        "linked_statement",
        _must(WORDS, "id"),
        _must(sa.JSON, "holders", "roots"),
    )
    op.create_index("linked_statement_id_idx", "linked_statement", ["id"], unique=True)
    member = "linked_statement_member"
    _make(member, _must(WORDS, "linked_statement", "report", "statement"))
    for column in ("linked_statement", "statement"):
        op.create_index(f"{member}_{column}_idx", member, [column])


def _must(kind: object, *names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, kind, nullable=False) for name in names]  # type: ignore[arg-type]


def _make(name: str, *columns: list[sa.Column[object]]) -> None:
    key = sa.Column("key", sa.Integer, primary_key=True, autoincrement=False)
    op.create_table(name, key, *(c for group in columns for c in group))
