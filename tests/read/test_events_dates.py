"""When things happened: from their own clause, from other happenings, or as the story goes on."""

from __future__ import annotations

import pytest

from dragoman import read
from dragoman.model import Event, Reading

PUBLISHED = "2020-08-28"


def event(reading: Reading, trigger: str) -> Event:
    return next(e for e in reading.events if e.trigger.text.startswith(trigger))


def dated(text: str, trigger: str) -> tuple[str | None, str | None, str] | None:
    when = event(read(text, published=PUBLISHED), trigger).when
    return (when.from_, when.to, when.by) if when else None


@pytest.mark.parametrize(
    ("counted", "first", "last"),
    [
        ("Two weeks after the raid, police arrested nine men.", "2020-05-17", "2020-05-17"),
        ("Police arrested nine men a month after the raid.", "2020-06-03", "2020-06-03"),
        ("Police arrested nine men three days before the raid.", "2020-04-30", "2020-04-30"),
        ("The day after the raid, police arrested nine men.", "2020-05-04", "2020-05-04"),
    ],
)
def test_a_time_counted_from_a_happening_is_known_where_its_day_is(
    counted: str, first: str, last: str
) -> None:
    text = f"Gunmen raided the camp on 3 May 2020. {counted}"
    assert dated(text, "arrested") == (first, last, "clause")


def test_a_time_counted_from_a_happening_names_the_time_that_dates_it() -> None:
    reading = read(
        "Gunmen raided the camp on 3 May 2020. Days after the raid, police arrested nine men.",
        published=PUBLISHED,
    )
    day, days = reading.times
    assert (days.value, days.from_, days.anchor) == ("XXXX-XX-XX", None, day.id)
    when = event(reading, "arrested").when
    assert when is not None and (when.time, when.from_) == (days.id, None)


def test_a_time_counted_from_a_happening_of_no_known_day_stays_open() -> None:
    assert dated("Two weeks after the raid, police arrested nine men.", "arrested") is None


def test_a_time_counted_from_taking_office_is_known_where_the_office_is_dated() -> None:
    text = (
        "Mustafa al-Kadhimi, who has been prime minister since 7 May 2020, visited Tehran. "
        "A month after he took office, al-Kadhimi arrested fourteen militiamen."
    )
    assert dated(text, "arrested") == ("2020-06-07", "2020-06-07", "clause")


def test_what_somebody_did_next_in_a_story_is_of_the_same_day() -> None:
    text = "On Monday troops entered the village. The troops arrested two teachers."
    assert dated(text, "arrested") == ("2020-08-24", "2020-08-24", "order")


@pytest.mark.parametrize(
    "second",
    [
        "The rebels arrested two teachers.",
        "The troops had arrested two teachers.",
        "The troops earlier arrested two teachers.",
        "The troops arrested two teachers in May.",
        "The troops have arrested two teachers.",
    ],
)
def test_another_doer_another_tense_or_a_time_of_its_own_breaks_the_order(second: str) -> None:
    found = dated(f"On Monday troops entered the village. {second}", "arrested")
    assert found is None or (found[0] != "2020-08-24" and found[2] == "clause")


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        ("The bombing on 7 August that killed 12 people was condemned.", "killed", "2020-08-07"),
        ("Two men planned the 7 August bombing of a bank that killed 12.", "killed", "2020-08-07"),
        (
            "On Wednesday rebels shelled the town, the mayor told the radio.",
            "shelled",
            "2020-08-26",
        ),
    ],
)
def test_a_clause_that_describes_a_dated_act_or_speech_has_its_day(
    text: str, trigger: str, day: str
) -> None:
    assert dated(text, trigger) == (day, day, "clause")


@pytest.mark.parametrize(
    "text",
    [
        "On Tuesday the authorities deployed troops and imposed curfews.",
        "The authorities on Tuesday deployed troops and imposed curfews.",
    ],
)
def test_a_time_before_the_first_verb_dates_the_second_too(text: str) -> None:
    assert dated(text, "imposed") == ("2020-08-25", "2020-08-25", "clause")


def test_the_day_of_the_raid_is_not_that_of_its_condemnation() -> None:
    assert dated("Parliament condemned the bombing of 7 August.", "condemned") is None


def test_a_person_who_is_killed_dies_once() -> None:
    reading = read(
        "A sniper killed the doctor Barnett Hale on 3 May. The murder of Barnett Hale is unsolved.",
        published=PUBLISHED,
    )
    murder = event(reading, "murder")
    assert murder.same_as == event(reading, "killed").id
    assert murder.when is not None and murder.when.by == "telling"


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen launched an attack on Thursday. A militia leader was killed in the attack.",
        "Gunmen attacked a convoy on Thursday. Nine soldiers were killed in the attack.",
    ],
)
def test_who_was_killed_in_the_attack_was_killed_when_it_was(text: str) -> None:
    assert dated(text, "killed") == ("2020-08-27", "2020-08-27", "telling")
