"""Link the reports of a record: actors, happenings, relays and roots, drift.

There is one way to link: reports that came or went change what was found before. Where
nothing was found before, all reports have just come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

import pyarrow as pa

from dragoman.link.actors import Seed, update_actors
from dragoman.link.drift import find_drift
from dragoman.link.engine import Engine
from dragoman.link.happenings import update_happenings
from dragoman.link.origins import update_origins
from dragoman.link.roots import RelayChanges, update_relays
from dragoman.link.statements import update_statements
from dragoman.link.statistics import scale_of
from dragoman.model import Reading
from dragoman.model.links import (
    Changes,
    Happening,
    Judgement,
    LinkChanges,
    LinkedStatement,
    Links,
    Member,
    ReportDrift,
)
from dragoman.run.link_rows import put_tables, tables_of
from dragoman.version import READER

Say = Callable[[str], None]
# Readings that are held at a time while their rows are made.
READINGS_A_BATCH = 100


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
    """Link all readings anew. The same readings give the same links, in whatever order they come.

    Readings are gone through once and not kept; `reading_of` gives one again, by its
    report's id, where a relay is compared with its root. `human` verdicts on pairs of
    actors outrank the model's, `seeds` name actors of the user's own list, `say` is told
    of each step.
    """
    put_gone(engine, ())
    count = put_readings(engine, readings, say)
    changes = update_links(
        engine,
        count,
        reading_of=reading_of,
        human=human,
        seeds=seeds,
        drift=drift,
        say=say,
    )
    return changes.as_links()


def put_gone(engine: Engine, reports: Sequence[str]) -> None:
    """Say which reports left, or are there with another reading now."""
    engine.put("gone_reports", pa.table({"report": pa.array(reports, pa.string())}))


def put_readings(
    engine: Engine,
    readings: Iterable[Reading],
    say: Say,
    ids: Mapping[str, str] | None = None,
) -> int:
    """Make the rows of new readings; gives how many there were.

    `ids` are those of the readings by their reports, where they have any.
    """
    count = 0
    put_tables(engine, tables_of(()))
    source = iter(readings)
    while batch := list(islice(source, READINGS_A_BATCH)):
        put_tables(engine, tables_of([((ids or {}).get(r.report.id, ""), r) for r in batch]))
        count += len(batch)
        say(f"{count} reports looked through")
    return count


def update_links(
    engine: Engine,
    reports: int,
    *,
    reading_of: Callable[[str], Reading | None],
    human: Sequence[Judgement] = (),
    seeds: Sequence[Seed] = (),
    drift: bool = True,
    whole: bool = True,
    say: Say = lambda _line: None,
) -> LinkChanges:
    """What the readings put, and the reports gone, change in the links of `reports` reports.

    The engine's kept tables say what was found before; `whole` if there are none. `human` and
    `seeds` must be those of the calls before, and `reports` of the same scale.
    """
    scale = scale_of(reports)
    engine.keep("kept_reports", "new_reports", keys=("report",), gone="gone_reports")
    actors = update_actors(engine, scale, human, seeds)
    say(f"{len(actors.actors.new)} actors new or changed")
    relays = update_relays(engine, scale)
    say(f"{len(relays.relays.new)} relays new or changed")
    happenings = update_happenings(engine, scale)
    say(f"{len(happenings.new)} happenings new or changed")
    statements = update_statements(engine)
    say(f"{len(statements.new)} statements of several reports new or changed")
    origins = _find_origins(engine, happenings, statements)
    new = tuple(replace(h, roots=origins.pop(h.id, ())) for h in happenings.new)
    said = tuple(replace(s, roots=origins.pop(s.id, ())) for s in statements.new)
    return LinkChanges(
        READER,
        reports,
        whole,
        actors.actors,
        actors.judgements,
        Changes(happenings.gone, new),
        relays.relays,
        relays.roots,
        _drifts(engine, relays, reading_of, say) if drift else Changes(),
        Changes(statements.gone, said),
        tuple(sorted(origins.items())),
    )


def _find_origins(
    engine: Engine, happenings: Changes[Happening], statements: Changes[LinkedStatement]
) -> dict[str, tuple[str, ...]]:
    """The roots of happenings and statements: of those that are new, and of those of which
    they may have changed with the roots of a report.
    """
    told = [(h.id, m) for h in happenings.new for m in h.events]
    told += [(s.id, m) for s in statements.new for m in s.statements]
    gone = pa.array((*happenings.gone, *statements.gone), pa.string())
    engine.put("new_members", _members_table(told))
    engine.put("gone_told", pa.table({"told": gone}))
    engine.keep("kept_members", "new_members", keys=("told",), gone="gone_told")
    engine.store("members_to_look_at", _TO_LOOK_AT)
    return update_origins(engine)


_TO_LOOK_AT = """
    SELECT m.told, m.report, m.finding FROM kept_members m
    JOIN (SELECT told FROM new_members UNION
          SELECT k.told FROM kept_members k
          JOIN whole_root_changes c ON c.report = k.report) x
      ON x.told = m.told
