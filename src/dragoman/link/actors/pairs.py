"""Pairs of signatures that may be one actor: who meets, who is worth comparing, the scores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dragoman.link.actors.blocks import make_blocks
from dragoman.link.actors.state import SCORED_SCHEMA, TABLES, store_difference
from dragoman.link.actors.weighing import least_likeness, name_likeness, score_pair
from dragoman.link.engine import Engine, map_rows
from dragoman.link.statistics import step_sql

# A key that more signatures share tells nothing; pairs would grow with its square.
MAX_BLOCK = 150


def update_pairs(engine: Engine, total: int, *, all_company: bool) -> None:
    """Bring `kept_al_pairs` and `kept_al_scored` up to date with the signatures touched.

    `total` is as how many signatures they count, `all_company` whether that is another number
    than before, so that all company has to be compared anew.
    """
    _update_blocks(engine)
    _update_likely(engine)
    engine.store("al_stirred", _STIRRED + (_ALL if all_company else ""))
    engine.store("al_rescored", _RESCORED)
    engine.store(
        "al_ends", "SELECT one AS node FROM al_rescored UNION SELECT other FROM al_rescored"
    )
    engine.store("al_weights", _weights(total))
    engine.store("al_company", _COMPANY)
    engine.store("al_one_side", _ONE_SIDE)
    engine.store("al_alike", _ALIKE)
    engine.apply(
        "al_scored", f"({_CANDIDATES})", map_rows(score_pair, SCORED_SCHEMA), SCORED_SCHEMA
    )
    engine.keep(
        "kept_al_scored",
        "al_scored",
        keys=["one", "other"],
        gone="(SELECT one, other FROM al_rescored UNION SELECT one, other FROM al_met)",
    )
    engine.drop("al_one_side")


def _update_blocks(engine: Engine) -> None:
    """The keys of signatures touched; stores `al_met` (one, other), pairs that met or meet anew."""
    schema = TABLES["blocks"]
    engine.apply("al_blocks_now", "al_sigs_now", map_rows(make_blocks, schema), schema)
    engine.store(
        "al_blocks_was",
        "SELECT k.* FROM kept_al_blocks k SEMI JOIN al_touched t ON t.node = k.node",
    )
    columns = ("node", "face", "block")
    store_difference(engine, "al_block_changes", "al_blocks_now", "al_blocks_was", columns)
    engine.store("al_block_sizes", _SIZES)
    engine.store("al_holders", _HOLDERS)
    engine.store("al_met", _MET)
    engine.keep("kept_al_blocks", "al_blocks_now", keys=["node"], gone="al_touched")


def _update_likely(engine: Engine) -> None:
    """Of the pairs that meet those whose names let them be one, with how alike the names are."""
    engine.store("al_met_by", _MET_BY)
    engine.store("al_meet", _MEET)
    schema = TABLES["pairs"]
    engine.apply("al_likely", f"({_NAMES})", map_rows(_likely, schema), schema)
    engine.keep("kept_al_pairs", "al_likely", keys=["one", "other"], gone="al_met")


def _likely(row: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    """A pair, unless no evidence could make one of two names so unlike."""
    known = row["form"] == row["form_other"] == "known"
    if row["kind"] != row["kind_other"] or (known and row["key_one"] != row["key_other"]):
        return
    likeness = name_likeness(row["kind"], row["key_one"], row["key_other"])
    if row["named"] or likeness >= least_likeness(row["kind"]):
        yield {"one": row["one"], "other": row["other"], "likeness": likeness}


_ACTIVE = f"BETWEEN 2 AND {MAX_BLOCK}"
# How many signatures have a key, before and after; keys that nobody meets under are left out.
_SIZES = f"""
    SELECT block, CASE WHEN before {_ACTIVE} AND after {_ACTIVE} THEN 0 ELSE 1 END AS turned
    FROM (SELECT c.block, coalesce(k.n, 0) AS before, coalesce(k.n, 0) + c.n AS after
          FROM (SELECT block, sum(way) AS n FROM al_block_changes GROUP BY block) c
          LEFT JOIN (SELECT b.block, count(*) AS n FROM kept_al_blocks b
                     SEMI JOIN al_block_changes c2 ON c2.block = b.block GROUP BY b.block) k
            ON k.block = c.block) s
    WHERE before {_ACTIVE} OR after {_ACTIVE}
