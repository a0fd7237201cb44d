"""A record at a glance."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, func, select

from dragoman.record import tables as t
from dragoman.record.answers import Count, Overview
from dragoman.record.load import current_findings, current_reports
from dragoman.record.questions import count_failures


def _counts(
    connection: Connection, column: ColumnElement[Any], source: FromClause
) -> tuple[Count, ...]:
    """How often each value occurs, most frequent first."""
    query = select(column, func.count()).select_from(source).group_by(column)
    found = [(value, int(count)) for value, count in connection.execute(query)]
    return tuple(sorted(found, key=lambda item: (-item[1], item[0] is None, str(item[0]))))


def _by_month(connection: Connection) -> tuple[Count, ...]:
    month = func.substr(t.event.c.from_date, 1, 7)
    found = _counts(connection, month, current_findings(t.event))
    return tuple(sorted(found, key=lambda item: (item[0] is None, str(item[0]))))


def make_overview(connection: Connection) -> Overview:
    """Counts of reports and current findings."""
    reports = current_reports()
    published = t.report.c.published
    dates = select(func.min(published), func.max(published), func.count(published))
    first, last, dated = connection.execute(dates).one()
    readers = _counts(connection, t.reading.c.reader, reports)
    total = sum(count for _, count in readers)
    unread = select(func.count()).select_from(reports).where(t.reading.c.status != "read")
    return Overview(
        reports=total,
        not_read=connection.scalar(unread) or 0,
        languages=_counts(connection, t.report.c.language, reports),
        publishers=_counts(connection, t.report.c.publisher, reports),
        first_published=first,
        last_published=last,
        undated=total - dated,
        actors=_counts(connection, t.actor.c.type, current_findings(t.actor)),
        statements=_counts(connection, t.statement.c.mode, current_findings(t.statement)),
        events=_counts(connection, t.event.c.type, current_findings(t.event)),
        events_by_month=_by_month(connection),
        relations=_counts(connection, t.relation.c.kind, current_findings(t.relation)),
        roots=_counts(connection, t.root.c.name, current_findings(t.root)),
        readers=readers,
        failures=count_failures(connection),
    )
