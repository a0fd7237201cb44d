"""Who relays whom over a record, and what independent roots that leaves: brought up to date."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from itertools import islice

import pyarrow as pa

from dragoman.link.engine import Engine, make_tables, table_of_texts, texts
from dragoman.link.roots.candidates import KEPT_PAIRS, update_candidates
from dragoman.link.roots.edges import KEPT_EDGES, read_edges, update_edges
from dragoman.link.roots.find import KEPT_FOUND, update_found
from dragoman.link.roots.keys import ReportKeys
from dragoman.link.roots.origins import WHOLE_SCORE, roots_of
from dragoman.link.roots.prints import KEPT_PRINTS, rank_before, update_pairs_by_prints
from dragoman.link.roots.rare import KEPT_RARE, update_pairs_by_rare, weigh_before
from dragoman.link.roots.tables import TABLES, keep_new_reports, put_new_reports
from dragoman.link.statistics import scale_of
from dragoman.model.links import Changes, Relay, ReportRoots

_REPORTS_A_BATCH = 500
_WHOLE = ("report", "name")
_ROOTS = pa.schema(
    [
        ("report", pa.string()),
        ("names", pa.list_(pa.string())),
        ("whole", pa.list_(pa.string())),
    ]
)
_TABLES = {
    **TABLES,
    **KEPT_PRINTS,
    **KEPT_RARE,
    **KEPT_PAIRS,
    **KEPT_FOUND,
    **KEPT_EDGES,
    "kept_relay_roots": _ROOTS,
    "kept_whole_roots": texts(*_WHOLE),
}
_Names = tuple[str, ...]
_Roots = tuple[_Names, _Names]


@dataclass(frozen=True, slots=True)
class RelayChanges:
    """What came and went of relays and roots.

    Of relays `gone` are ids of relaying reports, all of whose relays are replaced by those in
    `new`; of roots the reports' ids.
    """

    relays: Changes[Relay]
    roots: Changes[ReportRoots]


def update_relays(engine: Engine, scale: int) -> RelayChanges:
    """Who relays whom, and the roots of each report, now that reports came and went.

    Those that went are in `gone_reports` (report), those that came were given to
    `put_new_reports`; one that is read anew is in both. The outcome hangs on which reports there
    are, not on how they came. `scale` is as how many all reports count; a call with
    another than the last must begin without kept tables.

    A report has a relay to each report that it has text from which it has not from a better
    one, to the article of an outlet that it cites, and to the name of an outlet or agency that
    it cites or credits and that has no such article in the record; there are no circles.
    Kept besides is `kept_whole_roots` (report, name), the roots of each report by the
    relays that pass on the whole of it; `whole_root_changes` (report) are those who have others
    than before, and all that came.
    """
    make_tables(engine, _TABLES)
    engine.store("relay_gone", _GONE)
    rank_before(engine)
    weigh_before(engine, scale)
    keep_new_reports(engine)
    update_pairs_by_prints(engine)
    update_pairs_by_rare(engine, scale)
    update_candidates(engine, scale)
    update_found(engine)
    relays = update_edges(engine)
    roots = _update_roots(engine)
    engine.drop("relay_")
    return RelayChanges(relays, roots)


_GONE = """
    SELECT k.n FROM kept_relay_reports k SEMI JOIN gone_reports g ON g.report = k.report
