"""Actors linked as reports come and go are those that linking all at once gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.link.actors import ActorRow, Seed, rows_table, update_actors
from dragoman.link.actors.grades import grade, grade_sql
from dragoman.link.engine import DuckEngine, Engine
from dragoman.model.links import Judgement, LinkedActor, Member

Record = Mapping[str, Sequence[ActorRow]]

PEOPLE = (
    ("Barack Obama", "person"),
    ("Michelle Obama", "person"),
    ("Obama", "person"),
    ("Barak Obama", "person"),
    ("Qassem Soleimani", "person"),
    ("Soleimani", "person"),
    ("Clare Forest", "person"),
    ("Forest", "person"),
    ("Iran", "state"),
    ("the Gulf Water Council", "organisation"),
    ("GWC", "organisation"),
    ("Foreign Ministry", "organisation"),
)
OFFICES = ((), ("minister|FR",), ("minister|BE",), ("president|US",), ("senator|",))
COMPANY = ("state:IR", "state:US", "anna", "omar", "nato", "pope")
SEEDS = (Seed("Q1", "Clare Forest", "person", ("C. Forest",), "FR"),)


def actor(
    report: str,
    names: Sequence[int],
    office: int = 0,
    year: int | None = 2016,
    company: Iterable[int] = (),
) -> ActorRow:
    """An actor of a report by the numbers of his names, of which the first has to be the least."""
    name, type_ = PEOPLE[names[0]]
    written = sorted({PEOPLE[n][0] for n in names if PEOPLE[n][1] == type_})
    return ActorRow(
        report=report,
        actor=f"{report}-{names[0]}",
        type=type_,
        name=name,
        names=tuple(written),
        counts=tuple(1 for _ in written),
        country="IR" if type_ == "state" else None,
        offices=OFFICES[office] if type_ == "person" else (),
        date=f"{year}-05-01" if year else None,
        company=tuple(COMPANY[c] for c in sorted(set(company))),
    )


@dataclass
class Kept:
    """A record that is linked as its reports come and go, and what its changes add up to."""

    engine: Engine
    human: Sequence[Judgement] = ()
    seeds: Sequence[Seed] = ()
    actors: dict[str, LinkedActor] = field(default_factory=dict)
    judgements: dict[str, Judgement] = field(default_factory=dict)
    linked: dict[tuple[str, str], str] = field(default_factory=dict)

    def change(self, come: Record, gone: Iterable[str] = ()) -> None:
        """Link with some reports more and some fewer; what changed must fit what was."""
        left = set(gone)
        rows = [r for report in come.values() for r in report]
        self.engine.put("new_actor_rows", rows_table(rows))
        reports = pa.array(sorted(left), pa.string())
        self.engine.put("gone_reports", pa.table({"report": reports}))
        changes = update_actors(self.engine, self.human, self.seeds)
        for id_ in changes.actors.gone:
            del self.actors[id_]
        for one in changes.actors.new:
            assert one.id not in self.actors
            self.actors[one.id] = one
        for id_ in changes.judgements.gone:
            del self.judgements[id_]
        for judgement in changes.judgements.new:
            id_ = f"{judgement.left.finding}|{judgement.right.finding}"
            assert id_ not in self.judgements
            self.judgements[id_] = judgement
        self._check_linked(left)

    def _check_linked(self, gone: set[str]) -> None:
        rows = self.engine.rows("SELECT report, actor, linked FROM kept_linked").to_pylist()
        linked = {(r["report"], r["actor"]): r["linked"] for r in rows}
        members = {(m.report, m.finding): a.id for a in self.actors.values() for m in a.members}
        assert linked == members and len(rows) == len(linked)
        rows = self.engine.rows("SELECT report, actor FROM actor_changes").to_pylist()
        moved = {m for m, a in self.linked.items() if m[0] not in gone and linked.get(m) != a}
        assert {(r["report"], r["actor"]) for r in rows} == moved
        self.linked = linked


def at_once(record: Record, human: Sequence[Judgement] = (), seeds: Sequence[Seed] = ()) -> Kept:
    kept = Kept(DuckEngine(), human, seeds)
    kept.change(record)
    return kept


def assert_same(one: Kept, other: Kept) -> None:
    assert one.actors == other.actors
    assert one.judgements == other.judgements
    assert one.linked == other.linked


def judged(one: tuple[str, int], other: tuple[str, int], verdict: str) -> Judgement:
    left, right = (Member(report, f"{report}-{name}") for report, name in (one, other))
    return Judgement(left, right, verdict, 1.0, "Salma", "I know", human=True)  # type: ignore[arg-type]


ACTORS = st.builds(
    actor,
    st.just("?"),
    st.lists(st.integers(0, len(PEOPLE) - 1), min_size=1, max_size=2).map(sorted),
    st.integers(0, len(OFFICES) - 1),
    st.sampled_from([None, 1996, 2015, 2016]),
    st.sets(st.integers(0, len(COMPANY) - 1), max_size=3),
)
READINGS = st.lists(ACTORS, min_size=1, max_size=4, unique_by=lambda a: a.actor)
HUMAN = (
    judged(("r0", 0), ("r1", 3), "different"),
    judged(("r0", 6), ("r2", 4), "same"),
    judged(("r1", 8), ("r2", 8), "different"),
)


def of_report(report: str, actors: Sequence[ActorRow]) -> list[ActorRow]:
    """Actors as those of a report: their ids hold its own."""
    made = []
    for one in actors:
        number = next(n for n, (name, _) in enumerate(PEOPLE) if name == one.name)
        values = {f: getattr(one, f) for f in ActorRow.__dataclass_fields__}
        made.append(ActorRow(**{**values, "report": report, "actor": f"{report}-{number}"}))
    return made


@settings(max_examples=12, deadline=None)
@given(st.lists(st.lists(READINGS, max_size=5), min_size=2, max_size=4), st.data())
def test_batches_departures_and_readings_anew_end_as_linking_all_at_once(
    batches: list[list[list[ActorRow]]], data: st.DataObject
) -> None:
    human = data.draw(st.sampled_from([(), HUMAN]))
    seeds = data.draw(st.sampled_from([(), SEEDS]))
    kept = Kept(DuckEngine(), human, seeds)
    record: dict[str, list[ActorRow]] = {}
    number = 0
    for batch in batches:
        gone = data.draw(st.sets(st.sampled_from(sorted(record)))) if record else set()
        come = {}
        for report in [*sorted(gone)[::2], *(f"r{number + n}" for n in range(len(batch)))]:
            if batch:
                come[report] = of_report(report, batch[len(come) % len(batch)])
        number += len(batch)
        kept.change(come, gone)
        record = {r: rows for r, rows in record.items() if r not in gone} | come
    assert_same(kept, at_once(record, human, seeds))


# Thirty reports, so that names cross the limits of what changes with how often they come.
MANY = {
    f"r{n:02}": [
        actor(f"r{n:02}", [0, 2] if n % 3 else [1, 2], n % 5, 2015 + n % 2, {n % 6, n % 4}),
        actor(f"r{n:02}", [6 + n % 2], (n + n // 5) % 5, 2016, {n % 3}),
        actor(f"r{n:02}", [9, 10] if n % 4 else [10], company={0, n % 5}),
    ]
    for n in range(24)
} | {
    f"s{n:02}": [
        actor(f"s{n:02}", [2], n % 5, [None, 2015][n % 2], {n % 6, 1}),
        actor(f"s{n:02}", [8]),
        actor(f"s{n:02}", [3 + n % 3], company={0, 2}),
    ]
    for n in range(6)
}


def test_one_report_at_a_time_and_back_to_none() -> None:
    reports = list(MANY)
    kept = Kept(DuckEngine(), HUMAN, SEEDS)
    kept.change({r: MANY[r] for r in reports[:-8]})
    for report in reports[-8:]:
        kept.change({report: MANY[report]})
    assert_same(kept, at_once(MANY, HUMAN, SEEDS))
    for n in range(3):
        kept.change({}, reports[n::4])
    assert_same(kept, at_once({r: MANY[r] for r in reports[3::4]}, HUMAN, SEEDS))
    kept.change({}, reports[3::4])
    assert not (kept.actors or kept.judgements or kept.linked)


def test_a_state_told_more_often_moves_those_who_bore_the_name_before() -> None:
    record = {f"r{n}": [actor(f"r{n}", [6], 1 if n < 2 else 2, company={n % 3})] for n in range(12)}
    kept = Kept(DuckEngine())
    kept.change({r: record[r] for r in ("r0", "r1", "r2")})
    assert len(kept.actors) == 2
    kept.change({r: rows for r, rows in record.items() if r not in ("r0", "r1", "r2")})
    # Two of twelve are a slip of the reading.
    assert len(kept.actors) == 1
    assert_same(kept, at_once(record))


def test_a_report_that_names_nobody_changes_nothing() -> None:
    kept = at_once(MANY)
    before = dict(kept.actors)
    kept.change({})
    assert kept.actors == before


def test_a_grade_is_the_same_in_sql_and_has_few_digits() -> None:
    assert [grade(n, 2) for n in (0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 100)] == [
        *(0, 1, 2, 3, 4, 4, 6, 6, 8, 8, 12, 96),
    ]
    engine = DuckEngine()
    numbers = [*range(300), 2**20 - 1, 2**20, 2**29 + 5]
    engine.put("numbers", pa.table({"n": numbers}))
    for digits in (1, 2, 3):
        rows = engine.rows(f"SELECT n, {grade_sql('n', digits)} AS g FROM numbers").to_pylist()
        assert {r["n"]: r["g"] for r in rows} == {n: grade(n, digits) for n in numbers}
