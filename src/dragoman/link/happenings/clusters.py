"""From pairs to happenings: what hangs together, cut where it does not belong together.

Connected components find what may be one; inside each, clusters are joined from the surest pair
down (average-link agglomeration), so that a chain of likenesses joins nothing whose ends
contradict each other. What joins last would be the weakest edge: it is where a component is cut.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.link.components import update_components
from dragoman.link.engine import Engine, table_of_texts
from dragoman.link.happenings.blocks import sides
from dragoman.link.happenings.features import days_apart, places_apart
from dragoman.link.happenings.scoring import times_odds
from dragoman.link.happenings.told import Told, read_told

# What a pair that was never compared is taken for.
NOT_COMPARED = 0.02
# By how much likelier it is, in odds, that two events are one if one report relays the other. Of
# 52 pairs below the limit in 42 relays of short reports, looked at by eye, 28 of the 32 that
# scored .2 or more were one, and about 5 of the 20 that scored less.
RELAYED_ODDS = 12.0
# Days by which dates told may differ: time zones, and `on Monday` for what came out that day.
_MAX_DAYS_APART = 1
# Days between reports of one thing that they do not both date: `the attack` of a later month is
# another one.
_MAX_DAYS_BETWEEN_REPORTS = 14

Pairs = Mapping[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Limits:
    """From which chance two events are linked, and clusters joined by the mean of their pairs'."""

    link: float = 0.75
    mean: float = 0.5

    @property
    def link_relayed(self) -> float:
        """The score that `as_relayed` lifts to `link`."""
        return times_odds(self.link, 1 / RELAYED_ODDS)


def as_relayed(score: float) -> float:
    """The chance that two events are one, if one of their reports relays the other."""
    return times_odds(score, RELAYED_ODDS)


def cut_component(told: Sequence[Told], scores: Pairs, limits: Limits) -> list[list[Told]]:
    """The clusters of one component, each in order of ids.

    `scores` are by pairs of event ids, the smaller first. Equal scores go by ids, so
    that the order of reports changes nothing.
    """
    clusters = {t.event: [t] for t in told}
    home = {t.event: t.event for t in told}
    edges = sorted((-s, a, b) for (a, b), s in scores.items() if s >= limits.link)
    for _, a, b in edges:
        one, other = clusters[home[a]], clusters[home[b]]
        if one is other or not _may_join(one, other, scores, limits):
            continue
        into, gone = sorted((home[a], home[b]))
        clusters[into] = sorted(one + other, key=lambda t: t.event)
        for t in clusters.pop(gone):
            home[t.event] = into
    return [clusters[name] for name in sorted(clusters)]


def _may_join(one: Sequence[Told], other: Sequence[Told], scores: Pairs, limits: Limits) -> bool:
    pairs = [(a, b) for a in one for b in other]
    if any(contradict(a, b) for a, b in pairs):
        return False
    mean = sum(_score(a, b, scores) for a, b in pairs) / len(pairs)
    return mean >= limits.mean


def _score(one: Told, other: Told, scores: Pairs) -> float:
    key = (one.event, other.event) if one.event < other.event else (other.event, one.event)
    return scores.get(key, NOT_COMPARED)


def contradict(one: Told, other: Told) -> bool:
    """Whether two events cannot be one: other days, places, or kinds of deed."""
    apart = days_apart(one, other)
    if apart is not None and apart > _MAX_DAYS_APART:
        return True
    # What is planned is what was done only if both are dated.
    planned = (one.status == "future") != (other.status == "future")
    if apart is None and (planned or _reported_apart(one, other)):
        return True
    if one.type and other.type and not set(sides(one.type)) & set(sides(other.type)):
        return True
    return places_apart(one, other)


def _reported_apart(one: Told, other: Told) -> bool:
    """Whether what the reports do not both date was told, or happened, in other weeks."""
    ours = one.published if one.first is None else one.first
    theirs = other.published if other.first is None else other.first
    if ours is None or theirs is None:
        return False
    return abs(ours - theirs) > _MAX_DAYS_BETWEEN_REPORTS


