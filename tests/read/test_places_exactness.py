"""How exact a place is: what kind its name denotes, and whether just that place is meant."""

from __future__ import annotations

import pytest

import dragoman
from dragoman.model import Place, Reading, Report
from dragoman.read import analyse
from dragoman.read.places import find_places


def places_of(text: str) -> dict[str, Place]:
    return {p.span.text: p for p in find_places(analyse(Report(text, "test", "test")))}


def extents_of(text: str) -> dict[str, str | None]:
    return {name: p.extent for name, p in places_of(text).items() if not p.metonym}


def event_places(reading: Reading) -> list[str | None]:
    names = {p.id: p.name for p in reading.places}
    return [names[e.where.place] if e.where else None for e in reading.events]


@pytest.mark.parametrize(
    ("sentence", "name", "precision"),
    [
        ("Two men were shot in Iraq.", "Iraq", "country"),
        ("Two men were shot in Anbar province.", "Anbar", "admin1"),
        ("Two men were shot in Orange County, California.", "Orange County", "admin2"),
        ("Two men were shot in the Middle East.", "Middle East", "region"),
        ("Two men were shot in Tikrit.", "Tikrit", "city"),
        ("Two men were shot in Baghdad.", "Baghdad", "city"),
        ("Two men were shot in Mosul province, Iraq.", "Mosul", "admin1"),
    ],
)
def test_a_place_is_as_exact_as_what_its_name_denotes(
    sentence: str, name: str, precision: str
) -> None:
    place = places_of(sentence)[name]
    assert (place.precision, place.extent) == (precision, None)


def test_a_place_that_is_not_found_is_not_said_to_be_exact() -> None:
    for place in places_of("They live in the village of Qarabulluqtepe in Iraq.").values():
        assert (place.precision is None) == (place.lat is None)


def test_a_people_is_as_exact_as_its_country() -> None:
    people = places_of("The Iraqi army moved on Tikrit.")["Iraqi"]
    assert (people.precision, people.extent) == ("country", None)


@pytest.mark.parametrize(
    "words",
    [
        "near Tikrit",
        "just outside Tikrit",
        "outside of Tikrit",
        "in and around Tikrit",
        "close to Tikrit",
        "near the northern Iraqi town of Tikrit",
        "near Tikrit city",
        "south of Tikrit",
        "30 km south of Tikrit",
        "30 kilometres (18 miles) from Tikrit",
        "12 miles away from Tikrit",
        "not far from Tikrit",
        "to the north of Tikrit",
        "on the outskirts of Tikrit",
        "in the southern suburbs of Tikrit",
        "in the Tikrit suburbs",
        "on Tikrit's outskirts",
        "in the Tikrit area",
        "in the countryside of Tikrit",
    ],
)
def test_what_lies_by_a_town_is_near_it(words: str) -> None:
    assert extents_of(f"Gunmen attacked a convoy {words} on Monday.")["Tikrit"] == "near"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("in northern Iraq", "Iraq"),
        ("in the south of Iraq", "Iraq"),
        ("in south of Iraq", "Iraq"),
        ("in Iraq's north", "Iraq"),
        ("in Iraq's western desert", "Iraq"),
        ("in parts of Iraq", "Iraq"),
        ("in the northern region of Iraq", "Iraq"),
        ("in old Mosul", "Mosul"),
        ("in the southern provinces of Iraq", "Iraq"),
        ("in western Anbar", "Anbar"),
        ("in eastern Mosul", "Mosul"),
        ("in the centre of Mosul", "Mosul"),
        ("in Mosul's western districts", "Mosul"),
    ],
)
def test_a_part_of_a_place_is_told_from_the_whole(words: str, name: str) -> None:
    assert extents_of(f"Gunmen attacked a convoy {words} on Monday.")[name] == "part"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("in Mosul", "Mosul"),
        ("in the northern city of Mosul", "Mosul"),
        ("across Iraq", "Iraq"),
        ("outside a Mosul court", "Mosul"),
        ("in the western Anbar province", "Anbar"),
        ("in Iraq's western Anbar province", "Anbar"),
        ("in nearby Tikrit", "Tikrit"),
        ("far from Tikrit", "Tikrit"),
        ("7,000 miles from Iraq", "Iraq"),
    ],
)
def test_what_only_describes_a_place_leaves_it_as_it_is(words: str, name: str) -> None:
    assert extents_of(f"Gunmen attacked a convoy {words} on Monday.")[name] is None


def test_the_provinces_of_a_list_are_meant_themselves() -> None:
    found = extents_of("Troops attacked rebels in the provinces of Kunar and Nuristan.")
    assert found == {"Kunar": None, "Nuristan": None}


def test_what_a_name_only_describes_is_no_part_of_it() -> None:
    assert extents_of("Their envoys were part of the Vienna talks.")["Vienna"] is None
    assert extents_of("A 23-year-old U.S. citizen was shot in Paris.").get("U.S.") is None
    assert extents_of("Rockets were fired near the Mosul dam on Monday.")["Mosul"] == "near"
    assert extents_of("France's interior minister resigned in Paris.").get("France") is None


def test_near_holds_for_all_places_of_a_list_but_not_for_what_they_lie_in() -> None:
    listed = extents_of("Gunmen attacked convoys near Fallujah, Hit and Ramadi.")
    assert listed == {"Fallujah": "near", "Hit": "near", "Ramadi": "near"}
    within = extents_of("Gunmen attacked convoys near Ramadi, Iraq.")
    assert within == {"Ramadi": "near", "Iraq": None}


def test_a_border_is_near_both_its_countries() -> None:
    both = {"Iraq": "near", "Syria": "near"}
    assert extents_of("Smugglers were caught on the Iraq-Syria border.") == both
    assert extents_of("Smugglers were caught on the border between Iraq and Syria.") == both


@pytest.mark.parametrize(
    ("sentence", "where"),
    [
        ("Militants killed three soldiers 30 km south of Tikrit.", "Tikrīt"),
        ("Clashes broke out on the outskirts of Kirkuk.", "Kirkuk"),
        ("Militants killed three soldiers 300 km south of Tikrit.", None),
        ("They launched attacks outside Syria.", None),
    ],
)
def test_an_event_is_where_it_is_said_to_be_near(sentence: str, where: str | None) -> None:
    found = event_places(dragoman.read(sentence, published="2020-01-01"))
    assert found and set(found) == {where}
