"""The keys under which statements meet that may be one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from dragoman.link.engine import texts

KEY_SCHEMA = texts("key", "statement", "report")
# The words of a holder that tell most, and how much they must tell; and how many days make a
# bucket of time.
RAREST, MIN_WEIGHT, BUCKET_DAYS = 6, 5_000, 4


def make_keys(row: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """The keys of a row of statements with its linked holder."""
    for key in sorted(set(_keys(row))):
        yield {"key": key, "statement": row["statement"], "report": row["report"]}


def _keys(row: Mapping[str, Any]) -> Iterator[str]:
    for run in row["runs"]:
        yield f"q|{run}"
    if row["linked"] is None or row["published"] is None:
        return
    bucket = date.fromisoformat(row["published"]).toordinal() // BUCKET_DAYS
    # Terms stand in the order of their weights.
    for term, weight in list(zip(row["terms"], row["weights"], strict=True))[:RAREST]:
        if weight >= MIN_WEIGHT:
            yield f"h|{row['linked']}|{term}|{bucket}"
            yield f"h|{row['linked']}|{term}|{bucket + 1}"
