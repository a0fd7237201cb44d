"""Relays of an outlet come into a record one by one, and at last the outlet's own report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from dragoman import read
from dragoman.model import Reading
from dragoman.model.links import ReportDrift
from dragoman.record import open_record
from dragoman.run.link_record import link_record
from tests.run.test_link import ECHO, RELAY, ROOT

Pairs = set[tuple[str, str, str | None]]


@pytest.fixture(scope="module")
def reports() -> list[Reading]:
    """Two relays, and then what they relay."""
    texts = (
        (RELAY, "Nahrain Monitor", "2023-05-15", "relay"),
        (ECHO, "Basra Today", "2023-05-16", "echo"),
        (ROOT, "The Levant Courier", "2023-05-14", "root"),
    )
    return [
        read(text, publisher=publisher, published=published, source_id=name)
        for text, publisher, published, name in texts
    ]


def link_one_by_one(
    reports: Sequence[Reading], place: Path
) -> list[tuple[Pairs, tuple[ReportDrift, ...]]]:
    """What was held against what after each of the reports came, by the reports' names."""
    names = {r.report.id: r.report.source_id for r in reports}
    found = []
    with open_record(place, create=True) as record:
        for report in reports:
            record.add([report])
            link_record(record)
            links = record.links()
            assert links is not None
            pairs = {(names[d.relay], names[d.root], d.source) for d in links.drifts}
            found.append((pairs, links.drifts))
    return found


def test_the_outlets_own_report_takes_the_place_of_its_other_relay(
    reports: list[Reading], tmp_path: Path
) -> None:
    alone, two, all_three = link_one_by_one(reports, tmp_path / "r.db")
    assert alone[0] == set()
    assert two[0] == {("echo", "relay", "Levant Courier")}
    assert all_three[0] == {("relay", "root", None), ("echo", "root", None)}


def test_in_another_order_the_same_is_found(reports: list[Reading], tmp_path: Path) -> None:
    forth = link_one_by_one(reports, tmp_path / "forth.db")
    back = link_one_by_one(reports[::-1], tmp_path / "back.db")
    assert forth[-1][1] == back[-1][1]
    swapped = link_one_by_one([reports[1], reports[0]], tmp_path / "swapped.db")
    assert swapped[-1][1] == forth[1][1]
