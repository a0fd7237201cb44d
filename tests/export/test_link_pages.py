"""Pages over a linked record: what happened, what relays changed, and who relays whom."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from lxml import html

from dragoman.export import write_pages
from dragoman.export.drift_view import MAX_PAIRS, choose_pairs
from dragoman.export.linked import (
    LinkedRecord,
    ReportLabel,
    choose_happenings,
    choose_relays,
    label_report,
)
from dragoman.export.relay_graph import (
    LABEL_HEIGHT,
    LABEL_WIDTH,
    MAX_NODES,
    Edge,
    Node,
    draw_graph,
    find_depths,
)
from dragoman.export.relays_view import MAX_ROWS, make_relays_view
from dragoman.export.time_scale import Interval, make_scale
from dragoman.model import Span
from dragoman.model.links import (
    Drift,
    Links,
    Member,
    Relay,
    ReportDrift,
)
from tests.export.linked_record import (
    COURIER,
    ECHO,
    POISON,
    Words,
    happening,
    link,
    make_links,
    make_readings,
    tree,
    words,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("linked")
    readings = make_readings()
    write_pages(readings, folder, linked=link(readings, make_links(*readings)))
    return folder


@pytest.fixture(scope="module")
def happenings(folder: Path) -> html.HtmlElement:
    return tree(folder / "happenings.html")


@pytest.fixture(scope="module")
def drift(folder: Path) -> html.HtmlElement:
    return tree(folder / "drift.html")


@pytest.fixture(scope="module")
def relays(folder: Path) -> html.HtmlElement:
    return tree(folder / "relays.html")


def test_two_reports_of_one_origin_are_said_to_be_one_origin(happenings: html.HtmlElement) -> None:
    first = words(happenings.xpath("//*[@id='h1']")[0])
    assert "2 reports, 1 origin: The Courier" in first
    second = words(happenings.xpath("//*[@id='h2']")[0])
    assert "3 reports, 2 origins: The Courier, The Tribune" in second


def test_what_several_reports_tell_comes_first_and_in_order_of_time(
    happenings: html.HtmlElement,
) -> None:
    order = happenings.xpath("//li[contains(@class, 'happening')]/@id")
    assert order == ["h1", "h2", "h3"]
    assert words(happenings.xpath("//section[@id='single']")[0]).startswith("Told by one report 1")


def test_a_day_is_a_dot_and_a_month_a_bar(happenings: html.HtmlElement) -> None:
    (day,), (month,) = (happenings.xpath(f"//*[@id='{h}']//*[name()='svg']") for h in ("h1", "h2"))
    assert day.xpath("*[name()='circle']")
    assert month.xpath("*[name()='rect']")
    assert "March 2022 some time in these 31 days" in words(happenings.xpath("//*[@id='h2']")[0])


def test_days_of_which_nothing_is_told_are_marked(happenings: html.HtmlElement) -> None:
    (gap,) = happenings.xpath("//li[@class='silence']")
    assert words(gap) == "no report tells of anything for 21 days: 8–28 February 2022"


def test_what_has_no_date_stands_apart(happenings: html.HtmlElement) -> None:
    (undated,) = happenings.xpath("//h3[contains(@class, 'unknown')]")
    entry = undated.xpath("following-sibling::ol/li")[0]
    assert entry.get("id") == "h3"
    assert not entry.xpath(".//*[name()='svg']")


def test_a_conflict_shows_every_value_with_who_gives_it_and_whom_he_has_it_from(
    happenings: html.HtmlElement,
) -> None:
    (conflict,) = happenings.xpath("//*[@id='h2']//ul[@class='conflicts']/li")
    assert words(conflict) == (
        "drowned: 3 (The Courier) / 4 (The Tribune) / 5 (after The Courier: Island Echo)"
    )
    (listed,) = happenings.xpath("//section[@id='conflicts']//li")
    assert listed.xpath("a[@href='#h2']")


def test_a_denial_says_what_it_denies_and_who_tells_it(happenings: html.HtmlElement) -> None:
    denial = words(happenings.xpath("//*[@id='h2']//p[@class='denial']")[0])
    assert denial.startswith("Said not to have happened: ASSAULT: Storm, as told by The Courier")
    (words_of_it,) = happenings.xpath("//*[@id='h2']//li[contains(@class, 'is-negated')]")
    assert "The company denied that it had sent them out." in words(words_of_it)


def test_a_telling_opens_its_report_at_the_event(
    happenings: html.HtmlElement, folder: Path
) -> None:
    (link_,) = happenings.xpath("//*[@id='h1']//a[text()='Island Echo']/@href")
    page, _, ref = link_.partition("#")
    assert "sank" in words(tree(folder / page).xpath(f"//*[@id='{ref}']//mark")[0])


def test_every_link_between_the_pages_leads_somewhere(folder: Path) -> None:
    pages = {f.name: tree(f) for f in folder.iterdir()}
    for name, page in pages.items():
        assert len(page.xpath("//@id")) == len(set(page.xpath("//@id"))), name
        for href in page.xpath("//a/@href"):
            file, _, ref = href.partition("#")
            target = pages[file or name]
            assert not ref or target.xpath(f"//*[@id='{ref}']"), f"{name}: {href}"


def test_relay_and_root_stand_whole_beside_each_other(drift: html.HtmlElement) -> None:
    columns = drift.xpath("//div[@class='column-text']")
    shown = ["".join(c.xpath(".//text()[not(parent::a[@class='n'])]")).strip() for c in columns]
    assert shown == [COURIER, ECHO]


def test_changes_are_listed_by_kind_with_both_texts(drift: html.HtmlElement) -> None:
    kinds = [words(m) for m in drift.xpath("//section[@class='changes']/h3/mark")]
    assert kinds == ["number", "date", "attribution", "hedge", "addition"]
    (number,) = drift.xpath("//*[@id='p1-c1']")
    assert "root The storm drowned three sailors." in words(number)
    assert "relay The storm drowned five sailors." in words(number)


def test_a_changed_word_bears_one_number_in_both_texts(drift: html.HtmlElement) -> None:
    root, relay = drift.xpath("//div[@class='column-text']")
    for column, text in ((root, "three"), (relay, "five")):
        (mark,) = [m for m in column.iter("mark") if text in words(m)]
        assert mark.xpath("a/text()") == ["1"]
    (change,) = drift.xpath("//*[@id='p1-c1']")
    assert change.xpath(".//a/@href") == [
        f"#{change.get('data-root')}",
        f"#{change.get('data-relay')}",
    ]


def test_what_only_one_side_tells_has_nothing_on_the_other(drift: html.HtmlElement) -> None:
    (addition,) = drift.xpath("//h3[mark='addition']/following-sibling::ol[1]/li")
    assert "root nothing relay" in words(addition)
    assert addition.get("data-root") is None


def test_changes_that_overlap_keep_their_numbers(tmp_path: Path) -> None:
    readings = make_readings()
    links = make_links(*readings)
    (pair,) = links.drifts
    e, c = Words(ECHO), Words(COURIER)
    longer = Drift("omission", e("drowned five sailors"), c("drowned three"), 0.5, "overlaps")
    links = replace(links, drifts=(replace(pair, drift=(*pair.drift, longer)),))
    write_pages(readings, tmp_path, linked=link(readings, links))
    column = tree(tmp_path / "drift.html").xpath("//div[@class='column-text']")[1]
    marks = [m for m in column.iter("mark") if "five" in words(m)]
    assert {"n1", "n5"} <= set(marks[0].get("class").split())


def test_without_a_pair_there_is_no_page_of_drift(tmp_path: Path) -> None:
    readings = make_readings()
    links = make_links(*readings)
    write_pages(readings, tmp_path, linked=link(readings, links))
    assert (tmp_path / "drift.html").exists()
    write_pages(readings, tmp_path, linked=link(readings, replace(links, drifts=())))
    assert not (tmp_path / "drift.html").exists()
    assert not tree(tmp_path / "index.html").xpath("//a[starts-with(@href, 'drift')]")


def test_of_too_many_pairs_those_with_most_changes_are_kept_and_the_rest_counted() -> None:
    labels = {f"r{n}": label(n) for n in range(200)}
    drift = Drift("date", None, None, 1.0, "x")
    drifts = tuple(ReportDrift(f"r{n}", "r0", (drift,) * (n % 7)) for n in range(1, 200))
    chosen, left_out = choose_pairs(LinkedRecord(Links("m", 200, drifts=drifts), labels))
    assert (len(chosen), left_out) == (MAX_PAIRS, 199 - MAX_PAIRS)
    assert len(chosen[0].drift) == 6


def test_the_drawing_runs_from_root_to_relay(relays: html.HtmlElement) -> None:
    places = {
        words(n.xpath(".//*[@class='name']")[0]): float(n.xpath("*[name()='rect']/@x")[0])
        for n in relays.xpath("//*[contains(@class, 'node')]")
    }
    assert places["The Courier"] < places["Island Echo"]
    assert places["Harbour Radio"] < places["The Tribune"]
    labels = relays.xpath("//*[name()='text'][@class='edge-label']")
    assert {x.text for x in labels} == {"paraphrase", "citation"}


def test_an_outlet_that_is_not_in_the_record_is_drawn_apart_and_leads_nowhere(
    relays: html.HtmlElement,
) -> None:
    (outside,) = relays.xpath("//*[contains(@class, 'outside')]")
    assert words(outside.xpath(".//*[@class='name']")[0]) == "Harbour Radio"
    assert not outside.xpath("ancestor::a")


def test_the_table_says_the_same_with_the_words_that_show_it(relays: html.HtmlElement) -> None:
    (row,) = [r for r in relays.xpath("//tbody/tr") if words(r).startswith("Echo")]
    assert "The Courier paraphrase 0.90 · what it changed “The Courier writes”" in words(row)
    assert row.xpath(".//a[@href='drift.html#p1']")


def test_a_report_says_what_it_relays_and_its_origins(
    folder: Path, happenings: html.HtmlElement
) -> None:
    (name,) = {x.page for x in map(label_report, make_readings()) if x.name == "Island Echo"}
    page = tree(folder / name)
    facts = {
        words(d.xpath("dt")[0]): words(d.xpath("dd")[0])
        for d in page.xpath("//dl[@class='facts']/div")
    }
    assert facts["Relays"] == "The Courier paraphrase, what it changed"
    assert facts["Independent origins"] == "The Courier"
    assert "also told elsewhere 2 reports, 1 origin" in words(page.xpath("//*[@id='e1']")[0])


def test_the_index_leads_to_the_three_pages(folder: Path) -> None:
    links = tree(folder / "index.html").xpath("//ul[@class='link-pages']//a/@href")
    assert links == ["happenings.html", "drift.html", "relays.html"]


def test_a_record_that_was_never_linked_has_none_of_them(tmp_path: Path) -> None:
    write_pages(make_readings(), tmp_path)
    assert len(list(tmp_path.iterdir())) == 4
    assert not tree(tmp_path / "index.html").xpath("//ul[@class='link-pages']")


def test_hostile_words_stay_words_on_every_page(tmp_path: Path) -> None:
    readings = tuple(
        replace(
            r,
            report=replace(
                r.report, title=POISON, publisher=POISON, text=r.report.text + POISON, id=""
            ),
        )
        for r in make_readings()
    )
    links = make_links(*readings)  # type: ignore[arg-type]
    (pair,) = links.drifts
    bad = Drift("name", Span(len(ECHO), len(ECHO) + len(POISON), POISON), None, 1.0, POISON)
    links = replace(
        links,
        drifts=(replace(pair, drift=(*pair.drift, bad)),),
        relays=(*links.relays, Relay(readings[0].report.id, None, POISON, "citation", 0.5)),
        roots=tuple(replace(r, roots=(POISON,)) for r in links.roots),
        happenings=tuple(
            replace(h, type=POISON, roots=(POISON,), from_=POISON) for h in links.happenings
        ),
    )
    linked = link(readings, links)  # type: ignore[arg-type]
    write_pages(readings, tmp_path, linked=linked)
    for file in tmp_path.iterdir():
        page = tree(file)
        assert len(page.xpath("//script")) == 1
        assert page.xpath("//img | //b[not(node())] | //@onerror") == []
        assert "{{ 7*7 }}" in words(page)
        assert "alert(1)</script>" not in file.read_text("utf-8")


def test_the_pages_ask_nothing_of_the_network(folder: Path) -> None:
    for name in ("happenings.html", "drift.html", "relays.html"):
        text = (folder / name).read_text("utf-8")
        assert not re.search(r"@import|url\(|fetch\(|XMLHttpRequest|//cdn|<link", text)
        policy = tree(folder / name).xpath("//meta[@http-equiv]/@content")[0]
        assert "default-src 'none'" in policy


def label(n: int) -> ReportLabel:
    return ReportLabel(f"r{n}", f"r{n}.html", f"Outlet {n}", f"Report {n}", None, None, 10)


def node(name: str) -> Node:
    return Node(name, name, "", name, None, ("", name))


def test_a_record_of_thousands_is_drawn_in_part_and_says_how_much_is_not() -> None:
    labels = {f"r{n}": label(n) for n in range(2_000)}
    relays = tuple(
        Relay(f"r{n}", f"r{n - n % 40 if n % 40 else 0}", "x", "copy", 0.9) for n in range(1, 1_800)
    )
    linked = LinkedRecord(Links("m", 2_000, relays=relays), labels)
    view = make_relays_view(labels, choose_relays(linked), {}, {}, {})
    assert len(view.rows) == MAX_ROWS
    assert view.rows_left_out == 1_800 - MAX_ROWS
    assert len(view.alone) + view.alone_left_out == 200
    (drawing,) = view.graph.drawings
    assert len(drawing.boxes) == MAX_NODES
    assert drawing.left_out == 1_800 - MAX_NODES


def test_the_largest_group_is_drawn_first() -> None:
    edges = [Edge("b", "a", "copy", ""), Edge("d", "c", "copy", ""), Edge("e", "c", "copy", "")]
    graph = draw_graph({n: node(n) for n in "abcde"}, edges)
    assert [d.size for d in graph.drawings] == [3, 2]


def test_a_relay_of_a_relay_stands_one_column_further() -> None:
    edges = [Edge("b", "a", "copy", ""), Edge("c", "b", "copy", ""), Edge("c", "a", "copy", "")]
    assert find_depths("abc", edges) == {"a": 0, "b": 1, "c": 2}


def test_reports_that_relay_each_other_in_a_circle_are_drawn_all_the_same() -> None:
    edges = [Edge("a", "b", "copy", ""), Edge("b", "a", "copy", "")]
    (drawing,) = draw_graph({n: node(n) for n in "ab"}, edges).drawings
    assert len({box.x for box in drawing.boxes}) == 2


def test_no_two_boxes_or_labels_lie_on_each_other() -> None:
    edges = [Edge(relay, root, "citation", "") for relay in "stuv" for root in "abc"]
    (drawing,) = draw_graph({n: node(n) for n in "abcstuv"}, edges).drawings
    assert len({(b.x, b.y) for b in drawing.boxes}) == 7
    labels = [x.label for x in drawing.lines if x.label]
    assert len(labels) >= 6
    for (x, y), (other_x, other_y) in combinations(labels, 2):
        assert abs(x - other_x) >= LABEL_WIDTH or abs(y - other_y) >= LABEL_HEIGHT


def test_a_long_silence_takes_little_room_on_the_scale_and_order_is_kept() -> None:
    days = [date(1979, 1, 1), date(2020, 1, 1), date(2020, 1, 2), date(2020, 1, 9)]
    scale = make_scale(Interval(d, d) for d in days)
    places = [scale.at(d) for d in days]
    assert places == sorted(places)
    assert places[3] - places[2] > 0.15 * (places[1] - places[0])
    assert [g.days for g in scale.gaps] == [(days[1] - days[0]).days - 1, 6]


def test_an_interval_with_one_end_unknown_reaches_to_the_end_of_the_scale() -> None:
    known = Interval(date(2020, 1, 1), date(2020, 1, 3))
    open_ended = Interval(date(2020, 1, 2), None)
    scale = make_scale([known, open_ended])
    bar = scale.bar(open_ended)
    assert bar.open_right
    assert bar.x + bar.width == pytest.approx(scale.width, abs=0.2)


def test_of_too_many_happenings_those_that_most_reports_tell_of_are_kept() -> None:
    one = happening("one", ("2020-01-01", None), (), Member("a", "x"))
    two = happening("two", ("2021-01-01", None), (), Member("a", "y"), Member("b", "z"))
    assert choose_happenings(Links("m", 2, happenings=(one, two)), most=1) == (two,)
