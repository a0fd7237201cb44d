"""Whom reports name is linked across them: one actor where it is one, and two where it is two."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.link.actors import (
    ActorRow,
    LinkedActors,
    Seed,
    SeedError,
    actor_rows,
    link_actors,
    read_seeds,
    rows_table,
    update_actors,
)
from dragoman.link.actors.clusters import FORCED, Edge, Node, join
from dragoman.link.actors.likeness import bodies_alike, persons_alike
from dragoman.link.actors.naming import clean_person, sign_body, sign_person
from dragoman.link.engine import DuckEngine, Engine, SparkEngine
from dragoman.model import Actor, Mention, Reading, Report, Role, Span
from dragoman.model.links import Judgement, LinkedActor, Member
from dragoman.run.spark import start_session


def row(
    report: str,
    *names: str,
    type: str = "person",
    country: str | None = None,
    offices: Sequence[str] = (),
    date: str | None = "2016-05-01",
    company: Sequence[str] = (),
) -> ActorRow:
    """An actor of a report by the names it uses; its id there is its first name's."""
    return ActorRow(
        report=report,
        actor=f"act-{names[0]}",
        type=type,
        name=names[0],
        names=tuple(sorted(set(names))),
        counts=tuple(1 for _ in set(names)),
        country=country,
        offices=tuple(offices),
        date=date,
        company=tuple(company),
    )


def link(
    rows: Sequence[ActorRow], human: Sequence[Judgement] = (), seeds: Sequence[Seed] = ()
) -> LinkedActors:
    return link_actors(DuckEngine(), rows_table(rows), human, seeds)


def whose(linked: LinkedActors, report: str, name: str) -> LinkedActor:
    """The linked actor of what a report calls by a name."""
    member = Member(report, f"act-{name}")
    return next(a for a in linked.actors if member in a.members)


def are_one(linked: LinkedActors, *members: tuple[str, str]) -> bool:
    return len({whose(linked, *m).id for m in members}) == 1


def judged(one: tuple[str, str], other: tuple[str, str], verdict: str) -> Judgement:
    left, right = (Member(r, f"act-{n}") for r, n in (one, other))
    return Judgement(left, right, verdict, 1.0, "Salma", "I know them", human=True)  # type: ignore[arg-type]


# Spellings


def test_a_name_is_linked_across_its_spellings() -> None:
    linked = link(
        [
            row("r1", "Mustafa al-Kadhimi", offices=["prime minister|IQ"]),
            row("r2", "Moustafa Al-Kazemi", offices=["prime minister|IQ"]),
            row("r3", "Bahram Qasemi"),
            row("r4", "Bahram Qassemi"),
        ]
    )
    assert are_one(linked, ("r1", "Mustafa al-Kadhimi"), ("r2", "Moustafa Al-Kazemi"))
    assert are_one(linked, ("r3", "Bahram Qasemi"), ("r4", "Bahram Qassemi"))
    assert len(linked.actors) == 2


def test_titles_middle_initials_short_names_and_repeats_do_not_make_another_person() -> None:
    names = ["Joe Biden", "Sens. Joseph Biden", "Joseph R. Biden", "Biden Joe Biden"]
    rows = [row(f"r{n}", name) for n, name in enumerate(names)]
    assert len(link(rows).actors) == 1


def test_a_name_that_a_page_prints_twice_is_read_once() -> None:
    assert clean_person("Haley Nikki Haley") == "Nikki Haley"
    assert clean_person("Elizabeth Warren Elizabeth Ann Warren2020") == "Elizabeth Warren"
    assert clean_person("Sens. Rand Paul's") == "Rand Paul"


def test_a_show_named_for_a_person_is_not_the_person() -> None:
    linked = link([row("r1", "Hugh Hewitt"), row("r2", "Hugh Hewitt Show")])
    assert not are_one(linked, ("r1", "Hugh Hewitt"), ("r2", "Hugh Hewitt Show"))


# One surname, several people


def test_father_and_son_stay_two() -> None:
    linked = link(
        [
            row("r1", "Bashar al-Assad", offices=["president|SY"]),
            row("r2", "Hafez al-Assad", offices=["president|SY"], date="1999-01-01"),
            row("r3", "George W. Bush"),
            row("r4", "George H. W. Bush"),
            row("r5", "Donald Trump"),
            row("r6", "Donald Trump Jr."),
        ]
    )
    assert len(linked.actors) == 6


