"""The tables that linking actors keeps from one call to the next."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from dragoman.link.actors.members import MEMBER_SCHEMA
from dragoman.link.components import SCORES
from dragoman.link.engine import Engine, make_tables, texts
from dragoman.link.outcome import OUTCOME

LINKED = "kept_linked"
_KEPT = "kept_al_"


def _numbers(*names: str) -> pa.Schema:
    return pa.schema([(name, pa.int64()) for name in names])


_SCORED = [("score", pa.float64()), ("shown", pa.float64()), ("reason", pa.string())]
NODE_SCHEMA = pa.schema([*MEMBER_SCHEMA, *texts("country", "sig")])
SCORED_SCHEMA = pa.schema([*texts("one", "other"), *_SCORED])
FACT_SCHEMA = pa.schema([*texts("node", "what", "value"), *_numbers("n")])
CLUSTER_SCHEMA = texts("node", "cluster")
TABLES = {
    # Every member with its signature; how often each fact is told of each.
    "nodes": NODE_SCHEMA,
    "facts": FACT_SCHEMA,
    "company": pa.schema([*texts("node", "value"), *_numbers("n")]),
    "companions": pa.schema([*texts("node", "value"), *_numbers("n")]),
    "values": pa.schema([*texts("value"), *_numbers("members", "holders")]),
    "total": _numbers("total"),
    # Signatures, the keys under which they meet, the pairs worth comparing, their scores.
    "sigs": pa.schema(
        [
            *texts("node", "kind", "form", "key", "country", "holder", "name"),
            *_numbers("members"),
            *texts("first_date", "last_date", "member"),
            ("facts", pa.list_(pa.string())),
        ]
    ),
    "blocks": texts("node", "face", "block"),
    "pairs": pa.schema([*texts("one", "other"), ("likeness", pa.float64())]),
    "scored": SCORED_SCHEMA,
    "first_edges": SCORES,
    "first": CLUSTER_SCHEMA,
    # Clusters of signatures as candidates for bare names.
    "clusters": pa.schema([*texts("cluster", "kind", "country"), *_numbers("members")]),
    "cluster_facts": pa.schema([*texts("cluster", "what", "value"), *_numbers("n")]),
    "cluster_company": pa.schema([*texts("cluster", "value"), *_numbers("n")]),
    "cluster_years": pa.schema([*texts("cluster"), *_numbers("year", "n")]),
    "cluster_blocks": texts("cluster", "block"),
    "bare_blocks": texts("kind", "key", "block"),
    "options": pa.schema(
        [
            *texts("kind", "key", "cluster"),
            *_numbers("used", "share", "members"),
            ("country", pa.string()),
            ("likeness", pa.float64()),
        ]
    ),
    "window": pa.schema([*texts("kind", "key", "cluster"), *_numbers("year", "share")]),
    "attach": SCORED_SCHEMA,
    "decided": pa.schema([*SCORED_SCHEMA, ("sure", pa.bool_())]),
    # All nodes, and what came out.
    "last_edges": SCORES,
    "last": CLUSTER_SCHEMA,
    "actors": OUTCOME,
    "owners": texts("node", "linked"),
    "judged": pa.schema(
        [*texts("one", "other"), ("shown", pa.float64()), *texts("reason", "verdict")]
    ),
}


def open_state(engine: Engine) -> bool:
    """Make the kept tables, empty, where there are none; whether that was so."""
    first = not engine.has(LINKED)
    make_tables(engine, {LINKED: texts("report", "actor", "linked")})
    make_tables(engine, {_KEPT + name: schema for name, schema in TABLES.items()})
    return first


def drop_state(engine: Engine) -> None:
    """Forget all that was kept."""
    engine.drop(_KEPT)
    engine.drop(LINKED)


def store_difference(engine: Engine, into: str, now: str, was: str, columns: Sequence[str]) -> None:
    """Store the rows that are in only one of two tables, by the columns told.

    `n` is 1 for those that came and -1 for those that went; a row that is otherwise is both.
    """
    named = ", ".join(columns)
    here, there = (f"SELECT {named} FROM {table}" for table in (now, was))
    engine.store(
        into,
        f"SELECT {named}, 1 AS way FROM ({here} EXCEPT {there}) came "
        f"UNION ALL SELECT {named}, -1 AS way FROM ({there} EXCEPT {here}) went",
    )
