"""`dragoman pages` on a linked record: what linking and the analyses found reaches the pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from dragoman.cli.write import write_record_pages
from dragoman.record import open_record
from tests.export.linked_record import make_links, make_readings, words


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("linked")
    readings = make_readings()
    with open_record(folder / "record.db", create=True) as record:
        record.add(readings)
        write_record_pages(str(folder / "record.db"), folder / "before")
        record.write_links(make_links(*readings))
    write_record_pages(str(folder / "record.db"), folder / "after")
    return folder


def test_a_record_gets_the_three_pages_once_it_is_linked(folder: Path) -> None:
    three = {"happenings.html", "drift.html", "relays.html"}
    assert not three & {f.name for f in (folder / "before").iterdir()}
    assert three <= {f.name for f in (folder / "after").iterdir()}


def test_what_independent_reports_contradict_each_other_in_is_on_the_page(folder: Path) -> None:
    page = html.document_fromstring((folder / "after" / "happenings.html").read_text("utf-8"))
    conflicts = [words(li) for li in page.xpath("//*[@id='h2']//ul[@class='conflicts']/li")]
    assert conflicts[0].startswith("whether it was: denied (The Courier) / happened (The Courier")
    assert (
        conflicts[1]
        == "drowned: 3 (The Courier) / 4 (The Tribune) / 5 (after The Courier: Island Echo)"
    )
