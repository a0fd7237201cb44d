"""Place names: which words are toponyms, where they lie, and when they stand for a government."""

from __future__ import annotations

import pytest

from dragoman.model import Place, Report
from dragoman.read import analyse
from dragoman.read.places import find_places
from dragoman.read.places.gazetteer import look_up
from dragoman.read.places.keys import fold


def read_places(text: str, publisher: str | None = None) -> dict[str, Place]:
    report = Report(text, "test", "test", publisher=publisher)
    return {place.span.text: place for place in find_places(analyse(report))}


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("Falluja", "Al Fallūjah"),
        ("Fallujah", "Al Fallūjah"),
        ("al-Mosul", "Mosul"),
        ("An Najaf", "Najaf"),
        ("Kerbala", "Karbala"),
        ("Karbala", "Karbala"),
        ("Kyiv", "Kyiv"),
        ("Kiev", "Kyiv"),
        ("Tehran", "Tehran"),
        ("Teheran", "Tehran"),
    ],
)
def test_a_name_is_found_in_every_usual_spelling(spelling: str, name: str) -> None:
    assert fold(name) in {fold(sense.entry.name) for sense in look_up(spelling)}


def test_a_town_in_a_country_is_the_one_that_lies_there() -> None:
    place = read_places("The convoy reached Tripoli, Lebanon, at dawn.")["Tripoli"]
    assert place.country == "LB"
    assert place.lat == pytest.approx(34.4, abs=0.3)
    assert read_places("The convoy reached Tripoli, Libya, at dawn.")["Tripoli"].country == "LY"


def test_a_town_in_a_state_is_the_one_that_lies_there() -> None:
    place = read_places("The mayor of Paris, Texas, spoke to reporters.")["Paris"]
    assert (place.country, place.admin1) == ("US", "Texas")


def test_a_town_carries_its_division() -> None:
    place = read_places("Clashes broke out in Mosul.")["Mosul"]
    assert (place.geonameid, place.country, place.admin1) == (99072, "IQ", "Nineveh")


def test_a_province_is_found_beside_its_country() -> None:
    place = read_places("The army pulled out of Anbar province in Iraq.")["Anbar"]
    assert (place.name, place.country) == ("Anbar", "IQ")
    assert place.lat == pytest.approx(33.5, abs=1.0)


def test_the_countries_of_a_report_decide_between_towns_of_one_name() -> None:
    text = "Syrian rebels and the Syrian army fought in Tartus and Hama. Then they left Tripoli."
    assert read_places(text)["Hama"].country == "SY"
    lebanese = "Lebanese soldiers and the Lebanese cabinet in Beirut spoke of clashes in Tripoli."
    assert read_places(lebanese)["Tripoli"].country == "LB"


@pytest.mark.parametrize(
    "sentence",
    [
        "The Washington Post reported the story.",
        "He studied at the University of Texas.",
        "He read it in The Jerusalem Post.",
        "The U.N. and Central Command declined to comment.",
        "The Supreme Court and the Naval Academy stayed shut.",
        "They drove down Washington Avenue.",
        "Michael Jordan met the envoy.",
        "The Corona pandemic closed the schools.",
    ],
)
def test_names_of_bodies_people_and_illnesses_are_no_places(sentence: str) -> None:
    assert read_places(sentence) == {}


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Washington accused the group of the attack.", "Washington"),
        ("Tehran considers the protests a plot.", "Tehran"),
        ("Iran said it would answer.", "Iran"),
        ("The talks between Washington and Baghdad went on.", "Baghdad"),
        ("He is loyal to Tehran.", "Tehran"),
        ("The plan was rejected by Ankara.", "Ankara"),
    ],
)
def test_a_capital_or_country_that_acts_stands_for_its_government(sentence: str, name: str) -> None:
    place = read_places(sentence)[name]
    assert place.metonym
    assert place.lat is not None


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Protesters gathered in Baghdad.", "Baghdad"),
        ("He flew to Tehran on Monday.", "Tehran"),
        ("Iran lies east of Iraq.", "Iran"),
    ],
)
def test_a_place_where_something_happens_is_no_metonym(sentence: str, name: str) -> None:
    assert not read_places(sentence)[name].metonym


def test_washington_is_the_capital_unless_the_report_says_otherwise() -> None:
    place = read_places("Washington and Tehran met quietly over Iraq.")["Washington"]
    assert place.admin1 == "District of Columbia"


def test_a_region_has_coordinates_and_no_country() -> None:
    place = read_places("The ship passed the Strait of Hormuz.")["Strait of Hormuz"]
    assert place.country is None
    assert place.lat == pytest.approx(26.6, abs=0.5)


def test_nothing_is_made_up_for_an_unknown_place() -> None:
    places = read_places("They live in the village of Qarabulluqtepe in Iraq.")
    unknown = places.get("Qarabulluqtepe")
    assert unknown is None or (unknown.geonameid, unknown.lat, unknown.lon) == (None, None, None)


@pytest.mark.parametrize("text", [" ", "\u200b", "AL", "The", "Baghdad,", "(Iraq", "Iraq " * 700])
def test_odd_input_never_raises(text: str) -> None:
    read_places(text)
