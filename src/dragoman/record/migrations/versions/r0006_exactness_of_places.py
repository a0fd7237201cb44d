"""How exact the coordinates of a place are, and whether the place itself is meant."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TEXT

from dragoman.record.migrations.versions.r0001_findings import VIEWS, make_view

revision = "0006"
down_revision = "0005"

WORDS = sa.Text().with_variant(TEXT(collation="C"), "postgresql")
NEW_IN_VIEW = "l.lon, l.precision AS place_precision, l.extent AS place_extent,"


def upgrade() -> None:
    """Add both to places and to the view of events; earlier readings do not know them."""
    for name in ("precision", "extent"):
        op.add_column("place", sa.Column(name, WORDS, nullable=True))
    op.execute("DROP VIEW events")
    make_view("events", VIEWS["events"].replace("l.lon,", NEW_IN_VIEW))
