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
        ("in mid-May 2019", "2019-05", "2019-05-10", "2019-05-20", "month"),
        ("in early 2015", "2015", "2015-01-01", "2015-04-30", "year"),
        ("at the end of March 2019", "2019-03", "2019-03-16", "2019-03-31", "month"),
        ("in the first half of May 2019", "2019-05", "2019-05-01", "2019-05-15", "month"),
        ("on 28 June in 2020", "2020-06-28", "2020-06-28", "2020-06-28", "day"),
        ("on the 23rd of july 1998", "1998-07-23", "1998-07-23", "1998-07-23", "day"),
        ("on 22/Jan/2019", "2019-01-22", "2019-01-22", "2019-01-22", "day"),
        ("on 05-Aug-2016", "2016-08-05", "2016-08-05", "2016-08-05", "day"),
        ("on 2019/8/1", "2019-08-01", "2019-08-01", "2019-08-01", "day"),
        ("in Q3 2019", "2019-Q3", "2019-07-01", "2019-09-30", "quarter"),
        ("in 2019-H1", "2019-H1", "2019-01-01", "2019-06-30", "half"),
        ("in nineteen eighty-six", "1986", "1986-01-01", "1986-12-31", "year"),
        ("in October two thousand and five", "2005-10", "2005-10-01", "2005-10-31", "month"),
        ("in the last week of July 2016", "2016-W30", "2016-07-25", "2016-07-31", "week"),
        ("in the third month of 2021", "2021-03", "2021-03-01", "2021-03-31", "month"),
        ("in the first two months of 1939", "1939-01/1939-02", "1939-01-01", "1939-02-28", "month"),
        ("in week 3 of 2027", "2027-W03", "2027-01-18", "2027-01-24", "week"),
        ("in the week of 10 April 2018", "2018-W15", "2018-04-09", "2018-04-15", "week"),
        ("from 4 to 9 May 2021", "2021-05-04/2021-05-09", "2021-05-04", "2021-05-09", "day"),
        ("between 3 and 12 May 2021", "2021-05-03/2021-05-12", "2021-05-03", "2021-05-12", "day"),
        ("on 18 and 19 June 2021", "2021-06-18/2021-06-19", "2021-06-18", "2021-06-19", "day"),
        ("on International Women's Day 2019", "2019-03-08", "2019-03-08", "2019-03-08", "day"),
        ("before the 2009 Christmas Day", "2009-12-25", "2009-12-25", "2009-12-25", "day"),
        ("on Easter Monday 2021", "2021-04-05", "2021-04-05", "2021-04-05", "day"),
        ("on 22 Bahman 1399", "2021-02-10", "2021-02-10", "2021-02-10", "day"),
        ("in Farvardin 1400", "2021-03-21/2021-04-20", "2021-03-21", "2021-04-20", "month"),
        ("in Ramadan 1441", "2020-04-23/2020-05-24", "2020-04-23", "2020-05-24", "month"),
        ("on 10 Muharram 1442", "2020-08-28/2020-08-30", "2020-08-28", "2020-08-30", "day"),
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
    ("sentence", "first", "last"),
    [
        ("The envoy resigned earlier this month.", "2020-08-01", "2020-08-26"),
        ("The envoy will resign later this year.", "2020-08-26", "2020-12-31"),
        ("The envoy will be back in two weeks.", "2020-09-09", "2020-09-09"),
        ("The envoy will be back in a fortnight's time.", "2020-09-09", "2020-09-09"),
        ("The envoy will be back within three months.", "2020-08-26", "2020-11-26"),
        ("The envoy will be back in the week after next.", "2020-09-07", "2020-09-13"),
        ("The envoy will be back on Tuesday of next week.", "2020-09-01", "2020-09-01"),
        ("The envoy came back on the 18th.", "2020-08-18", "2020-08-18"),
        ("The envoy came back on Friday the 21st.", "2020-08-21", "2020-08-21"),
        ("The envoy left two years and three months ago.", "2018-05-01", "2018-05-31"),
        ("The attack was the second this month.", "2020-08-01", "2020-08-31"),
        ("The envoy came back on the 21st of this month.", "2020-08-21", "2020-08-21"),
        ("Trade fell in the last two quarters.", "2020-01-01", "2020-06-30"),
        ("The pilgrims came back after Eid al-Adha.", "2020-07-30", "2020-08-01"),
    ],
)
def test_a_stretch_or_a_length_leads_from_the_report_to_its_days(
    sentence: str, first: str, last: str
) -> None:
    time = only(sentence, "2020-08-26")
    assert (time.from_, time.to, time.anchor) == (first, last, "report")


