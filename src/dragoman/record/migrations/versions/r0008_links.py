"""What linking finds: actors and happenings over reports, relays, roots and drift."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TEXT

revision = "0008"
down_revision = "0007"

WORDS = sa.Text().with_variant(TEXT(collation="C"), "postgresql")
SPANS = ("relay_start", "relay_end", "root_start", "root_end")


def _must(kind: object, *names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, kind, nullable=False) for name in names]  # type: ignore[arg-type]


def _may(kind: object, *names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, kind, nullable=True) for name in names]  # type: ignore[arg-type]


def _make(name: str, *columns: list[sa.Column[object]]) -> None:
    key = sa.Column("key", sa.Integer, primary_key=True, autoincrement=False)
    op.create_table(name, key, *(c for group in columns for c in group))


def _index(table: str, *columns: str, unique: bool = False) -> None:
    op.create_index(f"{table}_{columns[0]}_idx", table, list(columns), unique=unique)


def upgrade() -> None:
    """Make the tables; `dragoman link` fills them."""
    _make("linking", _must(WORDS, "maker", "made"), _must(sa.Integer, "reports"))
    _make_actors()
    _make_happenings()
    _make_relays()


def _make_actors() -> None:
    _make(
        "linked_actor",
        _must(WORDS, "id", "name", "type"),
        _may(WORDS, "country"),
        _must(sa.JSON, "names"),
    )
    _index("linked_actor", "id", unique=True)
    _make("linked_actor_member", _must(WORDS, "linked_actor", "report", "actor"))
    _index("linked_actor_member", "linked_actor")
    _index("linked_actor_member", "actor")


def _make_happenings() -> None:
    _make(
        "happening",
        _must(WORDS, "id", "type"),
        _must(sa.JSON, "actors", "recipients"),
        _may(WORDS, "from_date", "to_date"),
        _may(sa.Integer, "geonameid"),
        _must(WORDS, "status"),
        _must(sa.JSON, "roots"),
    )
    _index("happening", "id", unique=True)
    _index("happening", "from_date")
    _make("happening_event", _must(WORDS, "happening", "report", "event"))
    _index("happening_event", "happening")
    _index("happening_event", "event")


def _make_relays() -> None:
    _make(
        "relay",
        _must(WORDS, "relay"),
        _may(WORDS, "root"),
        _must(WORDS, "name", "kind"),
        _must(sa.Float, "score"),
        _may(sa.Integer, *SPANS),
    )
    _index("relay", "relay")
    _index("relay", "root")
    _make("report_root", _must(WORDS, "report", "name"))
    _index("report_root", "report")
    _make(
        "drift",
        _must(WORDS, "relay", "root", "kind"),
        _may(sa.Integer, "relay_start", "relay_end"),
        _may(WORDS, "relay_text"),
        _may(sa.Integer, "root_start", "root_end"),
        _may(WORDS, "root_text"),
        _must(sa.Float, "confidence"),
        _must(WORDS, "what"),
    )
    op.create_index("drift_relay_idx", "drift", ["relay", "root"])
