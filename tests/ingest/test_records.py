"""JSONL, JSON, CSV and Parquet give a report a record, under names that people commonly use."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dragoman.ingest import IngestError, IngestOptions, Limits
from tests.ingest.conftest import Reader

SENTENCE = "The minister told the radio that the crossings would open on Friday."


def test_a_jsonl_line_comes_back_with_its_id_and_its_fields(fixtures: Path, ingest: Reader) -> None:
    report = ingest(fixtures / "records.jsonl")[0][0]
    assert (report.source_id, report.title, report.publisher) == ("r1", "Crossings", "Coast One")
    assert (report.published, report.published_origin) == ("2021-03-09", "metadata")
    assert (report.url, report.format) == ("https://coast.example/1", "jsonl")


def test_a_line_without_an_id_gets_its_place_and_numbers_are_ids_too(
    fixtures: Path, ingest: Reader
) -> None:
    reports, _ = ingest(fixtures / "records.jsonl")
    assert reports[1].source_id == f"{fixtures / 'records.jsonl'}:2"
    assert reports[2].source_id == "17"
    assert "\ufffd" in reports[2].text


def test_a_bad_line_is_a_failure_with_its_number_and_the_rest_is_read(
    fixtures: Path, ingest: Reader
) -> None:
    reports, failures = ingest(fixtures / "records.jsonl")
    assert len(reports) == 3
    name = str(fixtures / "records.jsonl")
    assert [(x.source, x.reason) for x in failures] == [
        (f"{name}:4", "line 4 is not JSON (expecting value)"),
        (f"{name}:6", "line 6 holds no field 'text'"),
        (f"{name}:7", "line 7 is not a JSON object"),
    ]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_json_holds_one_record_or_a_list(
    name: str, indent: int | None, tmp_path: Path, ingest: Reader
) -> None:
    path = tmp_path / name
    path.write_text(json.dumps({"id": "one", "text": SENTENCE}, indent=indent))
    assert [x.source_id for x in ingest(path)[0]] == ["one"]
    if name == "a.json":
        path.write_text(
            json.dumps([{"text": SENTENCE}, {"id": "b", "text": SENTENCE}], indent=indent)
        )
        assert [x.source_id for x in ingest(path)[0]] == [f"{path}#1", "b"]


def test_jsonl_under_the_name_json_is_read_line_by_line(tmp_path: Path, ingest: Reader) -> None:
    path = tmp_path / "a.json"
    path.write_text((json.dumps({"text": SENTENCE}) + "\n") * 3)
    assert len(ingest(path)[0]) == 3


def test_common_column_names_of_csv_are_understood(fixtures: Path, ingest: Reader) -> None:
    reports, failures = ingest(fixtures / "table.csv")
    first = reports[0]
    assert (
        first.text
        == 'The ministers said that the talks "went on" through the night.\n\nNobody left.'
    )
    assert (first.source_id, first.title, first.publisher) == ("a1", "Talks, again", "Adel Post")
    assert (first.published, first.language) == ("2021-03-09", "en")
    assert reports[1].published_candidates == ("2021-03-09", "2021-09-03")
    assert [x.reason for x in failures] == ["row 3 is empty"]


def test_columns_can_be_told(tmp_path: Path, ingest: Reader) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"text;words;day\nnot this;{SENTENCE};2021-03-09\n")
    options = IngestOptions(columns={"text": "words", "published": "day"})
    report = ingest(path, options=options)[0][0]
    assert (report.text, report.published) == (SENTENCE, "2021-03-09")


def test_a_column_that_is_missing_is_named(tmp_path: Path, ingest: Reader) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n")
    options = IngestOptions(columns={"text": "words"})
    assert ingest(path, options=options)[1][0].reason == "holds no field 'words'"


def test_a_field_that_reports_do_not_have_is_refused() -> None:
    with pytest.raises(IngestError, match="is not a field of a report: 'colour'"):
        IngestOptions(columns={"colour": "x"})


def test_a_quote_left_open_in_csv_stays_within_the_limits(tmp_path: Path, ingest: Reader) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,text\n1,fine\n2,"' + "open\n" * 1000)
    options = IngestOptions(limits=Limits(max_chars=2000))
    reports, failures = ingest(path, options=options)
    assert reports[0].text == "fine"
    assert failures


def test_parquet_rows_with_dates_and_times_are_read(tmp_path: Path, ingest: Reader) -> None:
    table = pa.table(
        {
            "body": [SENTENCE, SENTENCE, None],
            "date": [datetime(2021, 3, 9, 18, 45), datetime(2021, 3, 10), None],
            "outlet": ["Coast One", None, None],
        }
    )
    pq.write_table(table, tmp_path / "a.parquet", row_group_size=1)
    reports, failures = ingest(tmp_path / "a.parquet")
    assert [x.published for x in reports] == ["2021-03-09T18:45", "2021-03-10"]
    assert reports[0].publisher == "Coast One"
    assert [x.reason for x in failures] == ["row 3 its 'body' is missing"]


def test_a_day_in_parquet_is_a_day(tmp_path: Path, ingest: Reader) -> None:
    table = pa.table({"text": [SENTENCE], "published": [date(2021, 3, 9)]})
    pq.write_table(table, tmp_path / "a.parquet")
    assert ingest(tmp_path / "a.parquet")[0][0].published == "2021-03-09"
