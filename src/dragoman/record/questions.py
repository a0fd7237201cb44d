"""Questions to a record: reports, readings, timelines, searches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice, zip_longest
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, exists, func, or_, select

from dragoman.model import Failure, Reading
from dragoman.record import tables as t
from dragoman.record.answers import Hit, HitKind, ReportLine, SearchKind, Timeline
from dragoman.record.load import (
    REPORT_COLUMNS,
    current_reports,
    join_current,
    load_actors,
    load_events,
    load_reports,
    load_statements,
    reports_of,
)
from dragoman.record.look_up import actor_keys, match_names, rank_actors
from dragoman.record.rows import clean_words, unpack
from dragoman.record.search import Phrase, find_rows, find_snippet, read_query, snippet_of

Days = tuple[str | None, str | None]
# Sorts after every hour of a day, and every day of a month: makes an upper bound inclusive.
_AFTER: Final = "~"


def _within(first: ColumnElement[Any], last: ColumnElement[Any], days: Days) -> list[Any]:
    """Conditions that an interval of ISO dates meets one of days; unknown ends are not guessed."""
    from_, to = days
    conditions: list[Any] = []
    if from_ is not None:
        conditions.append(func.coalesce(last, first) >= from_[:10])
    if to is not None:
        conditions.append(func.coalesce(first, last) <= to + _AFTER)
    return conditions


def find_reports(
    connection: Connection,
    publisher: str | None,
    language: str | None,
    days: Days,
    limit: int | None,
) -> tuple[ReportLine, ...]:
    """Reports in the order in which they came."""
    query = select(*REPORT_COLUMNS).select_from(current_reports()).order_by(t.report.c.key)
    if publisher is not None:
        query = query.where(t.report.c.publisher == publisher)
    if language is not None:
        query = query.where(t.report.c.language == language)
    query = query.where(*_within(t.report.c.published, t.report.c.published, days))
    return load_reports(connection, query.limit(limit))


def _bodies() -> Select[Any]:
    body = t.reading_json.c
    source = current_reports().join(t.reading_json, body.reading == t.reading.c.key)
    return select(t.report.c.key, body.body, t.report.c.text).select_from(source)


def find_reading(connection: Connection, report: str) -> Reading | None:
    """The current reading of a report by id or source_id; the latest of several."""
    wanted = or_(t.report.c.id == report, t.report.c.source_id == clean_words(report))
    first = (t.report.c.id == report).desc()
    query = _bodies().where(wanted).order_by(first, t.report.c.key.desc()).limit(1)
    row = connection.execute(query).first()
    return None if row is None else unpack(row[1], row[2])


def load_packed(
    connection: Connection, after: int, limit: int
) -> list[tuple[int, str, str, bytes]]:
    """A page of current readings as they are stored: report's number, id, text and body."""
    query = _bodies().add_columns(t.reading.c.id).where(t.report.c.key > after)
    rows = connection.execute(query.order_by(t.report.c.key).limit(limit))
    return [(key, id_, text, body) for key, body, text, id_ in rows]


def find_readings(connection: Connection, reports: Sequence[str]) -> dict[str, Reading]:
    """The current readings of some reports by their ids."""
    query = _bodies().add_columns(t.report.c.id).where(t.report.c.id.in_(reports))
    return {id_: unpack(body, text) for _, body, text, id_ in connection.execute(query)}


def find_reading_ids(connection: Connection) -> dict[str, str]:
    """The id of the current reading of every report, by the report's id."""
    query = select(t.report.c.id, t.reading.c.id).select_from(current_reports())
    return dict(connection.execute(query).tuples().all())


def _still_failing() -> ColumnElement[bool]:
    """A part of a source may fail in the very run that reads its other parts."""
    read_since = t.report.c.key == t.reading.c.report, t.reading.c.run > t.failure.c.run
    return ~exists().where(t.report.c.source == t.failure.c.source, *read_since)


def find_failures(connection: Connection) -> tuple[Failure, ...]:
    """Failures whose source has not been read since."""
    failure = t.failure.c
    query = select(failure.source, failure.reason).where(_still_failing()).order_by(failure.key)
    return tuple(Failure(source, reason) for source, reason in connection.execute(query))


def count_failures(connection: Connection) -> int:
    """How many sources could not be read and have not been since."""
    query = select(func.count(t.failure.c.source.distinct())).where(_still_failing())
    return connection.scalar(query) or 0


