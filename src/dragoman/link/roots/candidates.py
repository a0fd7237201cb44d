"""Which reports may relay which: found by keys they share, in SQL.

Every key's holders are paired only with its first few, so that the work grows with the
number of keys and not with the square of how often a text was carried. Runs of words that
stand in many reports of many weeks are furniture and pair nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

import numpy as np
import pyarrow as pa

from dragoman.link.engine import Engine
from dragoman.link.roots.citations import Cite
from dragoman.link.roots.keys import ReportKeys
from dragoman.link.roots.words import Hashes

WINDOW_DAYS = 8
# A run in more reports than this is furniture if they are of more weeks than that, or if
# a publisher has on average more than so many of them: a story is carried by many at one time.
MAX_REPORTS, MAX_WEEKS, MAX_A_PUBLISHER = 8, 4, 3
FIRST_HOLDERS = 4
MIN_PRINTS = 3
# A name or figure in more reports than this, or a greater share of all, tells nothing.
MAX_HOLDERS, MAX_SHARE = 20, 0.03
MAX_HOLDERS_A_WEEK = 40
MIN_KEYS, MIN_KEYS_CITED = 6, 4
MIN_KEY_SHARE = 0.3
MAX_BY_KEYS = 5
_REPORTS_A_BATCH = 2_000

_TEXTS = pa.schema(
    [
        ("n", pa.int64()),
        ("report", pa.string()),
        ("publisher", pa.string()),
        ("published", pa.string()),
        ("credit", pa.string()),
        ("day", pa.int64()),
        ("week", pa.int64()),
        ("words", pa.int64()),
        ("text", pa.string()),
        ("told", pa.list_(pa.int64())),
    ]
)
_KEYS = pa.schema([("n", pa.int64()), ("item", pa.int64())])
_CITES = pa.schema([("n", pa.int64()), ("outlet", pa.string())])


def put_reports(engine: Engine, reports: Iterable[ReportKeys]) -> None:
    """Make the tables of texts, prints, rare keys and cites, each report known by a number."""
    tables: dict[str, list[pa.Table]] = {"texts": [], "prints": [], "rare": [], "cites": []}
    for batch in _batches(reports):
        tables["texts"].append(pa.Table.from_pylist([_text_row(n, r) for n, r in batch], _TEXTS))
        tables["prints"].append(_key_table((n, r.prints) for n, r in batch))
        tables["rare"].append(_key_table((n, r.rare) for n, r in batch))
        cites = [{"n": n, "outlet": c.name} for n, r in batch for c in _cited(r)]
        tables["cites"].append(pa.Table.from_pylist(cites, _CITES))
    for name, parts in tables.items():
        schema = {"texts": _TEXTS, "cites": _CITES}.get(name, _KEYS)
        engine.put(f"relay_{name}", pa.concat_tables([schema.empty_table(), *parts]))


def _batches(reports: Iterable[ReportKeys]) -> Iterator[list[tuple[int, ReportKeys]]]:
    numbered = enumerate(reports)
    while batch := list(islice(numbered, _REPORTS_A_BATCH)):
        yield batch


def _cited(report: ReportKeys) -> Iterator[Cite]:
    yield from report.cites
    if report.credit is not None:
        yield report.credit


def _text_row(n: int, report: ReportKeys) -> dict[str, object]:
    day = day_of(report.published)
    return {
        "n": n,
        "report": report.report,
        "publisher": report.publisher,
        "published": report.published,
        "credit": report.credit.name if report.credit else None,
        "day": day,
        "week": None if day is None else day // WINDOW_DAYS,
        "words": report.words,
        "text": report.text,
        "told": [x for pair in report.told for x in pair],
    }


def _key_table(rows: Iterable[tuple[int, tuple[int, ...]]]) -> pa.Table:
    numbers, keys = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for n, items in rows:
        numbers.append(np.full(len(items), n, np.int64))
        keys.append(np.array(items, np.int64))
    return pa.table([np.concatenate(numbers), np.concatenate(keys)], schema=_KEYS)


def day_of(published: str | None) -> int | None:
    """The day of an ISO date or date-time from the year 1 on; None if it is not that exact."""
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None


def find_candidates(engine: Engine) -> Hashes:
    """Store `relay_pairs` (one, other, alike, cited), pairs of numbers, the earlier in `other`.

    `alike` and `cited` are 1 for pairs that share rare names, and where the one cites
    the other's publisher. Gives the hashes of the runs that are furniture, rising.
    """
    frequent = _rank_prints(engine)
    engine.store("relay_by_prints", _PAIRS_BY_PRINTS)
    _weigh_rare(engine)
    engine.store("relay_by_rare", _PAIRS_BY_RARE)
    engine.store("relay_self", _SELF_WEIGHTS)
    engine.store("relay_by_keys", _PAIRS_BY_KEYS)
    engine.store("relay_by_cites", _PAIRS_BY_CITES)
    engine.store("relay_pairs", _ALL_PAIRS)
    return frequent


def _rank_prints(engine: Engine) -> Hashes:
    engine.store("relay_print_counts", _PRINT_COUNTS)
    engine.store("relay_ranked", _RANKED_PRINTS)
    rows = engine.rows(f"SELECT item FROM relay_print_counts WHERE {_IS_FURNITURE} ORDER BY item")
    return np.array(rows.column("item").to_numpy(), np.uint64)


def _weigh_rare(engine: Engine) -> None:
    reports = engine.count("relay_texts")
    most = max(MAX_HOLDERS, int(MAX_SHARE * reports))
    engine.store(
        "relay_weights",
        f"SELECT item, count(*) AS holders, ln({reports + 1}.0 / count(*)) AS weight "
        f"FROM relay_rare GROUP BY item HAVING count(*) <= {most}",
    )
    engine.store("relay_held", _HELD)


_IS_FURNITURE = (
    f"reports > {MAX_REPORTS} AND (weeks > {MAX_WEEKS} OR reports > {MAX_A_PUBLISHER} * publishers)"
)
_PRINT_COUNTS = """
    SELECT p.item, count(*) AS reports, count(DISTINCT t.week) AS weeks,
        count(DISTINCT coalesce(t.publisher, t.report)) AS publishers
    FROM relay_prints p JOIN relay_texts t ON t.n = p.n
    GROUP BY p.item HAVING count(*) > 1
