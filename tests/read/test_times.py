"""Time expressions: what they mean, from which day they count, and when that stays unknown."""

from __future__ import annotations

import pytest

from dragoman.model import Report, Time
from dragoman.read import analyse
from dragoman.read.times import find_times


def read_times(text: str, published: str | None = None) -> list[Time]:
    precision = {4: "year", 7: "month"}.get(len(published), "day") if published else None
    report = Report(text, "test", "test", published=published, published_precision=precision)
    return list(find_times(analyse(report)))


def only(text: str, published: str | None = None) -> Time:
    times = read_times(text, published)
    assert len(times) == 1, times
    return times[0]


@pytest.mark.parametrize(
    ("words", "value", "first", "last", "precision"),
    [
        ("on May 30, 2020", "2020-05-30", "2020-05-30", "2020-05-30", "day"),
        ("on 30 May 2020", "2020-05-30", "2020-05-30", "2020-05-30", "day"),
        ("on the 3rd of March 1997", "1997-03-03", "1997-03-03", "1997-03-03", "day"),
        ("on 2020-05-30", "2020-05-30", "2020-05-30", "2020-05-30", "day"),
        ("on 5/30/2020", "2020-05-30", "2020-05-30", "2020-05-30", "day"),
        ("on 30.5.2020", "2020-05-30", "2020-05-30", "2020-05-30", "day"),
        ("in February 2020", "2020-02", "2020-02-01", "2020-02-29", "month"),
        ("in mid-May 2019", "2019-05", "2019-05-01", "2019-05-31", "month"),
        ("in early 2015", "2015", "2015-01-01", "2015-12-31", "year"),
        ("in the third quarter of 2019", "2019-Q3", "2019-07-01", "2019-09-30", "quarter"),
        ("in the first half of 2018", "2018-H1", "2018-01-01", "2018-06-30", "half"),
        ("in the 1990s", "199", "1990-01-01", "1999-12-31", "decade"),
        ("in the 19th century", "18", "1800-01-01", "1899-12-31", "century"),
        ("from 1998-2003", "1998/2003", "1998-01-01", "2003-12-31", "year"),
        ("in the summer of 2006", "2006-SU", "2006-06-01", "2006-08-31", "season"),
        ("on May 3-5, 2021", "2021-05-03/2021-05-05", "2021-05-03", "2021-05-05", "day"),
        ("on Easter 2021", "2021-04-04", "2021-04-04", "2021-04-04", "day"),
    ],
)
def test_a_date_that_names_its_year_needs_no_report_date(
    words: str, value: str, first: str, last: str, precision: str
) -> None:
    time = only(f"The two ministers met {words}.")
    assert (time.value, time.from_, time.to) == (value, first, last)
    assert time.precision == precision
    assert time.anchor is None


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("The talks took place yesterday.", "2020-08-25"),
        ("The talks will open tomorrow.", "2020-08-27"),
        ("The council met last week.", "2020-W34"),
        ("The council meets next month.", "2020-09"),
        ("The council was elected last May.", "2020-05"),
        ("He called for a vote next June.", "2021-06"),
        ("The rockets fell in July.", "2020-07"),
        ("The vote was held in November.", "2019-11"),
        ("The vote will be held in November.", "2020-11"),
        ("The envoy arrived on Saturday.", "2020-08-22"),
        ("The envoy will arrive on Saturday.", "2020-08-29"),
        ("The envoy left two years ago.", "2018"),
        ("The envoy left ten days ago.", "2020-08-16"),
        ("The envoy resigned earlier this year.", "2020"),
        ("The envoy resigned earlier this week.", "2020-W35"),
        ("He was detained on Monday night.", "2020-08-24TNI"),
        ("The raid began on Monday at 8:30 am.", "2020-08-24T08:30"),
        ("The raid began on August 3.", "2020-08-03"),
    ],
)
def test_a_relative_date_counts_from_the_report(sentence: str, value: str) -> None:
    time = only(sentence, "2020-08-26")
    assert time.value == value
    assert time.from_ is not None
    assert time.anchor == "report"


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("The council was elected last May.", "XXXX-05"),
        ("He called for a vote next June.", "XXXX-06"),
        ("The envoy arrived on Saturday.", "XXXX-WXX-6"),
        ("The talks took place yesterday.", "XXXX-XX-XX"),
        ("The council met last week.", "XXXX-WXX"),
        ("The raid began on August 3.", "XXXX-08-03"),
        ("The envoy left two years ago.", "XXXX"),
        ("Days later he went back.", "XXXX-XX-XX"),
    ],
)
def test_without_a_report_date_the_unknown_stays_unknown(sentence: str, value: str) -> None:
    time = only(sentence)
    assert (time.value, time.from_, time.to, time.anchor) == (value, None, None, None)


