"""The JSON contract holds for whatever is read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import dragoman
from dragoman.ingest import read_inputs
from dragoman.model import Reading
from dragoman.model.contract import from_json, to_json
from dragoman.run.columns import from_batch, load_contract, outcome_schema, to_batch
from dragoman.run.local import read_reports

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples" / "reports"
ACCEPTANCE = ROOT.parent / "shared" / "acceptance"


def readings_of(folder: Path) -> list[Reading]:
    return [x for x in read_reports(read_inputs([str(folder)])) if isinstance(x, Reading)]


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    """The examples, and the two real reports where they are at hand."""
    real = [str(p) for p in sorted(ACCEPTANCE.glob("*.txt"))]
    more = [x for x in read_reports(read_inputs(real)) if isinstance(x, Reading)]
    return readings_of(EXAMPLES) + more


def find_spans(item: Any) -> Iterator[dict[str, Any]]:
    if isinstance(item, dict):
        if item.get("start") is not None:
            yield item
        for value in item.values():
            yield from find_spans(value)
    elif isinstance(item, list):
        for value in item:
            yield from find_spans(value)


def test_all_example_reports_are_read(readings: list[Reading]) -> None:
    assert len(readings) >= 6
    assert all(r.status == "read" and r.statements and r.events for r in readings)


def test_every_reading_is_valid_against_the_shipped_schema(readings: list[Reading]) -> None:
    validator = jsonschema.Draft202012Validator(load_contract())
    for reading in readings:
        assert [e.message for e in validator.iter_errors(to_json(reading))] == []


def test_every_text_equals_its_slice_of_the_original(readings: list[Reading]) -> None:
    for reading in readings:
        for span in find_spans(to_json(reading)):
            assert 0 <= span["start"] < span["end"] <= len(reading.report.text)
            if "text" in span:
                assert span["text"] == reading.report.text[span["start"] : span["end"]]


def test_every_reference_leads_to_something_in_the_same_reading(readings: list[Reading]) -> None:
    for reading in readings:
        actors = {a.id for a in reading.actors}
        times, places = {t.id for t in reading.times}, {p.id for p in reading.places}
        statements = {s.id for s in reading.statements}
        named = {m.actor for m in reading.mentions}
        named |= {x.actor for s in reading.statements for x in s.chain}
        named |= {a.actor for e in reading.events for a in (*e.actors, *e.recipients)}
        named |= {r.subject for r in reading.relations} | {r.object for r in reading.relations}
        named |= {r.actor for r in reading.roots}
        assert named - {None} <= actors
        assert {e.when.time for e in reading.events if e.when} <= times
        assert {e.where.place for e in reading.events if e.where} <= places
        assert {s for e in reading.events for s in e.statements} <= statements


def test_ids_are_unique_within_a_reading(readings: list[Reading]) -> None:
    for reading in readings:
        for part in ("mentions", "actors", "times", "places", "statements", "events", "relations"):
            ids = [x.id for x in getattr(reading, part)]
            assert len(ids) == len(set(ids)), part


def test_json_and_arrow_give_the_reading_back_unchanged(readings: list[Reading]) -> None:
    for reading in readings:
        assert from_json(json.loads(json.dumps(to_json(reading)))) == reading
    assert list(from_batch(to_batch(readings))) == readings
    assert "statements" in outcome_schema().names


def test_reading_twice_gives_the_same_ids(readings: list[Reading]) -> None:
    again = readings_of(EXAMPLES)
    assert again == readings[: len(again)]


def test_the_front_door_reads_a_string() -> None:
    text = "The foreign minister said on Monday that the talks in Baghdad had failed."
    reading = dragoman.read(text, published="2020-05-30")
    assert reading.report.published == "2020-05-30"
    assert reading.statements[0].chain[-1].span.text == "The foreign minister"


def test_the_front_door_stays_open_after_the_package_behind_it_was_imported() -> None:
    import dragoman.read as package

    assert package is not None
    assert dragoman.read("The minister said that the talks had failed.").statements


def test_a_report_in_another_language_is_recorded_as_such_and_not_misread() -> None:
    text = (
        "قال رئيس الوزراء العراقي يوم الاثنين إن المحادثات في بغداد قد فشلت "
        "وإن الحكومة ستواصل العمل."
    )
    reading = dragoman.read(text)
    assert (reading.report.language, reading.status) == ("ar", "language not read")
    assert not reading.statements
