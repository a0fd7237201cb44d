"""Adding reports to what is linked, and taking some away, gives what linking all of them would."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.link.components import SCORES
from dragoman.link.engine import DuckEngine, Engine
from dragoman.link.happenings import (
    EventRow,
    Limits,
    candidates,
    link_happenings,
    make_table,
    put_rows,
    update_happenings,
)
from dragoman.link.happenings.clusters import update_clusters
from dragoman.link.happenings.telling import update_told
from dragoman.link.statistics import MIN_SCALE
from dragoman.model.links import Changes, Happening

REPORTS = 24
LEMMAS = (("raid",), ("attack",), ("meet",), ("visit", "talk"))
WORDS = ("depot", "quarry", "falcon", "truce", "envoy", "ferry", "orchard")
# Reports name some of these; the first of them is a state.
NAMES = ("state", "brigade", "front", "council", "mayor", "guard")

Links = dict[tuple[str, str], str]
Relays = dict[str, str]


def make_rows(report: int, version: int) -> tuple[EventRow, ...]:
    """The events of a report, or of another reading of it; few words, so that many meet."""
    mixed = random.Random(100 * report + version)
    name = f"rep{report:02}"
    day = f"2016-05-{mixed.choice((9, 9, 10, 17)):02}"
    actors = [f"{name}-{n}" for n in mixed.sample(NAMES, 4)]

    def event(number: int) -> EventRow:
        dated = mixed.random() < 0.7
        lemmas = mixed.choice(LEMMAS)
        words = tuple(mixed.sample(WORDS, 4))
        return EventRow(
            report=name,
            event=f"eve{report:02}-{number}",
            events=(f"eve{report:02}-{number}", f"eve{report:02}-{number}b"),
            type=mixed.choice(("ASSAULT", "ASSAULT", "CONSULT", None)),
            mode=None,
            lemmas=lemmas,
            actors=(actors[0],),
            recipients=(actors[1],),
            actor_words=words[:1],
            recipient_words=words[1:2],
            from_=day if dated else None,
            to=day if dated else None,
            place=94824 if mixed.random() < 0.5 else None,
            country="IQ",
            admin1=None,
            place_precision="city",
            quantities=mixed.choice(((), ("killed=12",))),
            status=mixed.choice(("asserted", "asserted", "claimed", "future")),
            published=mixed.choice(("2016-05-10", "2016-05-11", None)),
            words=words,
            cast=tuple(actors),
            states=tuple(a for a in actors if a.endswith("state")),
        )

    return tuple(event(number) for number in range(mixed.choice((1, 2, 2, 3))))


def make_links(reports: dict[int, int], seed: int) -> Links:
    """Who is whom; some are nobody else, and by another seed other ones."""
    mixed = random.Random(seed)
    apart = {(r, n) for r in range(REPORTS) for n in NAMES if mixed.random() < 0.15}
    actors = {
        a for r, v in reports.items() for row in make_rows(r, v) for a in (*row.cast, *row.actors)
    }
    parted = ((a[3:5], a[6:], a) for a in sorted(actors))
    return {(f"rep{r}", a): f"act-{n}" for r, n, a in parted if (int(r), n) not in apart}


def texts(**columns: list[str]) -> pa.Table:
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})


@dataclass
class Linked:
    """A record whose reports come and go, and what its happenings are by the changes told."""

    engine: Engine = field(default_factory=DuckEngine)
    reports: dict[int, int] = field(default_factory=dict)
    links: Links = field(default_factory=dict)
    happenings: dict[str, Happening] = field(default_factory=dict)
    relays: Relays = field(default_factory=dict)

    def update(self, reports: dict[int, int], seed: int) -> Changes[Happening]:
        """Let the reports be these, each of a version, and links of the seed."""
        was, self.reports = self.reports, reports
        gone = [r for r, version in was.items() if reports.get(r) != version]
        new = [r for r, version in reports.items() if was.get(r) != version]
        before, self.links = self.links, make_links(reports, seed)
        stay = {f"rep{r:02}" for r in reports.keys() - set(new)}
        ends = [k for k in before.keys() | self.links.keys() if k[0] in stay]
        moved = sorted(k for k in ends if before.get(k) != self.links.get(k))
        put = self.engine.put
        put("new_event_rows", make_table(x for r in new for x in make_rows(r, reports[r])))
        put("gone_reports", texts(report=[f"rep{r:02}" for r in gone]))
        put("actor_changes", texts(report=[r for r, _ in moved], actor=[a for _, a in moved]))
        ours = sorted(self.links)
        put(
            "kept_linked",
            texts(
                report=[r for r, _ in ours],
                actor=[a for _, a in ours],
                linked=[self.links[k] for k in ours],
            ),
        )
        before, self.relays = self.relays, make_relays(reports, seed)
        moved = sorted(before.items() ^ self.relays.items())
        for name, pairs in (("kept", sorted(self.relays.items())), ("moved", moved)):
            put(f"{name}_pairs", texts(relay=[r for r, _ in pairs], root=[r for _, r in pairs]))
        changes = update_happenings(self.engine, MIN_SCALE)
        for id_ in changes.gone:
            del self.happenings[id_]
        for happening in changes.new:
            assert happening.id not in self.happenings
            self.happenings[happening.id] = happening
        return changes

    def kept(self) -> dict[str, list[str]]:
        """What the engine keeps of happenings, in order."""
        names = ("told", "named", "steps", "blocks", "full", "scores", "components", "happenings")
        rows = {n: self.engine.rows(f"SELECT * FROM kept_hap_{n}").to_pylist() for n in names}
        return {n: sorted(map(str, found)) for n, found in rows.items()}


def assert_as_linked_anew(linked: Linked, seed: int) -> None:
    """Whether all is, and is kept, as linking all at once makes it."""
    anew = Linked()
    anew.update(linked.reports, seed)
    assert linked.happenings == anew.happenings
    assert linked.kept() == anew.kept()


Step = tuple[set[int], set[int], int]
REPORT = st.integers(0, REPORTS - 1)
STEPS = st.lists(
    st.tuples(st.sets(REPORT, max_size=10), st.sets(REPORT, max_size=3), st.integers(0, 2)),
    min_size=2,
    max_size=4,
)


def after(reports: dict[int, int], step: Step) -> dict[int, int]:
    """The reports after some came, or went if they were there, and some were read anew."""
    moved, read_anew, _ = step
    kept = {r: v + (r in read_anew) for r, v in reports.items() if r not in moved}
    return kept | dict.fromkeys(moved - reports.keys(), 0)


@pytest.fixture(scope="module", autouse=True)
def small_blocks() -> Iterator[None]:
    """Blocks that are full with a few events, so that some become full and free again."""
    patch = pytest.MonkeyPatch()
    patch.setattr(candidates, "_LIMIT", "CASE bucket % 4 WHEN 0 THEN 9 ELSE 7 END")
    yield
    patch.undo()


def make_relays(reports: Collection[int], seed: int) -> Relays:
    """Which report relays which: some do, and with each seed others."""
    return {f"rep{r:02}": f"rep{r - 1:02}" for r in reports if r - 1 in reports and r % 3 == seed}


@given(STEPS)
@settings(max_examples=15, deadline=None)
def test_changes_add_up_to_what_linking_all_gives(steps: list[Step]) -> None:
    linked = Linked()
    for step in steps:
        linked.update(after(linked.reports, step), step[2])
        assert_as_linked_anew(linked, step[2])


def test_the_events_made_here_are_joined_and_their_blocks_do_become_full() -> None:
    linked = Linked()
    linked.update(dict.fromkeys(range(REPORTS // 2), 0), 0)
    assert any(len(h.events) > 2 for h in linked.happenings.values())
    before = linked.engine.count("kept_hap_full")
    linked.update(dict.fromkeys(range(REPORTS), 0), 0)
    assert linked.engine.count("kept_hap_full") > before > 0


def test_the_order_in_which_reports_came_changes_nothing() -> None:
    found = []
    for seed in range(3):
        order = random.Random(seed).sample(range(REPORTS), REPORTS)
        linked = Linked()
        for end in (5, 6, 15, REPORTS):
            linked.update(dict.fromkeys(order[:end], 0), 0)
        found.append(linked.happenings)
    assert found[0] == found[1] == found[2]


def test_what_stays_as_it_was_is_no_change() -> None:
    linked = Linked()
    linked.update(dict.fromkeys(range(REPORTS), 0), 0)
    assert linked.update(dict(linked.reports), 0) == Changes()
    before = dict(linked.happenings)
    changes = linked.update({r: v for r, v in linked.reports.items() if r != 3}, 0)
    anew = {h.id for h in changes.new}
    assert all(before[i] != linked.happenings.get(i) for i in changes.gone)
    assert all(before[i] == h for i, h in linked.happenings.items() if i not in anew)


def test_a_happening_keeps_its_id_when_later_reports_tell_it_again() -> None:
    early = replace(make_rows(1, 0)[0], published="2016-05-10", from_="2016-05-09", to="2016-05-09")
    late = replace(
        early, report="rep00", event="eve00-0", events=("eve00-0",), published="2016-05-12"
    )
    links = {(r, a): a[6:] for r in ("rep00", "rep01") for a in early.cast}
    (alone,) = link_happenings(DuckEngine(), make_table([early]), links)
    (both,) = link_happenings(DuckEngine(), make_table([early, late]), links)
    assert len(both.reports) == 2
    assert both.id == alone.id


def test_a_pair_that_is_lost_parts_a_cluster_though_it_was_no_edge() -> None:
    first = replace(make_rows(1, 0)[0], from_=None, to=None, published="2016-05-10", place=None)
    a, b, c = rows = [replace(first, report=f"rep{n}", event=f"eve{n}") for n in range(3)]
    engine = DuckEngine()
    put_rows(engine, make_table(rows), {})
    update_told(engine, MIN_SCALE)
    pairs = [(a.event, b.event, 0.9), (b.event, c.event, 0.8), (a.event, c.event, 0.4)]
    clusters = []
    for lost in ([], pairs[2:]):
        scores = [p for p in pairs if p not in lost]
        engine.put("kept_hap_scores", table_of_scores(scores))
        engine.put("hap_new_scores", table_of_scores([] if lost else scores))
        for name, found in (("old_scores", lost), ("lost", lost), ("gained", [])):
            engine.put(f"hap_{name}", table_of_scores(found))
        changed = [] if lost else [r.event for r in rows]
        engine.put("hap_changed", texts(event=changed))
        update_clusters(engine, Limits())
        groups = engine.rows("SELECT event, cluster FROM hap_groups ORDER BY event")
        clusters.append(groups["cluster"].to_pylist())
    assert clusters == [["eve0", "eve0", "eve0"], ["eve0", "eve0", "eve2"]]


def test_what_a_relay_tells_with_its_root_is_one_though_it_is_told_otherwise() -> None:
    first = replace(make_rows(1, 0)[0], from_=None, to=None, published="2016-05-10", place=None)
    a, b = rows = [replace(first, report=f"rep{n}", event=f"eve{n}") for n in range(2)]
    engine = DuckEngine()
    put_rows(engine, make_table(rows), {})
    update_told(engine, MIN_SCALE)
    scores = table_of_scores([(a.event, b.event, 0.3)])
    nothing = table_of_scores([])
    engine.put("kept_hap_scores", scores)
    found = []
    for new, relays in ((scores, 0), (nothing, 1), (nothing, 0)):
        engine.put("hap_new_scores", new)
        for name in ("old_scores", "lost", "gained"):
            engine.put(f"hap_{name}", nothing)
        engine.put("hap_changed", texts(event=[r.event for r in rows] if new is scores else []))
        engine.put("kept_pairs", texts(relay=["rep1"] * relays, root=["rep0"] * relays))
        engine.put("moved_pairs", texts(relay=["rep1"], root=["rep0"]))
        update_clusters(engine, Limits())
        groups = engine.rows("SELECT event, cluster FROM hap_groups ORDER BY event")
        found.append(groups["cluster"].to_pylist())
    assert found == [["eve0", "eve1"], ["eve0", "eve0"], ["eve0", "eve1"]]


def table_of_scores(scores: list[tuple[str, str, float]]) -> pa.Table:
    return pa.Table.from_pylist([dict(zip(SCORES.names, s, strict=True)) for s in scores], SCORES)
