"""The tables that linking actors keeps from one call to the next."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from dragoman.link.actors.members import MEMBER_SCHEMA
from dragoman.link.engine import Engine

LINKED = "kept_linked"
_KEPT = "kept_al_"


def _texts(*names: str) -> list[tuple[str, pa.DataType]]:
    return [(name, pa.string()) for name in names]


def _numbers(*names: str) -> list[tuple[str, pa.DataType]]:
    return [(name, pa.int64()) for name in names]


_SCORED = [("score", pa.float64()), ("shown", pa.float64()), ("reason", pa.string())]
NODE_SCHEMA = pa.schema([*MEMBER_SCHEMA, *(pa.field(n, pa.string()) for n in ("country", "sig"))])
SCORED_SCHEMA = pa.schema([*_texts("one", "other"), *_SCORED])
FACT_SCHEMA = pa.schema([*_texts("node", "what", "value"), *_numbers("n")])
SIG_SCHEMA = pa.schema(
    [
        *_texts("node", "kind", "form", "key", "country", "holder", "name"),
        *_numbers("members"),
        *_texts("first_date", "last_date", "member"),
        ("facts", pa.list_(pa.string())),
    ]
)
CLUSTER_SCHEMA = pa.schema(_texts("node", "cluster"))
OPTION_SCHEMA = pa.schema(
    [
        *_texts("kind", "key", "cluster"),
        *_numbers("used", "share", "members"),
        ("country", pa.string()),
        ("likeness", pa.float64()),
    ]
)
_TABLES = {
    # Every member with its signature; how often each fact is told of each.
    "nodes": NODE_SCHEMA,
    "facts": FACT_SCHEMA,
    "company": pa.schema([*_texts("node", "value"), *_numbers("n")]),
    "companions": pa.schema([*_texts("node", "value"), *_numbers("n")]),
    "values": pa.schema([*_texts("value"), *_numbers("members", "holders")]),
    "total": pa.schema(_numbers("total")),
    # Signatures, the keys under which they meet, the pairs worth comparing, their scores.
    "sigs": SIG_SCHEMA,
    "blocks": pa.schema(_texts("node", "face", "block")),
    "pairs": pa.schema([*_texts("one", "other"), ("likeness", pa.float64())]),
    "scored": SCORED_SCHEMA,
    "first_edges": pa.schema([*_texts("one", "other"), ("score", pa.float64())]),
    "first": CLUSTER_SCHEMA,
    # Clusters of signatures as candidates for bare names.
    "clusters": pa.schema([*_texts("cluster", "kind", "country"), *_numbers("members")]),
    "cluster_facts": pa.schema([*_texts("cluster", "what", "value"), *_numbers("n")]),
    "cluster_company": pa.schema([*_texts("cluster", "value"), *_numbers("n")]),
    "cluster_years": pa.schema([*_texts("cluster"), *_numbers("year", "n")]),
    "cluster_blocks": pa.schema(_texts("cluster", "block")),
    "bare_blocks": pa.schema(_texts("kind", "key", "block")),
    "options": OPTION_SCHEMA,
    "window": pa.schema([*_texts("kind", "key", "cluster"), *_numbers("year", "share")]),
    "attach": SCORED_SCHEMA,
    "decided": pa.schema([*SCORED_SCHEMA, ("sure", pa.bool_())]),
    # All nodes, and what came out.
    "last_edges": pa.schema([*_texts("one", "other"), ("score", pa.float64())]),
    "last": CLUSTER_SCHEMA,
    "actors": pa.schema(_texts("id", "cluster", "digest")),
    "owners": pa.schema(_texts("node", "linked")),
    "judged": pa.schema(
        [*_texts("one", "other"), ("shown", pa.float64()), *_texts("reason", "verdict")]
    ),
}


def open_state(engine: Engine) -> bool:
    """Make the kept tables, empty, where there are none; whether that was so."""
    if engine.has(f"{_KEPT}nodes"):
        return False
    _make(engine, LINKED, pa.schema(_texts("report", "actor", "linked")))
    for name, schema in _TABLES.items():
        _make(engine, _KEPT + name, schema)
    return True


def _make(engine: Engine, name: str, schema: pa.Schema) -> None:
    engine.put("al_empty", schema.empty_table())
    engine.keep(name, "al_empty")


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
