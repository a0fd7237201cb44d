"""A statement of several reports: who said it to whom, and where reports contradict each other."""

from __future__ import annotations

from dragoman import read
from dragoman.analyse.conflicts import find_statement_conflicts
from dragoman.analyse.passings import PassedOn, tell_statements
from dragoman.model.links import LinkedActor, LinkedStatement, Links, Member, ReportRoots


def passed(*reports: tuple[str, str]) -> tuple[PassedOn, ...]:
    """One statement that texts pass on, each with the origin it comes from."""
    readings = [
        read(text, published=f"2023-05-1{n}", source_id=f"r{n}")
        for n, (text, _) in enumerate(reports)
    ]
    assert all(len(r.statements) == 1 for r in readings)
    members = tuple(Member(r.report.id, r.statements[0].id) for r in readings)
    actors = tuple(
        LinkedActor(
            f"act-{n}-{a.id}", a.name, a.type, None, (a.name,), (Member(r.report.id, a.id),)
        )
        for n, r in enumerate(readings)
        for a in r.actors
    )
    roots = tuple(
        ReportRoots(r.report.id, (o,)) for r, (_, o) in zip(readings, reports, strict=True)
    )
    origins = tuple(sorted({o for _, o in reports}))
    links = Links(
        "dragoman@test",
        len(readings),
        actors,
        roots=roots,
        statements=(LinkedStatement("say-1", (), members, origins),),
    )
    return tell_statements(links, readings)


def conflicts(*reports: tuple[str, str]) -> dict[str, list[str]]:
    return {
        c.slot if c.slot != "number" else c.what: [s.value for s in c.sides]
        for c in find_statement_conflicts(passed(*reports))
    }


def test_a_statement_is_told_with_each_reports_own_words() -> None:
    (one,) = passed(
        ("Nadim al-Sarraf said the depots would be closed.", "Courier"),
        ("Nadim al-Sarraf announced that the depots would be closed.", "Tribune"),
    )
    assert one.reports == 2 and one.statement.roots == ("Courier", "Tribune")
    assert [p.holder for p in one.passings] == ["Nadim al-Sarraf"] * 2
    assert "depots would be closed" in one.passings[0].words


def test_who_said_it_and_how_many_it_were_is_contradicted_by_another_origin() -> None:
    found = conflicts(
        ("Nadim al-Sarraf said 12 depots would be closed.", "Courier"),
        ("Salma al-Witri said 14 depots would be closed.", "Tribune"),
    )
    assert found == {"speaker": ["Nadim al-Sarraf", "Salma al-Witri"], "depot": ["12", "14"]}


def test_a_statement_that_one_origin_has_denied_and_another_said_is_the_first_to_see() -> None:
    found = conflicts(
        ("Nadim al-Sarraf said that the depots would be closed.", "Courier"),
        ("Nadim al-Sarraf denied that the depots would be closed.", "Tribune"),
    )
    assert found == {"denial": ["denied", "said"]}


def test_two_reports_of_one_origin_contradict_nothing() -> None:
    found = conflicts(
        ("Nadim al-Sarraf said 12 depots would be closed.", "Courier"),
        ("Salma al-Witri said 14 depots would be closed.", "Courier"),
    )
    assert found == {}
