"""Which reports have runs of words in common, by fingerprints of the runs.

Every run's holders are paired only with its first few, so that the work grows with the
number of runs and not with the square of how often a text was carried. Runs that stand in
many reports of many weeks are furniture and pair nobody.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from dragoman.link.engine import Engine
from dragoman.link.roots.tables import UNDATED, WINDOW_DAYS, note_holders
from dragoman.link.roots.words import Hashes
from dragoman.link.totals import add_totals

# A run in more reports than this is furniture if they are of more weeks than that, or if
# a publisher has on average more than so many of them: a story is carried by many at one time.
MAX_REPORTS, MAX_WEEKS, MAX_A_PUBLISHER = 8, 4, 3
FIRST_HOLDERS = 4
MIN_PRINTS = 3

KEPT_PRINTS = {
    "kept_relay_furniture": pa.schema([("item", pa.int64())]),
    "kept_relay_by_prints": pa.schema(
        [("one", pa.int64()), ("other", pa.int64()), ("prints", pa.int64())]
    ),
}

_IS_FURNITURE = (
    f"reports > {MAX_REPORTS} AND (weeks > {MAX_WEEKS} OR reports > {MAX_A_PUBLISHER} * publishers)"
)


def rank_before(engine: Engine) -> None:
    """Note how the holders of touched runs stand before any report comes or goes."""
    note_holders(engine, "prints")
    _rank(engine, "before")


def update_pairs_by_prints(engine: Engine) -> None:
    """Bring up to date which runs are furniture and how many two reports share.

    Both are kept: `kept_relay_furniture` (item) and `kept_relay_by_prints` (one, other, prints),
    the earlier of two in `other`. Stores `relay_turned` (item), runs that are furniture now
    and were not, or no longer are.
    """
    _rank(engine, "now")
    add_totals(
        engine,
        "kept_relay_by_prints",
        ["one", "other"],
        "prints",
        changes=f"({_pairs('now', 1)} UNION ALL {_pairs('before', -1)})",
        into="relay_prints_totals",
    )
    before, now = (f"SELECT item FROM relay_prints_furniture_{x}" for x in ("before", "now"))
    engine.store("relay_turned", f"({before} EXCEPT {now}) UNION ALL ({now} EXCEPT {before})")
    engine.keep(
        "kept_relay_furniture",
        "relay_prints_furniture_now",
        keys=["item"],
        gone="relay_prints_touched",
    )
    engine.drop("relay_prints_")


def read_furniture(engine: Engine) -> Hashes:
    """The hashes of the runs that are furniture, rising."""
    rows = engine.rows("SELECT item FROM kept_relay_furniture ORDER BY item")
    return np.array(rows.column("item").to_numpy(), np.uint64)


def _rank(engine: Engine, when: str) -> None:
    """Store which touched runs are furniture, and the places of the others' holders."""
    holders, furniture = f"relay_prints_{when}", f"relay_prints_furniture_{when}"
    engine.store(furniture, _furniture(holders))
    engine.store(f"relay_prints_ranked_{when}", _ranked(holders, furniture))


def _furniture(holders: str) -> str:
    return f"""
        SELECT item FROM (
            SELECT p.item, count(*) AS reports,
                count(DISTINCT nullif(t.week, {UNDATED // WINDOW_DAYS})) AS weeks,
                count(DISTINCT coalesce(t.publisher, t.report)) AS publishers
            FROM {holders} p JOIN kept_relay_reports t ON t.n = p.n
            GROUP BY p.item HAVING count(*) > {MAX_REPORTS}
        ) counts WHERE {_IS_FURNITURE}
    """


def _ranked(holders: str, furniture: str) -> str:
    return f"""
        SELECT p.item, p.n, row_number() OVER (
            PARTITION BY p.item ORDER BY t.day, t.words DESC, t.report
        ) AS place
        FROM {holders} p
        ANTI JOIN {furniture} f ON f.item = p.item
        JOIN kept_relay_reports t ON t.n = p.n
    """


def _pairs(when: str, way: int) -> str:
    return f"""
        SELECT a.n AS one, b.n AS other, {way} AS prints
        FROM relay_prints_ranked_{when} a JOIN relay_prints_ranked_{when} b ON a.item = b.item
        WHERE b.place <= {FIRST_HOLDERS} AND a.place > b.place
    """