def test_a_report_known_to_the_month_dates_months_but_no_weekdays() -> None:
    month, weekday = read_times("He came last month. He left on Saturday.", "2020-05")
    assert month.value == "2020-04"
    assert weekday.value == "XXXX-WXX-6"
    assert weekday.from_ is None


def test_the_next_day_counts_from_the_day_just_told() -> None:
    first, second = read_times(
        "The two sides signed on 3 May 2019. The next day the fighting went on.", "2020-08-26"
    )
    assert second.value == "2019-05-04"
    assert second.anchor == first.id


def test_the_past_weeks_are_a_length_with_an_interval() -> None:
    time = only("He met four envoys in the past two weeks.", "2020-08-26")
    assert (time.type, time.value) == ("DURATION", "P2W")
    assert (time.from_, time.to, time.anchor) == ("2020-08-12", "2020-08-26", "report")


@pytest.mark.parametrize(
    ("sentence", "kind", "value"),
    [
        ("He ruled for three years.", "DURATION", "P3Y"),
        ("The truce held for several months.", "DURATION", "PXM"),
        ("A two-day visit was planned.", "DURATION", "P2D"),
        ("They talked for two and a half hours.", "DURATION", "PT2H30M"),
        ("The board meets every day.", "SET", "P1D"),
        ("The sum is paid annually.", "SET", "P1Y"),
        ("The cabinet meets every Tuesday.", "SET", "XXXX-WXX-2"),
        ("They are now in power.", "DATE", "PRESENT_REF"),
        ("He recently fell out of favour.", "DATE", "PAST_REF"),
        ("They will decide in the future.", "DATE", "FUTURE_REF"),
    ],
)
def test_lengths_sets_and_vague_references(sentence: str, kind: str, value: str) -> None:
    time = only(sentence, "2020-08-26")
    assert (time.type, time.value) == (kind, value)


@pytest.mark.parametrize(
    "sentence",
    [
        "The party may march on the capital.",
        "Protesters began to march towards the palace.",
        "It was the second round of talks.",
        "The Sun reported the story.",
        "He sat beside the envoy.",
        "Some 1500 soldiers crossed the river.",
        "The 47-year-old envoy spoke.",
        "Three-quarters of the members agreed.",
        "The fall of the city shocked them.",
    ],
)
def test_false_friends_are_no_times(sentence: str) -> None:
    assert read_times(sentence, "2020-08-26") == []


def test_a_header_line_gives_the_moment_of_publication() -> None:
    time = only("5/30/2020 12:50", "2020-05-30")
    assert (time.type, time.value, time.precision) == ("TIME", "2020-05-30T12:50", "time")
    assert time.from_ == "2020-05-30"


def test_a_date_in_doubt_between_two_orders_is_settled_by_the_report_date_alone() -> None:
    assert only("Written on 3/4/2020.").value == "2020-XX-XX"
    assert only("Written on 3/4/2020.", "2020-04-03").value == "2020-04-03"


@pytest.mark.parametrize("text", ["", "\u200b", "May", "1 1 1", "the the of", "31 February 2020"])
def test_odd_input_never_raises(text: str) -> None:
    read_times(text or " ", "2020-08-26")


def test_times_lie_where_their_words_are() -> None:
    text = "On Friday, and again in May 2019, the two sides met."
    for time in read_times(text, "2020-08-26"):
        assert text[time.span.start : time.span.end] == time.span.text
