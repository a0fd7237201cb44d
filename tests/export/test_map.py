"""The map of a report's places: where they are, and what there is room to write."""

from __future__ import annotations

import pytest

from dragoman.export.map import WIDTH, Map, Spot, make_map

BASRA = Spot("p1", "Basra", 30.51, 47.78, 3)
MOSUL = Spot("p2", "Mosul", 36.34, 43.12, 1)
IRAQ = Spot("p3", "Iraq", 33.0, 44.0, 5, "country", "country")
ANBAR = Spot("p8", "Anbar", 33.0, 41.7, 1, "admin1", "province")


def drawn(*spots: Spot) -> Map:
    found = make_map(spots)
    assert found is not None
    return found


def test_a_report_without_places_has_no_map() -> None:
    assert make_map([]) is None


def test_north_is_up_and_east_is_right() -> None:
    marks = {m.spot.name: m for m in drawn(BASRA, MOSUL).marks}
    assert marks["Mosul"].y < marks["Basra"].y and marks["Mosul"].x < marks["Basra"].x


@pytest.mark.parametrize(
    "spots",
    [
        (BASRA,),
        (BASRA, MOSUL, IRAQ),
        (BASRA, Spot("p4", "Washington", 38.9, -77.0, 1)),
        (Spot("p5", "Suva", -18.1, 178.4, 1), Spot("p6", "Nome", 64.5, -165.4, 1)),
        (Spot("p7", "Longyearbyen", 78.2, 15.6, 1),),
    ],
)
def test_every_place_lies_on_the_map_over_some_land(spots: tuple[Spot, ...]) -> None:
    found = drawn(*spots)
    assert all(0 <= m.x <= WIDTH and 0 <= m.y <= found.height for m in found.marks)
    assert found.land.startswith("M") and len(found.land) < 60_000


def test_a_place_named_more_often_is_drawn_larger_and_countries_last() -> None:
    marks = drawn(IRAQ, MOSUL, BASRA).marks
    assert [m.spot.name for m in marks] == ["Basra", "Mosul", "Iraq"]
    assert marks[0].radius > marks[1].radius


def test_the_wider_a_place_the_larger_its_ring() -> None:
    town, province, country = drawn(IRAQ, ANBAR, MOSUL).marks
    assert town.radius < province.radius < country.radius
    assert (town.spot.is_wide, province.spot.is_wide) == (False, True)


def test_a_mark_says_how_exact_it_is() -> None:
    assert ANBAR.tooltip == "Anbar (province, its middle)"
    near = Spot("p1", "Basra", 30.51, 47.78, 3, "city", "city", near=True)
    assert near.tooltip == "Basra (city; the report says near it)"
    assert Spot("p1", "Qarn", 30.0, 47.0, 1).tooltip == "Qarn"


def test_names_do_not_cover_each_other() -> None:
    near = [Spot(f"p{n}", f"Village {n}", 33 + n / 500, 44, 1) for n in range(12)]
    marks = drawn(*near, BASRA).marks
    labelled = [m for m in marks if m.label]
    assert 1 < len(labelled) < len(marks)
    boxes = [(m.label, m.anchor, len(m.spot.name)) for m in labelled if m.label]
    assert len({(round(x[0] / 40), round(x[1] / 10)) for x, *_ in boxes}) == len(boxes)
