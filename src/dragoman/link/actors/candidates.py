"""Clusters of signatures as candidates for bare names, and which are whose candidates.

What of a cluster counts for a bare name is kept in coarse grades: a famous one gets new
members with nearly every report, and only where a grade changes are bare names compared anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from dragoman.link.actors.blocks import short_blocks
from dragoman.link.actors.grades import grade_sql
from dragoman.link.actors.likeness import bodies_alike
from dragoman.link.actors.naming import initials_of
from dragoman.link.actors.state import TABLES, store_difference
from dragoman.link.engine import Engine, map_rows, texts
from dragoman.names import same
from dragoman.names.compare import SURNAME_ALONE

# Of the clusters that share a bare name, the most named are candidates.
MAX_CANDIDATES = 12
_GRADE = 2
# A candidate's share of a name or a time is told in so many parts, rounded; whole numbers are
# divided, so that it is exact.
SHARES = 20
_SHARE = f"CAST(floor((part * {2 * SHARES} + whole) / (2 * whole)) AS BIGINT)"
# A candidate's place in one number: first how many are called so, then how many members it has.
_PLACE = f"coalesce(f.n, 0) * {1 << 31} + c.members"
_PLACE_KEPT = f"used * {1 << 31} + members"
_ALIKE = pa.schema([*texts("kind", "key", "cluster"), ("likeness", pa.float64())])
_OPTION = ("used", "share", "members", "country", "likeness")


def update_candidates(engine: Engine) -> None:
    """Bring the candidates of bare names up to date with `al_first_touched`.

    Stores `al_cluster_facts_changes` (cluster, what, value) and `al_cluster_company_changes`
    (cluster, value), facts and company of clusters that are otherwise;
    `al_option_changes` (kind, key, cluster) and `al_window_changes` (kind, key, cluster, year):
    what a candidate is to a name, and of how many of a year it is.
    """
    _update_clusters(engine)
    _update_facts(engine)
    _update_blocks(engine)
    engine.store("al_found", _FOUND)
    engine.store("al_unlike", _UNLIKE)
    engine.apply("al_likenesses", f"({_COMPARED})", map_rows(_alike, _ALIKE), _ALIKE)
    engine.store("al_options_now", _OPTIONS)
    _update_kept(engine, "options", "al_option_changes", asked="al_asked")
    _update_years(engine)


# Of kept tables: the columns that tell one row, the first of them those of what is asked for, and
# the others.
_KEPT = {
    "clusters": (("cluster",), 1, ("kind", "country", "members")),
    "cluster_years": (("cluster", "year"), 1, ("n",)),
    "options": (("kind", "key", "cluster"), 2, _OPTION),
    "window": (("kind", "key", "year", "cluster"), 3, ("share",)),
}


def _update_kept(engine: Engine, name: str, changes: str, *, asked: str) -> None:
    """Put what was found in the place of a kept table's rows of those asked; store the changes."""
    keys, by, others = _KEPT[name]
    now, was = f"al_{name}_now", f"al_{name}_was"
    same = " AND ".join(f"a.{key} = k.{key}" for key in keys[:by])
    engine.store(was, f"SELECT k.* FROM kept_al_{name} k SEMI JOIN {asked} a ON {same}")
    columns = (*keys, *others)
    store_difference(engine, changes, now, was, columns)
    engine.keep(
        f"kept_al_{name}",
        f"(SELECT {', '.join(columns)} FROM {changes} WHERE way = 1)",
        keys=keys,
        gone=f"(SELECT {', '.join(keys)} FROM {changes} WHERE way = -1)",
    )


def _update_clusters(engine: Engine) -> None:
    """What clusters are; stores `al_whole` (cluster), those of other signatures than before."""
    engine.store("al_theirs", _THEIRS)
    engine.store("al_clusters_now", _CLUSTERS)
    _update_kept(engine, "clusters", "al_clusters_other", asked="al_first_touched")
    engine.store("al_whole", _WHOLE)


def _update_facts(engine: Engine) -> None:
    """What is told of clusters: all of those that are otherwise, else only what changed."""
    engine.store("al_fact_keys", _FACT_KEYS)
    _update_told(engine, "facts", _facts("facts", ("what", "value"), _TOLD, _ONCE))
    _update_told(engine, "company", _facts("company", ("value",), "TRUE", grade_sql("n", _GRADE)))


