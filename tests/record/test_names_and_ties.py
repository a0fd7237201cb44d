"""Who answers to a name, and which ties reports tell, by ids alone."""

from __future__ import annotations

from dragoman.record import Record
from tests.factories import make_reading


def test_a_name_in_any_spelling_gives_report_and_actor_best_first(record: Record) -> None:
    readings = [make_reading(0), make_reading(1)]
    record.add(readings)
    found = record.matches("Mustafa Al-Harithy")
    assert {(m.report, m.actor) for m in found} >= {(r.report.id, r.actors[0].id) for r in readings}
    assert found[0].matched == "Mustafa al-Harithi"
    assert [m.score for m in found] == sorted((m.score for m in found), reverse=True)
    assert record.matches("Zorro Vega") == ()


def test_actors_are_told_by_their_ids_and_unknown_ids_give_nothing(record: Record) -> None:
    reading = make_reading(0)
    record.add([reading])
    first = reading.actors[0]
    assert record.actors_of([first.id, "act-none"]) == {first.id: first}


def test_relations_are_told_where_both_ends_are_known(record: Record) -> None:
    reading = make_reading(0)
    record.add([reading])
    (line,) = record.relations()
    assert (line.report, line.kind, line.title) == (reading.report.id, "office", "prime minister")
    assert (line.subject, line.object) == (reading.actors[0].id, reading.actors[2].id)
    assert (line.status, line.from_, line.to) == ("current", "2020-05", None)