"""
_RANKED_PRINTS = f"""
    SELECT p.item, p.n, row_number() OVER (
        PARTITION BY p.item ORDER BY coalesce(t.day, 9999999), t.words DESC, t.report, t.n
    ) AS place
    FROM relay_prints p
    JOIN relay_print_counts c ON c.item = p.item AND NOT ({_IS_FURNITURE})
    JOIN relay_texts t ON t.n = p.n
"""
_PAIRS_BY_PRINTS = f"""
    SELECT a.n AS one, b.n AS other, count(*) AS prints
    FROM relay_ranked a JOIN relay_ranked b ON a.item = b.item
    WHERE b.place <= {FIRST_HOLDERS} AND a.place > b.place
    GROUP BY a.n, b.n HAVING count(*) >= {MIN_PRINTS}
"""
# The rare keys of each report with its week; of a week's many holders only some.
_HELD = f"""
    SELECT item, n, day, week, weight FROM (
        SELECT r.item, r.n, t.day, t.week, w.weight, row_number() OVER (
            PARTITION BY r.item, t.week ORDER BY t.day, t.words DESC, t.report, t.n
        ) AS place
        FROM relay_rare r
        JOIN relay_weights w ON w.item = r.item AND w.holders > 1
        JOIN relay_texts t ON t.n = r.n
    ) held WHERE place <= {MAX_HOLDERS_A_WEEK}
"""
_LATER = "a.day > b.day OR (a.day = b.day AND a.n <> b.n)"
_SHARED_KEYS = f"""
    SELECT a.n AS one, b.n AS other, a.weight
    FROM relay_held a JOIN relay_held b ON a.item = b.item AND a.week = b.week
    WHERE {_LATER}
    UNION ALL
    SELECT a.n AS one, b.n AS other, a.weight
    FROM relay_held a JOIN relay_held b ON a.item = b.item AND a.week = b.week + 1
    WHERE a.day - b.day <= {WINDOW_DAYS}
    UNION ALL
    SELECT a.n AS one, b.n AS other, a.weight
    FROM relay_held a JOIN relay_held b ON a.item = b.item
    WHERE a.week IS NULL AND a.n <> b.n
"""
_PAIRS_BY_RARE = f"""
    SELECT one, other, count(*) AS shared, sum(weight) AS weight FROM ({_SHARED_KEYS}) s
    GROUP BY one, other HAVING count(*) >= {MIN_KEYS_CITED}
"""
_SELF_WEIGHTS = """
    SELECT r.n, sum(w.weight) AS weight
    FROM relay_rare r JOIN relay_weights w ON w.item = r.item GROUP BY r.n
"""
# The weight shared as a share of what the lighter report holds.
_PAIRS_BY_KEYS = f"""
    SELECT one, other FROM (
        SELECT p.one, p.other, row_number() OVER (
            PARTITION BY p.one ORDER BY p.weight DESC, p.other
        ) AS place
        FROM relay_by_rare p JOIN relay_self a ON a.n = p.one JOIN relay_self b ON b.n = p.other
        WHERE p.shared >= {MIN_KEYS}
          AND p.weight >= {MIN_KEY_SHARE} * least(a.weight, b.weight)
    ) ranked WHERE place <= {MAX_BY_KEYS}
"""
_PAIRS_BY_CITES = f"""
    SELECT one, other FROM (
        SELECT p.one, p.other, row_number() OVER (
            PARTITION BY p.one, t.publisher ORDER BY p.weight DESC, p.other
        ) AS place
        FROM relay_by_rare p
        JOIN relay_texts t ON t.n = p.other
        JOIN (SELECT DISTINCT n, outlet FROM relay_cites) c
          ON c.n = p.one AND c.outlet = t.publisher
        JOIN relay_texts r ON r.n = p.one AND r.day >= t.day
    ) ranked WHERE place <= {MAX_BY_KEYS}
"""
_ALL_PAIRS = """
    SELECT one, other, max(alike) AS alike, max(cited) AS cited FROM (
        SELECT one, other, 0 AS alike, 0 AS cited FROM relay_by_prints
        UNION ALL SELECT one, other, 1 AS alike, 0 AS cited FROM relay_by_keys
        UNION ALL SELECT one, other, 0 AS alike, 1 AS cited FROM relay_by_cites
    ) p GROUP BY one, other
"""
