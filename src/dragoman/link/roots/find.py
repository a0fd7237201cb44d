"""Which of the reports that may relay one another do, and which of its relays a report has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pyarrow as pa

from dragoman.link.engine import Engine
from dragoman.link.roots.compare import Run
from dragoman.link.roots.prints import read_furniture
from dragoman.link.roots.verify import FOUND, MIN_MATCHED, TEXTUAL, read_runs, verify_pairs

# Pairs that are held with both texts at a time: some ten kilobytes each.
PAIRS_A_SLICE = 2_000

_REPORT_COLUMNS = ("report", "publisher", "published", "credit", "words")
_TEXT_COLUMNS = ("text", "told")
_CHOSEN = pa.schema(
    [
        ("relay", pa.int64()),
        ("place", pa.int64()),
        ("one", pa.int64()),
        ("other", pa.int64()),
    ]
)
KEPT_FOUND = {"kept_relay_found": FOUND, "kept_relay_chosen": _CHOSEN}


@dataclass(frozen=True, slots=True)
class _Found:
    """A report that another has text or news of, with what chooses among such."""

    root: int
    pair: tuple[int, int]
    textual: bool
    rank: tuple[object, ...]
    publisher: str | None
    runs: tuple[Run, ...]


def update_found(engine: Engine) -> None:
    """Settle the pairs in `relay_unsure`, and choose anew where one came or went.

    Kept are `kept_relay_found`, what `verify_pairs` says of each pair, and of these for each
    report the best in `kept_relay_chosen` (relay, place, one, other). `relay_unpaired` are
    pairs of which what was said no longer holds.
    """
    _verify(engine)
    engine.store("relay_choices", _CHOICES)
    engine.keep("kept_relay_found", "relay_found", keys=["one", "other"], gone="relay_unpaired")
    rows = engine.rows(_FOUND_ANEW).to_pylist()
    engine.put("relay_chosen", pa.Table.from_pylist(list(_chosen_rows(rows)), _CHOSEN))
    engine.keep("kept_relay_chosen", "relay_chosen", keys=["relay"], gone="relay_choices")


def _verify(engine: Engine) -> None:
    """Store `relay_found`, slice by slice, since pairs carry their texts."""
    engine.store("relay_queue", _QUEUE)
    verify = verify_pairs(read_furniture(engine))
    engine.apply("relay_found", _with_texts(0), verify, FOUND)
    for start in range(PAIRS_A_SLICE, engine.count("relay_queue"), PAIRS_A_SLICE):
        engine.apply("relay_slice", _with_texts(start), verify, FOUND)
        engine.keep("relay_found", "relay_slice")


# Pairs that have a report in common come together: what is made of its text serves them all.
_QUEUE = """
    SELECT one, other, alike, cited, row_number() OVER (ORDER BY first, one, other) AS place
    FROM (
        SELECT one, other, alike, cited, min(other) OVER (PARTITION BY one) AS first
        FROM relay_unsure
    ) grouped
"""


def _with_texts(start: int) -> str:
    """The query in brackets for a slice of the queue with all that is compared of both reports."""
    sides = ", ".join(
        f"{table}.{c} AS {side}_{c}"
        for side, report, text in (("one", "a", "c"), ("other", "b", "d"))
        for table, columns in ((report, _REPORT_COLUMNS), (text, _TEXT_COLUMNS))
        for c in columns
    )
    return f"""(
        SELECT q.one, q.other, q.alike, q.cited, {sides} FROM relay_queue q
        JOIN kept_relay_reports a ON a.n = q.one JOIN kept_relay_texts c ON c.n = q.one
        JOIN kept_relay_reports b ON b.n = q.other JOIN kept_relay_texts d ON d.n = q.other
        WHERE q.place > {start} AND q.place <= {start + PAIRS_A_SLICE} ORDER BY q.place
    )"""


# Reports of which some relay came or went.
_CHOICES = """
    SELECT f.relay FROM kept_relay_found f
    SEMI JOIN relay_unpaired u ON u.one = f.one AND u.other = f.other
    UNION
    SELECT relay FROM relay_found
"""
_FOUND_ANEW = """
    SELECT f.relay, f.root, f.one, f.other, f.kind, f.score, f.runs,
        r.report, r.publisher, r.published, r.words
    FROM kept_relay_found f
    SEMI JOIN relay_choices c ON c.relay = f.relay
    JOIN kept_relay_reports r ON r.n = f.root
    ORDER BY f.relay
"""


def _chosen_rows(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, int]]:
    """The relays of each report that it keeps, by rows in order of the relaying report."""
    for relay, group in groupby(rows, key=lambda row: row["relay"]):
        for place, found in enumerate(_choose([_found(row) for row in group])):
            one, other = found.pair
            yield {"relay": relay, "place": place, "one": one, "other": other}


def _found(row: dict[str, Any]) -> _Found:
    """Of two relays that are as good the earlier is nearer the origin, then the longer."""
    early = row["published"] or "9999"
    return _Found(
        row["root"],
        (row["one"], row["other"]),
        row["kind"] in TEXTUAL,
        (-row["score"], early, -row["words"], row["report"], row["kind"], row["one"]),
        row["publisher"],
        read_runs(row["runs"]),
    )


def _choose(group: list[_Found]) -> list[_Found]:
    """Of a report's relays the best, and those others that have text the best have not."""
    chosen: list[_Found] = []
    covered: list[Run] = []
    for found in sorted(group, key=lambda f: f.rank):
        if found.root in {x.root for x in chosen}:
            continue
        if found.textual:
            if chosen and _new_words(found.runs, covered) < MIN_MATCHED:
                continue
            covered += found.runs
        elif found.publisher in {x.publisher for x in chosen}:
            continue
        chosen.append(found)
    return chosen


def _new_words(runs: Iterable[Run], covered: list[Run]) -> int:
    """How many words of some runs are in runs that meet none of those already covered."""
    return sum(
        run.words
        for run in runs
        if not any(run.relay_start < c.relay_end and c.relay_start < run.relay_end for c in covered)
    )
