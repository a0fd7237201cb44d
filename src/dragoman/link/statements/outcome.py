"""What linking gives of statements, and which of it changed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from dragoman.link.engine import Engine, table_of_texts
from dragoman.link.outcome import OUTCOME, by_frequency, keep_outcome, mark_of
from dragoman.model import make_id
from dragoman.model.links import Changes, LinkedStatement, Member

_NOW = """
    SELECT p.component, k.report, k.statement, k.linked, k.published
    FROM say_parts p JOIN kept_say k ON k.statement = p.node
"""


def change_outcome(engine: Engine) -> Changes[LinkedStatement]:
    """Compare the statements of the components concerned with what they were, and keep them."""
    parts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in engine.rows(_NOW).to_pylist():
        parts[row["component"]].append(row)
    now = {c: _unite(rows) for c, rows in parts.items() if len({r["report"] for r in rows}) > 1}
    marked = ((component, s.id, mark_of(_pack(s))) for component, s in now.items())
    engine.put("say_outcome", table_of_texts(OUTCOME.names, marked))
    gone, came = keep_outcome(
        engine, "kept_say_outcome", "say_outcome", concerned="say_parts_before"
    )
    new = (s for s in now.values() if s.id in came)
    return Changes(gone, tuple(sorted(new, key=lambda s: s.id)))


def _unite(rows: Sequence[Mapping[str, Any]]) -> LinkedStatement:
    """One statement of those that pass it on; named by the first of them."""
    ordered = sorted(rows, key=lambda r: (r["published"] or "~", r["report"], r["statement"]))
    return LinkedStatement(
        make_id("say", ordered[0]["report"], ordered[0]["statement"]),
        by_frequency(r["linked"] for r in rows if r["linked"]),
        tuple(Member(r["report"], r["statement"]) for r in ordered),
    )


def _pack(statement: LinkedStatement) -> str:
    told = [statement.holders, [(m.report, m.finding) for m in statement.statements]]
    return json.dumps(told, separators=(",", ":"))
