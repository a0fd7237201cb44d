"""A report without a date relays what it says that it relays, whenever that was written."""

from __future__ import annotations

from dragoman import read
from dragoman.link.engine import DuckEngine
from dragoman.link.roots import find_relays, report_keys
from tests.run.test_link import OTHER, RELAY, ROOT


def relays_of(*reports: tuple[str, str, str | None]) -> list[tuple[str, str | None]]:
    """Who relays whom among reports of a text, an outlet and a date, by outlets."""
    readings = [
        read(text, publisher=publisher, published=published, source_id=publisher)
        for text, publisher, published in reports
    ]
    names = {r.report.id: r.report.source_id for r in readings}
    found = find_relays(DuckEngine(), [report_keys(r.report, r) for r in readings])
    return [(names[r.relay], names[r.root] if r.root else None) for r in found]


def test_an_undated_relay_is_linked_to_the_report_that_it_cites() -> None:
    found = relays_of((ROOT, "The Levant Courier", "2023-05-14"), (RELAY, "Nahrain Monitor", None))
    assert found == [("Nahrain Monitor", "The Levant Courier")]


def test_another_story_of_the_outlet_is_not_taken_for_it() -> None:
    story = "ERBIL - Shepherds of the Qandil range lost 400 sheep to snow, a village elder said."
    found = relays_of((story, "The Levant Courier", "2019-01-02"), (RELAY, "Nahrain Monitor", None))
    assert found == [("Nahrain Monitor", None)]


def test_an_undated_report_that_does_not_cite_an_outlet_relays_none_of_it() -> None:
    found = relays_of((ROOT, "The Levant Courier", "2023-05-14"), (OTHER, "Zagros Bulletin", None))
    assert found == [("Zagros Bulletin", None)]
