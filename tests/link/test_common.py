"""Two reports pass on one story that is not in the record: where they differ in it."""

from __future__ import annotations

import pytest

from dragoman import read
from dragoman.link.drift import find_differences
from dragoman.model import Reading
from dragoman.model.links import Drift

LATER = (
    "ERBIL - The governor of Nineveh spent Friday receiving farmers whose wells have run dry.\n\n"
    "According to The Wall Street Journal, Prime Minister Nadeem Al-Sarraf sent soldiers into a "
    "depot of the Marsh Brigades on May 3 and 14 fighters were arrested there. Two officials told "
    "the Journal that Al-Sarraf will ask the Turkish army to leave by the autumn.\n\n"
    "Farmers in Nineveh said that 40 wells were dry."
)
EARLIER = (
    "BASRA - Port workers ended a strike on Thursday after nine days.\n\n"
    "The Wall Street Journal reported that the army raided a depot of the Marsh Brigades on 3 May, "
    "on the orders of Prime Minister Nadim al-Sarraf, and arrested 12 fighters there. He may ask "
    "the Turkish army to leave by the autumn, two officials told the newspaper, The Wall Street "
    "Journal.\n\nThe workers said that 60 wells of the oil company stood still."
)
JOURNAL = "The Wall Street Journal"


def reading(text: str, publisher: str, published: str = "2023-05-06") -> Reading:
    return read(text, publisher=publisher, published=published, source_id=publisher)


@pytest.fixture(scope="module")
def later() -> Reading:
    return reading(LATER, "Nineveh Observer")


@pytest.fixture(scope="module")
def differences(later: Reading) -> tuple[Drift, ...]:
    earlier = reading(EARLIER, "Tigris Post", "2023-05-05")
    return find_differences(later, earlier, [JOURNAL])[JOURNAL]


def test_a_number_that_only_one_of_two_relays_has_is_told_with_both_words(
    differences: tuple[Drift, ...],
) -> None:
    (number,) = [d for d in differences if d.kind == "number"]
    assert number.relay is not None and number.root is not None
    assert number.relay.text.startswith("14") and number.root.text.startswith("12")
    assert number.what == "12 beside 14"


def test_what_is_not_on_the_sources_word_is_not_held_against_it(
    differences: tuple[Drift, ...],
) -> None:
    told = [s.text for d in differences for s in (d.relay, d.root) if s]
    assert not any("wells" in words or "strike" in words for words in told)


def test_a_sentence_that_one_of_them_left_out_is_its_choice(later: Reading) -> None:
    shorter = EARLIER.partition(" He may ask")[0] + "\n\nThe workers went home."
    found = find_differences(later, reading(shorter, "Tigris Post"), [JOURNAL])[JOURNAL]
    assert {d.kind for d in found} == {"number"}


def test_two_stories_of_one_outlet_are_not_compared(later: Reading) -> None:
    story = (
        "BASRA - Port workers ended a strike on Thursday.\n\nThe Wall Street Journal reported that "
        "the Turkish central bank raised its rate to 15 percent, and that its governor may resign."
    )
    assert find_differences(later, reading(story, "Tigris Post"), [JOURNAL]) == {}


def test_an_outlet_that_only_one_of_them_cites_gives_nothing(later: Reading) -> None:
    other = reading(EARLIER.replace(JOURNAL, "Reuters"), "Tigris Post")
    assert find_differences(later, other, [JOURNAL, "Reuters"]) == {}
