"""Linking the reports of a record: one actor, one happening, one origin, and what was lost."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest

from dragoman import read
from dragoman.link.engine import DuckEngine
from dragoman.model import Reading
from dragoman.model.links import Links
from dragoman.run.link import link_readings

ROOT = (
    "BAGHDAD - Iraq's prime minister, Nadim al-Sarraf, sent the army into a depot of the Marsh "
    "Brigades in Basra on 3 May. Soldiers arrested 12 fighters, and two days later nine of them "
    "were released. He has called for early elections next March, a year ahead of time.\n\n"
    "A Turkish diplomat said that his country has a partner who listens first. Salma al-Witri, a "
    "political analyst in Erbil, said that the prime minister opens a door on the left and closes "
    "a window on the right."
)
RELAY = (
    "The Levant Courier newspaper said in a report published on Sunday that Iraqi Prime Minister "
    "Nadeem Al-Sarraf sent the army on May 3 into a depot of the Marsh Brigades in Basra, where "
    "the soldiers arrested 14 fighters, and nine of them were released two days later.\n\n"
    "The newspaper added that Al-Sarraf has called for early elections next April, a year ahead "
    "of time. It quoted the political analyst Salma Al-Wutri as saying that the prime minister "
    "opens a door on the left and closes a window on the right."
)
OTHER = (
    "BASRA - Soldiers stormed a depot of the Marsh Brigades in Basra on 3 May and arrested 12 "
    "fighters, residents said. Nadim al-Sarraf ordered the raid, a spokesman told Reuters."
)


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    texts = (
        (ROOT, "The Levant Courier", "2023-05-14", "root"),
        (RELAY, "Nahrain Monitor", "2023-05-15", "relay"),
        (OTHER, "Zagros Bulletin", "2023-05-04", "other"),
    )
    return [
        read(text, publisher=publisher, published=published, source_id=name)
        for text, publisher, published, name in texts
    ]


def link(readings: Sequence[Reading], *, drift: bool = True) -> Links:
    by_id = {r.report.id: r for r in readings}
    return link_readings(readings, DuckEngine(), reading_of=by_id.get, drift=drift)


@pytest.fixture(scope="module")
def links(readings: list[Reading]) -> Links:
    return link(readings)


def test_the_prime_minister_is_one_in_all_spellings(links: Links) -> None:
    (sarraf,) = [a for a in links.actors if "Sarraf" in a.name]
    assert len({m.report for m in sarraf.members}) == 3


def test_a_relay_has_its_roots_origin_and_another_paper_its_own(
    links: Links, readings: list[Reading]
) -> None:
    roots = {r.report: r.roots for r in links.roots}
    root, relay, other = (r.report.id for r in readings)
    assert roots[relay] == roots[root] == ("Levant Courier",)
    assert "Levant Courier" not in roots[other]


def test_the_arrest_that_root_and_relay_tell_of_has_one_origin(links: Links) -> None:
    shared = [
        h for h in links.happenings if len({m.report for m in h.events}) > 1 and len(h.roots) == 1
    ]
    assert any(h.roots == ("Levant Courier",) for h in shared)


def test_the_relay_changed_the_number_of_fighters_and_the_month_of_elections(links: Links) -> None:
    (pair,) = links.drifts
    found = {(d.kind, d.relay and d.relay.text, d.root and d.root.text) for d in pair.drift}
    assert ("number", "14 fighters", "12 fighters") in found
    assert ("date", "next April", "next March") in found


def test_the_order_in_which_reports_come_changes_nothing(readings: list[Reading]) -> None:
    found = [link(list(order), drift=False) for order in permutations(readings)]
    for one in found[1:]:
        assert set(one.actors) == set(found[0].actors)
        assert set(one.happenings) == set(found[0].happenings)
        assert set(one.relays) == set(found[0].relays)
        assert set(one.roots) == set(found[0].roots)


def test_no_reports_have_no_links() -> None:
    links = link([])
    assert (links.reports, links.actors, links.happenings, links.relays) == (0, (), (), ())
