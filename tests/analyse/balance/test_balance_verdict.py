"""When somebody is placed, in what words, and into which period an act falls."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.analyse.balance.verdict import Interval, Seen, give_verdict, is_enough, say_seen
from dragoman.analyse.periods import (
    Period,
    number_of,
    period_of,
    periods_between,
    place_interval,
)

MUCH = (Seen("Turkey", 9, 8, 4, 12), Seen("Iran", 7, 2, 3, 7))
ONE_ROOT = (Seen("Turkey", 9, 8, 4, 12), Seen("Iran", 7, 2, 1, 7))


def test_who_leans_is_told_with_interval_width_and_that_zero_is_excluded() -> None:
    words = give_verdict("Sarraf", MUCH, Interval(-0.4, -0.6, -0.1))
    assert words == (
        "Sarraf leans towards Iran: balance -0.40, 90 % interval -0.60 to -0.10, 0.50 wide, "
        "zero is excluded."
    )


def test_an_interval_that_holds_zero_says_so() -> None:
    words = give_verdict("Sarraf", MUCH, Interval(0.1, -0.2, 0.4))
    assert words.startswith("towards which of them Sarraf leans cannot be told")
    assert "zero is not excluded" in words


def test_fewer_than_three_roots_for_a_pole_are_not_enough_however_many_acts() -> None:
    assert not is_enough(ONE_ROOT, Interval(0.5, 0.4, 0.6))
    words = give_verdict("Sarraf", ONE_ROOT, Interval(0.5, 0.4, 0.6))
    assert words == "not enough independent evidence to place Sarraf."


def test_an_interval_half_as_wide_as_the_scale_places_nobody() -> None:
    words = give_verdict("Sarraf", MUCH, Interval(0.1, -0.5, 0.6))
    assert "not enough" in words
    assert "1.10 wide" in words


def test_what_was_seen_is_told_by_pole() -> None:
    nothing = Seen("Iran", 0, 0, 0, 0)
    assert say_seen("deeds", (Seen("Turkey", 1, 1, 1, 3), nothing)) == (
        "Seen: towards Turkey 1 happening (1 cooperative, 0 conflictual) by 1 independent origin; "
        "towards Iran nothing that counts."
    )
    assert "9 statements (8 supporting, 1 opposing)" in say_seen("words", MUCH)


def test_weeks_run_from_monday_to_sunday_and_months_to_their_last_day() -> None:
    assert period_of(date(2023, 5, 3), "week") == Period(date(2023, 5, 1), date(2023, 5, 7))
    assert period_of(date(2024, 2, 3), "month").last == date(2024, 2, 29)


def test_periods_have_no_gaps_and_know_their_days() -> None:
    months = periods_between(date(2022, 11, 20), date(2023, 2, 1), "month")
    assert [p.first.month for p in months] == [11, 12, 1, 2]
    assert number_of(date(2023, 1, 31), months) == 2
    with pytest.raises(ValueError, match="in none"):
        number_of(date(2023, 3, 1), months)


def test_an_interval_is_placed_by_its_middle_unless_it_is_too_long() -> None:
    assert place_interval(date(2023, 5, 1), date(2023, 5, 11), "week") == date(2023, 5, 6)
    assert place_interval(date(2023, 5, 1), date(2023, 6, 30), "week") is None
    assert place_interval(date(2023, 5, 1), date(2023, 6, 30), "month") == date(2023, 5, 31)
    assert place_interval(date(2023, 1, 1), date(2023, 12, 31), "month") is None
