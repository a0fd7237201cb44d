"""One happening told several times in a report is known to be one, and two are kept apart."""

from __future__ import annotations

import pytest

from dragoman import read
from dragoman.model import Event


def events_of(text: str, type_: str = "ASSAULT") -> list[Event]:
    return [e for e in read(text, published="2020-08-26").events if e.type == type_]


def test_a_second_telling_names_the_first_and_lends_its_date_and_place() -> None:
    first, second = events_of(
        "Turkish jets bombed the Kurdish militia near Sinjar on Monday, officials said.\n\n"
        "Ankara said that the Turkish jets had bombed the Kurdish militia after a warning."
    )
    assert first.same_as is None
    assert second.same_as == first.id
    assert second.when is not None and first.when is not None
    assert (second.when.from_, second.where) == (first.when.from_, first.where)


def test_the_attack_goes_back_to_the_attack_just_told() -> None:
    first, second = events_of(
        "Gunmen attacked the Iraqi police in Kirkuk on Sunday. The attack came at dawn."
    )
    assert second.same_as == first.id


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen attacked the Iraqi police on Sunday. Gunmen attacked the Iraqi police on Tuesday.",
        "Gunmen attacked the police in Kirkuk on Sunday. Gunmen attacked the police in Basra.",
        "Turkey bombed the militia on Monday. Iran bombed the militia on Monday.",
        "Rebels killed nine soldiers on Monday. Rebels killed twelve soldiers on Monday.",
    ],
)
def test_another_day_place_doer_or_toll_is_another_happening(text: str) -> None:
    assert [e.same_as for e in events_of(text)] == [None] * len(events_of(text))


def test_what_is_planned_is_not_what_was_done() -> None:
    text = "Turkey bombed the militia on Monday. Turkey may have bombed the militia before."
    assert all(e.same_as is None for e in events_of(text))


def test_a_time_that_opens_the_sentence_dates_all_its_verbs() -> None:
    text = "On Monday troops entered the village, arrested two teachers and burned the school."
    reading = read(text, published="2020-08-26")
    arrest = next(e for e in reading.events if e.trigger.text == "arrested")
    assert arrest.when is not None and arrest.when.from_ == "2020-08-24"


def test_what_a_participle_adds_was_done_when_its_verb_was() -> None:
    text = "Rockets struck a checkpoint near Mosul on Monday, killing four soldiers."
    reading = read(text, published="2020-08-26")
    killing = next(e for e in reading.events if e.trigger.text == "killing")
    assert killing.when is not None and killing.when.from_ == "2020-08-24"


def test_both_ends_of_a_range_date_an_event() -> None:
    reading = read("Troops besieged the town of Raqqa from May to October 2015.")
    (event,) = (e for e in reading.events if e.trigger.text == "besieged")
    assert event.when is not None
    assert (event.when.from_, event.when.to) == ("2015-05-01", "2015-10-31")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The army stormed Mosul on Monday.", "Mosul"),
        ("The militia withdrew from Raqqa on Monday.", "Raqqa"),
        ("The army deployed troops to Mosul.", "Mosul"),
    ],
)
def test_a_town_that_a_deed_is_done_to_is_where_it_was_done(text: str, place: str) -> None:
    reading = read(text, published="2020-08-26")
    names = {p.id: p.name for p in reading.places}
    assert [names[e.where.place] for e in reading.events if e.where] == [place]


def test_a_state_that_is_attacked_is_no_spot_on_the_map() -> None:
    assert all(e.where is None for e in read("Iran attacked Israel on Monday.").events)


def test_an_appeal_after_call_on_is_a_request_and_a_date_is_no_particle() -> None:
    (appeal,) = read("Germany called on Ankara on Monday to free the lawyer.").events
    assert appeal.type == "REQUEST"
    assert [a.span.text for a in appeal.recipients] == ["Ankara"]
    assert all(e.type != "REQUEST" for e in read("Oslo on Friday called the move a pity.").events)
