"""What linking gives of statements, and which of it changed."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from dragoman.link.engine import Engine
from dragoman.model import make_id
from dragoman.model.links import Changes, LinkedStatement, Member

_OUTCOME = pa.schema([(n, pa.string()) for n in ("component", "id", "packed")])
_NOW = """
    SELECT p.component, k.report, k.statement, k.linked, k.published
    FROM say_parts p JOIN kept_say k ON k.statement = p.node
"""


def change_outcome(engine: Engine) -> Changes[LinkedStatement]:
    """Compare the statements of the components concerned with what they were, and keep them."""
    if not engine.has("kept_say_outcome"):
        engine.put("say_outcome", _OUTCOME.empty_table())
        engine.keep("kept_say_outcome", "say_outcome")
    parts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in engine.rows(_NOW).to_pylist():
        parts[row["component"]].append(row)
    now = {c: _unite(rows) for c, rows in parts.items() if len({r["report"] for r in rows}) > 1}
    packed = [{"component": c, "id": s.id, "packed": _pack(s)} for c, s in now.items()]
    engine.store("say_old", "SELECT DISTINCT component FROM say_parts_before")
    before = engine.rows(
        "SELECT k.id, k.packed FROM kept_say_outcome k JOIN say_old o ON o.component = k.component"
    ).to_pylist()
    engine.put("say_outcome", pa.Table.from_pylist(packed, _OUTCOME))
    engine.keep("kept_say_outcome", "say_outcome", keys=("component",), gone="say_old")
    was = {row["id"]: row["packed"] for row in before}
    new = [s for s in now.values() if was.get(s.id) != _pack(s)]
    stays = {s.id for s in now.values()} - {s.id for s in new}
    return Changes(tuple(sorted(was.keys() - stays)), tuple(sorted(new, key=lambda s: s.id)))


def _unite(rows: Sequence[Mapping[str, Any]]) -> LinkedStatement:
    """One statement of those that pass it on; named by the first of them."""
    ordered = sorted(rows, key=lambda r: (r["published"] or "~", r["report"], r["statement"]))
    return LinkedStatement(
        make_id("say", ordered[0]["report"], ordered[0]["statement"]),
        _most(r["linked"] for r in rows if r["linked"]),
        tuple(Member(r["report"], r["statement"]) for r in ordered),
    )


def _most(values: Iterable[str]) -> tuple[str, ...]:
    """Values, the most frequent first, then by themselves."""
    counted = Counter(values)
    return tuple(sorted(counted, key=lambda v: (-counted[v], v)))


def _pack(statement: LinkedStatement) -> str:
    told = [statement.holders, [(m.report, m.finding) for m in statement.statements]]
    return json.dumps(told, separators=(",", ":"))
