"""Questions to a record, answered alike by both engines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.model import When
from dragoman.record import Record, open_record
from dragoman.record.search import find_snippet, read_query, snippet_of
from tests.factories import make_reading
from tests.record.postgres import MakeDatabase


def fill(record: Record) -> Record:
    """Four reports: two alike, one of another publisher and date, one in another language."""
    other = make_reading(2, publisher="Gulf Courier", published="2021-06", title=None)
    foreign = make_reading(3, published=None, language="fr", publisher=None)
    foreign = replace(foreign, statements=(), events=(), actors=(), mentions=(), relations=())
    foreign = replace(foreign, roots=(), status="language not read")
    record.add([make_reading(0), make_reading(1), other, foreign])
    return record


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Record]:
    if request.param == "sqlite":
        place = str(tmp_path_factory.mktemp("record") / "record.db")
    else:
        make: MakeDatabase = request.getfixturevalue("make_database")
        place = make()
    with open_record(place, create=True) as record:
        fill(record)
    with open_record(place, read_only=True) as record:
        yield record


def test_the_overview_counts_what_is_there(filled: Record) -> None:
    overview = filled.overview()
    assert overview.reports == 4 and overview.not_read == 1 and overview.undated == 1
    assert (overview.first_published, overview.last_published) == ("2021-05-12", "2021-06")
    assert overview.languages == (("en", 3), ("fr", 1))
    assert overview.publishers == (("The Morning Ledger", 2), ("Gulf Courier", 1), (None, 1))
    assert overview.actors == (("state", 6), ("outlet", 3), ("person", 3))
    assert overview.statements == (("indirect", 3), ("mixed", 3))
    assert overview.events == (("CONSULT", 6), ("RETREAT", 3))
    assert overview.events_by_month == (("2021-05", 3), ("2021-06", 3), (None, 3))
    assert overview.relations == (("office", 6),)
    assert overview.roots == (("The Evening Post", 3), ("The Morning Ledger", 3))
    assert overview.failures == 0


def test_reports_are_narrowed_by_publisher_language_and_date(filled: Record) -> None:
    def ids(**narrow: object) -> list[str]:
        return [r.source_id for r in filled.reports(**narrow)]  # type: ignore[arg-type]

    assert ids() == ["affair-0", "affair-1", "affair-2", "affair-3"]
    assert ids(publisher="Gulf Courier") == ["affair-2"]
    assert ids(language="fr") == ["affair-3"]
    assert ids(to="2021-05") == ["affair-0", "affair-1"]
    assert ids(from_=date(2021, 5, 13)) == ["affair-2"]
    assert ids(from_="2021-05-12", to="2021-05-12", limit=1) == ["affair-0"]


def test_a_report_is_found_by_either_id(filled: Record) -> None:
    reading = make_reading(1)
    assert filled.reading("affair-1") == reading
    assert filled.reading(reading.report.id) == reading
    assert filled.reading("no such report") is None


@pytest.mark.parametrize("name", ["Mustafa al-Harithi", "Mustapha Harithy", "al-Harithi"])
def test_an_actor_is_found_by_any_spelling(filled: Record, name: str) -> None:
    found = filled.actor(name)
    assert [line.actor.name for line in found] == ["Mustafa al-Harithi"] * 3
    assert found[0].actor == make_reading(0).actors[0]
    assert [e.event for e in found[0].events] == [make_reading(0).events[i] for i in (0, 2)]


def test_an_outlet_answers_with_what_it_said_and_relayed(filled: Record) -> None:
    found = filled.actor("Morning Ledger", limit=1)
    assert len(found) == 1 and found[0].statements == make_reading(0).statements


def test_nobody_answers_to_a_strange_name(filled: Record) -> None:
    assert filled.actor("Kowalczyk") == ()
    assert filled.actor("") == filled.actor("'; --") == ()
    assert filled.statements_by("Kowalczyk") == ()


def test_statements_of_an_outlet_tell_its_own_from_the_relayed(filled: Record) -> None:
    found = filled.statements_by("The Morning Ledger")
    assert [(x.report.source_id, x.holds) for x in found[:2]] == [
        ("affair-0", True),
        ("affair-0", False),
    ]
    assert len(found) == 6
    assert found[0].statement == make_reading(0).statements[0]


def test_statements_of_an_unnamed_source_are_found_by_its_description(filled: Record) -> None:
    assert [x.holds for x in filled.statements_by("a Western diplomat")] == [True] * 3


def test_statements_about_an_actor_are_found_by_any_spelling_of_him(filled: Record) -> None:
    told = make_reading(0).statements[1]
    found = filled.statements_about("Mustapha Harithy")
    assert [x.statement for x in found[:1]] == [told] and len(found) == 3
    assert [x.holds for x in filled.statements_about("Iran", by="a Western diplomat")] == [True] * 3
    assert filled.statements_about("Muscat") == ()


def test_statements_are_narrowed_by_how_they_speak_of_whom_they_are_about(filled: Record) -> None:
    assert len(filled.statements_about("Iran", stance="oppose")) == 3
    assert filled.statements_about("Iran", stance="support") == ()
    assert len(filled.statements_about(stance="oppose", by="Morning Ledger")) == 3


def test_events_between_two_days_overlap_them(filled: Record) -> None:
    def types(*days: str | date | None, **narrow: str) -> list[tuple[str | None, str]]:
        return [(x.from_, x.event.type) for x in filled.events_between(*days, **narrow)]  # type: ignore[misc, arg-type]

    met, visit = ("2021-05-10", "CONSULT"), ("2021-06-01", "CONSULT")
    assert types("2021-05-10", "2021-05-10") == [met] * 3
    assert types("2021-06-15", "2021-06-16") == [visit] * 3
    assert types(date(2021, 5, 11), date(2021, 5, 31)) == []
    assert types("2021-05", "2021-06") == [met] * 3 + [visit] * 3
    assert types(None, "2021-05-31") == [met] * 3
    assert types("2021-05-11", None) == [visit] * 3
    assert types("2021", "2021", type="consult") == [met] * 3 + [visit] * 3
    assert types("2021", "2021", type="ASSAULT") == []
    assert types("2021", "2021", actor="Iran") == [met] * 3


def test_an_event_comes_with_its_people_place_and_date(filled: Record) -> None:
    line = filled.events_between("2021-05-10", "2021-05-10")[0]
    assert line.actors == ("Mustafa al-Harithi",)
    assert line.recipients == ("envoys of Iran", "Iran")
    assert line.place == make_reading(0).places[0]
    assert (line.from_, line.to, line.precision) == ("2021-05-10", "2021-05-10", "day")
    assert line.event == make_reading(0).events[0]


def test_a_timeline_lists_undated_events_apart(filled: Record) -> None:
    timeline = filled.timeline()
    assert [x.from_ for x in timeline.dated] == ["2021-05-10"] * 3 + ["2021-06-01"] * 3
    assert [x.event.type for x in timeline.undated] == ["RETREAT"] * 3
    assert timeline.undated[0].event == make_reading(0).events[1]
    assert filled.timeline(from_="2021-01-01").undated == ()
    assert filled.timeline(actor="Harithi").undated == ()


def test_an_event_with_one_known_end_counts_as_that_day_and_hours_as_their_day(
    record: Record,
) -> None:
    reading = make_reading()
    since, at = replace(reading.events[0]), reading.events[2]
    since = replace(since, when=When(reading.times[0].id, None, "2021-05-10", "day"))
    hour = When(reading.times[1].id, "2021-05-11T14:00", "2021-05-11T15:00", "time")
    record.add([replace(reading, events=(replace(at, when=hour), since))])
    found = record.events_between("2021-05-10", "2021-05-11")
    assert [x.to for x in found] == ["2021-05-10", "2021-05-11T15:00"]
    assert len(record.events_between("2021-05-11", "2021-05-11")) == 1
    assert len(record.events_between("2020", "2021-05-09")) == 0


def test_search_finds_reports_by_all_words_without_accents(filled: Record) -> None:
    hits = filled.search("CAFE tehran", "reports")
    assert {h.report.source_id for h in hits} == {f"affair-{n}" for n in range(4)}
    assert all("café" in h.snippet for h in hits)
    text = make_reading(int(hits[0].report.source_id[-1])).report.text
    assert text[hits[0].start : hits[0].end] in hits[0].snippet
    assert filled.search("café submarine", "reports") == ()


def test_search_knows_phrases_and_beginnings(filled: Record) -> None:
    assert len(filled.search('"western diplomat"', "reports")) == 4
    assert filled.search('"diplomat western"', "reports") == ()
    assert len(filled.search("diplo*", "reports")) == 4
    assert filled.search("diplo", "reports") == ()
    assert len(filled.search("al-Harithi", "reports")) == 4


def test_search_finds_statements_by_content_and_source(filled: Record) -> None:
    hit = filled.search("nearly broke", "statements")[0]
    assert hit.id == make_reading(0).statements[1].id
    assert hit.snippet.startswith("The Morning Ledger > a Western diplomat: the talks")
    assert hit.start == make_reading(0).report.text.index("the talks nearly")
    assert len(filled.search("diplomat", "statements")) == 3


def test_search_finds_actors_by_spelling(filled: Record) -> None:
    (hit, *_) = filled.search("Mustapha Harithy", "actors")
    assert hit.kind == "actor" and hit.id == make_reading(0).actors[0].id
    assert hit.snippet.endswith("(prime minister of Iraq; minister)")


def test_search_of_all_kinds_takes_turns_within_the_limit(filled: Record) -> None:
    kinds = [h.kind for h in filled.search("Harithi", limit=5)]
    assert kinds == ["actor", "statement", "report", "actor", "statement"]
    assert filled.search("Harithi", limit=0) == ()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(query=st.one_of(st.text(max_size=40), st.text("\"*()-+^:{}&|!<>\\'%_a ANDORT", max_size=30)))
def test_any_string_is_a_query(filled: Record, query: str) -> None:
    for hit in filled.search(query):
        assert hit.snippet


@pytest.mark.parametrize("query", ['"', "a AND", "NEAR(", "-", "*", "a:b", "' OR 1=1", "\x00", "%"])
def test_signs_that_databases_know_are_only_signs(filled: Record, query: str) -> None:
    assert isinstance(filled.search(query), tuple)
    assert filled.search(query, "reports", 1) is not None


def test_a_hit_can_be_written_as_json(filled: Record) -> None:
    assert asdict(filled.search("talks")[0])["report"]["publisher"] == "The Morning Ledger"


def test_a_snippet_shows_where_most_words_are() -> None:
    text = "Oil rose. " + "Filler words. " * 40 + "Oil and gas talks failed in Muscat.  "
    start, end = find_snippet(text, read_query("oil gas muscat"))
    assert "Oil and gas talks failed in Muscat" in text[start:end]
    assert snippet_of(text, start, end).startswith("… ")
    assert find_snippet("", read_query("oil")) == (0, 0)
