"""Pages open from a disk, show every finding with its words, and run nothing of a report's."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from dragoman.export import ExportError, write_pages
from dragoman.export.page_names import page_name
from dragoman.export.pages import render_report
from dragoman.model import Failure, Reading, Report
from dragoman.read import read_report
from tests.export.factory import TEXT, make_reading, poison

POISON = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7*7 }}</style><b>"


def tree(page: str) -> html.HtmlElement:
    return html.document_fromstring(page)


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.fixture(scope="module")
def page() -> html.HtmlElement:
    return tree(render_report(make_reading()))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    readings = [make_reading(), make_reading(source_id="second.txt", title="Second")]
    write_pages(readings, folder, failures=[Failure("bad.pdf", "is encrypted")])
    return folder


@pytest.fixture(scope="module")
def index(folder: Path) -> html.HtmlElement:
    return tree((folder / "index.html").read_text("utf-8"))


def test_the_report_is_shown_word_for_word(page: html.HtmlElement) -> None:
    shown = "".join(
        "".join(p.xpath(".//text()[not(parent::span[@class='passage-kind'])]"))
        for p in page.xpath("//div[@id='text']/p")
    )
    assert "".join(shown.split()) == "".join(TEXT.split())


def test_a_statement_shows_its_chain_outermost_relay_first(page: html.HtmlElement) -> None:
    links = [words(x) for x in page.xpath("//*[@id='s2']//ol/li")]
    assert links == [
        "outlet · relay The Harbour Gazette",
        "person · relay Mira Olsson",
        "person · holder Mira Olsson “She”",
    ]


def test_an_unnamed_source_is_marked_as_anonymous(page: html.HtmlElement) -> None:
    (link,) = page.xpath("//*[@id='s3']//ol/li/*")
    assert "kind-anonymous" in link.get("class")
    assert words(link).startswith("anonymous officials")


def test_every_finding_tells_how_it_was_found(page: html.HtmlElement) -> None:
    for card in page.xpath("//li[contains(@class, 'card')]"):
        (origin,) = card.xpath(".//details[@class='origin']")
        assert "found by" in words(origin)
        assert "version" in words(origin)
    assert "rule en/said_that" in words(page.xpath("//*[@id='s2']//details")[0])


def test_events_stand_under_their_date_and_the_undated_last(page: html.HtmlElement) -> None:
    dates = [words(h) for h in page.xpath("//section[@id='events']/h3")]
    assert dates == ["3 May 2021 precision: day", "Date not known"]


def test_an_event_shows_who_did_what_to_whom_and_how_many(page: html.HtmlElement) -> None:
    event = words(page.xpath("//*[@id='e1']")[0])
    for part in ("RETREAT", "release", "Ada Quill", "→ pilots", "Aden", "13 released", "asserted"):
        assert part in event, part


def test_an_event_names_the_statement_it_hangs_on(page: html.HtmlElement) -> None:
    assert page.xpath("//*[@id='e2']//a[@href='#s3']/text()") == ["officials"]


def test_a_time_that_cannot_be_known_is_said_to_be_unknown(page: html.HtmlElement) -> None:
    assert "= not known" in words(page.xpath("//*[@id='t2']")[0])


def test_each_finding_can_be_found_in_the_text(page: html.HtmlElement) -> None:
    in_text = set()
    for piece in page.xpath("//div[@id='text']//span[@data-refs or @data-also]"):
        in_text |= set((piece.get("data-refs", "") + " " + piece.get("data-also", "")).split())
    cards = {c.get("id") for c in page.xpath("//li[contains(@class, 'card')]")}
    assert cards - in_text == {"a4"}  # the one actor that no mention names


def test_a_page_says_how_exact_a_place_is(page: html.HtmlElement) -> None:
    places = [" ".join(x.text_content().split()) for x in page.find_class("place")]
    assert any("Aden (city)" in x and "said of near it" in x for x in places)
    assert any("Muscat (province)" in x for x in places)
    where = [x.text_content() for x in page.xpath("//ul[@class='setting']/li/a")]
    assert {"near Aden", "Muscat (province)"} <= set(where)
    titles = [x.text_content() for x in page.iter("title")]
    assert "Aden (city; the report says near it): 1 mention" in titles


def test_links_within_a_page_lead_somewhere(page: html.HtmlElement) -> None:
    ids = set(page.xpath("//@id"))
    assert {h[1:] for h in page.xpath("//a/@href") if h.startswith("#")} <= ids
    assert len(page.xpath("//@id")) == len(ids)


def test_a_page_asks_nothing_of_the_network(folder: Path) -> None:
    for file in folder.iterdir():
        text = file.read_text("utf-8")
        page = tree(text)
        assert page.xpath("//link | //img | //iframe | //script[@src]") == []
        assert not re.search(r"@import|url\(|fetch\(|XMLHttpRequest", text)
        assert "default-src 'none'" in page.xpath("//meta[@http-equiv]/@content")[0]


def test_the_policy_allows_exactly_the_script_and_style_in_the_page(page: html.HtmlElement) -> None:
    import base64
    import hashlib

    policy = page.xpath("//meta[@http-equiv]/@content")[0]
    for name in ("style", "script"):
        (text,) = page.xpath(f"//{name}/text()")
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy


def test_hostile_words_in_any_field_stay_words(tmp_path: Path) -> None:
    hostile = poison(make_reading(), POISON)
    failure = Failure(POISON, POISON)
    write_pages([hostile], tmp_path, failures=[failure])
    for file in tmp_path.iterdir():
        page = tree(file.read_text("utf-8"))
        assert len(page.xpath("//script")) == 1
        assert page.xpath("//img | //b[not(node())]") == []
        assert page.xpath("//@onerror") == []
        assert not [h for h in page.xpath("//@href") if h.strip().lower().startswith("javascript")]
        assert "{{ 7*7 }}" in words(page)
        assert "alert(1)</script>" not in file.read_text("utf-8")


def test_a_report_in_a_language_that_is_not_read_says_so() -> None:
    report = Report("خبر عاجل من بغداد", "a.txt", "a.txt", language="ar")
    page = tree(render_report(Reading(report, "dragoman@0.1.0", status="language not read")))
    assert "language not read" in words(page.xpath("//*[@role='note']")[0])
    (passage,) = page.xpath("//div[@id='text']/p")
    assert passage.get("dir") == "auto"
    assert words(passage) == "خبر عاجل من بغداد"


def test_a_report_without_a_title_is_called_by_its_first_words() -> None:
    bare = Report("It rained. " * 40, "a.txt", "a.txt")
    heading = words(tree(render_report(Reading(bare, "dragoman@0.1.0"))).xpath("//h1")[0])
    assert heading.startswith("It rained. It rained.")
    assert heading.endswith("…")


def test_a_doubtful_date_shows_both_readings() -> None:
    report = Report("Rain.", "a.txt", "a.txt", published_candidates=("2020-05-06", "2020-06-05"))
    page = tree(render_report(Reading(report, "dragoman@0.1.0")))
    assert "6 May 2020 or 5 June 2020: day and month in doubt" in words(page)


def test_the_index_lists_reports_and_links_to_pages_that_exist(
    index: html.HtmlElement, folder: Path
) -> None:
    pages = {h.split("#")[0] for h in index.xpath("//a/@href") if not h.startswith("#")}
    assert len(pages) == 2
    assert all((folder / p).is_file() for p in pages)


def test_two_reports_of_one_origin_are_put_under_it(index: html.HtmlElement) -> None:
    (origin,) = index.xpath("//ul[@class='origins']/li")
    assert words(origin).startswith("The Harbour Gazette passed on by 2 reports")


def test_actors_are_joined_by_identical_name_only_and_it_says_so(index: html.HtmlElement) -> None:
    assert "identical name" in words(index.xpath("//section[@id='actors']")[0])
    (row,) = [r for r in index.xpath("//table[@id='table-actors']//tr") if "Quill" in words(r)]
    assert row.xpath("td[@data-label='Reports']/text()") == ["2"]


def test_those_only_described_are_not_joined_across_reports(tmp_path: Path) -> None:
    reading = make_reading()
    mentions = tuple(replace(m, kind="descriptor") for m in reading.mentions)
    write_pages([replace(reading, mentions=mentions)], tmp_path)
    table = tree((tmp_path / "index.html").read_text("utf-8")).xpath("//table[@id='table-actors']")
    assert "Olsson" not in words(table[0])


def test_the_timeline_draws_a_mark_for_each_dated_event(index: html.HtmlElement) -> None:
    assert len(index.xpath("//section[@id='timeline']//*[local-name()='svg']//a")) == 2


def test_undated_events_are_listed_apart(index: html.HtmlElement) -> None:
    undated = words(index.xpath("//section[@id='undated']")[0])
    assert "CONSULT" in undated
    assert "RETREAT" not in undated


def test_what_could_not_be_read_is_listed_with_its_reason(index: html.HtmlElement) -> None:
    assert "bad.pdf is encrypted" in words(index.xpath("//section[@id='failures']//tbody")[0])


def test_the_same_report_twice_is_one_page(tmp_path: Path) -> None:
    write_pages([make_reading(), make_reading()], tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_a_page_keeps_its_name() -> None:
    report = make_reading().report
    assert page_name(report) == page_name(make_reading().report)
    assert re.fullmatch(r"harbour-txt-[0-9a-f]{8}\.html", page_name(report))
    other = replace(report, source_id="../../etc/passwd\x00<>", id="")
    assert re.fullmatch(r"[a-z0-9-]+\.html", page_name(other))


def test_an_index_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>my own pages")
    with pytest.raises(ExportError, match="not made by dragoman"):
        write_pages([make_reading()], tmp_path)
    assert (tmp_path / "index.html").read_text() == "<p>my own pages"


def test_pages_are_renewed_without_asking(tmp_path: Path) -> None:
    assert write_pages([make_reading()], tmp_path) == write_pages([make_reading()], tmp_path)


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_words_stand_out_from_what_is_behind_them(page: html.HtmlElement, theme: int) -> None:
    (style,) = page.xpath("//style/text()")
    blocks = re.findall(r":root \{([^}]*)\}", style)[:2]
    colours: dict[str, str] = {}
    for block in blocks[: theme + 1]:
        colours |= dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))
    pairs = [("ink", x) for x in ("paper", "card", "statement", "cue", "lit", "tag")]
    pairs += [("quiet", x) for x in ("paper", "card", "tag")]
    pairs += [("link", "paper"), ("link", "card"), ("event-ink", "event")]
    pairs += [("cooperation", "paper"), ("conflict", "paper")]
    for words_colour, behind in pairs:
        ratio = contrast(colours[words_colour], colours[behind])
        assert ratio >= 4.5, f"{words_colour} on {behind}: {ratio:.1f}"  # WCAG 2.2 AA


def test_the_table_of_holders_suggests_who_an_unnamed_office_was_and_names_its_source() -> None:
    text = "The Iraqi prime minister said on Monday that the border would stay open."
    made = read_report(
        Report(text, "t", "t", published="2016-03-01", published_precision="day", language="en")
    )
    card = tree(render_report(made)).xpath("//li[contains(@class, 'actor')]")[0]
    assert "on this date Haider al-Abadi" in words(card)
    assert card.xpath(".//a[starts-with(@href, 'https://')]")
