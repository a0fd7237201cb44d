"""Which pairs of events are worth comparing: they share something rare at about the same time.

Blocking in SQL, so that it runs on one machine or many. Every event goes into blocks of a
key (a linked actor, a place, a rare word, a count, a lemma with whom it struck) and a bucket
of time. A block that holds very many says nothing and is left out; the pairs left must share
keys that together are rare enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa

from dragoman.link.engine import Engine, map_rows
from dragoman.link.happenings.rows import day_number
from dragoman.link.happenings.told import KINDS, Told, Weights, make_bags, read_told, write_told
from dragoman.schema.event_types import load_event_types

# The keys of each row of `rows.SCHEMA`, by kind.
_COLUMNS = {
    "actor": "actors",
    "recipient": "recipients",
    "cast": "cast",
    "actor_word": "actor_words",
    "recipient_word": "recipient_words",
    "word": "words",
    "lemma": "lemmas",
    "quantity": "quantities",
}
_LINKED = ("actor", "recipient", "cast")
_KEYS = pa.schema([(n, pa.string()) for n in ("event", "report", "kind", "counted", "key")])
_TOLD = pa.schema([("event", pa.string()), ("report", pa.string()), ("told", pa.string())])
_BLOCKS = pa.schema(
    [(n, pa.string()) for n in ("event", "report", "key", "bucket")] + [("weight", pa.int64())]
)
_LINKED_ACTORS = pa.schema([(n, pa.string()) for n in ("report", "actor", "linked")])
_WEEK, _MONTH, _YEAR = 7, 31, 366
# How many events a block of a week, month, year or of no time may hold: the longer the time, the
# rarer a block's key must be.
_MOST = {"w": 250, "m": 120, "y": 60, "-": 60}
_FITS = " OR ".join(f"(bucket LIKE '{n}%' AND count(*) <= {m})" for n, m in _MOST.items())
# How many thousandths of a bit a pair must share.
_MIN_SHARED = 9_000
# Words and keys of the cast are many; the rarest say most.
_RAREST_WORDS, _RAREST_CAST, _MIN_WORD = 6, 3, 3_500
_SIDE = {
    "verbal cooperation": "+",
    "material cooperation": "+",
    "verbal conflict": "-",
    "material conflict": "-",
}
_KEYED = ", ".join(f"r.{c}" for c in ("event", "report", "states", *_COLUMNS.values()))
_WEIGHED = """
    SELECT r.event, r.report, r.type, r.mode, r.status, r.place, r.country, r.admin1,
           r.place_precision, r.from_, r.to, r.published, b.counted
    FROM hap_rows r LEFT JOIN hap_bags b ON b.event = r.event
"""
# The pairs worth comparing, with what is told of both.
PAIRS = """
    SELECT p.one, p.other, a.told AS one_told, b.told AS other_told
    FROM hap_shared p
    JOIN hap_told a ON a.event = p.one
    JOIN hap_told b ON b.event = p.other
