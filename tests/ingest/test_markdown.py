"""Markdown gives the words of a report without the marks, and its front matter's fields."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.ingest import IngestOptions
from dragoman.model import Report
from tests.ingest.conftest import Reader

MarkdownReader = Callable[..., Report]
BODY = "The minister told the radio that the crossings would open on Friday."


@pytest.fixture
def read_markdown(tmp_path: Path, ingest: Reader) -> MarkdownReader:
    def read(text: str, options: IngestOptions | None = None) -> Report:
        file = tmp_path / "report.md"
        file.write_text(text, encoding="utf-8")
        (report,), failures = ingest(file, options=options)
        assert not failures
        return report

    return read


def test_marks_are_no_words_of_the_report(read_markdown: MarkdownReader) -> None:
    report = read_markdown(
        "# Crossings *to open*\n\n"
        f"{BODY[:27]}\n{BODY[28:]} He spoke to [the **Harbour Post**](https://post.example/a).\n\n"
        "Second heading\n--------------\n\n"
        "> “We were not asked,”  \n> said a driver.\n\n- one lorry\n- two\n\n3. A third day.\n"
    )
    assert report.text == (
        f"Crossings to open\n\n{BODY} He spoke to the Harbour Post.\n\nSecond heading\n\n"
        "“We were not asked,”\nsaid a driver.\n\none lorry\n\ntwo\n\n3. A third day."
    )
    assert (report.title, report.format) == ("Crossings to open", "markdown")


def test_a_picture_gives_its_description_and_a_table_its_cells(
    read_markdown: MarkdownReader,
) -> None:
    report = read_markdown(
        f"![Lorries at the gate](gate.jpg)\n\n{BODY}\n\n| Town | Dead |\n|---|---|\n| Erbil | 3 |\n"
    )
    assert report.text == f"Lorries at the gate\n\n{BODY}\n\nTown\n\nDead\n\nErbil\n\n3"


def test_html_inside_markdown_is_read_as_html(read_markdown: MarkdownReader) -> None:
    report = read_markdown(
        f"<div onclick='x()'>{BODY}<script>alert(1)</script></div>\n\nHe <b>left</b>.<br>Later.\n"
    )
    assert report.text == f"{BODY}\n\nHe left.\nLater."


def test_front_matter_tells_title_publisher_date_and_address(read_markdown: MarkdownReader) -> None:
    report = read_markdown(
        '---\ntitle: "Crossings to open"\noutlet: Harbour Post\ndate: 2021-03-04\nlang: en\n'
        f"permalink: https://post.example/a\ntags:\n  - borders\n---\n\n{BODY}\n"
    )
    assert report.text == BODY
    assert (report.title, report.publisher) == ("Crossings to open", "Harbour Post")
    assert report.published == "2021-03-04"
    assert (report.language, report.url) == ("en", "https://post.example/a")


def test_dashes_at_the_start_that_hold_no_fields_are_left_to_the_text(
    read_markdown: MarkdownReader,
) -> None:
    assert BODY in read_markdown(f"---\n\n{BODY}\n\n---\n\nThe end of it.\n").text


def test_the_users_options_hold_for_markdown(read_markdown: MarkdownReader) -> None:
    report = read_markdown(BODY, IngestOptions(published="2020-01-02", publisher="The Post"))
    assert (report.published, report.publisher) == ("2020-01-02", "The Post")
    assert report.text == BODY


def test_a_file_of_marks_alone_is_a_failure(tmp_path: Path, ingest: Reader) -> None:
    file = tmp_path / "marks.md"
    file.write_text("---\n\n***\n\n[a]: https://a.example\n")
    assert ingest(file)[1][0].reason == "holds no text"


def test_an_outlet_and_a_date_below_the_heading_tell_whose_it_is_unless_said_otherwise(
    read_markdown: MarkdownReader,
) -> None:
    text = f"# Crossings to open\n\nHarbour Herald, 29 April 2023\n\n{BODY}\n"
    report = read_markdown(text)
    assert (report.publisher, report.published) == ("Harbour Herald", "2023-04-29")
    assert read_markdown(text, IngestOptions(publisher="Bay Post")).publisher == "Bay Post"
    assert read_markdown(f"---\npublisher: Daily Bay\n---\n\n{text}").publisher == "Daily Bay"
