"""Happenings: events of different reports that are one.

    rows = make_table(row for reading in readings for row in event_rows(reading))
    happenings = link_happenings(DuckEngine(), rows, actors)

What is told of each event is put together (`telling`, `told`); pairs that share something rare at
about the same time are found in SQL (`blocks`, `candidates`), compared by a small learned model
(`features`, `scoring`) and joined where nothing contradicts (`clusters`). A doubt keeps two
events apart.

`update_happenings` does so for what changed alone: every decision is a pure function of the
reports linked, and each step keeps what it found, so that adding reports to a record gives
what linking all of them would.
"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from dragoman.link.engine import Engine, make_tables, table_of_texts, texts
from dragoman.link.happenings import candidates, outcome, telling
from dragoman.link.happenings.clusters import Limits, update_clusters
from dragoman.link.happenings.rows import EventRow, event_rows, make_table
from dragoman.link.happenings.scoring import update_scores
from dragoman.link.statistics import scale_of
from dragoman.model.links import Changes, Happening

__all__ = [
    "EventRow",
    "Limits",
    "event_rows",
    "link_happenings",
    "make_table",
    "put_rows",
    "update_happenings",
]

_KEPT = {**telling.KEPT_HERE, **candidates.KEPT_HERE, **outcome.KEPT_HERE}


def update_happenings(engine: Engine, scale: int) -> Changes[Happening]:
    """Bring the happenings up to date with what came and went.

    Reads the tables `new_event_rows` (of `rows.SCHEMA`), `gone_reports` (report), of those that
    left or were read anew, `actor_changes` (report, actor), whose link is another than at the
    last call, and `kept_linked` (report, actor, linked); an actor that is not in the last
    is nobody else. Besides, `kept_pairs` (relay, root), which report relays which, and
    `moved_pairs`, those that came or went since. `scale` is as how many reports all of them
    count. Keeps tables `kept_hap_...`; without them all rows are new.
    """
    make_tables(engine, _KEPT)
    telling.update_told(engine, scale)
    candidates.update_blocks(engine)
    candidates.store_pairs(engine)
    update_scores(engine)
    update_clusters(engine, Limits())
    changes = outcome.update_outcome(engine)
    engine.drop("hap_")
    return changes


def link_happenings(
    engine: Engine, rows: pa.Table, linked: Mapping[tuple[str, str], str]
) -> tuple[Happening, ...]:
    """The happenings that reports tell of, those told once among them, in order of ids.

    `rows` are those of `make_table`; `linked` says which linked actor a report's actor is, by
    (report, actor). What the engine kept of happenings before is forgotten.
    """
    put_rows(engine, rows, linked)
    reports = len(rows.column("report").unique())
    return update_happenings(engine, scale_of(reports)).new


def put_rows(engine: Engine, rows: pa.Table, linked: Mapping[tuple[str, str], str]) -> None:
    """Put what `update_happenings` reads, all rows being new, and forget what was kept."""
    engine.drop("kept_hap_")
    rows_of = ((report, actor, to) for (report, actor), to in linked.items())
    engine.put("new_event_rows", rows)
    engine.put("gone_reports", texts("report").empty_table())
    engine.put("actor_changes", texts("report", "actor").empty_table())
    engine.put("kept_linked", table_of_texts(("report", "actor", "linked"), rows_of))
    for pairs in ("kept_pairs", "moved_pairs"):
        engine.put(pairs, texts("relay", "root").empty_table())
    make_tables(engine, _KEPT)
