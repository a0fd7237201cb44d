"""A PDF is read column by column, without what runs along its margins."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.ingest import IngestOptions, Limits
from dragoman.ingest.pdf_layout import Line
from dragoman.ingest.pdf_text import join_lines
from dragoman.model import Report
from tests.ingest.conftest import Reader
from tests.ingest.pdf_factory import HEADER, make_locked_pdf, make_pdf


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_pdf(tmp_path_factory.mktemp("pdf") / "talks.pdf")


@pytest.fixture
def report(path: Path, ingest: Reader) -> Report:
    reports, failures = ingest(path)
    assert not failures
    return reports[0]


def test_running_headers_and_page_numbers_are_dropped(report: Report) -> None:
    assert HEADER not in report.text
    assert "Page 2" not in report.text


def test_hyphens_at_line_ends_are_undone_where_the_word_has_none(report: Report) -> None:
    assert "the negotiations over the crossings" in report.text


def test_compounds_and_names_keep_their_hyphens(report: Report) -> None:
    assert "the Varnia-backed customs union" in report.text
    assert "Lena Al-Okoro had not" in report.text


def test_the_left_column_is_read_before_the_right_one(report: Report) -> None:
    title = report.text.index("A winter of strikes")
    left = report.text.index("The left column begins")
    right = report.text.index("The right column tells")
    assert title < left < report.text.index("coastal road") < right


def test_a_sentence_goes_on_in_the_next_column(report: Report) -> None:
    assert "demanded that the ministers of both states should meet at last." in report.text


def test_paragraphs_are_kept_apart_by_blank_lines(report: Report) -> None:
    paragraphs = report.text.split("\n\n")
    assert paragraphs[0].endswith("from next week on.")
    assert paragraphs[1].startswith("A spokesman for the union")
    assert "A winter of strikes and negotiations" in paragraphs
    assert paragraphs[-1] == "The newspaper could not reach the ministry for comment."


def test_the_title_comes_from_the_files_own_description(report: Report) -> None:
    assert (report.title, report.format, report.language) == ("Talks at the crossings", "pdf", "en")


def test_a_locked_pdf_is_a_plain_failure(tmp_path: Path, ingest: Reader) -> None:
    reports, failures = ingest(make_locked_pdf(tmp_path / "locked.pdf"))
    assert not reports
    assert failures[0].reason == "PDF is protected by a password"


def test_more_pages_than_allowed_are_a_failure_not_a_cut(path: Path, ingest: Reader) -> None:
    options = IngestOptions(limits=Limits(max_pages=2))
    reports, failures = ingest(path, options=options)
    assert not reports
    assert failures[0].reason == "PDF has more than 2 pages"


@pytest.mark.parametrize("cut", [50, 400, 2000])
def test_a_cut_off_pdf_says_so(cut: int, path: Path, tmp_path: Path, ingest: Reader) -> None:
    damaged = tmp_path / "cut.pdf"
    damaged.write_bytes(path.read_bytes()[:-cut])
    reports, failures = ingest(damaged)
    assert not reports
    assert failures[0].reason.startswith("PDF is cut off or damaged")


def test_how_a_word_is_written_elsewhere_decides_over_its_hyphen() -> None:
    texts = ("He saw the cease-fire.", "The cease-", "fire held.")
    lines = tuple(Line(0, 100, 80 - 12 * i, 90 - 12 * i, x) for i, x in enumerate(texts))
    assert "The cease-fire held." in join_lines([lines])