"""


def find_relays(engine: Engine, reports: Iterable[ReportKeys]) -> tuple[Relay, ...]:
    """Who relays whom among these reports alone; by the relaying reports' ids, the likeliest first.

    The engine keeps nothing of it.
    """
    _forget(engine)
    left, count = iter(reports), 0
    while batch := list(islice(left, _REPORTS_A_BATCH)):
        put_new_reports(engine, batch)
        count += len(batch)
    engine.put("gone_reports", texts("report").empty_table())
    found = update_relays(engine, scale_of(count)).relays.new
    _forget(engine)
    return found


def _forget(engine: Engine) -> None:
    for prefix in ("kept_relay_", "kept_whole_roots", "new_relay_", "gone_reports", "whole_root_"):
        engine.drop(prefix)


def _update_roots(engine: Engine) -> Changes[ReportRoots]:
    """Find the roots of all reports that relay, keep them, and tell which changed.

    Roots that are a report's own alone, as of one that relays nobody, are not kept.
    """
    gone, fresh = (_reports(engine, f"SELECT report FROM {x}") for x in _CAME_AND_WENT)
    left, came = gone - fresh, fresh - gone
    before = _read_roots(engine)
    now, own = _find_roots(engine, {*fresh, *before} - left)

    def roots(of: dict[str, _Roots], report: str) -> _Roots:
        return of.get(report, ((own[report],), (own[report],)))

    moved = {r for r in {*before, *now} - left - came if roots(now, r) != roots(before, r)}
    others = {r for r in moved if roots(now, r)[0] != roots(before, r)[0]} | came
    whole = {r for r in moved if roots(now, r)[1] != roots(before, r)[1]} | came
    _keep_roots(engine, {r: now[r] for r in now.keys() & (moved | came)}, moved | left)
    _keep_whole(engine, {r: roots(now, r)[1] for r in whole}, left)
    engine.put("whole_root_changes", _ids(whole | fresh))
    new = (ReportRoots(r, roots(now, r)[0]) for r in sorted(others))
    return Changes(tuple(sorted((others - came) | left)), tuple(new))


_CAME_AND_WENT = ("gone_reports", "relay_fresh")


def _find_roots(engine: Engine, others: set[str]) -> tuple[dict[str, _Roots], dict[str, str]]:
    """Roots by all relays and by whole ones, of reports that have others than their own.

    Besides, the own roots of reports that relay, of those that they relay, and of `others`.
    """
    relays = read_edges(engine)
    whole = [relay for relay in relays if relay.score >= WHOLE_SCORE]
    named = others | {x for r in relays for x in (r.relay, r.root) if x is not None}
    engine.put("relay_asked", _ids(named))
    rows = engine.rows(
        "SELECT k.report, k.own FROM kept_relay_reports k "
        "SEMI JOIN relay_asked a ON a.report = k.report"
    )
    own = dict(zip(rows.column("report").to_pylist(), rows.column("own").to_pylist(), strict=True))
    of_all, of_whole = roots_of(relays, own), roots_of(whole, own)
    found = {r: (of_all[r], tuple(sorted(of_whole[r]))) for r in {x.relay for x in relays}}
    return {r: x for r, x in found.items() if x != ((own[r],), (own[r],))}, own


def _read_roots(engine: Engine) -> dict[str, _Roots]:
    rows = engine.rows("SELECT report, names, whole FROM kept_relay_roots").to_pylist()
    return {r["report"]: (tuple(r["names"]), tuple(r["whole"])) for r in rows}


def _keep_roots(engine: Engine, roots: dict[str, _Roots], moved: set[str]) -> None:
    rows = [{"report": r, "names": x[0], "whole": x[1]} for r, x in roots.items()]
    engine.put("relay_roots", pa.Table.from_pylist(rows, _ROOTS))
    engine.put("relay_moved", _ids(moved))
    engine.keep("kept_relay_roots", "relay_roots", keys=["report"], gone="relay_moved")


def _keep_whole(engine: Engine, roots: dict[str, _Names], left: set[str]) -> None:
    rows = ((r, name) for r, names in roots.items() for name in names)
    engine.put("relay_roots", table_of_texts(_WHOLE, rows))
    engine.put("relay_moved", _ids(left | roots.keys()))
    engine.keep("kept_whole_roots", "relay_roots", keys=["report"], gone="relay_moved")


def _reports(engine: Engine, sql: str) -> set[str]:
    return set(engine.rows(sql).column("report").to_pylist())


def _ids(reports: Set[str]) -> pa.Table:
    return table_of_texts(["report"], ([r] for r in sorted(reports)))
