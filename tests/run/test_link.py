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
ECHO = (
    "BASRA - Fishermen blocked the port road for a third day on Tuesday.\n\n"
    "Prime Minister Nadim al-Sarraf had soldiers go into a depot of the Marsh Brigades in Basra, "
    "and 15 fighters were arrested there on May 3, The Levant Courier newspaper said. According "
    "to The Levant Courier, the analyst Salma al-Witri said that he opens a door on the left and "
    "closes a window on the right.\n\n"
    "The fishermen say that the patrol boats of the coast guard took their nets, and that nobody "
    "in the city hall has received them. The harbour master told this newspaper that two tankers "
    "wait."
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


@pytest.fixture(scope="module")
def echo() -> Reading:
    """Another relay of the same report."""
    return read(ECHO, publisher="Basra Today", published="2023-05-16", source_id="echo")


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


def test_two_relays_of_an_outlet_that_is_not_in_the_record_are_held_against_each_other(
    readings: list[Reading], echo: Reading
) -> None:
    relay = readings[1]
    (pair,) = link([relay, echo]).drifts
    assert (pair.relay, pair.root, pair.source) == (
        echo.report.id,
        relay.report.id,
        "Levant Courier",
    )
    (number,) = [d for d in pair.drift if d.kind == "number"]
    assert number.relay is not None and number.relay.text.startswith("15")
    assert number.root is not None and number.root.text.startswith("14")


def test_once_the_outlets_own_report_is_there_each_relay_is_held_against_it(
    readings: list[Reading], echo: Reading
) -> None:
    root, relay, _ = readings
    found = link([root, relay, echo]).drifts
    assert {(d.relay, d.root, d.source) for d in found} == {
        (report.report.id, root.report.id, None) for report in (relay, echo)
    }


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
