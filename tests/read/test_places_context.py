"""What the words around a place's name and the rest of a report say of where it lies."""

from __future__ import annotations

import pytest

from dragoman.model import Place, Report
from dragoman.read import analyse
from dragoman.read.places import find_places
from dragoman.read.places.context import local_press
from dragoman.read.places.gazetteer import look_up_sound, place_of_people


def read_places(text: str) -> dict[str, Place]:
    return {p.span.text: p for p in find_places(analyse(Report(text, "test", "test")))}


@pytest.mark.parametrize(
    ("word", "name", "country"),
    [
        ("Iraqi", "Iraq", "IQ"),
        ("Iranians", "Iran", "IR"),
        ("Texan", "Texas", "US"),
        ("South Ossetian", "South Ossetia", "GE"),
        ("Gazans", "Gaza Strip", "PS"),
        ("European", "Europe", None),
    ],
)
def test_a_people_has_a_place(word: str, name: str, country: str | None) -> None:
    entry = place_of_people(word)
    assert entry is not None
    assert entry.name == name
    assert entry.country in (country, None)


def test_no_people_is_made_up() -> None:
    assert place_of_people("Western") is None
    assert place_of_people("") is None


def test_a_people_is_a_metonym_of_its_place_and_on_no_map() -> None:
    place = read_places("The Iraqi cabinet met in Erbil.")["Iraqi"]
    assert (place.name, place.country, place.metonym) == ("Iraq", "IQ", True)


def test_a_state_in_the_name_of_its_body_stands_for_it() -> None:
    places = read_places("The U.S. Department of State and the Bahrain Defence Force agreed.")
    assert places["U.S."].metonym
    assert places["Bahrain"].metonym


@pytest.mark.parametrize(
    ("text", "name", "country", "division"),
    [
        ("Gunmen fled from Haditha, in Anbar province.", "Haditha", "IQ", "Anbar"),
        ("He grew up in the Syrian town of Salamiyah.", "Salamiyah", "SY", "Hama"),
        ("Police in Turkey's Diyarbakir made arrests.", "Diyarbakir", "TR", "Diyarbakir"),
        ("The plant is in Hanover, northern Germany.", "Hanover", "DE", "Lower Saxony"),
    ],
)
def test_a_place_lies_in_what_contains_it(
    text: str, name: str, country: str, division: str
) -> None:
    place = read_places(text)[name]
    assert (place.country, place.admin1) == (country, division)


def test_counties_named_in_one_breath_are_counties() -> None:
    places = read_places("Schools in Clark, Greene and Madison counties in Ohio closed early.")
    assert places["Clark"].name == "Clark County"
    assert places["Greene"].name == "Greene County"
    assert {places[n].admin1 for n in ("Clark", "Greene", "Madison")} == {"Ohio"}


def test_provinces_of_a_list_are_provinces() -> None:
    places = read_places("The provinces of Kirkuk, Diyala and Wasit voted.")
    assert places["Kirkuk"].geonameid != read_places("Kirkuk is in Iraq.")["Kirkuk"].geonameid


def test_a_town_and_its_province_of_one_name_are_told_apart() -> None:
    text = "Shells fell on Aleppo. Farms all over Aleppo province burned."
    town, province = find_places(analyse(Report(text, "test", "test")))
    assert town.lat == pytest.approx(36.2, abs=0.1)
    assert province.geonameid != town.geonameid
    assert {town.admin1, province.admin1} == {"Aleppo"}


def test_a_town_that_no_state_has_lies_in_the_state_all_the_same() -> None:
    place = read_places("She was born in Zubbledale, Ohio, in 1950.")["Zubbledale"]
    assert (place.country, place.admin1, place.lat) == ("US", "Ohio", None)


def test_a_list_of_states_does_not_make_towns_of_them() -> None:
    places = read_places("Voters in Missouri, Nebraska and Kansas stayed at home.")
    assert {places[n].admin1 for n in places} == {"Missouri", "Nebraska", "Kansas"}
    assert places["Missouri"].name == "Missouri"


@pytest.mark.parametrize(
    ("spelling", "name"),
    [("Tikreet", "Tikrīt"), ("Fallouja", "Al Fallūjah"), ("Nassiriya", "Nasiriyah")],
)
def test_a_name_in_an_odd_spelling_is_found_by_its_sound(spelling: str, name: str) -> None:
    assert name in {sense.entry.name for sense in look_up_sound(spelling)}


@pytest.mark.parametrize("word", ["Katrina", "Sunnybrook", "Netanyahu", "Islam", ""])
def test_other_words_do_not_sound_like_places(word: str) -> None:
    assert look_up_sound(word) == ()


def test_a_guess_from_sound_needs_the_country_in_the_report() -> None:
    assert read_places("Iraqi forces entered Tikreet in Iraq.")["Tikreet"].country == "IQ"
    alone = read_places("They arrived in Tikreet.").get("Tikreet")
    assert alone is None or alone.lat is None


def test_local_words_say_whose_press_a_report_is_from() -> None:
    text = "The sheriff told the township commissioners about a felony downtown."
    assert local_press(analyse(Report(text, "test", "test")).sentences)["US"] == 1.0
    assert local_press(analyse(Report("The minister spoke.", "test", "test")).sentences) == {}


def test_well_known_places_stay_so_among_others_of_their_names() -> None:
    text = (
        "Senator Jones of Maryland spoke in Boston about Damascus and the Middle East. "
        "He will travel from Washington to Vienna for talks with Iran."
    )
    places = read_places(text)
    assert places["Damascus"].country == "SY"
    assert places["Vienna"].country == "AT"
    assert places["Boston"].admin1 == "Massachusetts"
    assert places["Middle East"].country is None


def test_an_arabic_name_that_begins_as_places_do_is_one() -> None:
    places = read_places("Israel struck Khan Younis and Deir al-Balah in Gaza.")
    assert places["Khan Younis"].country == "PS"
    assert places["Deir al-Balah"].country == "PS"


def test_a_known_person_is_no_town_of_his_name() -> None:
    places = read_places("The Obama administration welcomed the move, and Obama said so.")
    assert "Obama" not in places


def test_a_university_lies_where_its_name_says() -> None:
    assert read_places("She teaches at the University of Mosul.")["Mosul"].country == "IQ"


def test_a_report_without_a_publisher_is_from_nowhere() -> None:
    assert read_places("Pilgrims gathered in Mecca.")["Mecca"].country == "SA"
