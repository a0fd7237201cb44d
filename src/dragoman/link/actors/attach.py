"""Bare names to the clusters they may mean: a surname alone, an acronym, `the Foreign Ministry`.

A bare name is decided report by report, for it means another in another report. It goes to a
cluster only if that one stands out: by how often its own reports call it so, by office and
state, by the years it is in the news and by the company it is named in.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from dragoman.link.actors.candidates import SHARES
from dragoman.link.actors.state import SCORED_SCHEMA
from dragoman.link.actors.weighing import country_features, load_weights, scored
from dragoman.link.engine import Engine, map_rows
from dragoman.link.statistics import step_sql

# How many reports' worth of chance is mixed into a cluster's company.
SMOOTHING = 20.0
_LIFT_LOW, _LIFT_HIGH = -1.5, 4.0
_SLACK = 0.001
# Steps of holders are of four, those of the total of two: the middle of the one over the other's.
_MID_STEP = 1.4


def update_attachments(engine: Engine, total: int, *, anew: bool) -> None:
    """Bring `kept_al_attach` and `kept_al_decided` up to date with what changed.

    `total` is as how many members they count in all, `anew` whether that is another number than
    before, so that all have to be scored anew. Scored are bare names with their candidates,
    decided is the best of them where it is good enough: `sure` says that it stands out.
    """
    engine.store("al_bare_moved", _MOVED)
    engine.store("al_stale", _all_stale() if anew else _STALE)
    engine.store("al_companions", _companions(total))
    engine.store("al_beside", _BESIDE)
    engine.store("al_lift", _LIFT)
    engine.drop("al_beside")
    engine.store("al_told", _TOLD)
    engine.store("al_told_beside", _TOLD_BESIDE)
    engine.store("al_offices", _OFFICES)
    scored_ = map_rows(score_attachment, SCORED_SCHEMA)
    engine.apply("al_attach_now", f"({_FEATURES} WHERE {_hope()})", scored_, SCORED_SCHEMA)
    engine.store("al_attach_was", _WAS)
    engine.keep(
        "kept_al_attach",
        "al_attach_now",
        keys=["one", "other"],
        gone="(SELECT one, other FROM al_attach_was)",
    )
    engine.store("al_open", _OPEN)
    weights = load_weights()
    engine.store("al_decided", _decided(weights.attach_from, weights.rival_from, weights.unsure))
    gone = "(SELECT node AS one FROM al_open)"
    engine.keep("kept_al_decided", "al_decided", keys=["one"], gone=gone)


def attachment_features(row: Mapping[str, Any]) -> dict[str, float]:
    """The features of a bare name beside a cluster that it may mean."""
    missing = max(_LIFT_LOW, math.log(SMOOTHING / (row["members"] + SMOOTHING)))
    companions = row["companions"] or 0
    lift = (row["lift"] or 0.0) + (companions - (row["present"] or 0)) * missing
    share = row["share"] / SHARES
    same_holder = bool(row["holder"] and row["holder"] == row["held_by"])
    return {
        "name": row["likeness"],
        "used": math.log1p(row["used"]),
        "share": share,
        # A report without a date leaves the years as they are over all.
        "window": share if row["window_share"] is None else row["window_share"] / SHARES,
        "company": lift / companions if companions else 0.0,
        "office": row["office"] or 0.0,
        # Both have offices, and none is like one of the other's.
        "office_other": float(row["titled"] and not row["title"]),
        **country_features(row["country"], row["cluster_country"]),
        "holder_same": float(same_holder),
        "holder_other": float(bool(row["holder"] and row["holders"]) and not same_holder),
    }


def score_attachment(row: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    """A bare node and a candidate cluster with score and reason, if it is not out of question."""
    features = attachment_features(row)
    yield from scored(row["node"], row["cluster"], features, load_weights().attach)


_MOVED = """
    SELECT node FROM al_come WHERE form = 'bare' UNION SELECT node FROM al_went WHERE form = 'bare'
