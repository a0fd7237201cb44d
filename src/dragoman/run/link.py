"""Link the reports of a record: actors, happenings, relays and roots, drift.

There is one way to link: reports that came or went change what was found before. Where
nothing was found before, all reports have just come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from dragoman.link.actors import Seed, update_actors
from dragoman.link.drift import find_differences, find_drift
from dragoman.link.engine import Engine, make_tables, table_of_texts, texts, tuples_of
from dragoman.link.happenings import update_happenings
from dragoman.link.origins import update_origins
from dragoman.link.roots import RelayChanges, find_co_relays, update_relays
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
    engine.put("gone_reports", table_of_texts(["report"], ([r] for r in reports)))


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
    actors = update_actors(engine, human, seeds)
    say(f"{len(actors.actors.new)} actors new or changed")
    relays = update_relays(engine, scale)
    say(f"{len(relays.relays.new)} relays new or changed")
    _update_pairs(engine, relays)
    happenings = update_happenings(engine, scale)
    say(f"{len(happenings.new)} happenings new or changed")
    statements = update_statements(engine)
    say(f"{len(statements.new)} statements of several reports new or changed")
    origins = _find_origins(engine, happenings, statements)
    gone_pairs = _forget_compared(engine)
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
        Changes(gone_pairs, tuple(_drifts(engine, reading_of, say)) if drift else ()),
        Changes(statements.gone, said),
        tuple(sorted(origins.items())),
    )


def _find_origins(
    engine: Engine, happenings: Changes[Happening], statements: Changes[LinkedStatement]
) -> dict[str, tuple[str, ...]]:
    """The roots of happenings and statements: of those that are new, and of those of which
    they may have changed with the roots of a report.
    """
    told = [(h.id, m.report, m.finding) for h in happenings.new for m in h.events]
    told += [(s.id, m.report, m.finding) for s in statements.new for m in s.statements]
    gone = (*happenings.gone, *statements.gone)
    engine.put("new_members", table_of_texts(("told", "report", "finding"), told))
    engine.put("gone_told", table_of_texts(["told"], ([id_] for id_ in gone)))
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


def _update_pairs(engine: Engine, relays: RelayChanges) -> None:
    """Keep which report relays which; stores `moved_pairs`, those that came or went."""
    new = {(r.relay, r.root) for r in relays.relays.new if r.root is not None}
    engine.put("new_pairs", table_of_texts(_PAIR, new))
    engine.put("gone_relays", table_of_texts(["relay"], ([id_] for id_ in relays.relays.gone)))
    make_tables(engine, {"kept_pairs": texts(*_PAIR)})
    engine.store(
        "moved_pairs",
        "SELECT k.relay, k.root FROM kept_pairs k SEMI JOIN gone_relays g ON g.relay = k.relay "
        "UNION SELECT relay, root FROM new_pairs",
    )
    engine.keep("kept_pairs", "new_pairs", keys=["relay"], gone="gone_relays")


def _forget_compared(engine: Engine) -> tuple[str, ...]:
    """Forget, and give, the compared pairs that no longer stand.

    Stores `pairs_to_hold`, those that do: relays and their roots, and relays of one source.
    """
    pairs = ((relay, root, "") for relay, root in _pairs(engine, "kept_pairs"))
    others = ((*pair, "\n".join(sources)) for pair, sources in find_co_relays(engine).items())
    engine.put("pairs_to_hold", table_of_texts(_COMPARED, [*pairs, *others]))
    make_tables(engine, {"kept_compared": texts(*_COMPARED)})
    engine.store("gone_pairs", _GONE_PAIRS)
    engine.keep("kept_compared", _NO_PAIRS, keys=_PAIR, gone="gone_pairs")
    return tuple(f"{relay}|{root}" for relay, root in _pairs(engine, "gone_pairs"))


def _drifts(
    engine: Engine, reading_of: Callable[[str], Reading | None], say: Say
) -> Iterator[ReportDrift]:
    """What changed in relays beside their roots, or beside another relay of a source that is not
    in the record, where the two were not compared before.
    """
    engine.store("to_compare", _TO_COMPARE)
    engine.keep("kept_compared", "to_compare")
    rows = engine.rows("SELECT relay, root, sources FROM to_compare ORDER BY relay, root")
    for done, (relay_id, root_id, sources) in enumerate(tuples_of(rows), 1):
        relay, root = reading_of(relay_id), reading_of(root_id)
        if relay is not None and root is not None:
            yield from _compare(relay, root, sources)
        say(f"{done} of {rows.num_rows} pairs of reports compared")


def _compare(relay: Reading, root: Reading, sources: str) -> Iterator[ReportDrift]:
    ids = relay.report.id, root.report.id
    if not sources:
        yield ReportDrift(*ids, find_drift(relay, root))
        return
    for source, drift in find_differences(relay, root, sources.split("\n")).items():
        yield ReportDrift(*ids, drift, source)


_PAIR = ("relay", "root")
# `sources` are the names, a line each, that the two have in common; empty for a relay and its root.
_COMPARED = (*_PAIR, "sources")
_NO_PAIRS = "(SELECT relay, root, sources FROM pairs_to_hold WHERE 1 = 0)"
# Compared pairs that do not stand now, or of which one has another reading.
_GONE_PAIRS = """
    SELECT c.relay, c.root FROM kept_compared c
    LEFT JOIN pairs_to_hold p ON p.relay = c.relay AND p.root = c.root AND p.sources = c.sources
    LEFT JOIN gone_reports a ON a.report = c.relay
    LEFT JOIN gone_reports b ON b.report = c.root
    WHERE p.relay IS NULL OR a.report IS NOT NULL OR b.report IS NOT NULL
"""
_TO_COMPARE = """
    SELECT p.relay, p.root, p.sources FROM pairs_to_hold p
    LEFT JOIN kept_compared c ON c.relay = p.relay AND c.root = p.root
    WHERE c.relay IS NULL
"""


def _pairs(engine: Engine, name: str) -> list[tuple[str, str]]:
    found = engine.rows(f"SELECT relay, root FROM {name} ORDER BY relay, root")
    return [(relay, root) for relay, root in tuples_of(found)]
