"""An open record: write readings to it, ask it questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection

from dragoman.model import Actor, Failure, Reading, Report, Stance
from dragoman.model.links import Judgement, LinkChanges, Links, Verdict, changes_of
from dragoman.record import judgements, overview, questions
from dragoman.record import links as links_module
from dragoman.record.answers import (
    ActorLine,
    Added,
    DoubtLine,
    EventLine,
    Hit,
    NameMatch,
    Overview,
    RelationLine,
    ReportLine,
    SearchKind,
    StatementLine,
    Timeline,
)
from dragoman.record.complaints import complaints
from dragoman.record.connect import Store
from dragoman.record.errors import RecordError
from dragoman.record.link_counts import count_links
from dragoman.record.look_up import (
    find_actors,
    find_actors_of,
    find_matches,
    find_relations,
    find_statements,
)
from dragoman.record.rows import unpack
from dragoman.record.write import Writer, has_reading
from dragoman.version import READER

READINGS_AT_ONCE = 50
Day = str | date
"""An ISO date (`2020-05-30`), date-time, month (`2020-05`) or year, or a `date`."""


class Record:
    """A record that is open. Use it as a context manager, or `close` it.

    All questions are answered from current findings. Every method raises
    `RecordError` with one plain sentence where the database fails. Questions
    may be asked from several threads.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._writer = Writer(store)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.close()
        else:
            self._store.engine.dispose()

    @property
    def name(self) -> str:
        """The path of the file, or the URL of the server without password."""
        return self._store.name

    def close(self) -> None:
        """End the run and let go of the database. An SQLite record is then one whole file."""
        try:
            with complaints(self.name):
                self._writer.finish()
        finally:
            self._store.engine.dispose()

    @contextmanager
    def _asking(self) -> Iterator[Connection]:
        with complaints(self.name), self._store.engine.connect() as connection:
            yield connection

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        """A transaction that writes, with other writers kept out."""
        if self._store.read_only:
            raise RecordError(f"{self.name} is open for reading only")
        with (
            complaints(self.name),
            self._store.engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            self._store.lock(connection)
            yield connection

    def add(
        self,
        readings: Iterable[Reading | Failure],
        failures: Iterable[Failure] = (),
        *,
        options: Mapping[str, Any] | None = None,
    ) -> Added:
        """Store readings and failures; what is there already changes nothing.

        Readings are taken as they come and committed in batches, so that a
        crash loses at most the last seconds' work. A reading by another reader
        replaces the current one of its report, unless it is by an earlier
        version; either is kept. `failures` is read when the readings have
        ended. `options` says what the run was asked to do.
        """
        if self._store.read_only:
            raise RecordError(f"{self.name} is open for reading only")
        with complaints(self.name):
            return self._writer.add(readings, failures, options)

    def has_reading(self, report: Report | str, reader: str = READER) -> bool:
        """Whether a report was already read by that reader, so that it need not be read again.

        Give the report itself rather than its id, and a report whose language
        was taken for another before counts as not read.
        """
        with self._asking() as connection:
            return has_reading(connection, report, reader)

    def reports(
        self,
        *,
        publisher: str | None = None,
        language: str | None = None,
        from_: Day | None = None,
        to: Day | None = None,
        limit: int | None = None,
    ) -> tuple[ReportLine, ...]:
        """The reports in the order in which they came, narrowed by what is given.

        `from_` and `to` bound the day of publication, both inclusive; reports
        of unknown date are then left out.
        """
        with self._asking() as connection:
            return questions.find_reports(
                connection, publisher, language, (_day(from_), _day(to)), limit
            )

    def reading(self, report: str) -> Reading | None:
        """The current reading of a report, by its id or source_id; None if there is none.

        Of several reports with one source_id the one that came last is meant.
        """
        with self._asking() as connection:
            return questions.find_reading(connection, report)

    def readings(self) -> Iterator[Reading]:
        """All current readings, in the order in which their reports came."""
        for page in self.packed_readings(READINGS_AT_ONCE):
            yield from (unpack(body, text) for _, text, body in page)

    def packed_readings(self, at_once: int) -> Iterator[list[tuple[str, str, bytes]]]:
        """Current readings as they are stored, so many at a time: id, text and packed body."""
        after = 0
        while True:
            with self._asking() as connection:
                page = questions.load_packed(connection, after, at_once)
            if not page:
                return
            yield [(id_, text, body) for _, id_, text, body in page]
            after = page[-1][0]

    def readings_of(self, reports: Sequence[str]) -> Iterator[Reading]:
        """The current readings of some reports, by their ids, in the order given."""
        for at in range(0, len(reports), READINGS_AT_ONCE):
            wanted = reports[at : at + READINGS_AT_ONCE]
            with self._asking() as connection:
                found = questions.find_readings(connection, wanted)
            yield from (found[id_] for id_ in wanted if id_ in found)

    def failures(self) -> tuple[Failure, ...]:
        """Inputs that could not be read and have not been read since."""
        with self._asking() as connection:
            return questions.find_failures(connection)

    def overview(self) -> Overview:
        """The record at a glance."""
        with self._asking() as connection:
            return overview.make_overview(connection)

    def actor(self, name: str, *, limit: int = 50) -> tuple[ActorLine, ...]:
        """In-report actors that answer to a name in any spelling, best first."""
        with self._asking() as connection:
            return find_actors(connection, name, limit)

    def matches(self, name: str) -> tuple[NameMatch, ...]:
        """Every in-report actor that answers to a name in any spelling, by ids, best first."""
        with self._asking() as connection:
            return find_matches(connection, name)

    def actors_of(self, ids: Sequence[str]) -> dict[str, Actor]:
        """The in-report actors of these ids, by id; ids that are not known give nothing."""
        with self._asking() as connection:
            return find_actors_of(connection, ids)

    def relations(self) -> tuple[RelationLine, ...]:
        """The standing ties that reports tell, whose both ends are known, by report."""
        with self._asking() as connection:
            return find_relations(connection)

    def statements_by(self, name: str, *, limit: int = 1000) -> tuple[StatementLine, ...]:
        """Statements that someone of that name holds or passes on, by date of report."""
        with self._asking() as connection:
            return find_statements(connection, name, None, None, limit)

    def statements(self, ids: Sequence[str]) -> tuple[StatementLine, ...]:
        """The statements of these ids, by date of report; ids that are not known give nothing."""
        with self._asking() as connection:
            return find_statements(connection, None, None, None, len(ids), ids=ids)

    def statements_about(
        self,
        name: str | None = None,
        *,
        by: str | None = None,
        stance: Stance | None = None,
        limit: int = 1000,
    ) -> tuple[StatementLine, ...]:
        """Statements about someone of that name, by date of report.

        `by` keeps those that someone of another name holds or passes on,
        `stance` those that speak so of whom they are about: support, neutral or
        oppose.
        """
        with self._asking() as connection:
            return find_statements(connection, by, name, stance, limit)

    def events_between(
        self,
        from_: Day | None,
        to: Day | None,
        *,
        type: str | None = None,
        actor: str | None = None,
    ) -> tuple[EventLine, ...]:
        """Events that may have happened from one day to another, both inclusive, by date.

        None leaves that side open. `type` is a PLOVER type, `actor` a name in
        any spelling of someone on either side of the event.
        """
        return self.timeline(from_=from_ or "0000", to=to, type=type, actor=actor).dated

    def timeline(
        self,
        *,
        from_: Day | None = None,
        to: Day | None = None,
        type: str | None = None,
        actor: str | None = None,
    ) -> Timeline:
        """Dated events in order, and undated ones apart; the latter only if no day is given."""
        with self._asking() as connection:
            return questions.make_timeline(connection, (_day(from_), _day(to)), type, actor)

    def write_links(self, links: Links | LinkChanges) -> None:
        """Put what linking found in place of what was found before, or only what changed of it.

        People's verdicts stay.
        """
        changes = changes_of(links) if isinstance(links, Links) else links
        wanted = {id_ for pair in changes.drifts.new for id_ in (pair.relay, pair.root)}
        texts = {id_: r.report.text for id_ in wanted if (r := self.reading(id_)) is not None}
        with self._changing() as connection:
            links_module.write_changes(connection, changes, texts)

    def link_counts(self) -> dict[str, int] | None:
        """Numbers of what linking found, by name; None where the record was never linked."""
        with self._asking() as connection:
            return count_links(connection)

    def reading_ids(self) -> dict[str, str]:
        """The id of the current reading of every report, by the report's id."""
        with self._asking() as connection:
            return questions.find_reading_ids(connection)

    def link_state(self) -> str | None:
        """The name of what the last linking kept to go on from; None where it kept nothing."""
        with self._asking() as connection:
            return links_module.load_state(connection)

    def links(self) -> Links | None:
        """What the last linking found; None where the record was never linked."""
        with self._asking() as connection:
            return links_module.load_links(connection)

    def human_judgements(self) -> tuple[Judgement, ...]:
        """The verdicts of people on pairs of actors."""
        with self._asking() as connection:
            return links_module.load_human_judgements(connection)

    def doubts(self, limit: int = 50) -> tuple[DoubtLine, ...]:
        """Pairs of actors that may be one and that linking left open, the likeliest first."""
        with self._asking() as connection:
            return judgements.find_doubts(connection, limit)

    def judge(self, one: str, other: str, verdict: Verdict, *, by: str, reason: str = "") -> None:
        """Note a person's verdict on two actors of reports, by their ids.

        The latest on a pair holds; `unsure` takes one back. The next linking heeds it. Raises
        RecordError where the record has no such actor.
        """
        with self._changing() as connection:
            judgements.add_judgement(connection, (one, other), verdict, by=by, reason=reason)

    def search(self, query: str, kind: SearchKind = "all", limit: int = 20) -> tuple[Hit, ...]:
        """Reports, statements or actors that fit a query, best first, with the words found.

        All words must occur; `"two words"` is a phrase, `min*` a beginning.
        Any string is a query; one without words finds nothing. Actors are
        found by name in any spelling.
        """
        with self._asking() as connection:
            return questions.find_hits(connection, query, kind, limit)


def _day(day: Day | None) -> str | None:
    return day.isoformat() if isinstance(day, date) else day
