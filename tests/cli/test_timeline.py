"""The order of happenings in time: what is known of it, and what is not."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.cli.timeline import draw, long_gaps
from dragoman.export.time_scale import Interval, read_interval

ENDS = (date(2023, 5, 1), date(2023, 5, 31))


def when(first: str | None, last: str | None) -> Interval:
    found = read_interval(first, last)
    assert found is not None
    return found


DAYS = [when("2023-05-01", "2023-05-01"), when("2023-05-31", "2023-05-31")]


@pytest.mark.parametrize(
    ("interval", "drawn"),
    [
        (DAYS[0], "●······"),
        (DAYS[1], "······●"),
        (when("2023-05-11", "2023-05-21"), "··━━━··"),
        (when(None, "2023-05-16"), "…━━━···"),
        (when("2023-05-16", None), "···━━━…"),
    ],
)
def test_a_day_is_a_dot_an_interval_a_bar_and_an_end_not_known_is_dotted(
    interval: Interval, drawn: str
) -> None:
    assert draw(interval, ENDS, 7) == drawn


def test_days_of_which_nothing_is_told_are_a_gap() -> None:
    assert long_gaps(DAYS) == {date(2023, 5, 31): 29}


def test_what_may_have_happened_on_any_of_the_days_leaves_no_gap() -> None:
    assert long_gaps([DAYS[0], when("2023-05-01", "2023-05-30"), DAYS[1]]) == {}


def test_where_nothing_is_dated_there_is_no_time_to_draw() -> None:
    assert read_interval(None, None) is None
    assert long_gaps([]) == {}
