"""In any order and batches, some gone again: reports are linked as though all came at once."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

import pyarrow as pa
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dragoman.link.engine import DuckEngine, Engine
from dragoman.link.origins import OriginRow, make_origin_table, update_origins
from dragoman.link.roots import (
    RelayChanges,
    ReportKeys,
    find_relays,
    find_report_roots,
    put_new_reports,
    rare,
    report_keys,
    update_relays,
)
from dragoman.link.statistics import MIN_SCALE
from dragoman.model import Report
from dragoman.model.links import Relay

REPORTS = 36
_IDS = pa.schema([("report", pa.string())])
_SYLLABLES = ["ka", "lo", "mi", "ren", "tu", "sha", "bel", "or", "ni", "das", "vek", "plu"]
_PUBLISHERS = ["Reuters", "The Washington Post", "Valley Post", "Hill Herald", None]
_CITED = [
    "",
    "",
    "According to Reuters the bill will be paid.",
    "The Washington Post reported that he knew.",
    "The Associated Press contributed to this report.",
]


def _words(rng: random.Random, count: int) -> list[str]:
    return ["".join(rng.choices(_SYLLABLES, k=rng.randint(2, 4))) for _ in range(count)]


def _paragraph(seed: int) -> str:
    """Three sentences with a name and a figure each, the same for the same seed."""
    rng = random.Random(seed)
    lines = []
    for _ in range(3):
        words = _words(rng, rng.randint(10, 15))
        words[2:2] = [x.capitalize() for x in _words(rng, 2)]
        lines.append(f"{' '.join(words).capitalize()} {rng.randint(3, 9_000)}.")
    return " ".join(lines)


def _report(number: int) -> ReportKeys:
    """A report of some paragraphs that others have too, and one of its own."""
    rng = random.Random(number)
    shared = [_paragraph(-1 - n) for n in sorted(rng.sample(range(7), rng.randint(1, 4)))]
    parts = [*shared, _paragraph(number), rng.choice(_CITED)]
    dateline = "KARSAN (AP) — " if rng.random() < 0.2 else ""
    report = Report(
        text=dateline + "\n\n".join(p for p in parts if p),
        source="test",
        source_id=str(number),
        publisher=rng.choice(_PUBLISHERS),
        published=None if rng.random() < 0.1 else f"2021-05-{rng.randint(1, 28):02}",
    )
    return report_keys(report)


POOL = [_report(n) for n in range(REPORTS)]


class Record:
    """What the changes add up to, as a record would hold it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.relays: dict[str, list[Relay]] = {}
        self.roots: dict[str, tuple[str, ...]] = {}

    def step(self, came: Sequence[ReportKeys], gone: Iterable[str] = ()) -> RelayChanges:
        before = self.whole()
        self.engine.put("gone_reports", pa.table([list(gone)], schema=_IDS))
        for n in range(0, len(came), 7):
            put_new_reports(self.engine, came[n : n + 7])
        changes = update_relays(self.engine, MIN_SCALE)
        for report in changes.relays.gone:
            del self.relays[report]
        for relay in changes.relays.new:
            self.relays.setdefault(relay.relay, []).append(relay)
        for report in changes.roots.gone:
            del self.roots[report]
        assert not {r.report for r in changes.roots.new} & self.roots.keys()
        self.roots |= {r.report: r.roots for r in changes.roots.new}
        self._check_whole(before, came)
        return changes

    def whole(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        if self.engine.has("kept_whole_roots"):
            for row in self.engine.rows("SELECT * FROM kept_whole_roots").to_pylist():
                found.setdefault(row["report"], set()).add(row["name"])
        return found

    def _check_whole(self, before: dict[str, set[str]], came: Sequence[ReportKeys]) -> None:
        rows = self.engine.rows("SELECT report FROM whole_root_changes")
        now = self.whole()
        others = {r for r in now if now[r] != before.get(r)}
        assert set(rows.column("report").to_pylist()) == others | {k.report for k in came}


def at_once(reports: Sequence[ReportKeys]) -> Record:
    record = Record(DuckEngine())
    record.step(reports)
    return record


@cache
def all_at_once() -> Record:
    """All reports linked at once, to be compared with and not to be changed."""
    return at_once(POOL)


def assert_same(record: Record, other: Record) -> None:
    assert record.relays == other.relays
    assert record.roots == other.roots
    assert record.whole() == other.whole()


_STEPS = st.lists(
    st.lists(st.integers(0, REPORTS - 1), min_size=1, max_size=REPORTS, unique=True),
    min_size=1,
    max_size=5,
)


@pytest.mark.slow
@pytest.mark.parametrize("limits", [(20, 40), (5, 40), (12, 2)])
def test_however_reports_come_and_go_they_are_linked_as_all_at_once(
    limits: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    holders, holders_a_week = limits
    monkeypatch.setattr(rare, "MAX_HOLDERS", holders)
    monkeypatch.setattr(rare, "MAX_SHARE", 0.0)
    monkeypatch.setattr(rare, "MAX_HOLDERS_A_WEEK", holders_a_week)

    # To make a failing case smaller takes minutes.
    @settings(max_examples=8, deadline=None, phases=[Phase.generate])
    @given(steps=_STEPS, again=st.sets(st.integers(0, REPORTS - 1)), late=st.booleans())
    def check(steps: list[list[int]], again: set[int], late: bool) -> None:
        record = Record(DuckEngine())
        there: set[int] = set()
        record.step([POOL[n] for n in range(18)] if late else [])
        there |= set(range(18)) if late else set()
        for numbers in steps:
            # A number for one who is there says that he goes, or that he is read anew.
            gone = [n for n in numbers if n in there]
            came = [n for n in numbers if n not in there or n in again]
            record.step([POOL[n] for n in came], [POOL[n].report for n in gone])
            there = there - set(gone) | set(came)
        assert_same(record, at_once([POOL[n] for n in sorted(there)]))

    check()


def test_the_order_of_reports_changes_nothing() -> None:
    shuffled = POOL[:]
    random.Random(5).shuffle(shuffled)
    assert_same(at_once(shuffled), all_at_once())
    assert any(relay.root for ours in all_at_once().relays.values() for relay in ours)


def test_batches_give_what_all_at_once_gives() -> None:
    record = Record(DuckEngine())
    for start, end in ((0, 20), (20, 21), (21, 33), (33, REPORTS)):
        record.step(POOL[start:end])
    assert_same(record, all_at_once())


def test_what_departs_leaves_nothing_behind() -> None:
    record = at_once(POOL)
    record.step([], [k.report for k in POOL[::3]])
    assert_same(record, at_once([k for n, k in enumerate(POOL) if n % 3]))
    record.step([], [k.report for n, k in enumerate(POOL) if n % 3])
    assert not record.relays
    assert not record.roots
    assert not record.whole()


def test_a_report_read_otherwise_takes_the_place_of_itself() -> None:
    record = at_once(POOL)
    others = [replace(k, rare=k.rare[5:], cites=(), words=k.words - 1) for k in POOL[:9]]
    record.step(others, [k.report for k in others])
    assert_same(record, at_once([*others, *POOL[9:]]))


def test_nothing_changes_where_nothing_came_or_all_is_read_the_same() -> None:
    record = at_once(POOL)
    assert record.step([]) == RelayChanges(*[type(record.step([]).relays)()] * 2)
    again = record.step(POOL[:5], [k.report for k in POOL[:5]])
    assert again == record.step([])


def test_the_thin_entries_give_the_same_and_keep_nothing() -> None:
    record, engine = all_at_once(), DuckEngine()
    relays = find_relays(engine, POOL)
    assert find_relays(engine, POOL) == relays
    assert relays == tuple(x for r in sorted(record.relays) for x in record.relays[r])
    assert find_report_roots(relays, POOL) == record.roots
    assert not engine.has("kept_relay_reports")


def test_an_event_has_the_origins_of_its_outlets_else_of_its_report() -> None:
    record = at_once(POOL[:6])
    engine, reports = record.engine, [k.report for k in POOL[:6]]
    through = [OriginRow(reports[0], "e1", "Reuters"), OriginRow(reports[0], "e1", "CNN")]
    engine.put("new_origins", make_origin_table(through))
    members = [("h1", reports[0], "e1"), ("h1", reports[1], "e2"), ("h2", reports[0], "e3")]
    columns = ("told", "report", "finding")
    table = pa.table(dict(zip(columns, zip(*members, strict=True), strict=True)))
    engine.put("members_to_look_at", table)
    whole = record.whole()
    first = update_origins(engine)
    assert first["h1"] == tuple(sorted({"Reuters", "CNN"} | whole[reports[1]]))
    assert first["h2"] == tuple(sorted(whole[reports[0]]))
    # Read anew, the report tells the event itself.
    engine.put("gone_reports", pa.table([reports[:1]], schema=_IDS))
    engine.put("new_origins", make_origin_table([]))
    assert update_origins(engine)["h1"] == tuple(sorted(whole[reports[0]] | whole[reports[1]]))
