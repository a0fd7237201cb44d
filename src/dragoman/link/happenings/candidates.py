"""Which pairs of events are worth comparing: they share something rare at about the same time.

Blocking in SQL, so that it runs on one machine or many. Events meet in the blocks of `blocks`.
A block that holds very many says nothing and is full; the pairs left must share keys that
together are rare enough. What has no date, as all in a report that has none, meets events of any
time by what is rare alone.

Only pairs are looked for of which an event is new or told otherwise, and those that met in a
block that became full, or is full no longer: what they share is counted again.
"""

from __future__ import annotations

import pyarrow as pa

from dragoman.link.components import SCORES
from dragoman.link.engine import Engine
from dragoman.link.happenings.blocks import (
    ANY_TIME,
    BLOCKS,
    LENGTHS,
    MONTHS,
    WEEKS,
    YEARS,
    block_batches,
)
from dragoman.link.happenings.slices import in_slices

_FULL = pa.schema([("key", pa.int64()), ("bucket", pa.int32())])
KEPT_HERE = {"kept_hap_blocks": BLOCKS, "kept_hap_full": _FULL, "kept_hap_scores": SCORES}
# How many events a block of a week, month, year or of no time may hold: the longer the time, the
# rarer a block's key must be.
_MOST = {WEEKS: 250, MONTHS: 120, YEARS: 60, ANY_TIME: 60}
_CASES = " ".join(f"WHEN {length} THEN {most}" for length, most in _MOST.items())
_LIMIT = f"CASE bucket % {len(LENGTHS)} {_CASES} END"
# How many thousandths of a bit a pair must share.
_MIN_SHARED = 9_000
# Pairs are many: those of so many events are gathered at once.
_TOUCHED_AT_ONCE = 15_000
_SAME_BLOCK = "b.key = a.key AND b.bucket = a.bucket"
# In a block of any time, only what has no date meets others.
_MEETS = f"{_SAME_BLOCK} AND (b.bucket % {len(LENGTHS)} <> {ANY_TIME} OR NOT (a.dated AND b.dated))"


def update_blocks(engine: Engine) -> None:
    """Bring `kept_hap_blocks` and `kept_hap_full`, the blocks that hold too many, up to date.

    Reads `hap_touched` and `hap_left`. Stores `hap_met`, the rows of all blocks that they are or
    were in, and `hap_filled` and `hap_freed` (key, bucket), the blocks that became full and those
    that are full no longer.
    """
    told = (
        "SELECT t.number, t.told FROM kept_hap_told t SEMI JOIN hap_touched h ON h.event = t.event"
    )
    engine.apply("hap_new_blocks", f"({told})", in_slices(block_batches), BLOCKS)
    engine.store("hap_out", "SELECT number FROM hap_touched UNION SELECT number FROM hap_left")
    engine.store(
        "hap_concerned",
        "SELECT key, bucket FROM hap_new_blocks UNION SELECT b.key, b.bucket "
        "FROM kept_hap_blocks b SEMI JOIN hap_out o ON o.number = b.number",
    )
    engine.keep("kept_hap_blocks", "hap_new_blocks", keys=["number"], gone="hap_out")
    engine.store(
        "hap_met",
        f"SELECT b.* FROM kept_hap_blocks b SEMI JOIN hap_concerned a ON {_SAME_BLOCK}",
    )
    _update_full(engine)


def _update_full(engine: Engine) -> None:
    engine.store(
        "hap_full",
        f"SELECT key, bucket FROM hap_met GROUP BY key, bucket HAVING count(*) > {_LIMIT}",
    )
    engine.store(
        "hap_filled",
        f"SELECT b.key, b.bucket FROM hap_full b ANTI JOIN kept_hap_full a ON {_SAME_BLOCK}",
    )
    engine.store(
        "hap_freed",
        f"SELECT b.key, b.bucket FROM kept_hap_full b SEMI JOIN hap_concerned a ON {_SAME_BLOCK} "
        f"ANTI JOIN hap_full f ON f.key = b.key AND f.bucket = b.bucket",
    )
    engine.keep("kept_hap_full", "hap_filled", keys=["key", "bucket"], gone="hap_freed")


def store_pairs(engine: Engine) -> None:
    """Find the pairs to compare, from what `update_blocks` leaves.

    Stores `hap_pairs` (one, other), those to be scored, the smaller event first; `hap_gained`,
    those of them of which no event is touched; and `hap_lost`, those that were scored and are
    worth it no longer, though no event of theirs is touched either.
    """
    _store_doubted(engine)
    engine.store(
        "hap_gained",
        f"SELECT p.one, p.other FROM ({_events_of('hap_sure')}) p "
        f"ANTI JOIN kept_hap_scores s ON s.one = p.one AND s.other = p.other",
    )
    no_more = (
        "(SELECT d.one, d.other FROM hap_doubted d "
        "ANTI JOIN hap_sure s ON s.one = d.one AND s.other = d.other)"
    )
    engine.store(
        "hap_lost",
        f"SELECT s.one, s.other FROM kept_hap_scores s "
        f"SEMI JOIN ({_events_of(no_more)}) p ON p.one = s.one AND p.other = s.other",
    )
    near = _store_near(engine)
    # The pairs of an event follow each other, so that it is read but once.
    engine.store(
        "hap_pairs",
        f"SELECT one, other FROM ({_events_of(near)} "
        f"UNION ALL SELECT one, other FROM hap_gained) ORDER BY one, other",
    )


