"""From rows back to findings: actors, statements, events and their reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, Table, select
from sqlalchemy.sql import FromClause
from sqlalchemy.sql.selectable import Join

from dragoman.model import (
    Actor,
    Argument,
    DatedBy,
    Event,
    Link,
    Place,
    Quantity,
    Role,
    Span,
    Statement,
    Target,
    Unnamed,
    When,
    Where,
)
from dragoman.record import tables as t
from dragoman.record.answers import EventLine, ReportLine

_CHUNK = 500
Children = dict[int, list[Row[Any]]]
T = TypeVar("T")

REPORT_COLUMNS = (
    t.report.c.id,
    t.report.c.source_id,
    t.report.c.source,
    t.report.c.title,
    t.report.c.publisher,
    t.report.c.published,
    t.report.c.published_precision,
    t.report.c.language,
    t.report.c.url,
    t.reading.c.status,
    t.reading.c.reader,
)
"""What a `ReportLine` is made of, in its order."""


def current_findings(table: FromClause) -> Join:
    """A table of findings joined to its reading, if that is current."""
    current = (t.reading.c.key == table.c.reading) & t.reading.c.superseded_by.is_(None)
    return table.join(t.reading, current)


def join_current(table: FromClause) -> Join:
    """A table of findings joined to its reading, if that is current, and its report."""
    return current_findings(table).join(t.report, t.report.c.key == t.reading.c.report)


def current_reports() -> Join:
    """Reports joined to their current readings."""
    mine = (t.reading.c.report == t.report.c.key) & t.reading.c.superseded_by.is_(None)
    return t.report.join(t.reading, mine)


def chunks(keys: Sequence[T]) -> Iterator[Sequence[T]]:
    """The keys in pieces that fit one query."""
    return (keys[at : at + _CHUNK] for at in range(0, len(keys), _CHUNK))


def load_reports(connection: Connection, query: Select[Any]) -> tuple[ReportLine, ...]:
    """The report lines of a query that selects `REPORT_COLUMNS`."""
    return tuple(ReportLine(*row) for row in connection.execute(query))


def reports_of(connection: Connection, readings: Iterable[int]) -> dict[int, ReportLine]:
    """The report line of each reading, by the reading's number."""
    lines: dict[int, ReportLine] = {}
    for chunk in chunks(sorted(set(readings))):
        query = select(t.reading.c.key, *REPORT_COLUMNS).select_from(
            t.reading.join(t.report, t.report.c.key == t.reading.c.report)
        )
        for row in connection.execute(query.where(t.reading.c.key.in_(chunk))):
            lines[row[0]] = ReportLine(*row[1:])
    return lines


def _rows(connection: Connection, table: Table, keys: Sequence[int]) -> dict[int, Row[Any]]:
    found = {}
    for chunk in chunks(keys):
        for row in connection.execute(select(table).where(table.c.key.in_(chunk))):
            found[row.key] = row
    return found


def _children(connection: Connection, table: Table, parents: Sequence[int]) -> Children:
    """The rows of a child table by their parent, in order; actors' ids come as `actor_id`."""
    parent = next(iter(table.c))
    query = select(table)
    if "actor" in table.c and parent.name != "actor":
        source = table.outerjoin(t.actor, t.actor.c.key == table.c.actor)
        query = query.add_columns(
            t.actor.c.id.label("actor_id"), t.actor.c.name.label("actor_name")
        )
        query = query.select_from(source)
    found: Children = defaultdict(list)
    for chunk in chunks(parents):
        ordered = query.where(parent.in_(chunk)).order_by(parent, table.c.position)
        for row in connection.execute(ordered):
            found[row[0]].append(row)
    return found


def _span(row: Row[Any]) -> Span:
    return Span(row.start_offset, row.end_offset, row.text)


def load_actors(connection: Connection, keys: Sequence[int]) -> dict[int, Actor]:
    """Actors with aliases and roles by their numbers."""
    rows = _rows(connection, t.actor, keys)
    aliases = _children(connection, t.alias, keys)
    roles = _children(connection, t.role, keys)
    return {
        key: Actor(
            row.id,
            row.name,
            row.type,
            tuple(a.name for a in aliases.get(key, ())),
            row.country,
            tuple(Role(r.title, r.of, r.status, _span(r)) for r in roles.get(key, ())),
        )
        for key, row in rows.items()
    }


def load_places(connection: Connection, keys: Sequence[int]) -> dict[int, Place]:
    """Places by their numbers."""
    return {
        key: Place(
            row.id,
            _span(row),
            row.name,
            row.geonameid,
            row.lat,
            row.lon,
            row.country,
            row.admin1,
            row.metonym,
            row.precision,
            row.extent,
        )
        for key, row in _rows(connection, t.place, keys).items()
    }