"""


def store_told(engine: Engine, rows: pa.Table, linked: Mapping[tuple[str, str], str]) -> None:
    """Store `hap_told` (event, report, told): rows with linked actors and weighed keys."""
    engine.put("hap_rows", rows)
    engine.put("hap_linked", _linked_table(linked))
    engine.apply("hap_keys", f"(SELECT {_KEYED} FROM hap_rows r)", map_rows(_keys_of, _KEYS), _KEYS)
    engine.store(
        "hap_named",
        f"""
        SELECT k.event, k.report, k.kind, k.counted, coalesce(l.linked, k.key) AS key
        FROM hap_keys k LEFT JOIN hap_linked l
          ON k.kind IN {_LINKED} AND l.report = k.report AND l.actor = k.key
        """,
    )
    engine.store(
        "hap_counts",
        "SELECT counted, key, count(DISTINCT report) AS n FROM hap_named GROUP BY counted, key",
    )
    engine.store(
        "hap_bags",
        r"""
        SELECT k.event, array_agg(
          k.kind || chr(9) || k.counted || chr(9) || k.key || chr(9) || CAST(c.n AS STRING)
        ) AS counted
        FROM (SELECT DISTINCT event, kind, counted, key FROM hap_named) k
        JOIN hap_counts c ON c.counted = k.counted AND c.key = k.key
        GROUP BY k.event
        """,
    )
    reports = engine.rows("SELECT count(DISTINCT report) AS n FROM hap_rows")
    known = int(reports.column("n")[0].as_py())
    engine.apply("hap_told", f"({_WEIGHED})", map_rows(_ToldOf(known), _TOLD), _TOLD)


def _linked_table(linked: Mapping[tuple[str, str], str]) -> pa.Table:
    columns = [report for report, _ in linked], [actor for _, actor in linked], [*linked.values()]
    return pa.table([pa.array(c, pa.string()) for c in columns], schema=_LINKED_ACTORS)


def store_candidates(engine: Engine) -> None:
    """Store `hap_shared` (one, other): the pairs worth comparing, events of different reports."""
    engine.apply("hap_blocks", "hap_told", map_rows(_blocks_of, _BLOCKS), _BLOCKS)
    engine.store(
        "hap_sizes",
        f"""
        SELECT key, bucket FROM hap_blocks GROUP BY key, bucket
        HAVING count(*) > 1 AND ({_FITS})
        """,
    )
    engine.store(
        "hap_kept",
        """
        SELECT b.event, b.report, b.key, b.bucket, b.weight FROM hap_blocks b
        JOIN hap_sizes s ON s.key = b.key AND s.bucket = b.bucket
        """,
    )
    engine.store(
        "hap_shared",
        f"""
        SELECT one, other FROM (
          SELECT DISTINCT a.event AS one, b.event AS other, a.key, a.weight
          FROM hap_kept a JOIN hap_kept b
            ON a.key = b.key AND a.bucket = b.bucket AND a.event < b.event
              AND a.report <> b.report
        ) GROUP BY one, other HAVING sum(weight) >= {_MIN_SHARED}
        """,
    )


def _keys_of(row: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """Every key of a row; what is linked is no key until it is known who it is."""
    states = frozenset(row["states"] or ())
    for kind, column in _COLUMNS.items():
        for key in row[column] or ():
            yield {
                "event": row["event"],
                "report": row["report"],
                "kind": kind,
                "counted": "state" if key in states else KINDS[kind],
                "key": key.replace("\t", " "),
            }


class _ToldOf:
    """Makes a row's line of `Told`; `reports` is how many are linked."""

    def __init__(self, reports: int) -> None:
        self._reports = reports

    def __call__(self, row: Mapping[str, Any]) -> Iterator[dict[str, str]]:
        days = {n: day_number(row[n]) if row[n] else None for n in ("from_", "to", "published")}
        told = {n: row[n] for n in ("event", "report", "type", "mode", "status")}
        told |= {n: row[n] for n in ("place", "country", "admin1")}
        told |= {"first": days["from_"], "last": days["to"], "published": days["published"]}
        told["exact"] = row["place_precision"] in {"city", "admin2"}
        told["bags"] = make_bags(row["counted"] or (), self._reports)
        yield {"event": row["event"], "report": row["report"], "told": write_told(told)}


def _blocks_of(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    told = read_told.__wrapped__(row["told"])
    keys = dict(_block_keys(told))
    for bucket in _buckets(told):
        for key, weight in keys.items():
            yield {
                "event": told.event,
                "report": told.report,
                "key": key,
                "bucket": bucket,
                "weight": weight,
            }


def _block_keys(told: Told) -> Iterator[tuple[str, int]]:
    """What an event may share with another, each with its weight in thousandths of a bit."""
    for key, weight in told.bag("who").items():
        for side in sides(told.type):
            yield f"who {side} {key}", weight
    for key, weight in _rarest(told.bag("cast"), _RAREST_CAST):
        yield f"cast {key}", weight // 2
    for key, weight in _rarest({**told.bag("word"), **told.bag("who_words")}, _RAREST_WORDS):
        if weight >= _MIN_WORD:
            yield f"word {key}", weight
    for key, weight in told.bag("quantity").items():
        yield f"count {key}", weight
    for lemma, weight in told.bag("lemma").items():
        yield f"lemma {lemma}", weight
        for key in (*told.bag("who"), *told.bag("who_words")):
            yield f"lemma {lemma} {key}", 1_000
    if told.place is not None:
        yield f"place {told.place}", 5_000 if told.exact else 2_000


def sides(type_: str | None) -> tuple[str, ...]:
    """Cooperation or conflict; a word of no known type may be either."""
    known = load_event_types().get(type_ or "")
    return (_SIDE[known.quad],) if known else ("+", "-")


def _rarest(bag: Weights, most: int) -> Iterable[tuple[str, int]]:
    return sorted(bag.items(), key=lambda k: (-k[1], k[0]))[:most]


def _buckets(told: Told) -> Iterator[str]:
    """The stretches of time in which an event may have happened, by how exactly it is dated.

    What has no date happened, or will happen, about when it was reported. Where that is not
    known either, a pair of such events may be of any time.
    """
    if told.first is not None and told.last is not None:
        length = told.last - told.first
        if length <= _WEEK + _WEEK:
            yield from _stretch("w", told.first - 1, told.last + 1, _WEEK)
        if length <= 2 * _MONTH:
            yield from _stretch("m", told.first, told.last, _MONTH)
        if length <= 2 * _YEAR:
            yield from _stretch("y", told.first, told.last, _YEAR)
    elif told.published is not None:
        ahead = _WEEK if told.status in {"future", "possible"} else 1
        yield from _stretch("w", told.published - _WEEK, told.published + ahead, _WEEK)
    else:
        yield "-"


def _stretch(name: str, first: int, last: int, days: int) -> Iterator[str]:
    return (f"{name}{n}" for n in range(first // days, last // days + 1))
