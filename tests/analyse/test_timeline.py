"""The order of happenings in time: what is known of it, and what is not."""

from __future__ import annotations

from dragoman.analyse.timeline import Gap, draw, find_gaps, span_of
from dragoman.model.links import Happening


def happening(from_: str | None, to: str | None) -> Happening:
    return Happening("hap-1", "ASSAULT", (), (), from_, to, None, "asserted", ())


DAYS = [happening("2023-05-01", "2023-05-01"), happening("2023-05-31", "2023-05-31")]
SPAN = span_of(DAYS)


def test_a_day_is_a_dot_an_interval_a_bar_and_an_end_not_known_is_dotted() -> None:
    assert SPAN is not None
    assert draw(DAYS[0], SPAN, 7) == "●······"
    assert draw(DAYS[1], SPAN, 7) == "······●"
    assert draw(happening("2023-05-11", "2023-05-21"), SPAN, 7) == "··━━━··"
    assert draw(happening(None, "2023-05-16"), SPAN, 7) == "…━━━···"
    assert draw(happening("2023-05-16", None), SPAN, 7) == "···━━━…"
    assert draw(happening(None, None), SPAN, 7) == ""


def test_days_of_which_nothing_is_told_are_a_gap() -> None:
    assert find_gaps(DAYS) == (Gap(1, 29),)


def test_what_may_have_happened_on_any_of_the_days_leaves_no_gap() -> None:
    assert find_gaps([DAYS[0], happening("2023-05-01", "2023-05-30"), DAYS[1]]) == ()


def test_where_nothing_is_dated_there_is_no_time_to_draw() -> None:
    assert span_of([happening(None, None)]) is None
    assert find_gaps([happening(None, None)]) == ()