"""
# Bare nodes with candidates that may score otherwise than before: the node is new; the candidate
# is otherwise to the name, or of another share of its year; another office, holder or company of
# the candidate that the node has too; company of the node that is more or less common than it was.
_STALE = """
    SELECT b.node, o.cluster FROM al_bare b
    SEMI JOIN al_bare_moved m ON m.node = b.node
    JOIN kept_al_options o ON o.kind = b.kind AND o.key = b.key
    UNION
    SELECT b.node, c.cluster FROM al_bare b
    JOIN al_option_changes c ON c.kind = b.kind AND c.key = b.key
    UNION
    SELECT b.node, c.cluster FROM al_bare b
    JOIN al_window_changes c ON c.kind = b.kind AND c.key = b.key AND c.year = b.year
    UNION
    SELECT b.node, o.cluster
    FROM (SELECT DISTINCT cluster, what FROM al_cluster_facts_changes
          WHERE what IN ('office', 'title', 'holder')) c
    JOIN kept_al_options o ON o.cluster = c.cluster
    JOIN al_bare b ON b.kind = o.kind AND b.key = o.key
    LEFT JOIN (SELECT DISTINCT node FROM kept_al_facts WHERE what = 'office') f ON f.node = b.node
    WHERE (c.what = 'holder' AND b.holder IS NOT NULL)
       OR (c.what <> 'holder' AND f.node IS NOT NULL)
    UNION
    SELECT b.node, o.cluster
    FROM (SELECT DISTINCT cluster, value FROM al_cluster_company_changes) c
    JOIN kept_al_options o ON o.cluster = c.cluster
    JOIN al_bare b ON b.kind = o.kind AND b.key = o.key
    SEMI JOIN kept_al_companions k ON k.node = b.node AND k.value = c.value
    UNION
    SELECT b.node, o.cluster FROM al_bare b
    SEMI JOIN (SELECT k.node FROM kept_al_companions k
               SEMI JOIN al_likelier l ON l.value = k.value) m
      ON m.node = b.node
    JOIN kept_al_options o ON o.kind = b.kind AND o.key = b.key
"""


def _all_stale() -> str:
    return """
        SELECT b.node, o.cluster FROM al_bare b
        JOIN kept_al_options o ON o.kind = b.kind AND o.key = b.key
        UNION SELECT one AS node, other AS cluster FROM kept_al_attach
    """


def _companions(total: int) -> str:
    """Bare nodes that may score otherwise, with their company and how likely it is anywhere."""
    share = f"CAST({step_sql('v.members')} AS DOUBLE) * {_MID_STEP} / {total}"
    return f"""
        SELECT k.node, k.value, least(1.0, {share}) AS p
        FROM kept_al_companions k
        SEMI JOIN al_stale s ON s.node = k.node
        JOIN kept_al_values v ON v.value = k.value
    """


# Stored, for an engine that joined a famous candidate's company first would make far more rows.
_BESIDE = """
    SELECT s.node, s.cluster, c.value, c.p
    FROM al_stale s JOIN al_companions c ON c.node = s.node
"""
# The log of how much likelier the company of a bare name is beside a cluster than anywhere.
_LIFT = f"""
    SELECT b.node, b.cluster, count(*) AS present,
           round(sum(least({_LIFT_HIGH}, greatest({_LIFT_LOW},
               ln((f.n + {SMOOTHING} * b.p) / ((c.members + {SMOOTHING}) * b.p))))), 6) AS lift
    FROM al_beside b
    JOIN kept_al_cluster_company f ON f.cluster = b.cluster AND f.value = b.value
    JOIN kept_al_clusters c ON c.cluster = b.cluster
    GROUP BY b.node, b.cluster
"""


# Offices and their titles that bare names are told with.
_TOLD = """
    SELECT f.node, f.what, f.value FROM kept_al_facts f SEMI JOIN al_stale s ON s.node = f.node
    WHERE f.what IN ('office', 'title')
"""
_TOLD_BESIDE = """
    SELECT s.node, s.cluster, f.what, f.value FROM al_stale s JOIN al_told f ON f.node = s.node
"""
# `office` is 1 for the same office of the same state or body, 0.5 for the same title of unknown.
_OFFICES = """
    SELECT b.node, b.cluster,
           max(CASE WHEN f.what = 'title' THEN 0.0
                    WHEN f.value LIKE '%|' THEN 0.5 ELSE 1.0 END) AS office,
           max(CASE WHEN f.what = 'title' THEN 1 ELSE 0 END) AS title
    FROM al_told_beside b
    JOIN kept_al_cluster_facts f
      ON f.cluster = b.cluster AND f.what = b.what AND f.value = b.value
    GROUP BY b.node, b.cluster
