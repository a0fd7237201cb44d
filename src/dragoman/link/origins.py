"""On whose word a report tells of an event: an outlet that it passes on, or its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dragoman.link.roots.outlets import clean_outlet, is_known_outlet
from dragoman.model import Link, Reading


@dataclass(frozen=True, slots=True)
class Origins:
    """The outlets through which each event of a report came, by the event's id.

    An event without any is told by the report itself.
    """

    report: str
    outlets: tuple[tuple[str, tuple[str, ...]], ...]

    def of_events(
        self, roots: Mapping[str, tuple[str, ...]]
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each event with its origins: its outlets, else the roots of the whole report."""
        for event, outlets in self.outlets:
            yield event, outlets or roots.get(self.report, ())


def find_origins(reading: Reading) -> Origins:
    """The outlets that the statements telling each event came through, less the report's own."""
    own = clean_outlet(reading.report.publisher or "")
    through = {
        s.id: clean_outlet(s.chain[0].name)
        for s in reading.statements
        if s.chain and _is_outlet(s.chain[0])
    }
    outlets = []
    for event in reading.events:
        names = {through[s] for s in event.statements if s in through} - {own}
        outlets.append((event.id, tuple(sorted(names))))
    return Origins(reading.report.id, tuple(outlets))


def _is_outlet(link: Link) -> bool:
    """Whether a link is an outlet by name: not `the newspaper` of which no more is known."""
    return link.kind == "outlet" and (link.actor is not None or is_known_outlet(link.name))
