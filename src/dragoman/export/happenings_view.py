"""What the page of happenings shows: each once, in order of time, with all who tell of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dragoman.export.linked import (
    ConflictSide,
    LinkedRecord,
    ReportLabel,
    Telling,
    ToldConflict,
    ToldHappening,
)
from dragoman.export.report_view import STATUSES
from dragoman.export.time_scale import Bar, Gap, Interval, Scale, make_scale, read_interval
from dragoman.export.wording import word_count, word_interval, word_number, word_place
from dragoman.schema.event_types import load_event_types

# Of how many conflicts the list at the head of the page tells.
MAX_CONFLICTS = 40
NOBODY = "not said who"


@dataclass(frozen=True, slots=True)
class TellingView:
    """One report's telling, with its words and the page they are on."""

    label: ReportLabel
    ref: str
    before: str
    trigger: str
    after: str
    status: str
    status_words: str
    source: str | None
    after_whom: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WitnessView:
    """A report that gives a value, and the entry of its event."""

    name: str
    page: str
    ref: str


@dataclass(frozen=True, slots=True)
class SideView:
    """One value of a conflict with all who give it: on their own word, and after whom."""

    value: str
    own: tuple[WitnessView, ...]
    relayed: tuple[tuple[str, tuple[WitnessView, ...]], ...]


@dataclass(frozen=True, slots=True)
class ConflictView:
    """Values that contradict each other; `anchor` and `line` are the happening's."""

    anchor: str
    line: str
    about: str
    sides: tuple[SideView, ...]


@dataclass(frozen=True, slots=True)
class HappeningView:
    """A happening as its entry shows it.

    `telling`, `expecting` and `denying` are the tellings by whether they say that it
    happened, may or will, or did not.
    """

    anchor: str
    type: str
    mode: str | None
    side: str | None
    definition: str | None
    who: str
    whom: str
    when: str | None
    certainty: str | None
    where: str | None
    counts: tuple[str, ...]
    status: str
    status_words: str
    reports: int
    roots: tuple[str, ...]
    telling: tuple[TellingView, ...]
    expecting: tuple[TellingView, ...]
    denying: tuple[TellingView, ...]
    conflicts: tuple[ConflictView, ...]
    interval: Interval | None
    bar: Bar | None

    @property
    def is_of_nobody(self) -> bool:
        """Whether no report says who did it."""
        return self.who == NOBODY

    @property
    def line(self) -> str:
        """The happening in one line of plain text."""
        whom = f" → {self.whom}" if self.whom else ""
        return f"{self.type}: {self.who}{whom}"

    @property
    def told_by(self) -> str:
        """`3 reports, 1 origin`: plainly, how much of it is echo."""
        reports = word_count(self.reports, "report")
        origins = word_count(len(self.roots), "origin") if self.roots else "origin not known"
        return f"{reports}, {origins}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A happening in a list, with the empty stretch before it, if any."""

    happening: HappeningView
    gap: str | None


@dataclass(frozen=True, slots=True)
class HappeningList:
    """Happenings in order of time, and apart from them those whose date is not known."""

    dated: tuple[Entry, ...]
    undated: tuple[HappeningView, ...]

    def __len__(self) -> int:
        return len(self.dated) + len(self.undated)


@dataclass(frozen=True, slots=True)
class HappeningsView:
    """Everything on the page of happenings.

    `anchors` says where an event, by its report's id and its own, is told of there.
    """

    several: HappeningList
    single: HappeningList
    conflicts: tuple[ConflictView, ...]
    conflicts_left_out: int
    scale: Scale
    left_out: int
    anchors: Mapping[tuple[str, str], str]

    def __len__(self) -> int:
        return len(self.several) + len(self.single)

    @property
    def views(self) -> tuple[HappeningView, ...]:
        """All happenings of both lists."""
        lists = (self.several, self.single)
        return tuple(v for x in lists for v in (*(e.happening for e in x.dated), *x.undated))

    @property
    def denied(self) -> int:
        """How many happenings some report denies."""
        return sum(1 for v in self.views if v.denying)


