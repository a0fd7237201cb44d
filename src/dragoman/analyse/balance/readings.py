"""A record's readings, unpacked once however often a question goes through them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dragoman.model import Reading
from dragoman.record import Record

# Of so many reports events and statements are kept: about 100 MB. More are unpacked each time.
_MOST_KEPT = 1000


@dataclass(frozen=True, slots=True)
class Readings:
    """The text, events and statements of reports."""

    record: Record
    _kept: dict[str, Reading] = field(default_factory=dict)

    def of(self, reports: Sequence[str]) -> Iterator[Reading]:
        """The readings of some reports by their ids, those that were asked for before first."""
        kept = [self._kept[r] for r in reports if r in self._kept]
        new = [r for r in reports if r not in self._kept]
        yield from kept
        for whole in self.record.readings_of(new):
            reading = Reading(
                whole.report, whole.reader, statements=whole.statements, events=whole.events
            )
            if len(self._kept) < _MOST_KEPT:
                self._kept[reading.report.id] = reading
            yield reading
