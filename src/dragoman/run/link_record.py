"""Link a record: find which reports are new, link them, and write what that changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.link.actors import Seed
from dragoman.model.links import LinkChanges
from dragoman.record import Record
from dragoman.run.link import Say, put_gone, put_readings, update_links
from dragoman.run.link_state import LinkState, open_state, place_of, settings_of


def link_record(
    record: Record,
    *,
    seeds: Sequence[Seed] = (),
    drift: bool = True,
    again: bool = False,
    say: Say = lambda _line: None,
) -> LinkChanges:
    """Link the reports of a record that were not linked yet, and write what that changes.

    The result is what linking all reports at once gives. All are linked where there is
    nothing to go on from, where the judgements of people or the seeds are others now, and if
    `again`. Raises LinkStateError where what linking keeps beside the record cannot be had.
    """
    ids = record.reading_ids()
    human = record.human_judgements()
    settings = settings_of(len(ids), human, seeds)
    name = None if again else record.link_state()
    state = open_state(place_of(record.name), name, settings)
    try:
        _put_changes(record, state, ids, say)
        changes = update_links(
            state.engine,
            len(ids),
            reading_of=record.reading,
            human=human,
            seeds=seeds,
            drift=drift,
            whole=state.whole,
            say=say,
        )
        changes = replace(changes, state=state.commit())
        record.write_links(changes)
        return changes
    finally:
        state.engine.close()


def _put_changes(record: Record, state: LinkState, ids: dict[str, str], say: Say) -> None:
    """Put the reports that left and those that came."""
    known = state.known
    put_gone(state.engine, sorted(r for r in known if ids.get(r) != known[r]))
    new = [r for r in ids if known.get(r) != ids[r]]
    put_readings(state.engine, record.readings_of(new), say, ids)
