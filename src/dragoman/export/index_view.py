"""What the index of a folder of pages shows: reports, origins, actors, events over time.

Readings pass one by one; only what the index needs of them is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from dragoman.export.views import EventView, Party, ReportView
from dragoman.export.wording import word_date, word_interval

# Rows of the longest lists; what is beyond is counted, and is in the data exports.
MAX_ACTORS = 400
MAX_EVENTS = 2_000


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report's line in the index."""

    page: str
    heading: str
    publisher: str | None
    published: str | None
    published_words: str | None
    roots: tuple[str, ...]
    statements: int
    events: int
    actors: int
    status: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event's line in the index, with the page and entry it is on."""

    page: str
    ref: str
    report: str
    type: str
    mode: str | None
    side: str | None
    status: str
    status_words: str
    who: str
    whom: str
    where: str | None
    when: str | None
    first: str
    last: str
    trigger: str
    according_to: str | None

    @property
    def line(self) -> str:
        """The event in one line of plain text."""
        whom = f" → {self.whom}" if self.whom else ""
        return f"{self.type}: {self.who}{whom} (“{self.trigger}”, {self.status})"


@dataclass(slots=True)
class ActorRow:
    """All in-report actors of one name and type. Identical names only: no guess is made.

    Actors that a report describes but does not name are not among them.
    """

    name: str
    type: str
    reports: list[tuple[str, str, str]] = field(default_factory=list)
    mentions: int = 0
    statements: int = 0
    does: int = 0
    receives: int = 0


@dataclass(frozen=True, slots=True)
class Period:
    """One date or interval with its events: those above the line cooperate, others conflict."""

    when: str
    events: tuple[EventRow, ...]
    after_gap: bool


@dataclass(slots=True)
class IndexView:
    """Everything on the index."""

    reports: list[ReportRow] = field(default_factory=list)
    dated: list[EventRow] = field(default_factory=list)
    undated: list[EventRow] = field(default_factory=list)
    actors: dict[tuple[str, str], ActorRow] = field(default_factory=dict)
    roots: dict[str, list[ReportRow]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, view: ReportView, page: str) -> None:
        """Take in a report's page."""
        row = _report_row(view, page)
        self.reports.append(row)
        for root in dict.fromkeys(row.roots):
            self.roots.setdefault(root, []).append(row)
        for event in view.events:
            made = _event_row(event, view.heading, page)
            (self.dated if made.first else self.undated).append(made)
        self._add_actors(view, page)
        self.counts["statements"] += len(view.statements)
        self.counts["events"] += len(view.events)

    def _add_actors(self, view: ReportView, page: str) -> None:
        sources = Counter(s.chain[-1].ref for s in view.statements if s.chain)
        does = Counter(r for e in view.events for r in {p.ref for p in e.actors})
        receives = Counter(r for e in view.events for r in {p.ref for p in e.recipients})
        for a in view.actors:
            if not a.named:  # "officials" of one report are not those of another
                continue
            row = self.actors.setdefault((a.name, a.type), ActorRow(a.name, a.type))
            if not row.reports or row.reports[-1][0] != page:
                row.reports.append((page, a.ref, view.heading))
            row.mentions += a.mentions
            row.statements += sources[a.ref]
            row.does += does[a.ref]
            row.receives += receives[a.ref]

    @property
    def report_rows(self) -> list[ReportRow]:
        """The reports by date, undated ones last."""
        return sorted(self.reports, key=lambda r: (r.published or "9", r.heading))

    @property
    def actor_rows(self) -> list[ActorRow]:
        """The actors that most reports name, most mentioned first among equals."""
        rows = sorted(self.actors.values(), key=lambda a: (-len(a.reports), -a.mentions, a.name))
        return rows[:MAX_ACTORS]

    @property
    def actors_left_out(self) -> int:
        """Actors beyond the longest list."""
        return max(0, len(self.actors) - MAX_ACTORS)

    @property
    def events_left_out(self) -> int:
        """Dated events beyond the longest list."""
        return max(0, len(self.dated) - MAX_EVENTS)

    @property
    def root_rows(self) -> list[tuple[str, list[ReportRow]]]:
        """Origins with the reports that pass them on, the most relayed first."""
        return sorted(self.roots.items(), key=lambda item: (-len(item[1]), item[0]))

    @property
    def periods(self) -> list[Period]:
        """The dated events by date."""
        return make_periods(self.dated[:MAX_EVENTS])

    @property
    def undated_rows(self) -> list[EventRow]:
        """The events whose date is not known, as many as are listed."""
        return self.undated[:MAX_EVENTS]


def _names(parties: Iterable[Party]) -> str:
    return ", ".join(p.name for p in parties)


def _report_row(view: ReportView, page: str) -> ReportRow:
    published = view.report.published
    return ReportRow(
        page=page,
        heading=view.heading,
        publisher=view.report.publisher,
        published=published,
        published_words=word_date(published) if published else None,
        roots=tuple(r.name for r in view.roots),
        statements=len(view.statements),
        events=len(view.events),
        actors=len(view.actors),
        status=view.status,
    )


def _event_row(event: EventView, report: str, page: str) -> EventRow:
    first, last = (event.from_ or event.to or "")[:10], (event.to or event.from_ or "")[:10]
    return EventRow(
        page=page,
        ref=event.ref,
        report=report,
        type=event.type,
        mode=event.mode,
        side=event.side,
        status=event.status,
        status_words=event.status_words,
        who=_names(event.actors) or "not said who",
        whom=_names(event.recipients),
        where=event.where,
        when=word_interval(first, last),
        first=first,
        last=last,
        trigger=event.trigger,
        according_to=event.according_to[0][1] if event.according_to else None,
    )


def _neighbours(last: str, first: str) -> bool:
    """Whether two ISO days follow each other, or might: unreadable dates make no gap."""
    from datetime import date

    try:
        return (date.fromisoformat(first) - date.fromisoformat(last)).days <= 1
    except ValueError:
        return True


def make_periods(events: Iterable[EventRow]) -> list[Period]:
    """Events grouped by the very interval they happened in, in order of time.

    Only dates with events are listed; `after_gap` says that days without any
    lie between a period and the one before it.
    """
    groups: dict[tuple[str, str], list[EventRow]] = {}
    for event in events:
        groups.setdefault((event.first, event.last), []).append(event)
    periods: list[Period] = []
    reached = ""
    for (first, last), members in sorted(groups.items()):
        gap = bool(reached) and not _neighbours(reached, first)
        periods.append(Period(members[0].when or first, tuple(members), gap))
        reached = max(reached, last)
    return periods
