"""Which date of publication counts, and how dates are read that people wrote."""

from __future__ import annotations

import pytest

from dragoman.ingest import IngestError, IngestOptions, make_report
from dragoman.ingest.dates import clean_date
from dragoman.model import Report

BODY = "\n\nThe minister said that the talks had failed.\n"


def made(head: str, published: str | None = None, user: str | None = None) -> Report:
    return make_report(
        head + BODY, source="x", source_id="x", published=published, user_published=user
    )


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2020-05-30", "2020-05-30"),
        ("2020-05-30T12:50", "2020-05-30T12:50"),
        ("2020-05-30T12:50:11.123Z", "2020-05-30T12:50"),
        ("2020-05-30T23:50:00+03:00", "2020-05-30T23:50"),
        ("2020-05-30 00:00:00", "2020-05-30"),
        ("2020/5/3", "2020-05-03"),
        ("2020-05", "2020-05"),
        ("2020", "2020"),
        ("20200530", "2020-05-30"),
        ("5/30/2020 12:50", "2020-05-30T12:50"),
        ("30.05.2020", "2020-05-30"),
        ("5/30/2020 9:05 PM", "2020-05-30T21:05"),
        ("7/7/2020", "2020-07-07"),
        ("2 August 2016", "2016-08-02"),
        ("Tuesday 02 August 2016 19:11", "2016-08-02T19:11"),
        ("Aug. 2, 2016", "2016-08-02"),
        ("August 2nd, 2016 at 7:11 pm", "2016-08-02T19:11"),
        ("August 2016", "2016-08"),
        ("Tue, 02 Aug 2016 19:11:00 +0300", "2016-08-02T19:11"),
        ("1470154260", "2016-08-02T16:11"),
        ("1470154260000", "2016-08-02T16:11"),
    ],
)
def test_a_date_becomes_iso_cut_to_what_is_known(written: str, iso: str) -> None:
    cleaned = clean_date(written)
    assert cleaned is not None
    assert (cleaned.iso, cleaned.candidates) == (iso, ())


def test_day_and_month_that_could_be_swapped_give_both_readings() -> None:
    cleaned = clean_date("03/05/2020 10:00")
    assert cleaned is not None
    assert cleaned.iso is None
    assert cleaned.candidates == ("2020-03-05T10:00", "2020-05-03T10:00")


@pytest.mark.parametrize(
    "written", ["", "soon", "2020-13-01", "2020-02-30", "31/31/2020", "0000-00-00", "99", "--05-03"]
)
def test_what_is_no_date_gives_none(written: str) -> None:
    assert clean_date(written) is None


def test_the_dateline_outranks_metadata_and_user() -> None:
    report = made("5/30/2020 12:50", "2020-06-01", "2019-01-01")
    assert (report.published, report.published_precision, report.published_origin) == (
        "2020-05-30T12:50",
        "time",
        "dateline",
    )


def test_metadata_outrank_the_user() -> None:
    report = made("", "2020-06-01T08:00:00", "2019-01-01")
    assert (report.published, report.published_origin) == ("2020-06-01T08:00", "metadata")


def test_the_users_date_counts_where_nothing_else_is_known() -> None:
    report = made("", None, "2019-01")
    assert (report.published, report.published_precision) == ("2019-01", "month")
    assert report.published_origin == "user"


def test_without_any_date_it_is_unknown() -> None:
    report = made("")
    assert (report.published, report.published_precision, report.published_origin) == (
        None,
        None,
        None,
    )


def test_metadata_that_are_no_date_leave_it_to_the_user() -> None:
    assert made("", "soon", "2019-01-01").published_origin == "user"


def test_an_ambiguous_dateline_gives_its_two_candidates() -> None:
    report = made("03/05/2020 12:50")
    assert report.published is None
    assert len(report.published_candidates) == 2
    assert {x[:10] for x in report.published_candidates} == {"2020-03-05", "2020-05-03"}


@pytest.mark.parametrize("given", ["2020-05-03", "2020-05", "3 May 2020"])
def test_metadata_settle_an_ambiguous_dateline(given: str) -> None:
    report = made("03/05/2020 12:50", given)
    assert (report.published, report.published_origin) == ("2020-05-03", "dateline")
    assert report.published_candidates == ()


def test_the_user_settles_an_ambiguous_dateline() -> None:
    assert made("03/05/2020 12:50", None, "2020-03-05T12:50").published == "2020-03-05T12:50"


def test_a_given_date_that_fits_neither_reading_wins() -> None:
    report = made("03/05/2020 12:50", "2020-06-01")
    assert (report.published, report.published_origin) == ("2020-06-01", "metadata")


def test_ambiguous_metadata_are_settled_by_the_user() -> None:
    report = made("", "03/05/2020", "2020-05")
    assert (report.published, report.published_origin) == ("2020-05-03", "metadata")


def test_ambiguous_metadata_alone_stay_open() -> None:
    report = made("", "03/05/2020")
    assert report.published is None
    assert report.published_candidates == ("2020-03-05", "2020-05-03")


def test_a_dateline_without_a_year_takes_it_from_beside_the_text() -> None:
    report = make_report(
        "BAGHDAD, May 3 (AP) -- The minister said that the talks had failed.",
        source="x",
        source_id="x",
        published="2003",
    )
    assert (report.published, report.published_origin) == ("2003-05-03", "dateline")


def test_a_whole_day_given_beside_a_dateline_without_a_year_counts_by_itself() -> None:
    text = "BAGHDAD, May 3 (AP) -- The minister said that the talks had failed."
    report = make_report(text, source="x", source_id="x", published="2003-05-04")
    assert (report.published, report.published_origin) == ("2003-05-04", "metadata")


def test_a_dateline_without_a_year_and_nothing_beside_it_is_unknown() -> None:
    text = "BAGHDAD, May 3 (AP) -- The minister said that the talks had failed."
    report = make_report(text, source="x", source_id="x")
    assert (report.published, report.published_candidates) == (None, ())


def test_options_with_a_date_that_is_none_are_refused() -> None:
    with pytest.raises(IngestError, match="is not a date"):
        IngestOptions(published="soon")
