"""Words that a report passes on count their times from the day on which its root told them."""

from __future__ import annotations

import pytest

from dragoman import read
from dragoman.model import Time


def times_of(text: str, published: str | None, publisher: str | None = None) -> dict[str, Time]:
    times = read(text, published=published, publisher=publisher).times
    return {t.span.text.rstrip("."): t for t in times}


def test_a_relayed_report_published_today_lends_its_day_to_what_it_says() -> None:
    times = times_of(
        "The Washington Post said in a report published today that troops left the base last week.",
        "2020-08-26",
    )
    assert times["today"].anchor == "report"
    assert times["last week"].anchor == "root"
    assert times["last week"].value == "2020-W34"


@pytest.mark.parametrize(
    "text",
    [
        "According to a report published on 3 May by Der Spiegel, the envoy left last month.",
        "Der Spiegel reported on 3 May that the envoy left last month.",
        "The envoy left last month, Der Spiegel reported on 3 May.",
        "In its edition of 3 May, Der Spiegel wrote that the envoy left last month.",
    ],
)
def test_last_month_in_a_root_of_may_is_april_though_the_relay_is_of_june(text: str) -> None:
    time = times_of(text, "2020-06-02")["last month"]
    assert (time.value, time.anchor) == ("2020-04", "root")


def test_later_statements_of_the_same_newspaper_count_from_the_same_day() -> None:
    times = times_of(
        "The New York Times reported on 3 May that the envoy had left.\n\n"
        "The newspaper added that talks broke down last month.",
        "2020-06-02",
    )
    assert (times["last month"].value, times["last month"].anchor) == ("2020-04", "root")


def test_today_in_quoted_words_of_the_root_is_the_day_of_the_root() -> None:
    times = times_of(
        "The New York Times reported on Monday that talks failed. "
        '"The envoy leaves today," the newspaper wrote.',
        "2020-08-27",
    )
    assert (times["today"].value, times["today"].anchor) == ("2020-08-24", "root")


def test_tomorrow_in_reported_speech_stays_open_between_the_days_of_root_and_relay() -> None:
    times = times_of(
        "The New York Times reported on Monday that the envoy would leave tomorrow.", "2020-08-27"
    )
    time = times["tomorrow"]
    assert (time.value, time.from_, time.to) == ("XXXX-XX-XX", "2020-08-25", "2020-08-28")


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        ("Overnight, Reuters said, gunmen clashed in Tripoli on Sunday.", None),
        ("Reuters said that gunmen clashed in Tripoli on Sunday.", None),
        ("Reuters reported on Monday that gunmen clashed on Sunday.", "Reuters"),
        ("The minister said on Monday that gunmen clashed on Sunday.", None),
    ],
)
def test_without_a_day_of_the_root_times_count_from_the_report(
    text: str, publisher: str | None
) -> None:
    assert times_of(text, "2020-08-27", publisher)["Sunday"].anchor == "report"
