"""Statements: what one said and several reports pass on.

    update_statements(engine)

Statements meet that have quoted words in common, or one linked holder, a telling word and the
days in common; `scoring` says which are one. What hangs together is one statement.
"""

from __future__ import annotations

import pyarrow as pa

from dragoman.link.components import SCORES, update_components
from dragoman.link.engine import Engine, make_tables, map_rows
from dragoman.link.outcome import OUTCOME
from dragoman.link.statements.keys import KEY_SCHEMA, make_keys
from dragoman.link.statements.outcome import change_outcome
from dragoman.link.statements.rows import (
    ROW_SCHEMA,
    StatementRow,
    statement_rows,
    statements_table,
)
from dragoman.link.statements.scoring import score_pair
from dragoman.model.links import Changes, LinkedStatement

__all__ = ["StatementRow", "statement_rows", "statements_table", "update_statements"]

# A key of more statements tells nothing; pairs would grow with its square.
MAX_HOLDERS = 60
_KEPT = {
    "kept_say": pa.schema([*ROW_SCHEMA, ("linked", pa.string())]),
    "kept_say_keys": KEY_SCHEMA,
    "kept_say_scores": SCORES,
    "kept_say_outcome": OUTCOME,
}


def update_statements(engine: Engine) -> Changes[LinkedStatement]:
    """What new reports, and those that left, change in the statements of several reports.

    Reads the working tables `new_statement_rows`, `gone_reports` (report) and `actor_changes`
    (report, actor), and the kept table `kept_linked` (report, actor, linked). Roots are left
    empty.
    """
    make_tables(engine, _KEPT)
    _find_comers(engine)
    _change_keys(engine)
    _change_scores(engine)
    update_components(
        engine,
        "(SELECT one AS node FROM kept_say_scores UNION SELECT other AS node FROM kept_say_scores)",
        "kept_say_scores",
        touched="say_ends",
        kept="kept_say_parts",
        into="say_parts",
    )
    changes = change_outcome(engine)
    engine.drop("say_")
    return changes


def _find_comers(engine: Engine) -> None:
    """Store `say_in`, statements that are new or whose holder is another now, and `say_out`."""
    engine.store(
        "say_moved",
        "SELECT DISTINCT k.* FROM kept_say k "
        "JOIN actor_changes c ON c.report = k.report AND c.actor = k.holder",
    )
    rows = ", ".join(f"r.{name}" for name in ROW_SCHEMA.names)
    engine.store(
        "say_in",
        f"SELECT {rows}, l.linked FROM "
        f"(SELECT {rows} FROM new_statement_rows r UNION ALL SELECT {rows} FROM say_moved r) r "
        f"LEFT JOIN kept_linked l ON l.report = r.report AND l.actor = r.holder",
    )
    engine.store(
        "say_out",
        "SELECT statement FROM say_moved UNION "
        "SELECT k.statement FROM kept_say k JOIN gone_reports g ON g.report = k.report",
    )
    engine.keep("kept_say", "say_in", keys=("statement",), gone="say_out")


def _change_keys(engine: Engine) -> None:
    """Bring the keys up to date; store `say_touched`, statements whose pairs may be others."""
    engine.apply("say_keys", "say_in", map_rows(make_keys, KEY_SCHEMA), KEY_SCHEMA)
    engine.store(
        "say_concerned",
        "SELECT key FROM say_keys UNION "
        "SELECT k.key FROM kept_say_keys k JOIN say_out o ON o.statement = k.statement",
    )
    engine.store("say_before", _CROWDED)
    engine.keep("kept_say_keys", "say_keys", keys=("statement",), gone="say_out")
    engine.store("say_after", _CROWDED)
    engine.store("say_touched", _TOUCHED)


# Of the keys concerned those that too many statements have.
_CROWDED = f"""
    SELECT k.key FROM kept_say_keys k JOIN say_concerned c ON c.key = k.key
    GROUP BY k.key HAVING count(*) > {MAX_HOLDERS}
"""
# What is new, and what stands under a key that became, or no longer is, too common.
_TOUCHED = """
    SELECT statement FROM say_in UNION
    SELECT k.statement FROM kept_say_keys k
    JOIN ((SELECT key FROM say_before EXCEPT SELECT key FROM say_after) UNION
          (SELECT key FROM say_after EXCEPT SELECT key FROM say_before)) f
      ON f.key = k.key
"""


def _change_scores(engine: Engine) -> None:
    """Score anew what is touched; store `say_ends`, the ends of all pairs that came or went."""
    engine.store("say_lost", _LOST)
    engine.store("say_pairs", _PAIRS)
    engine.apply("say_scores", f"({_BOTH})", map_rows(score_pair, SCORES), SCORES)
    engine.keep("kept_say_scores", "say_scores", keys=("one", "other"), gone="say_lost")
    engine.store(
        "say_ends",
        "SELECT one AS node FROM say_lost UNION SELECT other AS node FROM say_lost UNION "
        "SELECT one AS node FROM say_scores UNION SELECT other AS node FROM say_scores",
    )


_AWAY = "(SELECT statement FROM say_touched UNION SELECT statement FROM say_out)"
_LOST = " UNION ".join(
    f"SELECT s.one, s.other FROM kept_say_scores s SEMI JOIN {_AWAY} a ON a.statement = s.{end}"
    for end in ("one", "other")
)
_PAIRS = f"""
    SELECT DISTINCT least(t.statement, k.statement) AS one,
           greatest(t.statement, k.statement) AS other
    FROM (SELECT x.key, x.statement, x.report FROM kept_say_keys x
          JOIN say_touched y ON y.statement = x.statement) t
    JOIN kept_say_keys k ON k.key = t.key AND k.report <> t.report
    JOIN (SELECT x.key FROM kept_say_keys x
          JOIN (SELECT DISTINCT z.key FROM kept_say_keys z
                JOIN say_touched y ON y.statement = z.statement) y ON y.key = x.key
          GROUP BY x.key HAVING count(*) BETWEEN 2 AND {MAX_HOLDERS}) f
      ON f.key = t.key
"""
_COLUMNS = ("linked", "published", "terms", "weights", "runs")
_BOTH = (
    "SELECT p.one, p.other, "
    + ", ".join(
        f"{x}.{c} AS {side}_{c}" for side, x in (("one", "a"), ("other", "b")) for c in _COLUMNS
    )
    + " FROM say_pairs p JOIN kept_say a ON a.statement = p.one "
    "JOIN kept_say b ON b.statement = p.other"
)
