"""Events: what the finder makes of sentences that people can read in tests/cases/events."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.model import Event, Report, Statement
from dragoman.read import analyse
from dragoman.read.actors import resolve_actors
from dragoman.read.cast import Cast
from dragoman.read.events import find_events
from dragoman.read.mentions import find_mentions
from dragoman.read.places import find_places
from dragoman.read.times import find_times
from dragoman.schema.event_types import load_event_types

CASES = Path(__file__).parents[1] / "cases" / "events"


def rows(name: str) -> list[list[str]]:
    lines = (CASES / f"{name}.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def read_events(text: str, *contents: str) -> tuple[Event, ...]:
    """The events of a text; each of `contents` is the content of a statement by somebody."""
    analysis = analyse(Report(text=text, source="case", source_id="case", published="2020-08-21"))
    cast = Cast(*resolve_actors(analysis, find_mentions(analysis)))
    spans = []
    for content in contents:
        start = analysis.text.index(content)
        spans.append(analysis.span(start, start + len(content)))
    statements = tuple(
        Statement(f"sta-{n}", (), None, (span,), "indirect", 1.0, "test")
        for n, span in enumerate(spans)
    )
    times, places = find_times(analysis), find_places(analysis)
    return find_events(analysis, cast, times, places, statements)[0]


def names_them(cell: str, found: list[str]) -> bool:
    """Whether the expected participants and those found are the same, in any order."""
    wanted = [] if cell == "-" else cell.split(";")
    return len(wanted) == len(found) and all(
        any(name in text for name in w.split("|") for text in found) for w in wanted
    )


ALL_CASES = [
    pytest.param(name, row, id=f"{name}: {row[0]}")
    for name in load_event_types()
    for row in rows(name.lower())
]


@pytest.mark.parametrize(("type_", "row"), ALL_CASES)
def test_an_event_is_read_with_its_participants(type_: str, row: list[str]) -> None:
    sentence, trigger, mode, actors, recipients, status = row
    events = [e for e in read_events(sentence) if e.type == type_]
    hits = [e for e in events if trigger in e.trigger.text or e.trigger.text in trigger]
    assert hits, f"no {type_} among {read_events(sentence)}"
    event = hits[0]
    assert names_them(actors, [a.span.text for a in event.actors]), event.actors
    if recipients != "-":
        assert names_them(recipients, [a.span.text for a in event.recipients]), event.recipients
    assert event.status == status
    assert event.mode == (None if mode == "-" else mode)
    assert event.intensity == load_event_types()[type_].intensity_of(event.mode)
    assert 0 < event.confidence < 1


@pytest.mark.parametrize("sentence", [row[0] for row in rows("none")])
def test_where_nothing_happens_no_event_is_read(sentence: str) -> None:
    assert read_events(sentence) == ()


def test_every_event_type_has_a_case() -> None:
    assert {p.stem for p in CASES.glob("*.tsv")} - {"none"} == {
        t.lower() for t in load_event_types()
    }


def test_an_event_inside_what_a_source_says_is_claimed_and_names_the_statement() -> None:
    text = "The newspaper said that rebels killed nine soldiers."
    (event,) = read_events(text, "that rebels killed nine soldiers")
    assert (event.status, event.statements) == ("claimed", ("sta-0",))


def test_what_a_source_denies_is_negated_rather_than_claimed() -> None:
    text = "The newspaper said that rebels did not kill the soldiers."
    (event,) = read_events(text, "that rebels did not kill the soldiers")
    assert (event.status, event.statements) == ("negated", ("sta-0",))


def test_a_report_gives_the_numbers_of_killed_and_of_strikes() -> None:
    (killed,) = read_events("Gunmen killed thirteen people near the well.")
    assert [(q.value, q.of, q.span.text) for q in killed.quantities] == [
        (13.0, "killed", "thirteen")
    ]
    (strikes,) = read_events("The faction launched 9 missile strikes against the base.")
    assert [(q.value, q.of) for q in strikes.quantities] == [(9.0, "missile strikes")]


def test_the_count_of_those_set_free_is_not_the_count_of_those_held() -> None:
    (event,) = read_events("The army released 13 of the 14 prisoners.")
    assert [(q.value, q.of) for q in event.quantities] == [(13.0, "released")]


def test_dozens_without_a_number_give_no_count() -> None:
    (event,) = read_events("The police arrested dozens of students.")
    assert event.quantities == ()


def test_a_time_belongs_to_the_event_of_its_own_clause() -> None:
    text = "The rebels who attacked Basra on 3 August 2020 released the hostages."
    events = {e.type: e for e in read_events(text)}
    assert events["ASSAULT"].when is not None
    assert events["ASSAULT"].when.from_ == "2020-08-03"
    assert events["RETREAT"].when is None


def test_an_event_without_a_time_has_none() -> None:
    (event,) = read_events("Police arrested nine activists.")
    assert event.when is None
    assert event.where is None


def test_two_nouns_for_one_act_are_one_event() -> None:
    events = read_events("Nine guards were killed in a rebel attack.")
    assert [e.type for e in events] == ["ASSAULT"]
    assert [a.span.text for a in events[0].actors] == ["rebel"]


def test_what_is_refused_is_no_event_of_its_own() -> None:
    events = read_events("The president refused to release the prisoners.")
    assert [e.type for e in events] == ["REJECT"]
    assert events[0].mode == "yield"


def test_odd_input_does_no_harm() -> None:
    for text in ("", "   ", "?!", "\u202e\ufffd", "killed " * 400, "attack of of of on against"):
        read_events(text)


def test_an_event_keeps_its_id_when_the_report_is_read_again() -> None:
    text = "Police arrested nine activists."
    first, second = read_events(text), read_events(text)
    assert [e.id for e in first] == [e.id for e in second]
    assert len({e.id for e in first}) == len(first)
    assert replace(first[0], id="") == replace(second[0], id="")


def test_a_deed_that_is_done_is_not_dated_by_the_future_it_asks_for() -> None:
    text = "The prime minister called for elections next June."
    events = read_events(text)
    assert [(e.type, e.when) for e in events] == [("REQUEST", None)]
