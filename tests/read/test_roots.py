"""Roots: whose reporting a report passes on."""

from __future__ import annotations

from dragoman.model import Report
from dragoman.read import analyse
from dragoman.read.cast import Cast
from dragoman.read.roots import find_roots
from dragoman.read.statements import find_statements

NOBODY = Cast((), ())


def roots(text: str, publisher: str | None = None, relayed_from: str | None = None) -> list[str]:
    report = Report(
        text=text, source="test", source_id="test", publisher=publisher, relayed_from=relayed_from
    )
    analysis = analyse(report)
    found = find_roots(analysis, NOBODY, find_statements(analysis, NOBODY))
    return [root.name for root in found]


def test_the_outlet_behind_most_statements_comes_first() -> None:
    text = (
        "Reuters said that the port was shut. The Guardian reported that two ships had left. "
        "Reuters said that the crews were safe."
    )
    assert roots(text) == ["Reuters", "The Guardian"]


def test_the_publisher_is_not_its_own_root() -> None:
    text = "Sources told CNN that the port was shut."
    assert roots(text, publisher="CNN (Web News)") == []
    assert roots(text) == ["CNN"]


def test_an_outlet_merely_mentioned_is_no_root() -> None:
    assert roots("Police searched the offices of The Guardian on Monday.") == []


def test_the_agency_of_a_dateline_is_a_root() -> None:
    assert roots("BAGHDAD (Reuters) - Two ships left the port on Monday.") == ["Reuters"]


def test_whom_the_file_was_taken_from_comes_before_all() -> None:
    text = "The Guardian said that the port was shut."
    assert roots(text, relayed_from="Al-Quds") == ["Al-Quds", "The Guardian"]


def test_a_root_points_at_its_words() -> None:
    report = Report(text="Reuters said that the port was shut.", source="t", source_id="t")
    analysis = analyse(report)
    (root,) = find_roots(analysis, NOBODY, find_statements(analysis, NOBODY))
    assert root.span is not None
    assert root.span.text == "Reuters"