@dataclass(frozen=True, slots=True)
class _Maker:
    """What all happenings of a record are shown with."""

    labels: Mapping[str, ReportLabel]
    actors: Mapping[str, str]
    relayers: frozenset[str]
    conflicts: Mapping[str, Sequence[ToldConflict]]
    scale: Scale

    def happening(self, told: ToldHappening, anchor: str) -> HappeningView:
        h, tellings = told.happening, told.tellings
        known = load_event_types().get(h.type)
        views = [(t.event.status, self.telling(t)) for t in tellings]
        interval = read_interval(h.from_, h.to)
        view = HappeningView(
            anchor=anchor,
            type=h.type,
            mode=_first(t.event.mode for t in tellings if t.event.type == h.type),
            side=known.side if known else None,
            definition=known.definition if known else None,
            who=self.names(h.actors, [t.actors for t in tellings]) or NOBODY,
            whom=self.names(h.recipients, [t.recipients for t in tellings]),
            when=word_interval(_day(h.from_), _day(h.to)) if interval else None,
            certainty=_certainty(interval),
            where=_first(word_place(t.place) for t in tellings if t.place),
            counts=_counts(tellings),
            status=h.status,
            status_words=STATUSES[h.status],
            reports=len({t.report for t in tellings}),
            roots=h.roots,
            telling=tuple(v for s, v in views if s in ("asserted", "claimed")),
            expecting=tuple(v for s, v in views if s in ("future", "possible")),
            denying=tuple(v for s, v in views if s == "negated"),
            conflicts=(),
            interval=interval,
            bar=self.scale.bar(interval) if interval else None,
        )
        conflicts = (self.conflict(c, view) for c in self.conflicts.get(h.id, ()))
        return replace(view, conflicts=tuple(conflicts))

    def names(self, linked: Sequence[str], told: Iterable[Sequence[str]]) -> str:
        """The linked actors' names; where none is linked, those that the tellings use."""
        names = [self.actors[a] for a in linked if a in self.actors]
        return ", ".join(dict.fromkeys(names or [n for some in told for n in some]))

    def after_whom(self, report: str, roots: Sequence[str]) -> tuple[str, ...]:
        """The origins of a report that passes on others; none for one that tells its own."""
        own = self.labels[report].publisher
        return tuple(r for r in roots if r != own) if report in self.relayers else ()

    def telling(self, t: Telling) -> TellingView:
        return TellingView(
            label=self.labels[t.report],
            ref=t.ref,
            before=t.before,
            trigger=t.event.trigger.text,
            after=t.after,
            status=t.event.status,
            status_words=STATUSES[t.event.status],
            source=t.source,
            after_whom=self.after_whom(t.report, t.roots),
        )

    def conflict(self, c: ToldConflict, view: HappeningView) -> ConflictView:
        sides = tuple(self.side(s) for s in c.sides)
        when = f", {view.when}" if view.when else ""
        return ConflictView(view.anchor, view.line + when, c.about, sides)

    def side(self, side: ConflictSide) -> SideView:
        after: dict[str, list[WitnessView]] = defaultdict(list)
        for w in side.witnesses:
            if w.report in self.labels:
                label = self.labels[w.report]
                whom = " and ".join(self.after_whom(w.report, w.roots))
                after[whom].append(WitnessView(label.name, label.page, w.ref))
        own = tuple(after.pop("", ()))
        return SideView(side.value, own, tuple((k, tuple(v)) for k, v in after.items()))


def make_happenings_view(linked: LinkedRecord) -> HappeningsView:
    """Everything that the page of happenings shows."""
    told = sorted((x for t in linked.told if (x := _with_page(t, linked))), key=_order)
    intervals = [read_interval(t.happening.from_, t.happening.to) for t in told]
    by_happening: dict[str, list[ToldConflict]] = defaultdict(list)
    for c in linked.conflicts:
        by_happening[c.happening].append(c)
    maker = _Maker(
        linked.labels,
        {a.id: a.name for a in linked.links.actors},
        frozenset(r.relay for r in linked.links.relays),
        by_happening,
        make_scale(i for i in intervals if i),
    )
    views = {t.happening.id: maker.happening(t, f"h{n}") for n, t in enumerate(told, 1)}
    conflicts = [
        maker.conflict(c, views[c.happening]) for c in linked.conflicts if c.happening in views
    ]
    anchors = {
        (t.report, t.event.id): views[x.happening.id].anchor for x in told for t in x.tellings
    }
    return HappeningsView(
        several=_list([v for v in views.values() if v.reports > 1], maker.scale.gaps),
        single=_list([v for v in views.values() if v.reports <= 1], maker.scale.gaps),
        conflicts=tuple(conflicts[:MAX_CONFLICTS]),
        conflicts_left_out=max(0, len(conflicts) - MAX_CONFLICTS),
        scale=maker.scale,
        left_out=max(0, len(linked.links.happenings) - len(views)),
        anchors=anchors,
    )


def _with_page(told: ToldHappening, linked: LinkedRecord) -> ToldHappening | None:
    """The happening with those tellings that have a page to lead to; None without any."""
    tellings = tuple(t for t in told.tellings if t.report in linked.labels)
    return replace(told, tellings=tellings) if tellings else None


def _order(told: ToldHappening) -> tuple[str, str, str]:
    first, last = told.happening.from_, told.happening.to
    return first or last or "~", last or first or "~", told.happening.id


def _first(values: Iterable[str | None]) -> str | None:
    return next((v for v in values if v), None)


def _day(iso: str | None) -> str | None:
    return iso[:10] if iso else None


def _certainty(interval: Interval | None) -> str | None:
    """How exactly a date is known: to the day, or within how many."""
    if interval is None:
        return None
    if interval.first is None or interval.last is None:
        return "one end not known"
    days = (interval.last - interval.first).days + 1
    return "to the day" if days == 1 else f"some time in these {days:,} days"


def _counts(tellings: Sequence[Telling]) -> tuple[str, ...]:
    """Every count that some telling gives: `3 killed`, or `3, 4 or 5 killed` if they differ."""
    values: dict[str, set[float]] = defaultdict(set)
    for t in tellings:
        for q in t.event.quantities:
            values[q.of].add(q.value)
    return tuple(f"{_either([word_number(n) for n in sorted(v)])} {of}" for of, v in values.items())


def _either(words: Sequence[str]) -> str:
    first = ", ".join(words[:-1])
    return f"{first} or {words[-1]}" if first else words[-1]


def _list(views: Iterable[HappeningView], gaps: Sequence[Gap]) -> HappeningList:
    """Dated happenings with the empty stretches between them, and the undated."""
    entries: list[Entry] = []
    undated: list[HappeningView] = []
    reached: date | None = None
    for view in views:
        if view.interval is None:
            undated.append(view)
            continue
        start = view.interval.start
        passed = [g for g in gaps if reached and reached <= g.after and g.before <= start]
        entries.append(Entry(view, _word_gaps(passed)))
        reached = max(reached or start, start)
    return HappeningList(tuple(entries), tuple(undated))


def _word_gaps(gaps: Sequence[Gap]) -> str | None:
    """`no report tells of anything for 3 days: 8–10 May 2022`, of the longest of several."""
    if not gaps:
        return None
    longest = max(gaps, key=lambda g: g.days)
    interval = word_interval(*(d.isoformat() for d in longest.ends))
    return f"no report tells of anything for {word_count(longest.days, 'day')}: {interval}"
