"""What the pages over a linked record are made from: plain data that the caller hands in.

What reports tell of a happening, and where they contradict each other, is worked out
elsewhere; here it is only shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.export.highlight import find_context
from dragoman.export.page_names import page_name
from dragoman.export.report_view import make_heading
from dragoman.export.wording import word_date
from dragoman.model import Event, Place, Reading
from dragoman.model.links import Happening, Links, Relay

# Happenings shown; those that most reports tell of are kept first.
MAX_HAPPENINGS = 1_000
NAME_CHARS = 48


def shorten(words: str, most: int) -> str:
    """Words on one line, cut at a word's end where they are longer than `most`."""
    line = " ".join(words.split())
    if len(line) <= most:
        return line
    return (line[:most].rpartition(" ")[0] or line[:most]) + "…"


@dataclass(frozen=True, slots=True)
class ReportLabel:
    """What a report is called on pages that are not its own, and which page is its own.

    `chars` is the length of its text, `name` short: the publisher, or else the title, or
    else what the source is called.
    """

    id: str
    page: str
    name: str
    heading: str
    publisher: str | None
    published: str | None
    chars: int

    @property
    def published_words(self) -> str | None:
        """The day of publication in words, without the hour."""
        return word_date(self.published[:10]) if self.published else None


@dataclass(frozen=True, slots=True)
class Telling:
    """How one report tells of a happening.

    `ref` is the event's entry on the report's page; `before` and `after` are the words
    around its trigger. `actors` and `recipients` are names, `roots` the independent
    origins of the report, `source` the chain of those it is claimed by.
    """

    report: str
    ref: str
    event: Event
    before: str
    after: str
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    place: Place | None = None
    roots: tuple[str, ...] = ()
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Witness:
    """A report that gives a value, by its id, the entry of its event, and its origins."""

    report: str
    ref: str
    roots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConflictSide:
    """One value, such as `3`, and those who give it."""

    value: str
    witnesses: tuple[Witness, ...]


@dataclass(frozen=True, slots=True)
class ToldConflict:
    """Values of one happening that cannot all be right; `about` says of what, such as `killed`."""

    happening: str
    about: str
    sides: tuple[ConflictSide, ...]


@dataclass(frozen=True, slots=True)
class ToldHappening:
    """A happening and every telling of it."""

    happening: Happening
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class LinkedRecord:
    """All that the pages over a linked record show.

    `labels` holds every report by its id; `conflicts` come the most consequential first.
    """

    links: Links
    labels: Mapping[str, ReportLabel]
    told: tuple[ToldHappening, ...] = ()
    conflicts: tuple[ToldConflict, ...] = ()


def label_report(reading: Reading) -> ReportLabel:
    """What to call a report, and where its page is."""
    report = reading.report
    heading, titled = make_heading(reading)
    name = report.publisher or (heading if titled else re.split(r"[\\/]", report.source_id)[-1])
    return ReportLabel(
        report.id,
        page_name(report),
        shorten(name or heading, NAME_CHARS),
        heading,
        report.publisher or None,
        report.published,
        len(report.text),
    )


def event_ref(reading: Reading, event_id: str) -> str:
    """An event's entry on its report's page."""
    return f"e{next(n for n, e in enumerate(reading.events, 1) if e.id == event_id)}"


def make_telling(
    reading: Reading,
    event: Event,
    *,
    actors: tuple[str, ...] = (),
    recipients: tuple[str, ...] = (),
    place: Place | None = None,
    roots: tuple[str, ...] = (),
) -> Telling:
    """A telling with the words around its trigger and its entry on the report's page."""
    before, after = find_context(reading.report.text, event.trigger)
    statements = {s.id: s for s in reading.statements}
    chains = [statements[x].chain for x in event.statements if x in statements]
    source = next((" → ".join(link.name for link in chain) for chain in chains if chain), None)
    return Telling(
        reading.report.id,
        event_ref(reading, event.id),
        event,
        before,
        after,
        actors,
        recipients,
        place,
        roots,
        source,
    )


def choose_happenings(links: Links, most: int = MAX_HAPPENINGS) -> tuple[Happening, ...]:
    """The happenings to show: of too many those that most reports tell of, then the earliest."""

    def order(happening: Happening) -> tuple[int, str, str]:
        reports = len({m.report for m in happening.events})
        return -reports, happening.from_ or happening.to or "~", happening.id

    return tuple(sorted(links.happenings, key=order)[:most])


def relay_target(relay: Relay) -> str:
    """What is relayed: the root's id, or one for the outlet that no report has."""
    return relay.root or f"outlet {relay.name}"


def choose_relays(linked: LinkedRecord) -> tuple[Relay, ...]:
    """The relays between reports that have a page, or of outlets; each pair once, the surest."""
    best: dict[tuple[str, str], Relay] = {}
    for relay in sorted(linked.links.relays, key=lambda r: -r.score):
        known = relay.root is None or relay.root in linked.labels
        if relay.relay in linked.labels and known and relay.relay != relay.root:
            best.setdefault((relay.relay, relay_target(relay)), relay)
    return tuple(best.values())
