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

from dragoman.link.components import find_components
from dragoman.link.engine import Engine
from dragoman.link.happenings.candidates import Blocking, store_candidates, store_told
from dragoman.link.happenings.clusters import Limits, cut_component, group_by_component
from dragoman.link.happenings.rows import EventRow, event_rows, make_table
from dragoman.link.happenings.scoring import SCORES, ScoreBatches
from dragoman.link.happenings.told import read_told
from dragoman.link.happenings.unite import unite
from dragoman.model.links import Happening

__all__ = ["Blocking", "EventRow", "Limits", "event_rows", "link_happenings", "make_table"]

Actors = Mapping[tuple[str, str], str]
_LINKED = pa.schema([(n, pa.string()) for n in ("report", "actor", "linked")])


def link_happenings(
    engine: Engine,
    rows: pa.Table,
    actors: Actors | pa.Table,
    *,
    limits: Limits | None = None,
    blocking: Blocking | None = None,
) -> tuple[Happening, ...]:
    """The happenings that reports tell of, those told once among them, in order of ids.

    `rows` are those of `make_table`; `actors` says which linked actor a report's actor is: a
    mapping of (report, actor) or a table (report, actor, linked). An actor that it does not
    name is nobody else.
    """
    linked = actors if isinstance(actors, Mapping) else _mapping(actors)
    store_told(engine, rows, _table(linked))
    store_candidates(engine, blocking or Blocking())
    engine.apply("hap_scores", "hap_pairs", ScoreBatches(), SCORES)
    clusters = find_clusters(engine, limits or Limits())
    by_event = {row["event"]: row for row in rows.to_pylist()}
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
        SELECT s.one, s.other, s.score FROM hap_scores s
        JOIN hap_found a ON a.node = s.one
        JOIN hap_found b ON b.node = s.other AND b.component = a.component
        """
    ).to_pylist()
    scores = {(r["one"], r["other"]): r["score"] for r in inside}
    components = group_by_component((r["component"], read_told(r["told"])) for r in told)
    by_component: dict[str, dict[tuple[str, str], float]] = {c: {} for c in components}
    home = {t.event: c for c, members in components.items() for t in members}
    for pair, score in scores.items():
        by_component[home[pair[0]]][pair] = score
    cut = (cut_component(ts, by_component[c], limits) for c, ts in components.items())
    return [[t.event for t in ts] for parts in cut for ts in parts if len(ts) > 1]


def _mapping(actors: pa.Table) -> Actors:
    return {(r["report"], r["actor"]): r["linked"] for r in actors.to_pylist()}


def _table(linked: Actors) -> pa.Table:
    rows = [{"report": r, "actor": a, "linked": to} for (r, a), to in sorted(linked.items())]
    return pa.Table.from_pylist(rows, _LINKED)