def _events_of(pairs: str) -> str:
    """Pairs of numbers as pairs of events, the smaller first; those of one report are none."""
    return f"""
        SELECT least(a.event, b.event) AS one, greatest(a.event, b.event) AS other
        FROM {pairs} p
        JOIN kept_hap_told a ON a.number = p.one
        JOIN kept_hap_told b ON b.number = p.other
        WHERE a.report <> b.report
    """


def _store_near(engine: Engine) -> str:
    """A query in brackets for the pairs (one, other) by numbers that share enough and of which an
    event is touched: `hap_met` holds all blocks of such an event. It is let go."""
    engine.store(
        "hap_fit",
        f"""
        SELECT b.number, b.key, b.bucket, b.weight, b.dated,
               CASE WHEN h.number IS NULL THEN 0 ELSE 1 END AS touched
        FROM hap_met b
        SEMI JOIN (
          SELECT key, bucket FROM hap_met GROUP BY key, bucket
          HAVING count(*) > 1 AND count(*) <= {_LIMIT}
        ) a ON {_SAME_BLOCK}
        LEFT JOIN hap_touched h ON h.number = b.number
        """,
    )
    engine.drop("hap_met")
    parts = 1 + engine.count("hap_touched") // _TOUCHED_AT_ONCE
    for part in range(parts):
        engine.store(f"hap_near_{part}", _near(f"abs(a.number % {parts}) = {part}"))
    engine.drop("hap_fit")
    found = " UNION ALL ".join(f"SELECT one, other FROM hap_near_{n}" for n in range(parts))
    return f"({found})"


def _near(touched: str) -> str:
    """The pairs of the touched events `a` of which something holds; each pair has but one `a`."""
    return f"""
        SELECT one, other FROM (
          SELECT DISTINCT a.number AS one, b.number AS other, a.key,
                 least(a.weight, b.weight) AS weight
          FROM hap_fit a JOIN hap_fit b ON {_MEETS} AND b.number <> a.number
          WHERE a.touched = 1 AND {touched} AND (b.touched = 0 OR a.number < b.number)
        ) GROUP BY one, other HAVING sum(weight) >= {_MIN_SHARED}
    """


def _store_doubted(engine: Engine) -> None:
    """Store `hap_doubted` (one, other), the pairs by numbers of which no event is touched and
    what they share may be less, or more, than before; and `hap_sure`, those that share enough."""
    for name in ("filled", "freed"):
        engine.store(
            f"hap_in_{name}",
            f"""
            SELECT b.number, t.event, b.key, b.bucket, b.dated FROM hap_met b
            SEMI JOIN hap_{name} a ON {_SAME_BLOCK}
            ANTI JOIN hap_touched h ON h.number = b.number
            JOIN kept_hap_told t ON t.number = b.number
            """,
        )
    engine.store(
        "hap_doubted",
        f"""
        SELECT least(a.number, b.number) AS one, greatest(a.number, b.number) AS other
        FROM kept_hap_scores s
        JOIN hap_in_filled a ON a.event = s.one
        JOIN hap_in_filled b ON b.event = s.other AND {_MEETS}
        UNION
        SELECT a.number AS one, b.number AS other
        FROM hap_in_freed a JOIN hap_in_freed b ON {_MEETS} AND b.number > a.number
        """,
    )
    engine.store(
        "hap_doubted_blocks",
        f"""
        SELECT b.number, b.key, b.bucket, b.weight, b.dated FROM kept_hap_blocks b
        SEMI JOIN (
          SELECT one AS number FROM hap_doubted UNION SELECT other AS number FROM hap_doubted
        ) d ON d.number = b.number
        ANTI JOIN kept_hap_full a ON {_SAME_BLOCK}
        """,
    )
    engine.store(
        "hap_sure",
        f"""
        SELECT one, other FROM (
          SELECT DISTINCT d.one, d.other, a.key, least(a.weight, b.weight) AS weight
          FROM hap_doubted d
          JOIN hap_doubted_blocks a ON a.number = d.one
          JOIN hap_doubted_blocks b ON b.number = d.other AND {_MEETS}
        ) GROUP BY one, other HAVING sum(weight) >= {_MIN_SHARED}
        """,
    )