def _link(row: Row[Any]) -> Link:
    reason = None
    if row.reason_start is not None:
        reason = Span(row.reason_start, row.reason_end, row.reason_text)
    told = row.unnamed_country is not None or row.unnamed_office is not None or reason
    unnamed = Unnamed(row.unnamed_country, row.unnamed_office, reason) if told else None
    return Link(_span(row), row.actor_id, row.name, row.kind, unnamed)


def _target(row: Row[Any]) -> Target:
    return Target(_span(row), row.actor_id, row.stance, row.confidence)


def load_statements(connection: Connection, keys: Sequence[int]) -> dict[int, Statement]:
    """Statements with chain and content by their numbers."""
    rows = _rows(connection, t.statement, keys)
    links = _children(connection, t.chain_link, keys)
    pieces = _children(connection, t.content_span, keys)
    targets = _children(connection, t.statement_target, keys)
    return {
        key: Statement(
            row.id,
            tuple(_link(x) for x in links.get(key, ())),
            None if row.cue_start is None else Span(row.cue_start, row.cue_end, row.cue_text),
            tuple(_span(x) for x in pieces.get(key, ())),
            row.mode,
            row.confidence,
            row.origin,
            tuple(_target(x) for x in targets.get(key, ())),
        )
        for key, row in rows.items()
    }


def load_events(connection: Connection, keys: Sequence[int]) -> list[EventLine]:
    """Events with all that belongs to them, in the order of the keys."""
    rows = _rows(connection, t.event, keys)
    places = load_places(connection, sorted({r.place for r in rows.values() if r.place}))
    loader = _Events(connection, keys, places, _time_ids(connection, rows.values()))
    reports = reports_of(connection, (r.reading for r in rows.values()))
    return [loader.line(rows[key], reports[rows[key].reading]) for key in keys]


def _time_ids(connection: Connection, rows: Iterable[Row[Any]]) -> dict[int, str]:
    times = sorted({row.time for row in rows if row.time})
    ids: dict[int, str] = {}
    for chunk in chunks(times):
        query = select(t.time.c.key, t.time.c.id).where(t.time.c.key.in_(chunk))
        ids |= dict(connection.execute(query).tuples().all())
    return ids


class _Events:
    """Puts events together from the rows of several tables."""

    def __init__(
        self,
        connection: Connection,
        keys: Sequence[int],
        places: dict[int, Place],
        times: dict[int, str],
    ) -> None:
        self.places = places
        self.times = times
        self.arguments = _children(connection, t.event_argument, keys)
        self.quantities = _children(connection, t.quantity, keys)
        self.told = self._statement_ids(connection, keys)

    def _statement_ids(self, connection: Connection, keys: Sequence[int]) -> dict[int, list[str]]:
        told: dict[int, list[str]] = defaultdict(list)
        link, statement = t.event_statement.c, t.statement.c
        for chunk in chunks(keys):
            query = (
                select(link.event, statement.id)
                .join(t.statement, statement.key == link.statement)
                .where(link.event.in_(chunk))
                .order_by(link.event, link.position)
            )
            for event, statement_id in connection.execute(query):
                told[event].append(statement_id)
        return told

    def line(self, row: Row[Any], report: ReportLine) -> EventLine:
        """The event of a row with the names of its participants."""
        arguments = self.arguments.get(row.key, ())
        actors = [a for a in arguments if a.role == "actor"]
        recipients = [a for a in arguments if a.role == "recipient"]
        return EventLine(
            report,
            self._event(row, actors, recipients),
            tuple(a.actor_name or a.text for a in actors),
            tuple(a.actor_name or a.text for a in recipients),
            self.places.get(row.place),
        )

    def _event(
        self, row: Row[Any], actors: Iterable[Row[Any]], recipients: Iterable[Row[Any]]
    ) -> Event:
        time_id = self.times.get(row.time)
        place = self.places.get(row.place)
        return Event(
            row.id,
            row.type,
            row.mode,
            tuple(row.contexts),
            Span(row.trigger_start, row.trigger_end, row.trigger_text),
            tuple(Argument(_span(a), a.actor_id) for a in actors),
            tuple(Argument(_span(a), a.actor_id) for a in recipients),
            _when(row, time_id) if time_id else None,
            Where(place.id) if place else None,
            tuple(Quantity(q.value, q.of, _span(q)) for q in self.quantities.get(row.key, ())),
            row.status,
            tuple(self.told.get(row.key, ())),
            row.intensity,
            row.confidence,
            row.origin,
            row.same_as,
        )


def _when(row: Any, time_id: str) -> When:
    by: DatedBy = row.dated_by or "clause"  # not told by a reader of before
    return When(time_id, row.from_date, row.to_date, row.precision, by)
