"""What linking found is kept in the record as a whole, beside what people judged."""

from __future__ import annotations

import pytest

from dragoman.model import Span
from dragoman.model.links import (
    Drift,
    Happening,
    Judgement,
    LinkedActor,
    Links,
    Member,
    Relay,
    ReportDrift,
    ReportRoots,
)
from dragoman.record import RecordError, open_record
from dragoman.record.links import write_judgements
from tests.factories import make_reading

ONE, OTHER = make_reading(0), make_reading(1)
ACTORS = tuple(Member(r.report.id, r.actors[0].id) for r in (ONE, OTHER))
EVENTS = tuple(Member(r.report.id, r.events[0].id) for r in (ONE, OTHER))


def make_links(name: str = "Nadim al-Sarraf") -> Links:
    ids = (OTHER.report.id, ONE.report.id)
    span = Span(0, 4, "")
    words = Span(0, 4, ONE.report.text[:4])
    return Links(
        "dragoman@test",
        2,
        (LinkedActor("lac-1", name, "person", "IQ", (name, "Sarraf"), ACTORS),),
        (Judgement(*ACTORS, "same", 0.9, "model:actors@1", "one name"),),
        (
            Happening(
                *("hap-1", "ASSAULT", ("lac-1",), (), "2023-05-03", None, 98182, "claimed"),
                EVENTS,
                ("The Courier",),
            ),
        ),
        (
            Relay(*ids, "The Courier", "excerpt", 0.9, span, span),
            Relay(OTHER.report.id, None, "Reuters", "citation", 0.5),
        ),
        (ReportRoots(OTHER.report.id, ("The Courier", "Reuters")),),
        (
            ReportDrift(
                *ids,
                (
                    Drift("number", Span(0, 4, OTHER.report.text[:4]), words, 0.8, "a became b"),
                    Drift("omission", None, words, 0.6, "gone"),
                ),
            ),
        ),
    )


def test_a_record_that_was_never_linked_says_so(place: str) -> None:
    with open_record(place, create=True) as record:
        assert record.links() is None


def test_what_linking_found_comes_back_as_it_was(place: str) -> None:
    links = make_links()
    with open_record(place, create=True) as record:
        record.add([ONE, OTHER])
        record.write_links(links)
    with open_record(place, read_only=True) as record:
        found = record.links()
    assert found is not None
    assert (found.actors, found.happenings) == (links.actors, links.happenings)
    assert (found.relays, found.roots) == (links.relays, links.roots)
    assert found.drifts == links.drifts


def test_linking_anew_replaces_what_was_found_and_keeps_what_people_judged(place: str) -> None:
    verdict = Judgement(
        *ACTORS, "different", 1.0, "Amal", "two brothers", human=True, made="2023-06-01T10:00:00"
    )
    with open_record(place, create=True) as record:
        record.add([ONE, OTHER])
        writing = record._store.engine.connect().execution_options(writes=True)
        with writing as connection, connection.begin():
            write_judgements(connection, [verdict])
        record.write_links(make_links("Sarraf"))
        record.write_links(make_links())
        found = record.links()
        assert found is not None and found.actors[0].name == "Nadim al-Sarraf"
        assert record.human_judgements() == (verdict,)


def test_a_record_open_for_reading_is_not_linked(place: str) -> None:
    open_record(place, create=True).close()
    with (
        open_record(place, read_only=True) as record,
        pytest.raises(RecordError, match="open for reading only"),
    ):
        record.write_links(make_links())
