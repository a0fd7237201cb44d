"""The pages over a linked record, and what a report's page says of its links."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dragoman.export.drift_view import (
    PairText,
    choose_pairs,
    keep_text,
    make_drift_view,
    pair_anchors,
)
from dragoman.export.environment import load_environment
from dragoman.export.happenings_view import make_happenings_view
from dragoman.export.linked import LinkedRecord, ReportLabel, choose_relays, shorten
from dragoman.export.page_names import DRIFT, HAPPENINGS, RELAYS
from dragoman.export.relays_view import make_relays_view
from dragoman.model import Reading
from dragoman.model.links import Relay

# Of the words that show a relay this much is shown.
WORDS_CHARS = 180


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A page over the links: its file, what it is called, what can be found there."""

    page: str
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class RelayNote:
    """What a report passes on: the root's page, None where it is not in the record.

    `drift` is the address of what was changed, None where the two are not compared.
    """

    name: str
    label: ReportLabel | None
    kind: str
    drift: str | None


@dataclass(frozen=True, slots=True)
class ReportNotes:
    """What linking says of one report, for the report's own page.

    `happenings` tells of an event, by its id, where it is told of together with other
    reports' events, and by how many.
    """

    relays: tuple[RelayNote, ...]
    relayed_by: int
    roots: tuple[str, ...]
    happenings: Mapping[str, tuple[str, str]]


class LinkPages:
    """Takes the readings as they pass, then makes the pages; without links it makes none."""

    def __init__(self, linked: LinkedRecord) -> None:
        self._linked = linked
        self._happenings = make_happenings_view(linked)
        self._pairs, self._pairs_left_out = choose_pairs(linked)
        self._changed = {k: f"{DRIFT}#{a}" for k, a in pair_anchors(self._pairs).items()}
        self._wanted = {id_ for d in self._pairs for id_ in (d.relay, d.root)}
        self._roots = {r.report: r.roots for r in linked.links.roots}
        self._relays: dict[str, list[Relay]] = defaultdict(list)
        self._relayed: Counter[str] = Counter()
        self._chosen = choose_relays(linked)
        for relay in self._chosen:
            self._relays[relay.relay].append(relay)
            self._relayed[relay.root or ""] += 1
        self._told = {
            v.anchor: (v.anchor, v.told_by) for v in self._happenings.views if v.reports > 1
        }
        self._texts: dict[str, PairText] = {}
        self._words: dict[Relay, str] = {}
        self.menu = tuple(self._entries())

    def _entries(self) -> Iterator[MenuEntry]:
        if self._happenings:
            yield MenuEntry(HAPPENINGS, "Happenings", "each once, with all who tell of it")
        if self._pairs:
            yield MenuEntry(DRIFT, "Drift", "relays beside their roots: what was changed")
        if self._relays:
            yield MenuEntry(RELAYS, "Relays", "who passes on whom")

    def take(self, reading: Reading) -> ReportNotes:
        """Keep what the pages need of a reading; gives what its own page says of its links."""
        id_ = reading.report.id
        if id_ in self._wanted:
            self._texts[id_] = keep_text(reading)
        own = self._relays.get(id_, [])
        for relay in own:
            if relay.relay_span:
                span = relay.relay_span
                words = reading.report.text[span.start : span.end]
                self._words[relay] = shorten(words, WORDS_CHARS)
        return self._notes(reading, own)

    def _notes(self, reading: Reading, own: list[Relay]) -> ReportNotes:
        id_, labels = reading.report.id, self._linked.labels
        anchors = {e.id: self._happenings.anchors.get((id_, e.id), "") for e in reading.events}
        return ReportNotes(
            tuple(
                RelayNote(
                    r.name, labels.get(r.root or ""), r.kind, self._changed.get((id_, r.root or ""))
                )
                for r in own
            ),
            self._relayed[id_],
            self._roots.get(id_, ()),
            {e: self._told[a] for e, a in anchors.items() if a in self._told},
        )

    def render(self) -> Iterator[tuple[str, str]]:
        """The name and the HTML of each page over the links."""
        labels = self._linked.labels
        drift = make_drift_view(self._pairs, self._pairs_left_out, labels, self._texts)
        views: dict[str, object] = {
            HAPPENINGS: self._happenings,
            DRIFT: drift,
            RELAYS: make_relays_view(labels, self._chosen, self._roots, self._changed, self._words),
        }
        for entry in self.menu:
            template = load_environment(linked=True).get_template(entry.page)
            yield (
                entry.page,
                template.render(view=views[entry.page], link_pages=self.menu, here=entry.page),
            )
