"""Bringing what is told of every event up to date: who is named, how rarely, and in what words.

What is told of an event depends on its own row, on which linked actors it names, and on about
how many reports name these. So it is told anew where the event is new, one of its report's
actors is linked otherwise, or what one of them is counted for went over a step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import pyarrow as pa

from dragoman.link.engine import Engine, map_rows, texts
from dragoman.link.happenings.rows import SCHEMA
from dragoman.link.happenings.slices import in_slices
from dragoman.link.happenings.told import COUNTS, WHO, Known, clean_key, weigh, write_told
from dragoman.link.statistics import step_sql
from dragoman.link.words import hash_word

# Whom and which numbers a report names; actors by their ids there.
_NAMES = texts("report", "counted", "name")
_NAMED = texts("report", "counted", "name", "key")
_STEPS = pa.schema([*texts("counted", "key"), ("named", pa.int64())])
_TOLD = pa.schema([*texts("event", "report", "told"), ("number", pa.int64())])
KEPT_HERE = {
    "kept_hap_rows": SCHEMA,
    "kept_hap_named": _NAMED,
    "kept_hap_steps": _STEPS,
    "kept_hap_told": _TOLD,
}


def update_told(engine: Engine, scale: int) -> None:
    """Bring `kept_hap_told` (event, report, number, told) up to date.

    Stores `hap_left` (event, number), the events whose reports went, and `hap_touched` (event,
    number), those that are new or told otherwise than before; of a report that was read anew an
    event may be in both.
    """
    _update_named(engine)
    _update_steps(engine)
    _store_weighed(engine)
    tell = in_slices(map_rows(_Teller(scale), _TOLD))
    engine.apply("hap_told", f"({_TO_TELL})", tell, _TOLD)
    engine.store(
        "hap_left",
        "SELECT t.event, t.number FROM kept_hap_told t "
        "SEMI JOIN gone_reports g ON g.report = t.report",
    )
    _replace_reports(engine, "kept_hap_told", "(SELECT * FROM hap_told WHERE 1 = 0)")
    engine.store(
        "hap_new_told",
        """
        SELECT m.event, m.report, m.number, m.told FROM hap_told m ANTI JOIN (
          SELECT k.event, k.told FROM kept_hap_told k SEMI JOIN hap_retold r ON r.report = k.report
        ) t ON t.event = m.event AND t.told = m.told
        """,
    )
    engine.drop("hap_told")
    engine.store("hap_touched", "SELECT event, number FROM hap_new_told")
    changed = "(SELECT event FROM hap_touched)"
    engine.keep("kept_hap_told", "hap_new_told", keys=["event"], gone=changed)
    engine.drop("hap_new_told")


def _replace_reports(engine: Engine, kept: str, new: str) -> None:
    """Let go of what a kept table holds of reports that went, and add new rows."""
    engine.keep(kept, new, keys=["report"], gone="gone_reports")


def _update_named(engine: Engine) -> None:
    """Bring `kept_hap_rows` up to date, and `kept_hap_named`, what each report names as whom."""
    engine.apply("hap_names", "new_event_rows", in_slices(_name_batches), _NAMES)
    _replace_reports(engine, "kept_hap_rows", "new_event_rows")
    engine.store(
        "hap_unknown",
        """
        SELECT report, counted, name FROM hap_names
        UNION SELECT n.report, n.counted, n.name FROM kept_hap_named n
          SEMI JOIN actor_changes c ON c.report = n.report
        """,
    )
    engine.store(
        "hap_named",
        """
        SELECT n.report, n.counted, n.name, coalesce(l.linked, n.name) AS key
        FROM hap_unknown n LEFT JOIN kept_linked l
          ON n.counted <> 'count' AND l.report = n.report AND l.actor = n.name
        """,
    )
    gone = "(SELECT report FROM gone_reports UNION SELECT report FROM actor_changes)"
    engine.keep("kept_hap_named", "hap_named", keys=["report"], gone=gone)


def _name_batches(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Batches of `rows.SCHEMA` to those of `_NAMES`."""
    for batch in batches:
        found: dict[tuple[str, str, str], None] = {}
        columns = [*WHO.values(), *COUNTS.values()]
        for row in batch.select(["report", "states", *columns]).to_pylist():
            found |= dict.fromkeys((row["report"], *name) for name in _names_of(row))
        fields = zip(*found, strict=True) if found else ([] for _ in _NAMES)
        yield pa.RecordBatch.from_arrays([pa.array(f, pa.string()) for f in fields], schema=_NAMES)