def test_an_initial_is_held_against_middle_names_in_full() -> None:
    linked = link(
        [
            row("r1", "George W. Bush", offices=["president|US"]),
            row("r2", "George Herbert Walker Bush", offices=["president|US"]),
            row("r3", "Donald J. Trump", offices=["president|US"]),
            row("r4", "Donald John Trump", offices=["president|US"]),
        ]
    )
    assert not are_one(linked, ("r1", "George W. Bush"), ("r2", "George Herbert Walker Bush"))
    assert are_one(linked, ("r3", "Donald J. Trump"), ("r4", "Donald John Trump"))


def test_one_name_in_two_states_high_offices_is_two_people() -> None:
    linked = link(
        [
            row("r1", "Carl Ferris", offices=["foreign minister|AR"]),
            row("r2", "Carl Ferris", offices=["foreign minister|AR"]),
            row("r3", "Carl Ferris", offices=["interior minister|EE"]),
            row("r4", "Carl Ferris", offices=["interior minister|EE"]),
        ]
    )
    ferris = "Carl Ferris"
    assert are_one(linked, ("r1", ferris), ("r2", ferris))
    assert are_one(linked, ("r3", ferris), ("r4", ferris))
    assert not are_one(linked, ("r1", ferris), ("r3", ferris))


def test_an_ambassador_has_to_do_with_two_states_and_is_one_man() -> None:
    linked = link(
        [
            row("r1", "Robert Ford", offices=["ambassador|US"]),
            row("r2", "Robert Ford", offices=["ambassador|SY"]),
        ]
    )
    assert len(linked.actors) == 1


def test_a_surname_alone_goes_to_the_only_person_who_bears_it() -> None:
    rows = [row(f"r{n}", "Hassan Rouhani", "Rouhani", company=["state:IR"]) for n in range(4)]
    linked = link([*rows, row("r9", "Rouhani", company=["state:IR"])])
    assert are_one(linked, ("r0", "Hassan Rouhani"), ("r9", "Rouhani"))


def test_a_surname_alone_between_two_who_bear_it_stays_open() -> None:
    bills = [row(f"b{n}", "Bill Carver", "Carver") for n in range(5)]
    hills = [row(f"h{n}", "Helen Carver", "Carver") for n in range(5)]
    linked = link([*bills, *hills, row("r9", "Carver")])
    assert whose(linked, "r9", "Carver").members == (Member("r9", "act-Carver"),)
    open_ones = [j for j in linked.judgements if j.verdict == "unsure"]
    assert [j for j in open_ones if Member("r9", "act-Carver") in (j.left, j.right)]


def test_a_surname_alone_goes_to_whom_its_company_and_years_tell() -> None:
    old = [
        row(f"b{n}", "Bill Carver", "Carver", date="1996-03-01", company=["dole", "gingrich"])
        for n in range(3)
    ]
    new = [
        row(f"h{n}", "Helen Carver", "Carver", date="2016-03-01", company=["sanders", "trump"])
        for n in range(12)
    ]
    late = row("r9", "Carver", date="2016-06-01", company=["sanders", "trump"])
    linked = link([*old, *new, late])
    assert are_one(linked, ("h0", "Helen Carver"), ("r9", "Carver"))


def test_a_chain_of_likenesses_is_cut_where_given_names_conflict() -> None:
    faces = {
        "a": Node("person", "full", "anna karim", ""),
        "b": Node("person", "full", "a karim", ""),
        "c": Node("person", "full", "omar karim", ""),
    }
    groups = join(faces, [Edge(0.9, "a", "b"), Edge(0.8, "b", "c")], set())
    assert sorted(sorted(g) for g in groups) == [["a", "b"], ["c"]]


def test_nodes_of_two_countries_or_kinds_are_never_joined() -> None:
    faces = {
        "a": Node("body", "full", "foreign ministry", "IR"),
        "b": Node("body", "full", "foreign ministry", "RU"),
        "c": Node("person", "full", "foreign ministry", ""),
    }
    groups = join(faces, [Edge(0.99, "a", "b"), Edge(0.99, "a", "c")], set())
    assert len(groups) == 3


def test_a_slip_in_one_report_does_not_keep_two_common_spellings_apart() -> None:
    full = [row(f"a{n}", "Mohammad Javad Zarif") for n in range(4)]
    short = [row(f"b{n}", "Javad Zarif") for n in range(4)]
    linked = link([*full, *short, row("r9", "Mohammad Zarif")])
    assert are_one(linked, ("a0", "Mohammad Javad Zarif"), ("b0", "Javad Zarif"))


