"""On whose word a report tells of an event or passes on a statement: an outlet's, or its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa

from dragoman.link.engine import Engine, table_of, tuples_of
from dragoman.link.roots.outlets import clean_outlet, is_known_outlet
from dragoman.model import Link, Reading

ORIGIN_SCHEMA = pa.schema(
    [("report", pa.string()), ("finding", pa.string()), ("outlet", pa.string())]
)


@dataclass(frozen=True, slots=True)
class OriginRow:
    """An outlet through which a report has an event or a statement; its own have no row."""

    report: str
    finding: str
    outlet: str


def origin_rows(reading: Reading) -> list[OriginRow]:
    """The outlets through which statements and the events they tell came, less the own."""
    own = clean_outlet(reading.report.publisher or "")
    through = {
        s.id: clean_outlet(s.chain[0].name)
        for s in reading.statements
        if s.chain and _is_outlet(s.chain[0])
    }
    came = {s: {outlet} for s, outlet in through.items()}
    came |= {e.id: {through[s] for s in e.statements if s in through} for e in reading.events}
    return [
        OriginRow(reading.report.id, finding, outlet)
        for finding, outlets in came.items()
        for outlet in sorted(outlets - {own})
    ]


def make_origin_table(rows: Iterable[OriginRow]) -> pa.Table:
    """The rows as an Arrow table, for `new_origins`."""
    return table_of(list(rows), ORIGIN_SCHEMA)


def update_origins(engine: Engine) -> dict[str, tuple[str, ...]]:
    """The names of the independent origins of happenings and statements, in order.

    A finding has those outlets as origins through which its report has it, else the roots of
    the whole report. `members_to_look_at` (told, report, finding) tells what is asked for;
    `new_origins` (report, finding, outlet) takes the place of what was kept of `gone_reports`.
    Runs after `update_relays`, whose `kept_whole_roots` it reads.
    """
    engine.keep("kept_origins", "new_origins", keys=["report"], gone="gone_reports")
    origins: dict[str, list[str]] = {}
    for told, name in tuples_of(engine.rows(_ORIGINS)):
        origins.setdefault(told, []).append(name)
    return {told: tuple(sorted(names)) for told, names in origins.items()}


_ORIGINS = """
    SELECT DISTINCT m.told, coalesce(o.outlet, w.name) AS name
    FROM members_to_look_at m
    LEFT JOIN kept_origins o ON o.report = m.report AND o.finding = m.finding
    LEFT JOIN kept_whole_roots w ON w.report = m.report AND o.outlet IS NULL
    WHERE coalesce(o.outlet, w.name) IS NOT NULL
"""


def _is_outlet(link: Link) -> bool:
    """Whether a link is an outlet by name: not `the newspaper` of which no more is known."""
    return link.kind == "outlet" and (link.actor is not None or is_known_outlet(link.name))