def update_clusters(engine: Engine, limits: Limits) -> None:
    """Find the components concerned and cut them.

    Reads what `update_scores` leaves. Stores `hap_groups` (event, component, cluster), all events
    of the components concerned as they are now, a cluster being named by one of its events; and
    `hap_found_before` (node, component), those events as they were.
    """
    _store_relayed(engine, limits)
    engine.store(
        "hap_edges",
        f"SELECT one, other FROM kept_hap_scores WHERE score >= {limits.link} "
        f"UNION SELECT one, other FROM hap_relayed",
    )
    may_link = f"score >= {limits.link_relayed}"
    pairs = (
        f"SELECT one, other FROM hap_old_scores WHERE {may_link} UNION ALL "
        f"SELECT one, other FROM hap_new_scores WHERE {may_link} UNION ALL "
        # What is no edge counts as well where clusters are joined.
        f"SELECT one, other FROM hap_lost UNION ALL SELECT one, other FROM hap_gained "
        f"UNION ALL SELECT one, other FROM hap_relay_moved"
    )
    engine.store("hap_moved_pairs", pairs)
    engine.store(
        "hap_moved",
        "SELECT event AS node FROM hap_changed UNION SELECT one AS node FROM hap_moved_pairs "
        "UNION SELECT other AS node FROM hap_moved_pairs",
    )
    update_components(
        engine,
        "(SELECT event AS node FROM kept_hap_told)",
        "hap_edges",
        touched="hap_moved",
        kept="kept_hap_components",
        into="hap_found",
    )
    engine.store(
        "hap_several",
        "SELECT node, component FROM hap_found SEMI JOIN "
        "(SELECT component AS whole FROM hap_found GROUP BY component HAVING count(*) > 1) s "
        "ON s.whole = component",
    )
    cut = ((t.event, ts[0].event) for ts in find_clusters(engine, limits) for t in ts)
    engine.put("hap_cut", table_of_texts(("event", "cluster"), cut))
    engine.store(
        "hap_groups",
        "SELECT f.node AS event, f.component, coalesce(c.cluster, f.node) AS cluster "
        "FROM hap_found f LEFT JOIN hap_cut c ON c.event = f.node",
    )


def _store_relayed(engine: Engine, limits: Limits) -> None:
    """Store `hap_relayed` (one, other), the pairs that are linked since one's report relays the
    other's, and `hap_relay_moved`, those of them of which that is so, or so no more, only now."""
    for into, pairs in (("hap_relayed", "kept_pairs"), ("hap_relay_moved", "moved_pairs")):
        engine.store(
            into,
            f"""
            WITH partners AS (
              SELECT relay AS report, root AS partner FROM {pairs}
              UNION SELECT root, relay FROM {pairs}
            ), told AS (
              SELECT t.event, b.report, b.partner FROM kept_hap_told t
              JOIN partners b ON b.report = t.report
            )
            SELECT s.one, s.other FROM kept_hap_scores s
            JOIN told a ON a.event = s.one
            JOIN told b ON b.event = s.other AND b.report = a.partner AND b.partner = a.report
            WHERE s.score >= {limits.link_relayed}
            """,
        )


def find_clusters(engine: Engine, limits: Limits) -> list[list[Told]]:
    """The clusters of the components in `hap_several` (node, component)."""
    told = engine.rows(
        "SELECT s.component, t.told FROM hap_several s JOIN kept_hap_told t ON t.event = s.node"
    )
    inside = engine.rows(
        """
        SELECT a.component, s.one, s.other, s.score, r.one IS NOT NULL AS relayed
        FROM kept_hap_scores s
        JOIN hap_several a ON a.node = s.one
        JOIN hap_several b ON b.node = s.other AND b.component = a.component
        LEFT JOIN hap_relayed r ON r.one = s.one AND r.other = s.other
        """
    )
    scores: dict[str, dict[tuple[str, str], float]] = {}
    for r in inside.to_pylist():
        score = as_relayed(r["score"]) if r["relayed"] else r["score"]
        scores.setdefault(r["component"], {})[r["one"], r["other"]] = score
    components: dict[str, list[Told]] = {}
    for r in told.to_pylist():
        components.setdefault(r["component"], []).append(read_told(r["told"]))
    cut = (cut_component(ts, scores.get(c, {}), limits) for c, ts in sorted(components.items()))
    return [cluster for clusters in cut for cluster in clusters]
