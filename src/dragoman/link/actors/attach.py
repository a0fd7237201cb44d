"""Bare names to the clusters they may mean: a surname alone, an acronym, `the Foreign Ministry`.

A bare name is decided report by report, for it means another in another report. It goes to a
cluster only if that one stands out: by how often its own reports call it so, by office and
state, by the years it is in the news and by the company it is named in.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from dragoman.link.actors.blocks import BLOCK_SCHEMA, short_blocks
from dragoman.link.actors.likeness import bodies_alike
from dragoman.link.actors.naming import initials_of
from dragoman.link.actors.weighing import (
    LEAST_SCORE,
    SCORED_SCHEMA,
    country_features,
    explain,
    facts_of,
    holder_features,
    load_weights,
    office_feature,
    office_other,
    weigh,
)
from dragoman.link.engine import Engine, map_rows
from dragoman.names import same
from dragoman.names.compare import SURNAME_ALONE

# Of the clusters that share a bare name, the most named are candidates.
MAX_CANDIDATES = 12
# How many reports' worth of chance is mixed into a cluster's company.
SMOOTHING = 20.0
_LIFT_LOW, _LIFT_HIGH = -1.5, 4.0


def score_bare(engine: Engine, clusters: str) -> None:
    """Store `al_attach`: bare nodes with candidate clusters, score, reason and rank."""
    engine.store("al_cluster_facts", _cluster_facts(clusters))
    engine.store("al_cluster", _cluster(clusters))
    cluster_blocks = map_rows(_cluster_blocks, BLOCK_SCHEMA)
    engine.apply("al_cluster_blocks", "al_cluster", cluster_blocks, BLOCK_SCHEMA)
    engine.store("al_bare_names", _BARE_NAMES)
    engine.apply(
        "al_bare_blocks", "al_bare_names", map_rows(_bare_blocks, BLOCK_SCHEMA), BLOCK_SCHEMA
    )
    engine.store("al_options", _OPTIONS)
    engine.store("al_window", _window(clusters))
    engine.store("al_lift", _LIFT)
    scored = map_rows(score_attachment, SCORED_SCHEMA)
    engine.apply("al_attach_scored", f"({_CANDIDATES})", scored, SCORED_SCHEMA)
    engine.store("al_attach", _RANKED)


def attached(same_from: float, rival_from: float) -> str:
    """Bare nodes whose best candidate stands out, as edges."""
    return f"""
        SELECT one, other, score FROM al_attach
        WHERE rank = 1 AND score >= {same_from} AND coalesce(next_score, 0.0) < {rival_from}
    """


def unsure(same_from: float, rival_from: float, least: float) -> str:
    """Bare nodes with candidates none of which stands out: the best of them."""
    return f"""
        SELECT one, other, score, reason FROM al_attach
        WHERE rank = 1 AND score >= {least}
          AND NOT (score >= {same_from} AND coalesce(next_score, 0.0) < {rival_from})
    """


def _cluster_blocks(row: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    facts = facts_of(row["facts"])
    names = {*facts.get("short", {}), *facts.get("full", {}), *facts["key"]}
    keys = {b for name in names for b in short_blocks(row["kind"], name)}
    for block in sorted(keys):
        yield {"node": row["cluster"], "block": block}


def _bare_blocks(row: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    for block in sorted(set(short_blocks(row["kind"], row["key"]))):
        yield {"node": f"{row['kind']}:{row['key']}", "block": block}


def _likeness(kind: str, bare: str, keys: Mapping[str, int]) -> float:
    """How well a bare name fits the best of a cluster's names, 1 for a surname spelled alike."""
    if kind == "person":
        return max(min(1.0, same(bare, key) / SURNAME_ALONE) for key in keys)
    return max(1.0 if bare == initials_of(key) else bodies_alike(bare, key) for key in keys)


def attachment_features(row: Mapping[str, Any]) -> dict[str, float]:
    """The features of a bare name beside a cluster that it may mean."""
    facts = facts_of(row["facts"])
    named = dict.fromkeys(row["offices"], 1)
    holder = {row["holder"]: 1} if row["holder"] else {}
    missing = max(_LIFT_LOW, math.log(SMOOTHING / (row["members"] + SMOOTHING)))
    companions = len(row["company"])
    lift = (row["lift"] or 0.0) + (companions - (row["present"] or 0)) * missing
    used, all_used = row["used"] or 0, row["all_used"] or 0
    share = (used + 0.5) / (all_used + 1.0)
    return {
        "name": _likeness(row["kind"], row["key"], facts["key"]),
        "used": math.log1p(used),
        "share": share,
        # A report without a date leaves the years as they are over all.
        "window": share if row["window_share"] is None else row["window_share"],
        "company": lift / companions if companions else 0.0,
        "office": office_feature(named, facts.get("office", {})),
        "office_other": office_other(named, facts.get("office", {})),
        **country_features(row["country"], row["cluster_country"]),
        **holder_features(holder, facts.get("holder", {})),
    }


