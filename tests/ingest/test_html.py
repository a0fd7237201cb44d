"""Of a page its title, paragraphs, headings and captions are kept, its furniture is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.ingest.html_blocks import html_to_text, parse_html
from dragoman.ingest.html_metadata import find_metadata
from dragoman.ingest.html_page import find_report_text
from dragoman.model import Report
from tests.ingest.conftest import Reader

SENTENCES = (
    "The customs union announced on Monday that it would strike at both crossings of the coast. "
    "Its chairman told the newspaper that the ministry had not answered any of his three letters. "
)


@pytest.fixture
def page(fixtures: Path, ingest: Reader) -> Report:
    reports, failures = ingest(fixtures / "page.html")
    assert not failures
    return reports[0]


def test_title_paragraphs_headings_and_captions_stand_between_blank_lines(page: Report) -> None:
    paragraphs = page.text.split("\n\n")
    assert paragraphs[0] == "Minister calls border talks “serious”"
    assert paragraphs[1].startswith("The foreign minister of Varnia, Lena Okoro, said on Tuesday")
    assert "neighbouring republic over the closed crossings had been serious and" in paragraphs[1]
    assert paragraphs[2].startswith("Lena Okoro leaves the conference hall")
    assert "Two crossings remain closed" in paragraphs
    assert paragraphs[-1].endswith("against its member were dropped.")


def test_a_line_break_stays_one(page: Report) -> None:
    assert "proposals on the tolls.\nA deputy of the opposition" in page.text


@pytest.mark.parametrize("furniture", ["Sport", "Ten recipes", "Imprint", "track(", "Subscribe"])
def test_navigation_side_boxes_scripts_and_hidden_text_are_dropped(
    furniture: str, page: Report
) -> None:
    assert furniture not in page.text


def test_the_page_says_title_publisher_date_language_and_address(page: Report) -> None:
    assert page.title == "Minister calls border talks “serious”"
    assert page.publisher == "The Harbour Gazette"
    assert (page.published, page.published_origin) == ("2021-03-09T18:45", "metadata")
    assert page.language == "en"
    assert page.url == "https://harbour-gazette.example/politics/border-talks"


def test_reading_a_page_twice_gives_the_same_report(
    page: Report, fixtures: Path, ingest: Reader
) -> None:
    assert ingest(fixtures / "page.html")[0][0] == page


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2021-03-09">',
        '<meta name="DC.date.issued" content="2021-03-09">',
        '<meta itemprop="datePublished" content="2021-03-09T00:00:00">',
        '<script type="application/ld+json">[{"@type": ["NewsArticle"], '
        '"datePublished": "2021-03-09"}]</script>',
        "<article><time datetime='2021-03-09'>yesterday</time></article>",
    ],
)
def test_the_date_is_found_wherever_pages_put_it(head: str) -> None:
    assert find_metadata(parse_html(f"<html>{head}<p>x</p></html>")).published[:10] == "2021-03-09"


def test_the_date_of_a_change_is_not_the_date_of_publication() -> None:
    head = '<meta property="article:modified_time" content="2021-03-09">'
    assert find_metadata(parse_html(f"<html>{head}<p>x</p></html>")).published is None


def test_the_publishers_name_is_cut_from_the_title() -> None:
    head = '<title>Talks fail - Coast One</title><meta property="og:site_name" content="Coast One">'
    assert find_metadata(parse_html(f"<html>{head}<p>x</p></html>")).title == "Talks fail"


def test_old_pages_separate_paragraphs_by_two_line_breaks() -> None:
    text = find_report_text(parse_html(f"<body><div>{SENTENCES}<br><br>{SENTENCES}x</div></body>"))
    assert text.count("\n\n") == 1


def test_a_page_without_a_body_tag_is_read() -> None:
    tree = parse_html(f"<html><script>var a</script><article><p>{SENTENCES}</p></article></html>")
    assert find_report_text(tree) == SENTENCES.strip()


def test_a_short_page_that_cannot_be_judged_is_read_as_it_is() -> None:
    assert find_report_text(parse_html("<p>He said so.</p><nav>Home</nav>")) == "He said so."


def test_a_page_in_an_old_arabic_encoding_is_read(tmp_path: Path, ingest: Reader) -> None:
    words = "قال رئيس الوزراء يوم الثلاثاء إن المحادثات مع الوفد قد فشلت. "
    path = tmp_path / "a.html"
    page = f"<html><meta charset='windows-1256'><body><p>{words * 4}</p></body></html>"
    path.write_bytes(page.encode("cp1256"))
    report = ingest(path)[0][0]
    assert report.text.startswith(words.strip())
    assert (report.language, report.encoding) == ("ar", "cp1256")


def test_a_piece_of_html_becomes_its_words() -> None:
    assert (
        html_to_text("<p>He <b>said</b> so.</p><ul><li>a &amp; b</li></ul>")
        == "He said so.\n\na & b"
    )
    assert html_to_text("no tags") == "no tags"