def _update_told(engine: Engine, name: str, now: str) -> None:
    keys = ("cluster", "what", "value") if name == "facts" else ("cluster", "value")
    kept, changes = f"kept_al_cluster_{name}", f"al_cluster_{name}_changes"
    same = " AND ".join(f"f.{key} = k.{key}" for key in keys)
    asked = "(SELECT * FROM al_fact_keys WHERE what "
    asked += "<> 'company')" if name == "facts" else "= 'company')"
    engine.store("al_told_now", now)
    engine.store(
        "al_told_was",
        f"SELECT k.* FROM {kept} k SEMI JOIN al_whole w ON w.cluster = k.cluster "
        f"UNION ALL SELECT k.* FROM {kept} k SEMI JOIN {asked} f ON {same}",
    )
    store_difference(engine, changes, "al_told_now", "al_told_was", (*keys, "n"))
    named = ", ".join(keys)
    engine.keep(
        kept,
        f"(SELECT {named}, n FROM {changes} WHERE way = 1)",
        keys=keys,
        gone=f"(SELECT {named} FROM {changes} WHERE way = -1)",
    )
    engine.drop("al_told_now")
    engine.drop("al_told_was")


def _update_blocks(engine: Engine) -> None:
    """The keys of clusters and bare names; stores `al_asked` (kind, key), names to look up."""
    engine.store("al_renamed", _RENAMED)
    of_clusters, of_names = TABLES["cluster_blocks"], TABLES["bare_blocks"]
    blocks = map_rows(_cluster_blocks, of_clusters)
    engine.apply("al_cluster_blocks_now", f"({_NAMES})", blocks, of_clusters)
    engine.keep(
        "kept_al_cluster_blocks", "al_cluster_blocks_now", keys=["cluster"], gone="al_renamed"
    )
    engine.store("al_names", _BARE_NAMES)
    engine.apply("al_names_now", f"({_STILL})", map_rows(_bare_blocks, of_names), of_names)
    engine.keep("kept_al_bare_blocks", "al_names_now", keys=["kind", "key"], gone="al_names")
    engine.store("al_asked", _ASKED)


def _update_years(engine: Engine) -> None:
    """Of which years clusters are, and which share of a name's years."""
    engine.store("al_cluster_years_now", _YEARS)
    _update_kept(engine, "cluster_years", "al_year_changes", asked="al_first_touched")
    engine.store("al_asked_years", _ASKED_YEARS)
    engine.store("al_window_now", _WINDOW)
    _update_kept(engine, "window", "al_window_changes", asked="al_asked_years")