def _names_of(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every actor and number of a row, with what it is counted as."""
    states = frozenset(row["states"] or ())
    for column in WHO.values():
        for actor in row[column] or ():
            yield "state" if actor in states else "who", actor
    for column in COUNTS.values():
        for key in row[column] or ():
            yield "count", clean_key(key)


def _update_steps(engine: Engine) -> None:
    """Bring `kept_hap_steps` up to date: about how many reports name each key.

    Stores `hap_crossed` (counted, key), the keys that were counted otherwise before.
    """
    engine.store(
        "hap_steps",
        f"""
        SELECT counted, key, {step_sql("n")} AS named FROM (
          SELECT counted, key, count(DISTINCT report) AS n FROM kept_hap_named
          GROUP BY counted, key
        )
        """,
    )
    same = "b.counted = a.counted AND b.key = a.key AND b.named = a.named"
    engine.store(
        "hap_crossed",
        f"SELECT a.counted, a.key FROM kept_hap_steps a ANTI JOIN hap_steps b ON {same}",
    )
    engine.store(
        "hap_new_steps",
        f"SELECT a.counted, a.key, a.named FROM hap_steps a ANTI JOIN kept_hap_steps b ON {same}",
    )
    engine.keep("kept_hap_steps", "hap_new_steps", keys=["counted", "key"], gone="hap_crossed")


def _store_weighed(engine: Engine) -> None:
    """Store `hap_retold` (report), the reports whose events are told anew, and `hap_weighed`
    (report, named), all that each of them names, as fields with tabs between."""
    engine.store(
        "hap_retold",
        """
        SELECT report FROM new_event_rows
        UNION SELECT report FROM actor_changes
        UNION SELECT n.report FROM kept_hap_named n
          JOIN hap_crossed c ON c.counted = n.counted AND c.key = n.key
        """,
    )
    engine.store(
        "hap_weighed",
        """
        SELECT n.report, array_agg(
          n.counted || chr(9) || n.name || chr(9) || n.key || chr(9) || CAST(s.named AS STRING)
        ) AS named
        FROM kept_hap_named n
        SEMI JOIN hap_retold r ON r.report = n.report
        JOIN kept_hap_steps s ON s.counted = n.counted AND s.key = n.key
        GROUP BY n.report
        """,
    )


# The rows of the events that are told anew; a report may name nobody.
_TO_TELL = """
    SELECT r.*, w.named FROM kept_hap_rows r
    SEMI JOIN hap_retold o ON o.report = r.report
    LEFT JOIN hap_weighed w ON w.report = r.report
"""


class _Teller:
    """Makes a row's line of `Told`; as how many reports all of them count is `scale`."""

    def __init__(self, scale: int) -> None:
        self._scale = scale

    def __call__(self, row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        known = _known(tuple(row["named"] or ()), self._scale)
        event = row["event"]
        told = write_told(row, known)
        yield {"event": event, "report": row["report"], "number": hash_word(event), "told": told}


@lru_cache(maxsize=4)
def _known(named: tuple[str, ...], scale: int) -> Known:
    """Of each name in a report its key and that key's weight, from the fields of `hap_weighed`."""
    fields = (line.split("\t") for line in named)
    return {(c, name): (key, weigh(c, int(n), scale)) for c, name, key, n in fields}
