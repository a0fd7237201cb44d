"""What linking found is kept in the record as a whole, beside what people judged."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.model import Span
from dragoman.model.links import (
    Changes,
    Drift,
    Happening,
    Judgement,
    LinkChanges,
    LinkedActor,
    LinkedStatement,
    Links,
    Member,
    Relay,
    ReportDrift,
    ReportRoots,
)
from dragoman.record import RecordError, open_record
from dragoman.record.links import write_judgements
from dragoman.record.rows import unpack
from tests.factories import make_reading

ONE, OTHER = make_reading(0), make_reading(1)
ACTORS = tuple(Member(r.report.id, r.actors[0].id) for r in (ONE, OTHER))
STATEMENTS = tuple(Member(r.report.id, r.statements[0].id) for r in (ONE, OTHER))
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
            ReportDrift(
                *ids,
                (Drift("number", Span(0, 4, OTHER.report.text[:4]), words, 0.7, "b beside a"),),
                "Reuters",
            ),
        ),
        (LinkedStatement("say-1", ("lac-1",), STATEMENTS, ("The Courier",)),),
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
    assert (found.drifts, found.statements) == (links.drifts, links.statements)


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


def test_what_changed_takes_the_place_of_what_is_gone_and_the_rest_stays(place: str) -> None:
    before = make_links()
    happening = before.happenings[0]
    later = replace(happening, id="hap-2", events=EVENTS[1:])
    changes = LinkChanges(
        "dragoman@later",
        3,
        False,
        Changes(("lac-1",), (replace(before.actors[0], name="Nadim", members=ACTORS[:1]),)),
        Changes((f"{ACTORS[0].finding}|{ACTORS[1].finding}",), ()),
        Changes((), (later,)),
        Changes((OTHER.report.id,), before.relays[1:]),
        Changes((OTHER.report.id,), (ReportRoots(OTHER.report.id, ("Reuters",)),)),
        Changes((f"{OTHER.report.id}|{ONE.report.id}",)),
        origins=(("hap-1", ("Reuters",)), ("say-1", ("Reuters",))),
        state="abc",
    )
    with open_record(place, create=True) as record:
        record.add([ONE, OTHER])
        record.write_links(before)
        assert record.link_state() is None
        record.write_links(changes)
        found = record.links()
        assert found is not None and found.reports == 3 and record.link_state() == "abc"
        assert [(a.name, len(a.members)) for a in found.actors] == [("Nadim", 1)]
        assert found.happenings == (replace(happening, roots=("Reuters",)), later)
        assert found.relays == before.relays[1:]
        assert found.roots == (ReportRoots(OTHER.report.id, ("Reuters",)),)
        assert found.drifts == ()
        assert [s.roots for s in found.statements] == [("Reuters",)]


def test_what_linking_found_is_counted(place: str) -> None:
    with open_record(place, create=True) as record:
        assert record.link_counts() is None
        record.add([ONE, OTHER])
        record.write_links(make_links())
        assert record.link_counts() == {
            "reports": 2,
            "actors": 1,
            "actors_in_several_reports": 1,
            "happenings": 1,
            "happenings_in_several_reports": 1,
            "happenings_of_several_roots": 0,
            "statements_in_several_reports": 1,
            "relays": 2,
            "relays_of_reports_here": 1,
            "drift": 3,
            "relays_with_drift": 1,
            "pairs_of_relays_with_drift": 1,
        }


def test_current_readings_are_found_by_their_reports(place: str) -> None:
    with open_record(place, create=True) as record:
        record.add([ONE, OTHER])
        assert set(record.reading_ids()) == {ONE.report.id, OTHER.report.id}
        wanted = [OTHER.report.id, "rep-none", ONE.report.id]
        assert [r.report.id for r in record.readings_of(wanted)] == wanted[::2]
        pages = list(record.packed_readings(1))
        assert [len(page) for page in pages] == [1, 1]
        assert unpack(pages[0][0][2], pages[0][0][1]) == ONE


def test_a_doubt_is_shown_and_a_person_settles_it(place: str) -> None:
    unsure = Judgement(*ACTORS, "unsure", 0.4, "model:actors@1", "one surname")
    ids = [a.finding for a in ACTORS]
    with open_record(place, create=True) as record:
        record.add([ONE, OTHER])
        record.write_links(replace(make_links(), judgements=(unsure,)))
        (doubt,) = record.doubts()
        assert (doubt.one, doubt.other, doubt.score) == (*ids, 0.4)
        assert doubt.one_report == ONE.report.source_id
        record.judge(*reversed(ids), "same", by="Amal", reason="I asked him")
        (verdict,) = record.human_judgements()
        assert {verdict.left.finding, verdict.right.finding} == set(ids)
        assert (verdict.verdict, verdict.maker, verdict.reason) == ("same", "Amal", "I asked him")


def test_nobody_is_judged_whom_the_record_does_not_know(place: str) -> None:
    known = ACTORS[0].finding
    with open_record(place, create=True) as record:
        record.add([ONE])
        with pytest.raises(RecordError, match="no actor act-none"):
            record.judge(known, "act-none", "same", by="Amal")
        with pytest.raises(RecordError, match="are one actor of one report"):
            record.judge(known, known, "different", by="Amal")