def _cluster_blocks(row: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    for block in sorted({b for name in row["names"] for b in short_blocks(row["kind"], name)}):
        yield {"cluster": row["cluster"], "block": block}


def _bare_blocks(row: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    for block in sorted(set(short_blocks(row["kind"], row["key"]))):
        yield {"kind": row["kind"], "key": row["key"], "block": block}


def _alike(row: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    """How well a bare name fits the best of a cluster's names, 1 for a surname spelled alike."""
    bare, found = row["key"], []
    for key in row["names"]:
        if row["kind"] == "person":
            found.append(min(1.0, same(bare, key) / SURNAME_ALONE))
        else:
            found.append(1.0 if bare == initials_of(key) else bodies_alike(bare, key))
    yield {"kind": row["kind"], "key": bare, "cluster": row["cluster"], "likeness": max(found)}


_THEIRS = """
    SELECT f.node, f.cluster FROM kept_al_first f
    SEMI JOIN al_first_touched t ON t.cluster = f.cluster
"""
_CLUSTERS = f"""
    SELECT cluster, kind, country, {grade_sql("members", _GRADE)} AS members
    FROM (SELECT t.cluster, min(s.kind) AS kind, min(s.country) AS country,
                 CAST(sum(s.members) AS BIGINT) AS members
          FROM al_theirs t JOIN kept_al_sigs s ON s.node = t.node GROUP BY t.cluster) x
    WHERE kind <> 'state'
"""
_WHOLE = """
    SELECT cluster FROM al_first_other
    UNION SELECT n.cluster FROM al_clusters_now n
    ANTI JOIN al_clusters_was w ON w.cluster = n.cluster
    UNION SELECT w.cluster FROM al_clusters_was w
    ANTI JOIN al_clusters_now n ON n.cluster = w.cluster
"""
_FACT_KEYS = """
    SELECT DISTINCT f.cluster, d.what, d.value
    FROM al_told_otherwise d
    JOIN kept_al_first f ON f.node = d.node
    SEMI JOIN al_clusters_now c ON c.cluster = f.cluster
    ANTI JOIN al_whole w ON w.cluster = f.cluster
"""
_TOLD = "what IN ('key', 'full', 'short', 'office', 'title', 'holder')"
# Of offices, titles, holders and names counts only that they are told.
_ONCE = f"CASE WHEN what = 'short' THEN {grade_sql('n', _GRADE)} ELSE 1 END"


def _facts(table: str, keys: tuple[str, ...], which: str, graded: str) -> str:
    """What is told now: all of clusters that are otherwise, and of the others what changed."""
    named = ", ".join(f"f.{key}" for key in keys)
    same = " AND ".join(f"f.{key} = k.{key}" for key in keys)
    told = f"(SELECT * FROM kept_al_{table} WHERE {which})"
    return f"""
        SELECT cluster, {", ".join(keys)}, {graded} AS n
        FROM (SELECT t.cluster, {named}, CAST(sum(f.n) AS BIGINT) AS n
              FROM al_theirs t
              SEMI JOIN al_whole w ON w.cluster = t.cluster
              SEMI JOIN al_clusters_now c ON c.cluster = t.cluster
              JOIN {told} f ON f.node = t.node
              GROUP BY t.cluster, {named}
              UNION ALL
              SELECT k.cluster, {named}, CAST(sum(f.n) AS BIGINT) AS n
              FROM (SELECT k2.cluster, k2.what, k2.value, t.node
                    FROM al_fact_keys k2 JOIN al_theirs t ON t.cluster = k2.cluster
                    WHERE k2.what {"=" if table == "company" else "<>"} 'company') k
              JOIN {told} f ON f.node = k.node AND {same}
              GROUP BY k.cluster, {named}) x
    """


# Clusters that are found under other keys than before, or are otherwise to those who find them.
_RENAMED = """
    SELECT cluster FROM al_clusters_other
    UNION SELECT cluster FROM al_cluster_facts_changes WHERE what IN ('key', 'full', 'short')
"""
_NAMES = """
    SELECT r.cluster, min(c.kind) AS kind, array_agg(f.value) AS names
    FROM al_renamed r
    JOIN kept_al_clusters c ON c.cluster = r.cluster
    JOIN kept_al_cluster_facts f ON f.cluster = r.cluster
    WHERE f.what IN ('key', 'full', 'short') GROUP BY r.cluster
"""
_BARE_NAMES = """
    SELECT kind, key FROM al_come WHERE form = 'bare'
    UNION SELECT kind, key FROM al_went WHERE form = 'bare'
"""
_STILL = """
    SELECT DISTINCT b.kind, b.key FROM al_bare b
    SEMI JOIN al_names a ON a.kind = b.kind AND a.key = b.key
"""
# Names that came or went, that lose a candidate or have one that is otherwise, or that get one
# which is not below the last of those they have.
_ASKED = f"""
    SELECT kind, key FROM al_names
    UNION SELECT o.kind, o.key FROM kept_al_options o
    SEMI JOIN al_renamed r ON r.cluster = o.cluster
    UNION SELECT n.kind, n.key
    FROM (SELECT b.kind, b.key, {_PLACE} AS place
          FROM al_cluster_blocks_now k
          JOIN kept_al_bare_blocks b ON b.block = k.block
          JOIN kept_al_clusters c ON c.cluster = k.cluster AND c.kind = b.kind
          LEFT JOIN kept_al_cluster_facts f
            ON f.cluster = k.cluster AND f.what = 'short' AND f.value = b.key) n
    LEFT JOIN (SELECT kind, key, count(*) AS options, min({_PLACE_KEPT}) AS last
               FROM kept_al_options GROUP BY kind, key) l
      ON l.kind = n.kind AND l.key = n.key
    WHERE coalesce(l.options, 0) < {MAX_CANDIDATES} OR n.place >= l.last
"""
# Of every bare name the clusters it may mean, with how many members are called so, and the share
# of all so called; each candidate's members count a half more.
_FOUND = f"""
    SELECT kind, key, cluster, used, members, country,
           {_SHARE} AS share
    FROM (SELECT kind, key, cluster, used, members, country, 2 * used + 1 AS part,
                 CAST(2 * sum(used) OVER (PARTITION BY kind, key) + 2 AS DOUBLE) AS whole
          FROM (SELECT o.kind, o.key, o.cluster, c.members, c.country, coalesce(f.n, 0) AS used,
                       row_number() OVER (PARTITION BY o.kind, o.key
                                          ORDER BY coalesce(f.n, 0) DESC, c.members DESC,
                                                   o.cluster) AS rank
                FROM (SELECT DISTINCT b.kind, b.key, k.cluster
                      FROM kept_al_bare_blocks b
                      SEMI JOIN al_asked a ON a.kind = b.kind AND a.key = b.key
                      JOIN kept_al_cluster_blocks k ON k.block = b.block) o
                JOIN kept_al_clusters c ON c.cluster = o.cluster AND c.kind = o.kind
                LEFT JOIN kept_al_cluster_facts f
                  ON f.cluster = o.cluster AND f.what = 'short' AND f.value = o.key) x
          WHERE rank <= {MAX_CANDIDATES}) y
"""
# Candidates that are new to a name, or have another name.
_UNLIKE = """
    SELECT f.kind, f.key, f.cluster FROM al_found f
    LEFT JOIN kept_al_options k ON k.kind = f.kind AND k.key = f.key AND k.cluster = f.cluster
    LEFT JOIN (SELECT DISTINCT cluster FROM al_cluster_facts_changes WHERE what = 'key') c
      ON c.cluster = f.cluster
    WHERE k.cluster IS NULL OR c.cluster IS NOT NULL
"""
_COMPARED = """
    SELECT u.kind, u.key, u.cluster, n.names FROM al_unlike u
    JOIN (SELECT cluster, array_agg(value) AS names FROM kept_al_cluster_facts
          WHERE what = 'key' GROUP BY cluster) n
      ON n.cluster = u.cluster
"""
_OPTIONS = """
    SELECT f.kind, f.key, f.cluster, f.used, f.share, f.members, f.country,
           coalesce(l.likeness, k.likeness) AS likeness
    FROM al_found f
    LEFT JOIN al_likenesses l ON l.kind = f.kind AND l.key = f.key AND l.cluster = f.cluster
    LEFT JOIN kept_al_options k ON k.kind = f.kind AND k.key = f.key AND k.cluster = f.cluster
"""
# Of every cluster and year, how many of its members are of that time.
_YEARS = f"""
    SELECT cluster, year, {grade_sql("n", _GRADE)} AS n
    FROM (SELECT t.cluster, n.year + d.later AS year, count(*) AS n
          FROM al_theirs t
          SEMI JOIN al_clusters_now c ON c.cluster = t.cluster
          JOIN kept_al_nodes n ON n.sig = t.node
          CROSS JOIN (SELECT -1 AS later UNION ALL SELECT 0 UNION ALL SELECT 1) d
          WHERE n.year IS NOT NULL GROUP BY t.cluster, n.year + d.later) x
"""
_ASKED_YEARS = """
    SELECT b.kind, b.key, b.year FROM al_bare b
    SEMI JOIN al_asked a ON a.kind = b.kind AND a.key = b.key WHERE b.year IS NOT NULL
    UNION SELECT k.kind, k.key, k.year FROM kept_al_window k
    SEMI JOIN al_asked a ON a.kind = k.kind AND a.key = k.key
    UNION SELECT o.kind, o.key, y.year FROM kept_al_options o
    JOIN al_year_changes y ON y.cluster = o.cluster
"""
# Of every candidate and year of a bare name its share of the candidates' members of that time;
# each counts a tenth of a member more.
_WINDOW = f"""
    SELECT kind, key, cluster, year, {_SHARE} AS share
    FROM (SELECT kind, key, cluster, year, part,
                 CAST(sum(part) OVER (PARTITION BY kind, key, year) AS DOUBLE) AS whole
          FROM (SELECT o.kind, o.key, o.cluster, b.year, 10 * coalesce(y.n, 0) + 1 AS part
                FROM kept_al_options o
                JOIN (SELECT DISTINCT b2.kind, b2.key, b2.year FROM al_bare b2
                      SEMI JOIN al_asked_years a
                        ON a.kind = b2.kind AND a.key = b2.key AND a.year = b2.year) b
                  ON b.kind = o.kind AND b.key = o.key
                LEFT JOIN kept_al_cluster_years y
                  ON y.cluster = o.cluster AND y.year = b.year) c) x
"""
