"""A record as scenarios ask it: what several of them ask for is looked up once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property

from dragoman.analyse.origins import Origins, find_origins
from dragoman.analyse.sentences import plain
from dragoman.analyse.tellings import Told, tell_happenings
from dragoman.model.links import Happening, Links
from dragoman.record import Record, StatementLine

MOST = 100_000


class Source:
    """A record, with what was asked of it kept for whoever asks again."""

    def __init__(self, record: Record) -> None:
        links = record.links()
        self.record = record
        self.is_linked = links is not None
        self.links = links or Links("", 0)
        self.held_by = cache(self._held_by)
        self.events_with = cache(self._events_with)
        self.words_of = cache(self._words_of)
        self._told: dict[str, Told] = {}

    @cached_property
    def roots(self) -> Mapping[str, tuple[str, ...]]:
        """The independent origins of reports, by the reports' ids."""
        return {r.report: r.roots for r in self.links.roots}

    @cached_property
    def origins(self) -> Origins:
        """Which reports only pass on others."""
        return find_origins(self.links, self.record.reports())

    @cached_property
    def aliases(self) -> Mapping[str, frozenset[str]]:
        """All names of the linked actors that are called so; of namesakes those of either."""
        found: dict[str, set[str]] = defaultdict(set)
        for actor in self.links.actors:
            found[actor.name] |= {actor.name, *actor.names}
        return {name: frozenset(names) for name, names in found.items()}

    def tell(self, chosen: Sequence[Happening]) -> tuple[Told, ...]:
        """Happenings with their words; only the reports that tell of new ones are read."""
        new = [h for h in chosen if h.id not in self._told]
        if new:
            wanted = sorted({report for h in new for report in h.reports})
            few = replace(self.links, happenings=tuple(new))
            told = tell_happenings(few, self.record.readings_of(wanted))
            self._told |= {t.happening.id: t for t in told}
        return tuple(self._told[h.id] for h in chosen if h.id in self._told)

    def _held_by(self, name: str) -> tuple[StatementLine, ...]:
        """The statements that someone of that name holds, not those he only passes on."""
        return tuple(x for x in self.record.statements_by(name, limit=MOST) if x.holds)

    def _events_with(self, name: str) -> frozenset[str]:
        """The ids of the events in which someone of that name takes part."""
        timeline = self.record.timeline(actor=name)
        return frozenset(x.event.id for x in (*timeline.dated, *timeline.undated))

    def _words_of(self, report: str) -> str:
        """The text of a report on one line; empty where the record has none."""
        reading = self.record.reading(report)
        return plain(reading.report.text) if reading else ""
