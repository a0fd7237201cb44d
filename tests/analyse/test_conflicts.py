"""What reports of different origins say differently of one happening, and what they all confirm."""

from __future__ import annotations

from dragoman import read
from dragoman.analyse.conflicts import Conflict, find_conflicts
from dragoman.analyse.corroboration import corroborate
from dragoman.analyse.tellings import Told, tell_happenings
from dragoman.model import Reading
from dragoman.model.links import Happening, LinkedActor, Links, Member, ReportRoots


def told(*reports: tuple[str, str], type_: str = "ASSAULT") -> tuple[Told, ...]:
    """One happening told by texts, each with the origin it comes from."""
    readings = [
        read(text, published=f"2023-05-1{n}", source_id=f"r{n}")
        for n, (text, _) in enumerate(reports)
    ]
    members = tuple(
        Member(r.report.id, e.id) for r in readings for e in r.events if e.type == type_
    )
    assert len(members) == len(reports)
    return tell_happenings(_links(readings, members, [root for _, root in reports]), readings)


def _links(readings: list[Reading], members: tuple[Member, ...], origins: list[str]) -> Links:
    happening = Happening(
        "hap-1", "ASSAULT", (), (), None, None, None, "asserted", members, tuple(set(origins))
    )
    actors = tuple(
        LinkedActor(
            f"lac-{a.id}", a.name, a.type, a.country, (a.name,), (Member(r.report.id, a.id),)
        )
        for r in readings
        for a in r.actors
    )
    roots = tuple(ReportRoots(r.report.id, (o,)) for r, o in zip(readings, origins, strict=True))
    return Links("dragoman@test", len(readings), actors, happenings=(happening,), roots=roots)


def conflicts(*reports: tuple[str, str]) -> dict[str, list[str]]:
    found = find_conflicts(told(*reports))
    return {_about(c): [s.value for s in c.sides] for c in found}


def _about(conflict: Conflict) -> str:
    return conflict.slot if conflict.slot != "toll" else conflict.what


def test_two_origins_with_two_tolls_contradict_each_other() -> None:
    found = conflicts(
        ("Rockets killed three soldiers near Kirkuk.", "Courier"),
        ("Rockets killed five soldiers near Kirkuk.", "Tribune"),
    )
    assert found == {"killed": ["3", "5"]}


def test_two_relays_of_one_origin_drift_and_do_not_contradict() -> None:
    found = conflicts(
        ("Rockets killed three soldiers near Kirkuk.", "Courier"),
        ("Rockets killed five soldiers near Kirkuk.", "Courier"),
    )
    assert found == {}


def test_days_doers_and_towns_are_compared_and_the_toll_comes_first() -> None:
    found = conflicts(
        ("On 3 May gunmen killed three soldiers in Kirkuk.", "Courier"),
        ("On 4 May rebels killed five soldiers in Mosul.", "Tribune"),
    )
    assert list(found) == ["killed", "date", "place", "actor"]
    assert found["date"] == ["2023-05-03", "2023-05-04"]


def test_two_powers_accused_of_one_deed_contradict_and_a_man_and_his_state_do_not() -> None:
    found = conflicts(
        ("Iran bombed the camp in Kirkuk.", "Courier"),
        ("Turkey bombed the camp in Kirkuk.", "Tribune"),
        ("Recep Tayyip Erdogan bombed the camp in Kirkuk.", "Herald"),
    )
    assert found == {"actor": ["Iran", "Turkey"]}


def test_what_one_origin_denies_and_another_tells_comes_before_all_else() -> None:
    found = conflicts(
        ("Rebels shelled the town on 3 May.", "Courier"),
        ("Rebels did not shell the town on 4 May.", "Tribune"),
    )
    assert next(iter(found)) == "denial"


def test_wide_places_and_months_contradict_nothing() -> None:
    found = conflicts(
        ("Gunmen killed three soldiers in Iraq in May.", "Courier"),
        ("Gunmen killed three soldiers in Kirkuk on 4 May.", "Tribune"),
    )
    assert found == {}


def test_origins_are_counted_and_not_echoes() -> None:
    (found,) = corroborate(
        told(
            ("Rockets killed three soldiers near Kirkuk.", "Courier"),
            ("Rockets killed three soldiers near Kirkuk on 3 May.", "Courier"),
        )
    )
    assert (found.reports, found.roots) == (2, 1)
    assert (found.first, found.last) == ("2023-05-10", "2023-05-11")
