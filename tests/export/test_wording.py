"""Dates, counts and file names as people read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.export.wording import (
    make_slug,
    word_count,
    word_date,
    word_interval,
    word_number,
    word_origin,
    word_place,
)
from dragoman.model import Place, PlaceExtent, PlacePrecision, Span


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2020-05-30", "30 May 2020"),
        ("2020-05-30T12:50", "30 May 2020, 12:50"),
        ("2020-05-30T12:50:00+03:00", "30 May 2020, 12:50"),
        ("2020-05", "May 2020"),
        ("2020", "2020"),
        ("2020-13-01", "2020-13-01"),
        ("soon", "soon"),
    ],
)
def test_a_date_in_words(iso: str, words: str) -> None:
    assert word_date(iso) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2020-05-30", "2020-05-30", "30 May 2020"),
        ("2020-06-01", "2020-06-30", "June 2020"),
        ("2020-02-01", "2020-02-29", "February 2020"),
        ("2019-01-01", "2019-12-31", "2019"),
        ("2020-06-01", "2020-06-07", "1–7 June 2020"),
        ("2020-05-30", "2020-06-02", "30 May – 2 June 2020"),
        ("2019-12-30", "2020-01-02", "30 December 2019 – 2 January 2020"),
        ("2020-05-30", None, "from 30 May 2020"),
        (None, "2020-05-30", "until 30 May 2020"),
        (None, None, None),
        ("x", "y", "x – y"),
    ],
)
def test_an_interval_in_words(first: str | None, last: str | None, words: str | None) -> None:
    assert word_interval(first, last) == words


def test_counts_and_numbers() -> None:
    assert word_count(1, "report") == "1 report"
    assert word_count(1200, "report") == "1,200 reports"
    assert [word_number(x) for x in (13.0, 2.5, 5200.0)] == ["13", "2.5", "5,200"]


def test_an_origin_is_its_maker_and_version() -> None:
    assert word_origin("rule:en/said_that@3") == ("rule en/said_that", "3")
    assert word_origin("by hand") == ("by hand", None)


@pytest.mark.parametrize(
    ("country", "precision", "extent", "words"),
    [
        ("IQ", "city", None, "X"),
        ("IQ", "city", "near", "near X"),
        ("IQ", "admin1", None, "X (province)"),
        ("US", "admin1", None, "X (state)"),
        ("US", "admin2", None, "X (county)"),
        ("IQ", "admin2", None, "X (district)"),
        ("IQ", "country", "part", "part of X (country)"),
        (None, "region", None, "X (region)"),
        (None, None, "near", "near X"),
    ],
)
def test_a_place_says_what_is_inexact_about_it(
    country: str | None,
    precision: PlacePrecision | None,
    extent: PlaceExtent | None,
    words: str,
) -> None:
    span = Span(0, 1, "X")
    place = Place("pla-x", span, "X", country=country, precision=precision, extent=extent)
    assert word_place(place) == words


@given(st.text())
def test_a_slug_is_safe_in_every_file_system(text: str) -> None:
    assert set(make_slug(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(make_slug(text)) <= 48


def test_a_slug_says_which_file() -> None:
    assert make_slug("reports/2020/Two Flags.html") == "two-flags-html"
    assert make_slug("C:\\reports\\a.txt") == "a-txt"
    assert make_slug("تقرير") == ""