"""


def _members_table(told: Sequence[tuple[str, Member]]) -> pa.Table:
    columns = (
        [id_ for id_, _ in told],
        [m.report for _, m in told],
        [m.finding for _, m in told],
    )
    names = ("told", "report", "finding")
    return pa.table([pa.array(c, pa.string()) for c in columns], names=names)


def _drifts(
    engine: Engine,
    relays: RelayChanges,
    reading_of: Callable[[str], Reading | None],
    say: Say,
) -> Changes[ReportDrift]:
    """What changed in each relay whose root is in the record, where it was not compared before."""
    gone, pairs = _pairs_to_compare(engine, relays)
    found = []
    for done, (relay_id, root_id) in enumerate(pairs, 1):
        relay, root = reading_of(relay_id), reading_of(root_id)
        if relay is not None and root is not None:
            found.append(ReportDrift(relay_id, root_id, find_drift(relay, root)))
        say(f"{done} of {len(pairs)} relays compared with their roots")
    return Changes(tuple(f"{relay}|{root}" for relay, root in gone), tuple(found))


def _pairs_to_compare(
    engine: Engine, relays: RelayChanges
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Pairs of relay and root that no longer stand, and those not compared yet, in their order."""
    new = sorted({(r.relay, r.root) for r in relays.relays.new if r.root is not None})
    engine.put("new_pairs", _pairs_table(new))
    engine.put("gone_relays", pa.table({"relay": pa.array(relays.relays.gone, pa.string())}))
    engine.keep("kept_pairs", "new_pairs", keys=("relay",), gone="gone_relays")
    if not engine.has("kept_compared"):
        engine.keep("kept_compared", "(SELECT relay, root FROM kept_pairs WHERE 1 = 0)")
    engine.store("gone_pairs", _GONE_PAIRS)
    engine.store("compare", _TO_COMPARE)
    engine.keep("kept_compared", "compare", keys=("relay", "root"), gone="gone_pairs")
    return _pairs(engine, "gone_pairs"), _pairs(engine, "compare")


# Compared pairs that are no relay now, or of which one has another reading.
_GONE_PAIRS = """
    SELECT c.relay, c.root FROM kept_compared c
    LEFT JOIN kept_pairs p ON p.relay = c.relay AND p.root = c.root
    LEFT JOIN gone_reports a ON a.report = c.relay
    LEFT JOIN gone_reports b ON b.report = c.root
    WHERE p.relay IS NULL OR a.report IS NOT NULL OR b.report IS NOT NULL
"""
_TO_COMPARE = """
    SELECT p.relay, p.root FROM kept_pairs p
    LEFT JOIN kept_compared c ON c.relay = p.relay AND c.root = p.root
    LEFT JOIN gone_pairs g ON g.relay = p.relay AND g.root = p.root
    WHERE c.relay IS NULL OR g.relay IS NOT NULL
"""


def _pairs_table(pairs: Sequence[tuple[str, str]]) -> pa.Table:
    columns = ([relay for relay, _ in pairs], [root for _, root in pairs])
    return pa.table([pa.array(c, pa.string()) for c in columns], names=("relay", "root"))


def _pairs(engine: Engine, name: str) -> list[tuple[str, str]]:
    found = engine.rows(f"SELECT relay, root FROM {name} ORDER BY relay, root").to_pylist()
    return [(row["relay"], row["root"]) for row in found]
