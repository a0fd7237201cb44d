"""Write readings: in batches, each whole or not at all, and nothing twice."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Connection, Table, bindparam, func, insert, select, update

from dragoman.model import Failure, Reading, Report
from dragoman.names import name_keys
from dragoman.record import tables
from dragoman.record.answers import Added
from dragoman.record.connect import Store
from dragoman.record.rows import NUMBERED, Keys, Packed, Row, Rows, described, names_in, pack
from dragoman.record.rows import clean_words as clean
from dragoman.record.search import index_batch

BATCH_READINGS: Final = 100
BATCH_SECONDS: Final = 5.0
"""A batch is written when it has so many readings, or when its first has waited so long."""
MAX_NAME_LENGTH: Final = 200
"""Longer names are stored but cannot be looked up: no name is so long."""
_CHUNK: Final = 500
Item = Reading | Failure


@dataclass
class Writer:
    """Adds to one open record. Remembers the runs it has begun."""

    store: Store
    runs: dict[str, int] = field(default_factory=dict)
    names_written: set[str] = field(default_factory=set)

    def add(
        self, items: Iterable[Item], failures: Iterable[Failure], options: Mapping[str, Any] | None
    ) -> Added:
        """Write all readings and failures; what was committed stays, whatever comes after."""
        added, met = Added(), []
        for batch in _batches(items):
            added += self._add_readings([pack(i) for i in batch if isinstance(i, Reading)], options)
            met += [i for i in batch if isinstance(i, Failure)]
        added += self._add_failures([*met, *failures], options)
        return added

    def _add_readings(self, batch: list[Packed], options: Mapping[str, Any] | None) -> Added:
        with self.store.engine.connect() as connection:
            fresh = _not_known(connection, batch)
        if not fresh:
            return Added(unchanged=len(batch))
        with self._writing() as connection, connection.begin():
            self.store.lock(connection)
            fresh = _not_known(connection, fresh)
            filled = _Batch(connection, Rows(_next_keys(connection)))
            runs = self._runs_for(filled, {p.reading.reader for p in fresh}, options)
            added = filled.fill(fresh, runs)
            filled.write()
            self._write_names(connection, fresh)
            index_batch(connection, filled.first_report, filled.first_statement)
        self.runs |= runs
        return added + Added(unchanged=len(batch) - len(fresh))

    def _writing(self) -> Connection:
        return self.store.engine.connect().execution_options(writes=True)

    def _runs_for(
        self, batch: _Batch, readers: set[str], options: Mapping[str, Any] | None
    ) -> dict[str, int]:
        runs = {reader: self.runs[reader] for reader in readers if reader in self.runs}
        for reader in sorted(readers - set(runs)):
            runs[reader] = batch.add_run(reader, options)
        return runs

    def _add_failures(self, failures: list[Failure], options: Mapping[str, Any] | None) -> Added:
        from dragoman.version import READER

        wanted = {(clean(f.source), clean(f.reason)): None for f in failures}
        with self.store.engine.connect() as connection:
            wanted = _not_noted(connection, wanted)
        if not wanted:
            return Added()
        with self._writing() as connection, connection.begin():
            self.store.lock(connection)
            batch = _Batch(connection, Rows(_next_keys(connection)))
            runs = self._runs_for(batch, {READER}, options)
            for source, reason in _not_noted(connection, wanted):
                batch.add_failure(runs[READER], source, reason)
            batch.write()
        self.runs |= runs
        return Added(failures=len(batch.rows.tables["failure"]))

    def _write_names(self, connection: Connection, batch: list[Packed]) -> None:
        """Note the sounds of names not met before, so that they are found in any spelling."""
        names = {clean(n) for p in batch for n in names_in(p.reading) if len(n) <= MAX_NAME_LENGTH}
        names -= self.names_written
        pairs = {(k[:MAX_NAME_LENGTH], name) for name in names for k in name_keys(name)}
        known = set()
        column = tables.name_key.c.name
        for chunk in _chunks(sorted(names)):
            query = select(tables.name_key.c.sounds, column).where(column.in_(chunk))
            known |= {(sounds, name) for sounds, name in connection.execute(query)}
        rows = [{"sounds": sounds, "name": name} for sounds, name in sorted(pairs - known)]
        _insert(connection, tables.name_key, rows)
        self.names_written |= names

    def finish(self) -> None:
        """Note that the runs begun here came to their end."""
        if not self.runs:
            return
        with self._writing() as connection, connection.begin():
            query = update(tables.run).where(tables.run.c.key.in_(self.runs.values()))
            connection.execute(query.values(finished=now()))
        self.runs = {}


@dataclass
class _Batch:
    """What one transaction writes."""

    connection: Connection
    rows: Rows
    replaced: list[Row] = field(default_factory=list)
    redescribed: list[Row] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.first_report = self.rows.keys.next["report"]
        self.first_statement = self.rows.keys.next["statement"]

    def add_run(self, reader: str, options: Mapping[str, Any] | None) -> int:
        key = self.rows.keys.take("run")
        self.rows.tables["run"].append(
            {
                "key": key,
                "reader": reader,
                "started": now(),
                "finished": None,
                "options": None if options is None else json.dumps(dict(options)),
            }
        )
        return key

    def add_failure(self, run: int, source: str, reason: str) -> None:
        key = self.rows.keys.take("failure")
        row = {"key": key, "run": run, "source": source, "reason": reason}
        self.rows.tables["failure"].append(row)

    def fill(self, batch: list[Packed], runs: dict[str, int]) -> Added:
        """Turn readings into rows and settle which of them is current for each report."""
        reports = _known_reports(self.connection, {p.reading.report.id for p in batch})
        current = _current_readings(self.connection, reports.values())
        new = superseded = 0
        for packed in batch:
            report = packed.reading.report
            key = self.rows.keys.take("reading")
            if report.id not in reports:
                reports[report.id] = self.rows.keys.take("report")
                self.rows.add_report(report, reports[report.id])
                new += 1
            number = reports[report.id]
            self.rows.add_reading(packed, key, number, runs[packed.reading.reader])
            before = current.get(number)
            if before is not None and _is_older(packed.reading.reader, before[1]):
                self.replaced.append({"old": key, "new": before[0]})
                continue
            if before is not None:
                self.replaced.append({"old": before[0], "new": key})
                self.redescribed.append({"number": number, **_clean_row(described(report))})
                superseded += 1
            current[number] = (key, packed.reading.reader)
        return Added(new, superseded, len(batch) - new - superseded)

    def write(self) -> None:
        """Insert the rows, parents first, then mark what they replace."""
        for table in (*tables.FINDINGS, tables.failure):
            _insert(self.connection, table, self.rows.tables[table.name])
        if self.replaced:
            old = tables.reading.c.key == bindparam("old")
            query = update(tables.reading).where(old).values(superseded_by=bindparam("new"))
            self.connection.execute(query, self.replaced)
        if self.redescribed:
            query = update(tables.report).where(tables.report.c.key == bindparam("number"))
            columns: Row = {c: bindparam(c) for c in self.redescribed[0] if c != "number"}
            self.connection.execute(query.values(columns), self.redescribed)


def _clean_row(row: Row) -> Row:
    return {k: clean(v) if isinstance(v, str) else v for k, v in row.items()}


def _insert(connection: Connection, table: Table, rows: list[Row]) -> None:
    """Insert rows as they are: SQLAlchemy writes the statement, the driver takes the values.

    Going through every value's type, as `execute` does, takes three times as long.
    """
    if not rows:
        return
    statement = insert(table).compile(dialect=connection.dialect)
    order = statement.positiontup
    values: Any = rows if order is None else list(map(itemgetter(*order), rows))
    connection.exec_driver_sql(str(statement), values)


def now() -> str:
    """This moment as an ISO date-time in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    batch: list[Item] = []
    began = time.monotonic()
    for item in items:
        if not batch:
            began = time.monotonic()
        batch.append(item)
        if len(batch) >= BATCH_READINGS or time.monotonic() - began > BATCH_SECONDS:
            yield batch
            batch = []
    if batch:
        yield batch


