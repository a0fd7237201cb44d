"""The rows that linking needs of readings, as Arrow tables under the names it knows them by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa

from dragoman.link.actors import actor_rows, rows_table
from dragoman.link.engine import Engine, table_of_texts
from dragoman.link.happenings import event_rows, make_table
from dragoman.link.origins import make_origin_table, origin_rows
from dragoman.link.roots import relay_tables, report_keys
from dragoman.link.statements import statement_rows, statements_table
from dragoman.model import Reading


def tables_of(readings: Sequence[tuple[str, Reading]]) -> dict[str, pa.Table]:
    """The tables of new rows of some readings, each with its id; of none, empty tables."""
    found = [reading for _, reading in readings]
    reports = ((r.report.id, id_) for id_, r in readings)
    return {
        "new_reports": table_of_texts(("report", "reading"), reports),
        "new_actor_rows": rows_table([row for r in found for row in actor_rows(r)]),
        "new_event_rows": make_table(row for r in found for row in event_rows(r)),
        "new_statement_rows": statements_table([row for r in found for row in statement_rows(r)]),
        "new_origins": make_origin_table(row for r in found for row in origin_rows(r)),
        **relay_tables([report_keys(r.report, r) for r in found]),
    }


def put_tables(engine: Engine, tables: Mapping[str, pa.Table]) -> None:
    """Add rows to the working tables of those names."""
    for name, table in tables.items():
        engine.put("incoming_rows", table)
        engine.keep(name, "incoming_rows")