def score_attachment(row: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    """A bare node and a candidate cluster with score and reason, if it is not out of question."""
    features, weights = attachment_features(row), load_weights().attach
    score = weigh(features, weights)
    if score >= LEAST_SCORE:
        reason = explain(features, weights)
        yield {"one": row["node"], "other": row["cluster"], "score": score, "reason": reason}


def _cluster_facts(clusters: str) -> str:
    return f"""
        SELECT c.cluster, f.what, f.value, count(*) AS n
        FROM al_facts f JOIN {clusters} c ON c.node = f.node
        GROUP BY c.cluster, f.what, f.value
    """


def _cluster(clusters: str) -> str:
    return f"""
        SELECT x.cluster, x.kind, x.country, x.members, p.facts
        FROM (SELECT c.cluster, min(s.kind) AS kind, min(s.country) AS country,
                     CAST(sum(s.members) AS BIGINT) AS members
              FROM {clusters} c JOIN al_sigs s ON s.node = c.node GROUP BY c.cluster) x
        JOIN (SELECT cluster,
                     array_agg(what || '\t' || value || '\t' || CAST(n AS STRING)) AS facts
              FROM al_cluster_facts WHERE what <> 'company' GROUP BY cluster) p
          ON p.cluster = x.cluster
        WHERE x.kind <> 'state'
    """


_BARE_NAMES = "SELECT DISTINCT kind, key FROM al_nodes WHERE form = 'bare'"
# Of every bare name the clusters it may mean, with how many members are called so.
_OPTIONS = f"""
    SELECT kind, key, cluster, used,
           CAST(sum(used) OVER (PARTITION BY kind, key) AS BIGINT) AS all_used
    FROM (SELECT o.kind, o.key, o.cluster, coalesce(f.n, 0) AS used,
                 row_number() OVER (PARTITION BY o.kind, o.key
                                    ORDER BY coalesce(f.n, 0) DESC, c.members DESC, o.cluster)
                   AS rank
          FROM (SELECT DISTINCT n.kind, n.key, k.node AS cluster
                FROM al_bare_names n
                JOIN al_bare_blocks b ON b.node = n.kind || ':' || n.key
                JOIN al_cluster_blocks k ON k.block = b.block) o
          JOIN al_cluster c ON c.cluster = o.cluster AND c.kind = o.kind
          LEFT JOIN al_cluster_facts f
            ON f.cluster = o.cluster AND f.what = 'short' AND f.value = o.key) x
    WHERE rank <= {MAX_CANDIDATES}
"""


def _window(clusters: str) -> str:
    """Of every option and year how many of the candidates' members are of that time, and whose."""
    return f"""
        SELECT x.kind, x.key, x.cluster, x.year,
               round(x.n / sum(x.n) OVER (PARTITION BY x.kind, x.key, x.year), 6) AS share
        FROM (SELECT o.kind, o.key, o.cluster, b.year, CAST(count(m.node) AS DOUBLE) + 0.1 AS n
              FROM al_options o
              JOIN (SELECT DISTINCT kind, key, year FROM al_nodes
                    WHERE form = 'bare' AND year IS NOT NULL) b
                ON b.kind = o.kind AND b.key = o.key
              LEFT JOIN (SELECT n.node, n.year, c.cluster
                         FROM al_nodes n JOIN {clusters} c ON c.node = n.sig) m
                ON m.cluster = o.cluster AND m.year BETWEEN b.year - 1 AND b.year + 1
              GROUP BY o.kind, o.key, o.cluster, b.year) x
    """


# The log of how much likelier the company of a bare name is beside a cluster than anywhere.
_LIFT = f"""
    SELECT n.node, o.cluster, count(*) AS present,
           round(sum(least({_LIFT_HIGH}, greatest({_LIFT_LOW},
               ln((f.n + {SMOOTHING} * p.p) / ((c.members + {SMOOTHING}) * p.p))))), 6) AS lift
    FROM al_nodes n
    JOIN al_options o ON o.kind = n.kind AND o.key = n.key
    JOIN al_cluster c ON c.cluster = o.cluster
    JOIN al_facts b ON b.node = n.node AND b.what = 'company'
    JOIN al_cluster_facts f
      ON f.cluster = o.cluster AND f.what = 'company' AND f.value = b.value
    JOIN (SELECT value, CAST(count(*) AS DOUBLE) / max(t.total) AS p
          FROM al_facts CROSS JOIN (SELECT count(*) AS total FROM al_nodes) t
          WHERE what = 'company' GROUP BY value) p
      ON p.value = b.value
    WHERE n.form = 'bare'
    GROUP BY n.node, o.cluster
"""
_CANDIDATES = """
    SELECT n.node, o.cluster, n.kind, n.key, n.country, n.offices, n.holder, n.company,
           c.country AS cluster_country, c.members, c.facts, o.used, o.all_used,
           w.share AS window_share, l.lift, l.present
    FROM al_nodes n
    JOIN al_options o ON o.kind = n.kind AND o.key = n.key
    JOIN al_cluster c ON c.cluster = o.cluster
    LEFT JOIN al_window w
      ON w.kind = n.kind AND w.key = n.key AND w.cluster = o.cluster AND w.year = n.year
    LEFT JOIN al_lift l ON l.node = n.node AND l.cluster = o.cluster
    WHERE n.form = 'bare'
"""
_RANKED = """
    SELECT one, other, score, reason,
           row_number() OVER (PARTITION BY one ORDER BY score DESC, other) AS rank,
           lead(score) OVER (PARTITION BY one ORDER BY score DESC, other) AS next_score
    FROM al_attach_scored
"""