def make_timeline(
    connection: Connection, days: Days, type_: str | None, actor: str | None
) -> Timeline:
    """Current events by date, undated ones apart."""
    event = t.event.c
    begin, end = func.coalesce(event.from_date, event.to_date), event.to_date
    query = select(event.key, begin.is_not(None)).select_from(join_current(t.event))
    query = query.where(*_within(event.from_date, event.to_date, days))
    if type_ is not None:
        query = query.where(event.type == type_.upper())
    if actor is not None:
        query = query.where(event.key.in_(_events_with(connection, actor)))
    ordered = query.order_by(begin.nulls_last(), end, t.report.c.published.nulls_last(), event.key)
    rows = [(key, bool(dated)) for key, dated in connection.execute(ordered)]
    return Timeline(
        tuple(load_events(connection, [key for key, dated in rows if dated])),
        tuple(load_events(connection, [key for key, dated in rows if not dated])),
    )


def _events_with(connection: Connection, name: str) -> Select[Any]:
    """Numbers of events in which someone of that name takes part."""
    argument = t.event_argument.c
    actors = actor_keys(match_names(connection, name))
    return select(argument.event).where(argument.actor.in_(actors))


def find_hits(connection: Connection, query: str, kind: SearchKind, limit: int) -> tuple[Hit, ...]:
    """What fits a query; of all kinds by turns, best first."""
    phrases = read_query(query)
    if not phrases or limit < 1:
        return ()
    lists: list[list[Hit]] = []
    if kind in ("actors", "all"):
        lists.append(list(_actor_hits(connection, query, limit)))
    if kind in ("statements", "all"):
        lists.append(list(_statement_hits(connection, phrases, limit)))
    if kind in ("reports", "all"):
        lists.append(list(_report_hits(connection, phrases, limit)))
    by_turns = (hit for hit in chain.from_iterable(zip_longest(*lists)) if hit is not None)
    return tuple(islice(by_turns, limit))


def _hit(
    kind: HitKind, finding: str, report: ReportLine, place: tuple[str, Any, Any], score: float
) -> Hit:
    return Hit(kind, finding, report, *place, score)


def _report_hits(connection: Connection, phrases: tuple[Phrase, ...], limit: int) -> Iterator[Hit]:
    for key, score in find_rows(connection, "report", phrases, limit):
        query = select(t.report.c.text, *REPORT_COLUMNS).select_from(current_reports())
        text, *columns = connection.execute(query.where(t.report.c.key == key)).one()
        line = ReportLine(*columns)
        start, end = find_snippet(text, phrases)
        yield _hit("report", line.id, line, (snippet_of(text, start, end), start, end), score)


def _statement_hits(
    connection: Connection, phrases: tuple[Phrase, ...], limit: int
) -> Iterator[Hit]:
    scores = dict(find_rows(connection, "statement", phrases, limit))
    statements = load_statements(connection, list(scores))
    query = select(t.statement).where(t.statement.c.key.in_(scores))
    rows = {row.key: row for row in connection.execute(query)}
    reports = reports_of(connection, (row.reading for row in rows.values()))
    for key, score in scores.items():
        row, pieces = rows[key], statements[key].content
        snippet = f"{row.chain}: {row.content}"
        place = (pieces[0].start, pieces[-1].end) if pieces else (None, None)
        yield _hit("statement", row.id, reports[row.reading], (snippet, *place), score)


def _actor_hits(connection: Connection, query: str, limit: int) -> Iterator[Hit]:
    ranked = rank_actors(connection, query, limit)
    actors = load_actors(connection, [key for key, _, _ in ranked])
    of_actors = select(t.actor.c.key, t.actor.c.reading).where(t.actor.c.key.in_(actors))
    readings = dict(connection.execute(of_actors).tuples().all())
    reports = reports_of(connection, readings.values())
    for key, score, _ in ranked:
        actor = actors[key]
        names = ", ".join(dict.fromkeys((actor.name, *actor.aliases)))
        roles = "; ".join(f"{r.title} of {r.of}" if r.of else r.title for r in actor.roles)
        snippet = f"{names} ({roles})" if roles else names
        yield _hit("actor", actor.id, reports[readings[key]], (snippet, None, None), score)
