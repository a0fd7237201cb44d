"""Which reports of about the same days share rare names, figures and quotations."""

from __future__ import annotations

from math import log

import pyarrow as pa

from dragoman.link.engine import Engine
from dragoman.link.roots.tables import WINDOW_DAYS, note_holders
from dragoman.link.statistics import step, step_sql
from dragoman.link.totals import add_totals

# A name or figure in more reports than this, or a greater share of all, tells nothing.
# The share is of the scale, which is between half the number of reports and all of it: about
# one in thirty of the reports.
MAX_HOLDERS, MAX_SHARE = 20, 0.045
MAX_HOLDERS_A_WEEK = 40
# Two reports that share fewer are no pair at all.
MIN_SHARED_KEYS = 4
# Weights are whole numbers, whose sums are the same in whatever order: thousandths.
_PARTS = 1_000

KEPT_RARE = {
    "kept_relay_lost": pa.schema([("n", pa.int64()), ("lost", pa.int64())]),
    "kept_relay_by_rare": pa.schema(
        [
            ("one", pa.int64()),
            ("other", pa.int64()),
            ("shared", pa.int64()),
            ("weight", pa.int64()),
        ]
    ),
}


def weigh_before(engine: Engine, scale: int) -> None:
    """Note who holds touched keys, and how much they tell, before any report comes or goes."""
    note_holders(engine, "rare")
    _hold(engine, scale, "before")


def update_pairs_by_rare(engine: Engine, scale: int) -> None:
    """Bring up to date which pairs of reports share how many rare keys.

    Kept are `kept_relay_by_rare` (one, other, shared, weight) for those that share
    `MIN_SHARED_KEYS` or more, `other` not the later of two, and `kept_relay_lost` (n, lost): by how
    much the keys of a report weigh less than if nobody else had them.
    """
    _hold(engine, scale, "now")
    lost = f"({_lost(scale, 'now', 1)} UNION ALL {_lost(scale, 'before', -1)})"
    add_totals(engine, "kept_relay_lost", ["n"], "lost", changes=lost, into="relay_rare_totals")
    # Pairs with a report that went are not counted down but dropped, so that those with one
    # that came, even in its place, are new: all they share is among the touched keys.
    engine.store("relay_rare_ended", _ENDED)
    engine.store("relay_rare_pairs", _PAIRS_MOVED)
    engine.keep(
        "kept_relay_by_rare",
        f"({_pairs_now(engine, scale)})",
        keys=["one", "other"],
        gone=_MOVED,
    )
    engine.drop("relay_rare_")


def weight_alone(scale: int) -> int:
    """How much a key tells that only one report holds."""
    return _weight(scale, 1)


def _weight(scale: int, holders: int) -> int:
    return round(_PARTS * log((scale + 1) / step(holders)))


def _hold(engine: Engine, scale: int, when: str) -> None:
    """Store the weights of keys whose holders are noted, and which holders make pairs."""
    most = max(MAX_HOLDERS, int(MAX_SHARE * scale))
    steps = sorted({step(n) for n in range(1, most + 1)})
    weights = " ".join(f"WHEN {n} THEN {_weight(scale, n)}" for n in steps)
    engine.store(
        f"relay_rare_weights_{when}",
        f"SELECT item, CAST(CASE WHEN holders > {most} THEN 0 ELSE "
        f"CASE {step_sql('holders')} {weights} END END AS BIGINT) AS weight FROM "
        f"(SELECT item, count(*) AS holders FROM relay_rare_{when} GROUP BY item) counts",
    )
    engine.store(f"relay_rare_held_{when}", _held(when))


def _held(when: str) -> str:
    """The keys of each report by its week; of a week's many holders only some."""
    return f"""
        SELECT item, n, day, week, weight FROM (
            SELECT r.item, r.n, t.day, t.week, w.weight, row_number() OVER (
                PARTITION BY r.item, t.week ORDER BY t.day, t.words DESC, r.n
            ) AS place
            FROM relay_rare_{when} r
            JOIN relay_rare_weights_{when} w ON w.item = r.item AND w.weight > 0
            JOIN kept_relay_reports t ON t.n = r.n
        ) held WHERE place <= {MAX_HOLDERS_A_WEEK}
    """


def _lost(scale: int, when: str, way: int) -> str:
    alone = weight_alone(scale)
    return f"""
        SELECT r.n, {way} * ({alone} - w.weight) AS lost
        FROM relay_rare_{when} r JOIN relay_rare_weights_{when} w ON w.item = r.item
        WHERE w.weight < {alone}
    """