def test_letters_that_stand_for_a_head_of_state_name_him_and_no_body() -> None:
    linked = link([row("r1", "Mohammed bin Salman"), row("r2", "MBS", type="organisation")])
    assert are_one(linked, ("r1", "Mohammed bin Salman"), ("r2", "MBS"))


# Bodies, states, outlets


def test_a_body_is_known_by_its_acronym_its_names_and_its_translations() -> None:
    names = ["PMF", "Popular Mobilization Forces", "Hashd al-Shaabi", "the Popular Crowd"]
    rows = [row(f"r{n}", name, type="organisation") for n, name in enumerate(names)]
    (actor,) = link(rows).actors
    assert (actor.name, actor.type, actor.country) == (
        "Popular Mobilization Forces",
        "organisation",
        "IQ",
    )


def test_an_acronym_goes_to_the_body_whose_reports_spell_it_out() -> None:
    full = "Gulf Water Council"
    rows = [row(f"r{n}", full, "GWC", type="organisation") for n in range(3)]
    linked = link([*rows, row("r9", "GWC", type="organisation")])
    assert are_one(linked, ("r0", full), ("r9", "GWC"))


def test_a_ministry_is_a_states_and_without_one_nobodys() -> None:
    linked = link(
        [
            row("r1", "Chadian Water Ministry", type="organisation"),
            row("r2", "Water Ministry of Chad", type="organisation"),
            row("r3", "Peruvian Water Ministry", type="organisation"),
        ]
    )
    assert are_one(linked, ("r1", "Chadian Water Ministry"), ("r2", "Water Ministry of Chad"))
    assert len(linked.actors) == 2
    assert sign_body("Foreign Ministry") is not None
    assert sign_body("Foreign Ministry").form == "bare"  # type: ignore[union-attr]


def test_a_state_is_one_under_its_names_and_its_people_are_not_the_state() -> None:
    linked = link(
        [
            row("r1", "Iran", type="state", country="IR"),
            row("r2", "Tehran", "Islamic Republic", type="state", country="IR"),
            row("r3", "Iranians", type="group", country="IR"),
        ]
    )
    (iran,) = linked.actors
    assert iran.name == "Iran"
    assert len(iran.members) == 2


def test_groups_without_a_name_of_their_own_are_never_linked() -> None:
    rows = [row(f"r{n}", "Kurds", type="group") for n in range(3)]
    assert link(rows).actors == ()


def test_an_outlet_is_one_with_and_without_its_article_and_by_its_letters() -> None:
    names = ["The New York Times", "New York Times", "the NYT"]
    rows = [row(f"r{n}", name, type="outlet") for n, name in enumerate(names)]
    (actor,) = link(rows).actors
    assert (actor.name, actor.type) == ("The New York Times", "outlet")


def test_words_that_say_what_sort_of_body_it_is_weigh_less_than_those_that_say_which() -> None:
    assert bodies_alike("islamic front of ahrar", "islamic front ahrar movement") > 0.7
    assert bodies_alike("european union", "european commission") < 0.3
    assert bodies_alike("freedom party", "freedom") < 0.5


# A person's word


def test_a_persons_verdict_outranks_the_names_and_survives_relinking() -> None:
    rows = [
        row("r1", "Jihadi John"),
        row("r2", "Mohammed Emwazi"),
        row("r3", "Mohammed Emwazi"),
        row("r4", "Adam Smith"),
        row("r5", "Adam Smith"),
    ]
    human = [
        judged(("r1", "Jihadi John"), ("r2", "Mohammed Emwazi"), "same"),
        judged(("r4", "Adam Smith"), ("r5", "Adam Smith"), "different"),
    ]
    for _ in range(2):
        linked = link(rows, human)
        emwazi = "Mohammed Emwazi"
        assert are_one(linked, ("r1", "Jihadi John"), ("r2", emwazi), ("r3", emwazi))
        assert not are_one(linked, ("r4", "Adam Smith"), ("r5", "Adam Smith"))
        human = [j for j in linked.judgements if j.human]
        rows = [*rows, row("r6", "Adam Smith")]
    assert len(human) == 2


def test_the_latest_of_two_contrary_verdicts_holds() -> None:
    pair = (("r1", "Ann Lee"), ("r2", "Ann Lee"))
    first, second = judged(*pair, "same"), judged(*pair, "different")
    human = [
        replace(second, made="2026-02-01T00:00:00Z"),
        replace(first, made="2026-01-01T00:00:00Z"),
    ]
    linked = link([row("r1", "Ann Lee"), row("r2", "Ann Lee")], human)
    assert not are_one(linked, *pair)


