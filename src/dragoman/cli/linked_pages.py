"""What the pages over a linked record are made from: linking's findings, asked and handed on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.analyse.conflicts import Conflict
    from dragoman.analyse.tellings import Telling, Told
    from dragoman.export.linked import LinkedRecord, ToldConflict, ToldHappening, Witness
    from dragoman.model import Reading
    from dragoman.record import Record


def gather_linked(record: Record) -> LinkedRecord | None:
    """All that the pages show of a record's links; None where it was never linked."""
    from dragoman.analyse.conflicts import find_conflicts
    from dragoman.analyse.tellings import tell_happenings
    from dragoman.export.linked import LinkedRecord, choose_happenings, label_report

    links = record.links()
    if links is None:
        return None
    chosen = choose_happenings(links)
    wanted = {m.report for h in chosen for m in h.events}
    labels, readings = {}, {}
    for reading in record.readings():
        labels[reading.report.id] = label_report(reading)
        if reading.report.id in wanted:
            readings[reading.report.id] = reading
    told = tell_happenings(replace(links, happenings=chosen), readings.values())
    return LinkedRecord(
        links,
        labels,
        tuple(_told(t, readings) for t in told),
        tuple(_conflict(c, readings) for c in find_conflicts(told)),
    )


def _told(told: Told, readings: Mapping[str, Reading]) -> ToldHappening:
    from dragoman.export.linked import ToldHappening, make_telling

    tellings = tuple(
        make_telling(
            readings[t.report.id],
            t.event,
            actors=t.actors,
            recipients=t.recipients,
            place=t.place,
            roots=t.roots,
        )
        for t in told.tellings
    )
    return ToldHappening(told.happening, tellings)


def _conflict(conflict: Conflict, readings: Mapping[str, Reading]) -> ToldConflict:
    from dragoman.export.linked import ConflictSide, ToldConflict

    sides = tuple(ConflictSide(s.value, _witnesses(s.tellings, readings)) for s in conflict.sides)
    return ToldConflict(conflict.happening.id, conflict.what, sides)


def _witnesses(tellings: Iterable[Telling], readings: Mapping[str, Reading]) -> tuple[Witness, ...]:
    """Those who give a value, each report once."""
    from dragoman.export.linked import Witness, event_ref

    found: dict[str, Witness] = {}
    for t in tellings:
        ref = event_ref(readings[t.report.id], t.event.id)
        found.setdefault(t.report.id, Witness(t.report.id, ref, t.roots))
    return tuple(found.values())
