"""Which reports may relay which: found by keys they share, in SQL."""

from __future__ import annotations

import pyarrow as pa

from dragoman.link.engine import Engine
from dragoman.link.roots.prints import MIN_PRINTS
from dragoman.link.roots.rare import MAX_HOLDERS, MIN_SHARED_KEYS, weight_alone
from dragoman.link.roots.tables import UNDATED

MIN_KEYS, MIN_KEYS_CITED = 6, MIN_SHARED_KEYS
# Of reports that may be years apart more is asked.
MIN_KEYS_UNDATED = 6
MIN_KEY_SHARE = 0.3
MAX_BY_KEYS = 5

KEPT_PAIRS = {
    "kept_relay_pairs": pa.schema(
        [
            ("one", pa.int64()),
            ("other", pa.int64()),
            ("alike", pa.int64()),
            ("cited", pa.int64()),
        ]
    )
}


def update_candidates(engine: Engine, scale: int) -> None:
    """Bring `kept_relay_pairs` up to date: (one, other, alike, cited), the later in `one`.

    `alike` and `cited` are 1 for pairs that share rare names, and where the one cites
    the other's publisher. Stores `relay_unsure` (one, other, alike, cited), the pairs that must be
    looked at anew, and `relay_unpaired` (one, other), those and the ones that are no more.
    """
    engine.store("relay_self", _self_weights(scale))
    engine.store("relay_pairs", _ALL_PAIRS)
    engine.store("relay_moved", _MOVED)
    engine.store("relay_unsure", _UNSURE)
    engine.store("relay_unpaired", _UNPAIRED)
    engine.keep("kept_relay_pairs", "relay_unsure", keys=["one", "other"], gone="relay_unpaired")


def _self_weights(scale: int) -> str:
    return f"""
        SELECT r.n, {weight_alone(scale)} * r.keys - coalesce(l.lost, 0) AS weight
        FROM kept_relay_reports r LEFT JOIN kept_relay_lost l ON l.n = r.n
    """


# The weight shared as a share of what the lighter report holds.
_PAIRS_BY_KEYS = f"""
    SELECT one, other FROM (
        SELECT p.one, p.other, row_number() OVER (
            PARTITION BY p.one ORDER BY p.weight DESC, p.other
        ) AS place
        FROM kept_relay_by_rare p
        JOIN relay_self a ON a.n = p.one JOIN relay_self b ON b.n = p.other
        WHERE p.shared >= {MIN_KEYS}
          AND p.weight >= {MIN_KEY_SHARE} * least(a.weight, b.weight)
    ) ranked WHERE place <= {MAX_BY_KEYS}
"""
_PAIRS_BY_CITES = f"""
    SELECT one, other FROM (
        SELECT p.one, p.other, row_number() OVER (
            PARTITION BY p.one, t.publisher ORDER BY p.weight DESC, p.other
        ) AS place
        FROM kept_relay_by_rare p
        JOIN kept_relay_reports t ON t.n = p.other AND t.day < {UNDATED}
        JOIN (SELECT DISTINCT n, name FROM kept_relay_named) c
          ON c.n = p.one AND c.name = t.publisher
        WHERE p.shared >= {MIN_KEYS_CITED}
    ) ranked WHERE place <= {MAX_BY_KEYS}
"""
# Reports without a date come into no window. They are held against all that an outlet which
# they cite has in the record, by names and figures that few reports have.
_UNDATED_BY_CITES = f"""
    WITH citing AS (
        SELECT DISTINCT a.n, c.name
        FROM kept_relay_reports a
        JOIN kept_relay_named c ON c.n = a.n
        SEMI JOIN kept_relay_reports b ON b.publisher = c.name
        WHERE a.day = {UNDATED}
    ),
    theirs AS (
        SELECT r.item, r.n FROM kept_relay_rare r SEMI JOIN citing c ON c.n = r.n
    ),
    few AS (
        SELECT r.item FROM kept_relay_rare r SEMI JOIN theirs t ON t.item = r.item
        GROUP BY r.item HAVING count(*) BETWEEN 2 AND {MAX_HOLDERS}
    ),
    ranked AS (
        SELECT c.n AS one, b.n AS other, row_number() OVER (
            PARTITION BY c.n, c.name ORDER BY count(*) DESC, b.n
        ) AS place
        FROM citing c
        JOIN theirs x ON x.n = c.n
        SEMI JOIN few f ON f.item = x.item
        JOIN kept_relay_rare y ON y.item = x.item
        JOIN kept_relay_reports b ON b.n = y.n AND b.publisher = c.name AND b.day < {UNDATED}
        GROUP BY c.n, c.name, b.n
        HAVING count(*) >= {MIN_KEYS_UNDATED}
    )
    SELECT one, other FROM ranked WHERE place <= {MAX_BY_KEYS}
"""
_ALL_PAIRS = f"""
    SELECT one, other, CAST(max(alike) AS BIGINT) AS alike, CAST(max(cited) AS BIGINT) AS cited
    FROM (
        SELECT one, other, 0 AS alike, 0 AS cited FROM kept_relay_by_prints
        WHERE prints >= {MIN_PRINTS}
        UNION ALL SELECT one, other, 1 AS alike, 0 AS cited FROM ({_PAIRS_BY_KEYS}) k
        UNION ALL SELECT one, other, 0 AS alike, 1 AS cited FROM ({_PAIRS_BY_CITES}) c
        UNION ALL SELECT one, other, 0 AS alike, 1 AS cited FROM ({_UNDATED_BY_CITES}) u
    ) p GROUP BY one, other
"""
# Reports that came, and those among whose runs others are furniture than before.
_MOVED = """
    SELECT n FROM relay_fresh
    UNION
    SELECT k.n FROM kept_relay_prints k SEMI JOIN relay_turned t ON t.item = k.item
"""
_UNSURE = """
    SELECT p.one, p.other, p.alike, p.cited FROM relay_pairs p
    LEFT JOIN kept_relay_pairs k ON k.one = p.one AND k.other = p.other
        AND k.alike = p.alike AND k.cited = p.cited
    LEFT JOIN relay_moved a ON a.n = p.one
    LEFT JOIN relay_moved b ON b.n = p.other
    WHERE k.one IS NULL OR a.n IS NOT NULL OR b.n IS NOT NULL
"""
_UNPAIRED = """
    SELECT k.one, k.other FROM kept_relay_pairs k
    ANTI JOIN relay_pairs p ON p.one = k.one AND p.other = k.other
    UNION
    SELECT one, other FROM relay_unsure
"""