def test_what_a_person_joins_stays_joined_whatever_a_weaker_edge_says() -> None:
    faces = {n: Node("person", "full", k, "") for n, k in (("a", "x y"), ("b", "z w"))}
    assert len(join(faces, [Edge(FORCED, "a", "b")], set())) == 1
    assert len(join(faces, [Edge(FORCED, "a", "b")], {("a", "b")})) == 2


# Seeds


def test_a_seed_names_the_cluster_and_gathers_its_aliases() -> None:
    seeds = [Seed("Q1", "Mohammed Emwazi", "person", ("Jihadi John", "Emwazi"), "GB")]
    linked = link([row("r1", "Jihadi John"), row("r2", "Mohamed Emwazi")], seeds=seeds)
    (actor,) = linked.actors
    assert (actor.id, actor.name, actor.country) == ("Q1", "Mohammed Emwazi", "GB")
    assert len(actor.members) == 2


def test_two_seeds_are_never_one() -> None:
    seeds = [Seed("A", "Adam Smith", "person"), Seed("B", "Adam Smith", "person")]
    linked = link([row("r1", "Adam Smith")], seeds=seeds)
    assert len(linked.actors) == 1
    assert len(linked.actors[0].members) == 1


def test_no_judgement_is_about_a_seed() -> None:
    seeds = [Seed("Q1", "Ali Rabiei", "person")]
    linked = link([row("r1", "Ali Rabiee"), row("r2", "Ali Rabiei")], seeds=seeds)
    assert all("seed" not in (j.left.report, j.right.report) for j in linked.judgements)


def test_seeds_are_read_from_csv_with_either_delimiter(tmp_path: Path) -> None:
    for delimiter in ",;":
        path = tmp_path / "seeds.csv"
        head = delimiter.join(("name", "aliases", "type", "country", "id"))
        body = delimiter.join(("Ali Rabiei", "Rabiei|Ali Rabiee", "person", "ir", "Q7"))
        path.write_text(f"{head}\n{body}\n", "utf-8")
        assert read_seeds(path) == (
            Seed("Q7", "Ali Rabiei", "person", ("Rabiei", "Ali Rabiee"), "IR"),
        )


def test_seeds_are_read_from_followthemoney_entities(tmp_path: Path) -> None:
    path = tmp_path / "seeds.ftm.json"
    entities = [
        {
            "id": "gwc",
            "schema": "PublicBody",
            "properties": {"name": ["Gulf Water Council"], "alias": ["GWC"], "country": ["kw"]},
        },
        {"id": "x", "schema": "Passport", "properties": {"number": ["1"]}},
    ]
    path.write_text("\n".join(json.dumps(e) for e in entities), "utf-8")
    assert read_seeds(path) == (Seed("gwc", "Gulf Water Council", "organisation", ("GWC",), "KW"),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("aliases,type\nx,person\n", "line 1: no column name"),
        ("name,type\nAnn,planet\n", "line 2: type 'planet'"),
        ("name,type\nAnn,person,more\n", "line 2: more cells"),
        ("name,type,country\nAnn,person,Iraq\n", "line 2: country 'Iraq'"),
        ("name,type,id\nAnn,person,1\nBob,person,1\n", "line 3: id '1'"),
        ('{"id": "a", "schema": "Person"\n', "line 1: not JSON"),
        ('{"id": "a", "schema": "Person", "properties": {}}\n', "line 1: an entity needs"),
    ],
)
def test_a_bad_list_is_refused_with_its_file_and_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "seeds.txt"
    path.write_text(text, "utf-8")
    with pytest.raises(SeedError, match=said) as caught:
        read_seeds(path)
    assert "seeds.txt" in str(caught.value)


# Order, identity, engines

RECORD = [
    row("r1", "Barack Obama", "Obama", offices=["president|US"], company=["state:US"]),
    row("r2", "Barack Hussein Obama", company=["state:US"]),
    row("r3", "Obama", company=["state:US"]),
    row("r4", "Michelle Obama", company=["state:US"]),
    row("r5", "Qassem Soleimani", "Soleimani", company=["state:IR"]),
    row("r6", "Qasem Suleimani", company=["state:IR"]),
    row("r7", "IRGC", type="organisation", country="IR"),
    row("r8", "Islamic Revolutionary Guard Corps", type="organisation", country="IR"),
    row("r8", "Soleimani", company=["state:IR"], date=None),
    row("r9", "the Gulf Water Council", "GWC", type="organisation"),
    row("r10", "GWC", type="organisation"),
    row("r11", "Iran", type="state", country="IR"),
    row("r12", "Clare Forest", offices=["minister|FR"]),
    row("r13", "Clare Forest", offices=["minister|BE"]),
]
HUMAN = [judged(("r4", "Michelle Obama"), ("r3", "Obama"), "different")]


