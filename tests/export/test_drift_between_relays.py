"""The page of drift where the report that two relays pass on is not in the record."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from dragoman.export import write_pages
from tests.export.linked_record import link, make_links, make_readings, tree, words


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> html.HtmlElement:
    folder = tmp_path_factory.mktemp("between")
    readings = make_readings()
    links = make_links(*readings)
    drifts = (replace(links.drifts[0], source="The Harbour Times"),)
    write_pages(readings, folder, linked=link(readings, replace(links, drifts=drifts)))
    return tree(folder / "drift.html")


def test_two_relays_are_not_called_relay_and_root(page: html.HtmlElement) -> None:
    heads = [words(h) for h in page.xpath("//header[@class='column-head']/p[1]")]
    assert heads == ["the earlier", "the later"]
    (title,) = page.xpath("//section[@class='pair']/h2")
    assert "both after The Harbour Times, which is not in the record" in words(title)
    assert " beside " in words(title) and " after The Courier" not in words(title)


def test_what_only_one_of_two_relays_tells_is_not_called_added(page: html.HtmlElement) -> None:
    kinds = [words(h) for h in page.xpath("//section[@class='changes']/h3")]
    assert any("told by the later only" in kind for kind in kinds)
    assert not any("root" in kind for kind in kinds)


def test_the_page_says_that_either_may_have_changed_it(page: html.HtmlElement) -> None:
    (lead,) = page.xpath("//p[@class='lead']")
    assert "either may have changed it" in words(lead)


def test_a_report_page_leads_to_no_change_of_a_root_it_has_not(tmp_path: Path) -> None:
    readings = make_readings()
    links = make_links(*readings)
    drifts = (replace(links.drifts[0], source="The Harbour Times"),)
    write_pages(readings, tmp_path, linked=link(readings, replace(links, drifts=drifts)))
    pages = [p for p in tmp_path.rglob("*.html") if p.name != "drift.html"]
    assert not any("drift.html#" in p.read_text("utf-8") for p in pages)