def _chunks(values: list[Any]) -> Iterator[list[Any]]:
    return (values[at : at + _CHUNK] for at in range(0, len(values), _CHUNK))


def _not_known(connection: Connection, batch: list[Packed]) -> list[Packed]:
    """The readings that the record does not hold, each once."""
    column = tables.reading.c.id
    known: set[str] = set()
    for chunk in _chunks([p.id for p in batch]):
        known |= set(connection.scalars(select(column).where(column.in_(chunk))))
    fresh = {p.id: p for p in batch if p.id not in known}
    return list(fresh.values())


def _not_noted(
    connection: Connection, wanted: dict[tuple[str, str], None]
) -> dict[tuple[str, str], None]:
    """The failures, as source and reason, that are not in the record."""
    failure = tables.failure.c
    noted: set[tuple[str, str]] = set()
    for chunk in _chunks(sorted({source for source, _ in wanted})):
        query = select(failure.source, failure.reason).where(failure.source.in_(chunk))
        noted |= {(source, reason) for source, reason in connection.execute(query)}
    return {pair: None for pair in wanted if pair not in noted}


def _next_keys(connection: Connection) -> Keys:
    by_name = tables.metadata.tables
    highest = {n: connection.scalar(select(func.max(by_name[n].c.key))) for n in NUMBERED}
    return Keys({name: (key or 0) + 1 for name, key in highest.items()})


def _known_reports(connection: Connection, ids: set[str]) -> dict[str, int]:
    """The numbers of those reports that the record holds."""
    report = tables.report.c
    known: dict[str, int] = {}
    for chunk in _chunks(sorted(ids)):
        query = select(report.id, report.key).where(report.id.in_(chunk))
        known |= dict(connection.execute(query).tuples().all())
    return known


def _current_readings(connection: Connection, reports: Iterable[int]) -> dict[int, tuple[int, str]]:
    """Number and reader of the current reading of each report."""
    reading = tables.reading.c
    current: dict[int, tuple[int, str]] = {}
    for chunk in _chunks(sorted(reports)):
        query = select(reading.report, reading.key, reading.reader).where(
            reading.report.in_(chunk), reading.superseded_by.is_(None)
        )
        current |= {report: (key, reader) for report, key, reader in connection.execute(query)}
    return current


def _is_older(reader: str, other: str) -> bool:
    """Whether a reader is an earlier version than another; False where it cannot be told."""
    mine, theirs = _version(reader), _version(other)
    return mine is not None and theirs is not None and mine[0] == theirs[0] and mine[1] < theirs[1]


def _version(reader: str) -> tuple[str, tuple[int, ...]] | None:
    found = re.fullmatch(r"(.+)@(\d+(?:\.\d+)*)", reader)
    return (found[1], tuple(int(n) for n in found[2].split("."))) if found else None


def has_reading(connection: Connection, report: Report | str, reader: str) -> bool:
    """Whether the record holds a reading by a reader of a report, in its language if we know it."""
    report_id = report if isinstance(report, str) else report.id
    query = (
        select(tables.reading.c.key)
        .join(tables.report, tables.report.c.key == tables.reading.c.report)
        .where(tables.report.c.id == report_id, tables.reading.c.reader == reader)
    )
    if isinstance(report, Report):
        query = query.where(tables.report.c.language.is_not_distinct_from(report.language))
    return connection.scalar(query.limit(1)) is not None
