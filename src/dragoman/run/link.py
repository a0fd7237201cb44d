"""Link the reports of a record: actors, happenings, relays and roots, drift."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from dragoman.link.actors import ActorRow, Seed, actor_rows, link_actors, rows_table
from dragoman.link.drift import find_drift
from dragoman.link.engine import Engine
from dragoman.link.happenings import EventRow, event_rows, link_happenings, make_table
from dragoman.link.origins import Origins, find_origins
from dragoman.link.roots import (
    WHOLE_SCORE,
    ReportKeys,
    find_relays,
    find_report_roots,
    report_keys,
)
from dragoman.model import Reading
from dragoman.model.links import Judgement, Links, Relay, ReportDrift, ReportRoots
from dragoman.version import READER

Say = Callable[[str], None]


@dataclass
class _Rows:
    """What is kept of each reading while all are gone through."""

    actors: list[ActorRow] = field(default_factory=list)
    events: list[EventRow] = field(default_factory=list)
    keys: list[ReportKeys] = field(default_factory=list)
    origins: list[Origins] = field(default_factory=list)


def link_readings(
    readings: Iterable[Reading],
    engine: Engine,
    *,
    reading_of: Callable[[str], Reading | None],
    human: Sequence[Judgement] = (),
    seeds: Sequence[Seed] = (),
    drift: bool = True,
    say: Say = lambda _line: None,
) -> Links:
    """Link all readings. The same readings give the same links, in whatever order they come.

    Readings are gone through once and not kept; `reading_of` gives one again, by its
    report's id, where a relay is compared with its root. `human` verdicts on pairs of
    actors outrank the model's, `seeds` name actors of the user's own list, `say` is told
    of each step.
    """
    rows = _Rows()
    count = 0
    for reading in readings:
        count += 1
        rows.actors += actor_rows(reading)
        rows.events += event_rows(reading)
        rows.keys.append(report_keys(reading.report, reading))
        rows.origins.append(find_origins(reading))
    say(f"{count} reports")
    # What is no longer needed is let go: at no time are all rows and tables held.
    table = rows_table(rows.actors)
    rows.actors.clear()
    linked = link_actors(engine, table, human, seeds)
    del table
    engine.drop("al_")
    say(f"{len(linked.actors)} actors")
    relays = find_relays(engine, rows.keys)
    engine.drop("relay_")
    roots = find_report_roots(relays, rows.keys)
    # What a report only cites is the origin of what it tells through it, not of all.
    whole = find_report_roots((r for r in relays if r.score >= WHOLE_SCORE), rows.keys)
    rows.keys.clear()
    say(f"{len(relays)} relays")
    table = make_table(rows.events)
    rows.events.clear()
    actor_of = {(m.report, m.finding): a.id for a in linked.actors for m in a.members}
    happenings = link_happenings(engine, table, actor_of)
    del table, actor_of
    engine.drop("hap_")
    by_event = {e: names for o in rows.origins for e, names in o.of_events(whole)}
    happenings = tuple(
        replace(h, roots=tuple(sorted({r for m in h.events for r in by_event.get(m.finding, ())})))
        for h in happenings
    )
    say(f"{len(happenings)} happenings")
    drifts = tuple(_drifts(relays, reading_of, say)) if drift else ()
    return Links(
        READER,
        count,
        linked.actors,
        linked.judgements,
        happenings,
        relays,
        tuple(ReportRoots(r, names) for r, names in sorted(roots.items())),
        drifts,
    )


def _drifts(
    relays: Sequence[Relay], reading_of: Callable[[str], Reading | None], say: Say
) -> Iterable[ReportDrift]:
    """What changed in each relay whose root is in the record."""
    pairs = sorted({(r.relay, r.root) for r in relays if r.root})
    for done, (relay_id, root_id) in enumerate(pairs, 1):
        relay, root = reading_of(relay_id), reading_of(root_id)
        if relay is not None and root is not None:
            found = find_drift(relay, root)
            yield ReportDrift(relay_id, root_id, found)
        say(f"{done} of {len(pairs)} relays compared with their roots")