"""
_FEATURES = """
    SELECT s.node, s.cluster, o.likeness, o.used, o.share, o.members,
           o.country AS cluster_country, b.country, b.holder, h.value AS held_by, n.holders,
           w.share AS window_share, l.lift, l.present, c.companions,
           CAST(f.office AS DOUBLE) AS office, f.title,
           CASE WHEN t.node IS NOT NULL AND n.titles > 0 THEN 1 ELSE 0 END AS titled
    FROM al_stale s
    JOIN al_bare b ON b.node = s.node
    JOIN kept_al_options o ON o.kind = b.kind AND o.key = b.key AND o.cluster = s.cluster
    LEFT JOIN kept_al_window w
      ON w.kind = b.kind AND w.key = b.key AND w.cluster = s.cluster AND w.year = b.year
    LEFT JOIN al_lift l ON l.node = s.node AND l.cluster = s.cluster
    LEFT JOIN al_offices f ON f.node = s.node AND f.cluster = s.cluster
    LEFT JOIN (SELECT node, count(*) AS companions FROM al_companions GROUP BY node) c
      ON c.node = s.node
    LEFT JOIN kept_al_cluster_facts h
      ON h.cluster = s.cluster AND h.what = 'holder' AND h.value = b.holder
    LEFT JOIN (SELECT cluster, sum(CASE WHEN what = 'holder' THEN 1 ELSE 0 END) AS holders,
                      sum(CASE WHEN what = 'title' THEN 1 ELSE 0 END) AS titles
               FROM kept_al_cluster_facts WHERE what IN ('holder', 'title') GROUP BY cluster) n
      ON n.cluster = s.cluster
    LEFT JOIN (SELECT DISTINCT node FROM al_told WHERE what = 'title') t ON t.node = s.node
"""


def _hope() -> str:
    """In SQL, whether the features leave hope of a score worth keeping; not less than they say."""
    weights, least = load_weights().attach, load_weights().least
    parts = {
        "name": "o.likeness",
        "used": "ln(1 + o.used)",
        "share": f"o.share / {SHARES}.0",
        "window": f"coalesce(w.share, o.share) / {SHARES}.0",
        "company": "coalesce(l.lift / c.companions, 0.0)",
        "office": "coalesce(f.office, 0.0)",
        "country_same": "CASE WHEN b.country IS NULL THEN 0.0 ELSE 1.0 END",
        "holder_same": "CASE WHEN b.holder IS NULL THEN 0.0 ELSE 1.0 END",
    }
    hope = " + ".join(f"{weights[name]} * {part}" for name, part in parts.items())
    return f"{hope} > {math.log(least / (1 - least)) - weights['bias'] - _SLACK}"


_WAS = """
    SELECT k.one, k.other FROM kept_al_attach k
    SEMI JOIN al_stale s ON s.node = k.one AND s.cluster = k.other
    UNION SELECT k.one, k.other FROM kept_al_attach k SEMI JOIN al_bare_moved m ON m.node = k.one
"""
# Bare nodes with other scores than before.
_OPEN = """
    SELECT node FROM al_bare_moved
    UNION SELECT one AS node FROM al_attach_was UNION SELECT one AS node FROM al_attach_now
"""


def _decided(same_from: float, rival_from: float, least: float) -> str:
    stands_out = f"score >= {same_from} AND coalesce(next_score, 0.0) < {rival_from}"
    return f"""
        SELECT one, other, score, shown, reason, ({stands_out}) AS sure
        FROM (SELECT k.one, k.other, k.score, k.shown, k.reason,
                     row_number() OVER (PARTITION BY k.one ORDER BY k.score DESC, k.other) AS rank,
                     lead(k.score) OVER (PARTITION BY k.one ORDER BY k.score DESC, k.other)
                       AS next_score
              FROM kept_al_attach k SEMI JOIN al_open o ON o.node = k.one) x
        WHERE rank = 1 AND (score >= {least} OR ({stands_out}))
    """
