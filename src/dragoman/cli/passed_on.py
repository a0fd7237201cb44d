"""Statements that several reports pass on, and where they contradict each other on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.analyse.conflicts import Side, StatementConflict
    from dragoman.analyse.passings import PassedOn, Passing
    from dragoman.model.links import Links
    from dragoman.record import Record


def passed_on(record: Record, links: Links) -> tuple[PassedOn, ...]:
    """The statements that several reports pass on; only those reports are read."""
    from dragoman.analyse.passings import tell_statements

    wanted = sorted({report for s in links.statements for report in s.reports})
    return tell_statements(links, record.readings_of(wanted))


def passed_on_json(passed: PassedOn) -> dict[str, Any]:
    """A statement with its reports, its independent origins and every passing of it."""
    return {
        "id": passed.statement.id,
        "holders": list(dict.fromkeys(p.holder for p in passed.passings)),
        "reports": list(dict.fromkeys(p.report.source_id for p in passed.passings)),
        "roots": list(passed.statement.roots),
        "statements": [_passing_json(p) for p in passed.passings],
    }


def _passing_json(passing: Passing) -> dict[str, Any]:
    return {
        "report": passing.report.source_id,
        "statement": passing.statement.id,
        "holder": passing.holder,
        "spans": [
            {"start": s.start, "end": s.end, "text": s.text} for s in passing.statement.content
        ],
        "roots": list(passing.roots),
    }


def print_passed_on(found: Sequence[PassedOn]) -> None:
    """A table of statements, those of most origins first."""
    from dragoman.cli.tables import make_console, make_table, shorten

    table = make_table("Statements of several reports", "who", "words", "reports", "origins")
    for passed in found:
        names = dict.fromkeys(p.holder for p in passed.passings if p.holder)
        roots = passed.statement.roots
        table.add_row(
            shorten(" / ".join(names), 40),
            shorten(passed.passings[0].words, 100),
            str(passed.reports),
            f"{len(roots)}: {shorten(', '.join(roots), 40)}",
        )
    make_console().print(table if table.row_count else "no statement of several reports")


def statement_conflict_json(conflict: StatementConflict) -> dict[str, Any]:
    """A contradiction on a statement, in the shape of one on a happening."""
    return {
        "statement": conflict.statement.id,
        "slot": conflict.slot,
        "what": conflict.what,
        "sides": [_side_json(side) for side in conflict.sides],
    }


def _side_json(side: Side[Passing]) -> dict[str, Any]:
    return {"value": side.value, "tellings": [_passing_json(p) for p in side.tellings]}


def print_statement_conflicts(found: Sequence[StatementConflict]) -> None:
    """A table of contradictions on statements, a row for each side."""
    from dragoman.cli.answers import show_report
    from dragoman.cli.tables import make_console, make_table, shorten

    table = make_table("On what was said", "words", "about", "one says", "told by")
    for conflict in found:
        about = conflict.what if conflict.slot != "number" else f"how many {conflict.what}"
        for n, side in enumerate(conflict.sides):
            by = ", ".join(dict.fromkeys(show_report(p.report) for p in side.tellings))
            words = shorten(side.tellings[0].words, 70)
            table.add_row(words, about if not n else "", side.value, by)
    make_console().print(table)