"""
# Who has or had those keys; `moved` says who has or had them otherwise.
_HOLDERS = """
    SELECT h.block, h.node, s.turned, CASE WHEN c.node IS NULL THEN 0 ELSE 1 END AS moved
    FROM (SELECT block, node FROM kept_al_blocks UNION SELECT block, node FROM al_blocks_now) h
    JOIN al_block_sizes s ON s.block = h.block
    LEFT JOIN (SELECT DISTINCT node, block FROM al_block_changes) c
      ON c.node = h.node AND c.block = h.block
"""
_MET = """
    SELECT DISTINCT a.node AS one, b.node AS other
    FROM al_holders a JOIN al_holders b ON b.block = a.block
    WHERE a.node < b.node AND a.turned + a.moved + b.moved > 0
"""
# Where three tables meet two are joined and stored first: an engine that began with the two
# that are large would make far more rows.
_MET_BY = """
    SELECT p.one, p.other, b.block FROM al_met p JOIN kept_al_blocks b ON b.node = p.one
"""
# `named` says that one of the two is told to bear the other's very name.
_MEET = f"""
    SELECT p.one, p.other, max(CASE WHEN p.block LIKE '=%' THEN 1 ELSE 0 END) AS named
    FROM al_met_by p
    SEMI JOIN kept_al_blocks b ON b.node = p.other AND b.block = p.block
    SEMI JOIN (SELECT block FROM kept_al_blocks GROUP BY block HAVING count(*) {_ACTIVE}) k
      ON k.block = p.block
    GROUP BY p.one, p.other
"""
_NAMES = """
    SELECT m.one, m.other, m.named, a.kind, a.form, a.key AS key_one,
           b.kind AS kind_other, b.form AS form_other, b.key AS key_other
    FROM al_meet m
    JOIN kept_al_sigs a ON a.node = m.one
    JOIN kept_al_sigs b ON b.node = m.other
"""
# Signatures of which something has changed that a score is made of.
_STIRRED = """
    SELECT node FROM al_touched
    UNION SELECT c.node FROM kept_al_company c SEMI JOIN al_rarer r ON r.value = c.value
"""
_ALL = " UNION SELECT node FROM kept_al_sigs"
_RESCORED = """
    SELECT p.one, p.other, p.likeness FROM kept_al_pairs p
    LEFT JOIN al_stirred a ON a.node = p.one
    LEFT JOIN al_stirred b ON b.node = p.other
    LEFT JOIN al_met m ON m.one = p.one AND m.other = p.other
    WHERE coalesce(a.node, b.node, m.one) IS NOT NULL
"""


# How much the company of two signatures is alike: the cosine of their counts, each weighed by
# how few signatures have that company.
def _weights(total: int) -> str:
    return f"""
        SELECT c.node, c.value,
               ln(1 + CAST(c.n AS DOUBLE))
               * ln(1 + CAST({total} AS DOUBLE) / {step_sql("v.holders")}) AS weight
        FROM kept_al_company c
        SEMI JOIN al_ends e ON e.node = c.node
        JOIN kept_al_values v ON v.value = c.value
    """


_COMPANY = """
    SELECT w.node, w.value, w.weight / l.length AS weight
    FROM al_weights w
    JOIN (SELECT node, sqrt(sum(weight * weight)) AS length FROM al_weights GROUP BY node) l
      ON l.node = w.node
"""
_ONE_SIDE = """
    SELECT p.one, p.other, c.value, c.weight
    FROM al_rescored p JOIN al_company c ON c.node = p.one
"""
_ALIKE = """
    SELECT a.one, a.other, round(sum(a.weight * b.weight), 6) AS company
    FROM al_one_side a JOIN al_company b ON b.node = a.other AND b.value = a.value
    GROUP BY a.one, a.other
"""
_CANDIDATES = """
    SELECT p.one, p.other, p.likeness, a.kind, a.key AS key_one, b.key AS key_other,
           a.country AS country_one, b.country AS country_other,
           a.facts AS facts_one, b.facts AS facts_other,
           a.first_date AS first_one, a.last_date AS last_one,
           b.first_date AS first_other, b.last_date AS last_other,
           c.company
    FROM al_rescored p
    JOIN kept_al_sigs a ON a.node = p.one
    JOIN kept_al_sigs b ON b.node = p.other
    LEFT JOIN al_alike c ON c.one = p.one AND c.other = p.other
"""
