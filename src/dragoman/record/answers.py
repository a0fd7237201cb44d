"""What a record answers: frozen lines that carry their report and the words they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.model import Actor, Event, Place, Statement

Count = tuple[str | None, int]
"""A value and how often it occurs; None stands for unknown."""
SearchKind = Literal["reports", "statements", "actors", "all"]
HitKind = Literal["report", "statement", "actor"]


@dataclass(frozen=True, slots=True)
class Added:
    """What `Record.add` did, counted in readings.

    `new` are reports the record did not have; `superseded` are reports whose
    earlier findings were replaced by a later reading; `unchanged` are readings
    that left what the record says of their report as it was. `failures` counts
    failures not noted before.
    """

    new: int = 0
    superseded: int = 0
    unchanged: int = 0
    failures: int = 0

    def __add__(self, other: Added) -> Added:
        return Added(
            self.new + other.new,
            self.superseded + other.superseded,
            self.unchanged + other.unchanged,
            self.failures + other.failures,
        )


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report of the record without its text, as its current reading describes it."""

    id: str
    source_id: str
    source: str
    title: str | None
    publisher: str | None
    published: str | None
    published_precision: str | None
    language: str | None
    url: str | None
    status: str
    reader: str


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A statement with its report; `holds` is false where the one asked for only relayed it."""

    report: ReportLine
    statement: Statement
    holds: bool = True


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event with its report, the names of who took part, and the place it resolves to."""

    report: ReportLine
    event: Event
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: Place | None

    @property
    def from_(self) -> str | None:
        """The first day the event may have happened on, as far as known."""
        return self.event.when.from_ if self.event.when else None

    @property
    def to(self) -> str | None:
        """The last day the event may have happened on, as far as known."""
        return self.event.when.to if self.event.when else None

    @property
    def precision(self) -> str | None:
        """How exactly the date is known: day, month, year, ..."""
        return self.event.when.precision if self.event.when else None


@dataclass(frozen=True, slots=True)
class ActorLine:
    """An actor of one report that answers to a name.

    `score` in [0, 1] says how well `matched`, its name or one of its aliases,
    fits the name asked for.
    """

    score: float
    matched: str
    report: ReportLine
    actor: Actor
    statements: tuple[Statement, ...]
    events: tuple[EventLine, ...]


@dataclass(frozen=True, slots=True)
class NameMatch:
    """An actor of one report that answers to a name, by the ids of both.

    `score` in [0, 1] says how well `matched`, its name or one of its aliases, fits.
    """

    score: float
    matched: str
    report: str
    actor: str


@dataclass(frozen=True, slots=True)
class RelationLine:
    """A standing tie that one report tells, by the ids of its two actors there.

    `from_` and `to` are ISO dates, as far as the report tells from and until when it held.
    """

    report: str
    id: str
    kind: str
    subject: str
    object: str
    title: str | None
    status: str
    from_: str | None
    to: str | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events in order of date, and apart from them those whose date is not known."""

    dated: tuple[EventLine, ...]
    undated: tuple[EventLine, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that a search found.

    `id` is the finding's (the report's own for a report). `start` and `end`
    are code points of the report's text where the snippet stands, None where
    the snippet is not cut from it (a title, an actor's names).
    """

    kind: HitKind
    id: str
    report: ReportLine
    snippet: str
    start: int | None
    end: int | None
    score: float


@dataclass(frozen=True, slots=True)
class Overview:
    """A record at a glance; every count is of current findings.

    `events_by_month` counts by the month (`2020-05`) in which an event began,
    None for undated events; `roots` counts reports by the root they relay.
    """

    reports: int
    not_read: int
    languages: tuple[Count, ...]
    publishers: tuple[Count, ...]
    first_published: str | None
    last_published: str | None
    undated: int
    actors: tuple[Count, ...]
    statements: tuple[Count, ...]
    events: tuple[Count, ...]
    events_by_month: tuple[Count, ...]
    relations: tuple[Count, ...]
    roots: tuple[Count, ...]
    readers: tuple[Count, ...]
    failures: int


@dataclass(frozen=True, slots=True)
class DoubtLine:
    """Two actors of reports that may be one, by their ids, with where each stands and why."""

    one: str
    one_name: str
    one_report: str
    other: str
    other_name: str
    other_report: str
    score: float
    reason: str
