"""How likely two statements of different reports are one: the words of one speech, or one sense.

Quoted words that two reports share show it at once, if they are no phrase that everybody uses
(`the president of the United States`). Without them only one holder's words of the same days can
be known again, and only if they have most of their sense in common. The limits were settled on
pairs of 800 news reports; of 44 linked pairs of 1,500 that were then drawn, 41 were right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

# Thousandths of a bit that two statements must share: quoted by one holder, quoted by whomever,
# told in other words.
QUOTED, ANYBODY, RETOLD = 12_000, 18_000, 16_000
# Which share of the shorter's sense that must be.
QUOTED_SHARE, ANYBODY_SHARE, RETOLD_SHARE = 0.4, 0.5, 0.65
# Of both together, where nothing is quoted.
RETOLD_OF_BOTH = 0.45
# How many runs of six quoted words of different holders: twelve words in a row.
LONG = 7
DAYS, RETOLD_DAYS = 10, 4
# About as many as were right of those looked at.
SCORES = {"quoted": 0.95, "anybody": 0.9, "retold": 0.8}


def score_pair(row: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    """Two statements with the chance that they are one, if they may be."""
    found = compare(row)
    if found is not None:
        yield {"one": row["one"], "other": row["other"], "score": SCORES[found]}


def compare(row: Mapping[str, Any]) -> str | None:
    """What shows that two statements are one: `quoted`, `anybody`, `retold`; None if nothing."""
    one = dict(zip(row["one_terms"], row["one_weights"], strict=True))
    other = dict(zip(row["other_terms"], row["other_weights"], strict=True))
    shared = sum(weight for term, weight in one.items() if term in other)
    share = shared / max(1, min(sum(one.values()), sum(other.values())))
    of_both = shared / max(1, sum(one.values()) + sum(other.values()) - shared)
    runs = len(set(row["one_runs"]) & set(row["other_runs"]))
    holder = row["one_linked"] is not None and row["one_linked"] == row["other_linked"]
    if runs and holder and shared >= QUOTED and share >= QUOTED_SHARE:
        return "quoted"
    apart = _days_apart(row["one_published"], row["other_published"])
    if runs >= LONG and shared >= ANYBODY and share >= ANYBODY_SHARE and apart <= DAYS:
        return "anybody"
    alike = shared >= RETOLD and share >= RETOLD_SHARE and of_both >= RETOLD_OF_BOTH
    return "retold" if holder and alike and apart <= RETOLD_DAYS else None


def _days_apart(one: str | None, other: str | None) -> float:
    """Days between two reports; none where either has no day."""
    if one is None or other is None:
        return float("inf")
    return abs(date.fromisoformat(one).toordinal() - date.fromisoformat(other).toordinal())