@settings(max_examples=5, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_reports_changes_nothing(shuffler: random.Random) -> None:
    rows = list(RECORD)
    shuffler.shuffle(rows)
    assert link(rows, HUMAN) == link(RECORD, HUMAN)


def test_another_report_renames_nobody_it_does_not_name() -> None:
    before = {a.id: a for a in link(RECORD).actors}
    more = link([*RECORD, row("r0", "Aaron Aab"), row("r99", "Qasim Soleimani")])
    assert set(before) <= {a.id for a in more.actors}


@pytest.fixture(scope="module")
def spark() -> Iterator[Engine]:
    session = start_session("local[2]")
    yield SparkEngine(session)
    session.stop()


@pytest.mark.cluster
def test_spark_links_as_duckdb_does_also_when_reports_come_and_go(spark: Engine) -> None:
    seeds = [Seed("Q1", "Clare Forest", "person", ("C. Forest",), "FR")]
    early = [row("r0", "Obama", company=["state:US"]), *RECORD[:9]]
    actors: dict[str, LinkedActor] = {}
    judgements: dict[str, Judgement] = {}
    for rows, gone in ((early, []), (RECORD[9:], ["r0"])):
        spark.put("new_actor_rows", rows_table(rows))
        spark.put("gone_reports", pa.table({"report": pa.array(gone, pa.string())}))
        changes = update_actors(spark, HUMAN, seeds)
        for id_ in changes.actors.gone:
            del actors[id_]
        actors |= {a.id: a for a in changes.actors.new}
        for id_ in changes.judgements.gone:
            del judgements[id_]
        judgements |= {f"{j.left.finding}|{j.right.finding}": j for j in changes.judgements.new}
    expected = link(RECORD, HUMAN, seeds)
    assert actors == {a.id: a for a in expected.actors}
    made = [j for j in expected.judgements if not j.human]
    assert sorted(judgements.values(), key=repr) == sorted(made, key=repr)


# Rows


def test_a_reading_gives_a_row_for_each_actor_that_it_names() -> None:
    text = "Iranian President Hassan Rouhani met protesters. Rouhani left."
    report = Report(text, "a.txt", "a", publisher="Gazette", published="2019-05-30T10:00")

    def span(words: str, at: int = 0) -> Span:
        start = text.index(words, at)
        return Span(start, start + len(words), words)

    reading = Reading(
        report,
        "test",
        mentions=(
            Mention("m1", span("Hassan Rouhani"), "name", "person", "a1"),
            Mention("m2", span("protesters"), "descriptor", "group", "a2"),
            Mention("m3", span("Rouhani", 40), "name", "person", "a1"),
        ),
        actors=(
            Actor(
                "a1",
                "Hassan Rouhani",
                "person",
                country="IR",
                roles=(Role("president", "Iran", "current", span("Iranian President")),),
            ),
            Actor("a2", "protesters", "group"),
        ),
    )
    (found,) = actor_rows(reading)
    assert found.names == ("Hassan Rouhani", "Rouhani")
    assert found.offices == ("president|IR",)
    assert found.date == "2019-05-30"


def test_a_ship_an_airport_and_a_month_are_not_the_person() -> None:
    text = "The USS John McCain sailed in May 2019 past John McCain airport; John McCain spoke."
    spans = [(8, 19), (30, 33), (44, 55), (65, 76)]
    mentions = tuple(
        Mention(f"m{n}", Span(a, b, text[a:b]), "name", "person", "a1")
        for n, (a, b) in enumerate(spans)
    )
    assert text[30:33] == "May"
    reading = Reading(
        Report(text, "a.txt", "a"),
        "test",
        mentions=mentions,
        actors=(Actor("a1", "John McCain", "person"),),
    )
    (found,) = actor_rows(reading)
    assert (found.names, found.counts) == (("John McCain",), (1,))


def test_names_are_signed_in_full_or_bare() -> None:
    assert [s.form for n in ("Ben Rhodes", "Rhodes", "H.R. McMaster") if (s := sign_person(n))] == [
        "full",
        "bare",
        "full",
    ]
    assert persons_alike("james mattis", "james n mattis") > 0.9
    assert persons_alike("john kerry", "g john ikenberry") < 0.2


def test_nothing_linked_of_nothing() -> None:
    assert link([]) == LinkedActors((), ())
    assert isinstance(rows_table([]), pa.Table)
