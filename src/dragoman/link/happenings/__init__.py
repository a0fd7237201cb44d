"""Happenings: events of different reports that are one.

    rows = make_table(row for reading in readings for row in event_rows(reading))
    happenings = link_happenings(DuckEngine(), rows, actors)

Pairs that share something rare at about the same time are found in SQL (`candidates`),
compared by a small learned model (`features`, `scoring`) and joined where nothing
contradicts (`clusters`). A doubt keeps two events apart.
"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from dragoman.link.components import SCORES, find_components
from dragoman.link.engine import Engine
from dragoman.link.happenings.candidates import PAIRS, store_candidates, store_told
from dragoman.link.happenings.clusters import Limits, cut_component, group_by_component
from dragoman.link.happenings.rows import EventRow, event_rows, make_table
from dragoman.link.happenings.scoring import score_batches
from dragoman.link.happenings.told import read_told
from dragoman.link.happenings.unite import COLUMNS, unite
from dragoman.model.links import Happening

__all__ = ["EventRow", "Limits", "event_rows", "link_happenings", "make_table"]


def link_happenings(
    engine: Engine, rows: pa.Table, linked: Mapping[tuple[str, str], str]
) -> tuple[Happening, ...]:
    """The happenings that reports tell of, those told once among them, in order of ids.

    `rows` are those of `make_table`; `linked` says which linked actor a report's actor is, by
    (report, actor). An actor that it does not name is nobody else.
    """
    store_told(engine, rows, linked)
    store_candidates(engine)
    engine.apply("hap_scores", f"({PAIRS})", score_batches, SCORES)
    read_told.cache_clear()
    clusters = find_clusters(engine, Limits())
    found = rows.select(COLUMNS).to_pylist()
    by_event = dict(zip(rows.column("event").to_pylist(), found, strict=True))
    apart = by_event.keys() - {e for cluster in clusters for e in cluster}
    made = [unite([by_event[e] for e in c], linked) for c in [*clusters, *([e] for e in apart)]]
    return tuple(sorted(made, key=lambda h: h.id))


def find_clusters(engine: Engine, limits: Limits) -> list[list[str]]:
    """The ids of events that are one, of two or more, from `hap_scores` and `hap_told`."""
    engine.store("hap_edges", f"SELECT one, other FROM hap_scores WHERE score >= {limits.link}")
    engine.store(
        "hap_nodes", "SELECT one AS node FROM hap_edges UNION SELECT other AS node FROM hap_edges"
    )
    find_components(engine, "hap_nodes", "hap_edges", "hap_found")
    told = engine.rows(
        "SELECT f.component, t.told FROM hap_found f JOIN hap_told t ON t.event = f.node"
    ).to_pylist()
    inside = engine.rows(
        """
        SELECT a.component, s.one, s.other, s.score FROM hap_scores s
        JOIN hap_found a ON a.node = s.one
        JOIN hap_found b ON b.node = s.other AND b.component = a.component
        """
    ).to_pylist()
    scores: dict[str, dict[tuple[str, str], float]] = {}
    for r in inside:
        scores.setdefault(r["component"], {})[r["one"], r["other"]] = r["score"]
    read = read_told.__wrapped__  # Each line is read once.
    components = group_by_component((r["component"], read(r["told"])) for r in told)
    cut = (cut_component(ts, scores[c], limits) for c, ts in components.items())
    return [[t.event for t in ts] for parts in cut for ts in parts if len(ts) > 1]
