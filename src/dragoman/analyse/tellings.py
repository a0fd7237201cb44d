"""How each report tells of a happening: its event, its own slots, and on whose word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Protocol, TypeVar

from dragoman.model import Event, EventStatus, Place, Quantity, Reading, Report
from dragoman.model.links import Happening, LinkedActor, Links, Member

_POWERS = frozenset({"state", "organisation", "group"})


@dataclass(frozen=True, slots=True)
class Telling:
    """One report's event within a happening, with the names it gives.

    `actors` and `recipients` are names of linked actors where they are known, else the
    report's own words. `powers` are those of the actors that are states or bodies: people
    act for them, and who is named first differs from report to report. `roots` are the
    independent origins of the report.
    """

    report: Report
    event: Event
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: Place | None
    roots: tuple[str, ...]
    powers: tuple[str, ...] = ()

    @property
    def status(self) -> EventStatus:
        """Whether the report asserts, claims, expects, allows or denies it."""
        return self.event.status

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """The counts that the report gives."""
        return self.event.quantities


@dataclass(frozen=True, slots=True)
class Told:
    """A happening with every telling of it, by date of report."""

    happening: Happening
    tellings: tuple[Telling, ...]

    @property
    def roots(self) -> tuple[str, ...]:
        """The independent origins of all tellings, each once."""
        return self.happening.roots


def tell_happenings(links: Links, readings: Iterable[Reading]) -> tuple[Told, ...]:
    """The happenings with the readings' own words; happenings of other reports are left out.

    Readings are gone through once and not kept.
    """
    linked = {m: a for a in links.actors for m in a.members}
    roots = {r.report: r.roots for r in links.roots}
    wanted = {m for h in links.happenings for m in h.events}
    told = {
        member: _telling(reading, event, linked, roots.get(member.report, ()))
        for member, reading, event in find_members(readings, wanted, lambda r: r.events)
    }
    found = []
    for happening in links.happenings:
        tellings = [told[m] for m in happening.events if m in told]
        tellings.sort(key=lambda t: (t.report.published or "~", t.report.id))
        if tellings:
            found.append(Told(happening, tuple(tellings)))
    return tuple(found)


class Finding(Protocol):
    """What a reading found, with an id of its own."""

    @property
    def id(self) -> str:
        """The id."""


F = TypeVar("F", bound=Finding)


def find_members(
    readings: Iterable[Reading], wanted: Set[Member], findings: Callable[[Reading], Iterable[F]]
) -> Iterator[tuple[Member, Reading, F]]:
    """The findings that are wanted of readings, gone through once."""
    for reading in readings:
        for finding in findings(reading):
            member = Member(reading.report.id, finding.id)
            if member in wanted:
                yield member, reading, finding


def _telling(
    reading: Reading, event: Event, linked: Mapping[Member, LinkedActor], roots: tuple[str, ...]
) -> Telling:
    names = {a.id: a.name for a in reading.actors}

    def name(actor: str | None, words: str) -> str:
        found = linked.get(Member(reading.report.id, actor)) if actor else None
        return found.name if found else names.get(actor or "", words)

    def power(actor: str | None) -> LinkedActor | None:
        found = linked.get(Member(reading.report.id, actor)) if actor else None
        return found if found is not None and found.type in _POWERS else None

    places = {p.id: p for p in reading.places}
    return Telling(
        reading.report,
        event,
        tuple(name(a.actor, a.span.text) for a in event.actors),
        tuple(name(a.actor, a.span.text) for a in event.recipients),
        places.get(event.where.place) if event.where else None,
        roots,
        tuple(x.name for a in event.actors if (x := power(a.actor)) is not None),
    )