def _shared(held: str) -> str:
    """The query for every key that two reports of about the same days share, the later in `one`.

    Of one day, or both without any, each is the later. `fresh` tells whether one of them came.
    """
    return f"""
        SELECT a.n AS one, b.n AS other, a.weight, greatest(a.fresh, b.fresh) AS fresh
        FROM ({held}) a
        JOIN (
            SELECT item, n, day, fresh, week AS at FROM ({held}) same
            UNION ALL
            SELECT item, n, day, fresh, week + 1 AS at FROM ({held}) earlier
        ) b ON b.item = a.item AND b.at = a.week
        WHERE a.day - b.day BETWEEN 0 AND {WINDOW_DAYS} AND a.n <> b.n
    """


_ENDED = """
    SELECT k.one, k.other FROM kept_relay_by_rare k SEMI JOIN relay_gone g ON g.n = k.one
    UNION
    SELECT k.one, k.other FROM kept_relay_by_rare k SEMI JOIN relay_gone g ON g.n = k.other
"""
_STAYING = """
    SELECT h.*, 0 AS fresh FROM relay_rare_held_before h ANTI JOIN relay_gone g ON g.n = h.n
"""
_PRESENT = """
    SELECT h.*, CASE WHEN f.n IS NULL THEN 0 ELSE 1 END AS fresh
    FROM relay_rare_held_now h LEFT JOIN relay_fresh f ON f.n = h.n
"""
# Pairs that share more or less than before, with what they share now if that is `known`: what two
# share that were there before and were no pair then has to be counted anew.
_PAIRS_MOVED = f"""
    SELECT one, other, shared, weight, kept OR fresh = 1 AS known FROM (
        SELECT d.one, d.other, k.one IS NOT NULL AS kept, d.fresh, d.shared AS gained,
            CAST(d.shared + coalesce(k.shared, 0) AS BIGINT) AS shared,
            CAST(d.weight + coalesce(k.weight, 0) AS BIGINT) AS weight
        FROM (
            SELECT one, other, sum(shared) AS shared, sum(weight) AS weight, max(fresh) AS fresh
            FROM (
                SELECT one, other, 1 AS shared, weight, fresh FROM ({_shared(_PRESENT)}) now
                UNION ALL
                SELECT one, other, -1 AS shared, -weight AS weight, fresh
                FROM ({_shared(_STAYING)}) before
            ) both_times GROUP BY one, other HAVING sum(shared) <> 0 OR sum(weight) <> 0
        ) d
        LEFT JOIN (
            SELECT k.* FROM kept_relay_by_rare k
            ANTI JOIN relay_rare_ended e ON e.one = k.one AND e.other = k.other
        ) k ON k.one = d.one AND k.other = d.other
    ) pairs WHERE kept OR shared >= {MIN_SHARED_KEYS} OR (fresh = 0 AND gained > 0)
"""


_KNOWN = f"""
    SELECT one, other, shared, weight FROM relay_rare_pairs
    WHERE known AND shared >= {MIN_SHARED_KEYS}
"""
_MOVED = """(
    SELECT one, other FROM relay_rare_pairs UNION SELECT one, other FROM relay_rare_ended
)"""
_UNKNOWN = "SELECT one, other FROM relay_rare_pairs WHERE NOT known"
_HOLDERS_UNKNOWN = """
    SELECT k.item, k.n FROM kept_relay_rare k SEMI JOIN (
        SELECT r.item FROM kept_relay_rare r SEMI JOIN relay_rare_unknown u ON u.one = r.n
    ) m ON m.item = k.item
"""
_COUNTED_AGAIN = f"""
    SELECT u.one, u.other, count(*) AS shared, CAST(sum(a.weight) AS BIGINT) AS weight
    FROM relay_rare_unknown u
    JOIN relay_rare_held_again a ON a.n = u.one
    JOIN relay_rare_held_again b ON b.n = u.other AND b.item = a.item
    GROUP BY u.one, u.other HAVING count(*) >= {MIN_SHARED_KEYS}
"""


def _pairs_now(engine: Engine, scale: int) -> str:
    """The query for the pairs that moved and share enough now."""
    engine.store("relay_rare_unknown", _UNKNOWN)
    if not engine.count("relay_rare_unknown"):
        return _KNOWN
    engine.store("relay_rare_again", _HOLDERS_UNKNOWN)
    _hold(engine, scale, "again")
    return f"{_KNOWN} UNION ALL {_COUNTED_AGAIN}"
