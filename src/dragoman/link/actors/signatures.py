"""Signatures: members that bear one full name, with what is known of them together.

Signatures are compared, never single mentions: a name in a thousand reports is one
signature (one more for every state whose office its bearer is told to hold), so that the
number of pairs grows with the number of names and not with that of reports.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from dragoman.link.actors.blocks import BLOCK_SCHEMA, make_blocks
from dragoman.link.actors.weighing import SCORED_SCHEMA, score_pair
from dragoman.link.engine import Engine, map_rows

# A key that more signatures share tells nothing; pairs would grow with its square.
MAX_BLOCK = 150
# A name that a user's list gives counts as if so many reports had used it.
_LISTED_WEIGHT = 5
_FACT_SCHEMA = pa.schema([("node", pa.string()), ("what", pa.string()), ("value", pa.string())])


def find_signatures(engine: Engine) -> None:
    """From `al_members` store `al_nodes` (every member's node) and `al_sigs` with packed facts."""
    engine.store("al_countries", _COUNTRIES)
    engine.store("al_nodes", _NODES)
    engine.apply("al_facts", "al_nodes", map_rows(_facts, _FACT_SCHEMA), _FACT_SCHEMA)
    engine.store("al_packed", _PACKED)
    engine.store("al_sigs", _SIGS)


def score_pairs(engine: Engine) -> None:
    """Store `al_scored`: pairs of signatures that share a key, with score and reason."""
    engine.apply("al_blocks", "al_sigs", map_rows(make_blocks, BLOCK_SCHEMA), BLOCK_SCHEMA)
    engine.store("al_pairs", _PAIRS)
    engine.store("al_counts", _COUNTS)
    engine.store("al_weights", _WEIGHTS)
    engine.store("al_company", _COMPANY)
    engine.store("al_alike", _ALIKE)
    scored = map_rows(score_pair, SCORED_SCHEMA)
    engine.apply("al_scored", f"({_CANDIDATES})", scored, SCORED_SCHEMA)


def _facts(row: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    """What a member adds to its signature."""
    several = {"full": row["fulls"], "short": row["shorts"], "office": row["offices"]}
    several["company"] = row["company"]
    several["holder"] = [row["holder"]] if row["holder"] else []
    several["key"] = [row["key"]]
    for what, values in several.items():
        for value in values:
            fact = {"node": row["sig"], "what": what, "value": value.replace("\t", " ")}
            yield from [fact] * (_LISTED_WEIGHT if row["form"] == "seed" else 1)


# A state that the reports of a name tell seldom beside another is a slip of the reading.
_COUNTRIES = """
    SELECT c.kind, c.key, c.country
    FROM (SELECT kind, key, country, count(*) AS n FROM al_members
          WHERE form = 'full' AND country IS NOT NULL GROUP BY kind, key, country) c
    JOIN (SELECT kind, key, max(n) AS most
          FROM (SELECT kind, key, country, count(*) AS n FROM al_members
                WHERE form = 'full' AND country IS NOT NULL GROUP BY kind, key, country) x
          GROUP BY kind, key) m
      ON m.kind = c.kind AND m.key = c.key
    WHERE c.n * 5 > m.most
"""
# Members that a person has judged stand by themselves.
_NODES = """
    SELECT m.node, m.report, m.actor, m.type, m.kind, m.form, m.key, m.name, m.shorts, m.fulls,
           m.offices, m.holder, m.date, m.year, m.company,
           CASE WHEN m.form = 'full' THEN c.country ELSE m.country END AS country,
           CASE WHEN m.form IN ('bare', 'seed') OR j.node IS NOT NULL THEN m.node
                WHEN m.form = 'known' THEN m.key
                ELSE m.kind || ':' || m.key || ':' || coalesce(c.country, '') END AS sig
    FROM al_members m
    LEFT JOIN al_countries c ON c.kind = m.kind AND c.key = m.key AND c.country = m.country
    LEFT JOIN al_judged j ON j.node = m.node
"""
_PACKED = """
    SELECT node, array_agg(what || '\t' || value || '\t' || CAST(n AS STRING)) AS facts
    FROM (SELECT node, what, value, count(*) AS n FROM al_facts
          WHERE what <> 'company' GROUP BY node, what, value) x
    GROUP BY node
"""
_SIGS = """
    SELECT n.sig AS node, min(n.kind) AS kind, min(n.form) AS form, min(n.key) AS key,
           min(n.country) AS country, min(n.holder) AS holder, min(n.name) AS name,
           count(*) AS members,
           min(n.date) AS first_date, max(n.date) AS last_date, min(n.node) AS member,
           min(p.facts) AS facts
    FROM al_nodes n JOIN al_packed p ON p.node = n.sig
    WHERE n.form <> 'bare'
    GROUP BY n.sig
"""
_PAIRS = f"""
    SELECT DISTINCT a.node AS one, b.node AS other
    FROM al_blocks a
    JOIN al_blocks b ON a.block = b.block
    JOIN (SELECT block FROM al_blocks GROUP BY block
          HAVING count(*) BETWEEN 2 AND {MAX_BLOCK}) k ON k.block = a.block
    WHERE a.node < b.node
"""
# How much the company of two signatures is alike: the cosine of their counts, each weighed by
# how few signatures have that company.
_COUNTS = """
    SELECT node, value, count(*) AS n FROM al_facts WHERE what = 'company' GROUP BY node, value
"""
_WEIGHTS = """
    SELECT c.node, c.value, ln(1 + CAST(c.n AS DOUBLE)) * ln(1 + t.total / d.n) AS weight
    FROM al_counts c
    JOIN (SELECT value, count(*) AS n FROM al_counts GROUP BY value) d ON d.value = c.value
    CROSS JOIN (SELECT CAST(count(DISTINCT node) AS DOUBLE) AS total FROM al_counts) t
"""
_COMPANY = """
    SELECT w.node, w.value, w.weight / l.length AS weight
    FROM al_weights w
    JOIN (SELECT node, sqrt(sum(weight * weight)) AS length FROM al_weights GROUP BY node) l
      ON l.node = w.node
"""
_ALIKE = """
    SELECT p.one, p.other, round(sum(a.weight * b.weight), 6) AS company
    FROM al_pairs p
    JOIN al_company a ON a.node = p.one
    JOIN al_company b ON b.node = p.other AND b.value = a.value
    GROUP BY p.one, p.other
"""
_CANDIDATES = """
    SELECT p.one, p.other, a.kind, a.key AS key_one, b.key AS key_other,
           a.country AS country_one, b.country AS country_other,
           a.facts AS facts_one, b.facts AS facts_other,
           a.first_date AS first_one, a.last_date AS last_one,
           b.first_date AS first_other, b.last_date AS last_other,
           c.company
    FROM al_pairs p
    JOIN al_sigs a ON a.node = p.one
    JOIN al_sigs b ON b.node = p.other
    LEFT JOIN al_alike c ON c.one = p.one AND c.other = p.other
    WHERE a.kind = b.kind AND NOT (a.form = 'known' AND b.form = 'known' AND a.key <> b.key)
"""