def test_a_range_lends_its_year_and_its_direction_to_the_end_that_has_none() -> None:
    may, october = read_times("He ruled from May to October 2015.", "2020-08-26")
    assert (may.value, october.value) == ("2015-05", "2015-10")
    november, march = read_times("He ruled from November 2016 to March.", "2020-08-26")
    assert (november.value, march.value) == ("2016-11", "2017-03")
    friday, december = read_times("They moved it on Friday to December.", "2020-08-26")
    assert (friday.value, december.value) == ("2020-08-21", "2019-12")


def test_a_length_counted_from_a_date_leads_to_its_day() -> None:
    length, feast = read_times("It fell two weeks before Christmas 2019.", "2020-08-26")
    assert (length.type, length.value, length.from_) == ("DURATION", "P2W", "2019-12-11")
    assert feast.value == "2019-12-25"
    length, _ = read_times("It lasted three days starting from 4 May 2019.", "2020-08-26")
    assert (length.from_, length.to) == ("2019-05-04", "2019-05-07")
    length, _ = read_times("It fell three weeks after the talks of 2019.", "2020-08-26")
    assert length.from_ is None


@pytest.mark.parametrize(
    ("text", "publisher", "value"),
    [
        ("Shots fell on 25/4/2019. He left on 3/4/2019.", None, "2019-04-03"),
        ("Shots fell on 4/25/2019. He left on 3/4/2019.", None, "2019-03-04"),
        ("He left on 3/4/2019.", "The New York Times", "2019-03-04"),
        ("He left on 3/4/2019.", "The Guardian", "2019-04-03"),
        ("He left on 3/4/2019.", "A paper nobody knows", "2019-XX-XX"),
        ("He left on 22/4.", None, "2020-04-22"),
        ("He left on 5/4.", None, "XXXX-XX-XX"),
    ],
)
def test_day_and_month_stand_in_the_order_of_the_report(
    text: str, publisher: str | None, value: str
) -> None:
    report = Report(
        text,
        "test",
        "test",
        published="2020-08-26",
        published_precision="day",
        publisher=publisher,
    )
    assert find_times(analyse(report))[-1].value == value


def test_the_time_of_a_day_belongs_to_the_day_it_names() -> None:
    time = only("He fled on the night of 20 June 1791.")
    assert (time.value, time.precision) == ("1791-06-20TNI", "time")


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
        ("The talks took an hour and a half.", "DURATION", "PT1H30M"),
        ("He was held for two years and three months.", "DURATION", "P2Y3M"),
        ("The protests lasted five nights.", "DURATION", "P5D"),
        ("The cabinet meets every Monday at 4 pm.", "SET", "XXXX-WXX-1T16:00"),
        ("The siren sounds every other Friday.", "SET", "XXXX-WXX-5"),
        ("The dues are paid quarterly.", "SET", "P3M"),
        ("They pray on Friday mornings.", "SET", "XXXX-WXX-5TMO"),
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
        "It was the dawn of a new era.",
        "He lives on the 18th floor.",
        "It was the fourth of them.",
        "A 2/3 majority is needed, and shops are open 24/7.",
        "Call the embassy at 555-1212 or 138-2010-2015.",
        "It was week 3 of the war.",
        "Tariq Ramadan and Rajab Aziz spoke.",
        "The ministry published its quarterly report.",
        "It took place in the capital.",
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
