"""JSON Lines, CSV and Parquet hold what the reading holds."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from dragoman.export import export_readings
from dragoman.export.csv_tables import guard_formula
from dragoman.export.tables import TABLES, Lookup
from dragoman.model.contract import from_json, to_json
from tests.export.factory import make_reading


def csv_rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def csv_folder(tmp_path: Path) -> Path:
    export_readings([make_reading()], "csv", tmp_path)
    return tmp_path


@pytest.fixture
def parquet_folder(tmp_path: Path) -> Path:
    export_readings([make_reading()], "parquet", tmp_path)
    return tmp_path


def parquet_rows(folder: Path, table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(folder / f"{table}.parquet").to_pylist()
    return rows


def test_jsonl_gives_the_readings_back(tmp_path: Path) -> None:
    readings = [make_reading(), make_reading(source_id="again.txt")]
    (file,) = export_readings(readings, "jsonl", tmp_path / "out.jsonl")
    lines = file.read_text("utf-8").splitlines()
    assert [from_json(json.loads(line)) for line in lines] == readings
    assert json.loads(lines[0]) == to_json(readings[0])


def test_every_row_has_exactly_the_columns_of_its_table() -> None:
    lookup = Lookup(make_reading())
    for table in TABLES:
        rows = list(table.make_rows(lookup))
        assert rows, table.name
        for row in rows:
            assert list(row) == [c.name for c in table.columns] or set(row) == {
                c.name for c in table.columns
            }


def test_csv_shows_a_statement_with_its_chain(csv_folder: Path) -> None:
    quote, inner, officials = csv_rows(csv_folder, "statements")
    assert quote["chain"] == "The Harbour Gazette > Mira Olsson"
    assert quote["chain_kind"] == "outlet > person"
    assert inner["chain_text"] == "The Harbour Gazette > Mira Olsson > She"
    assert (inner["links"], inner["outermost"], inner["holder"]) == (
        "3",
        "The Harbour Gazette",
        "Mira Olsson",
    )
    assert officials["holder_kind"] == "anonymous"
    assert officials["content"] == "Quill might visit; Muscat next June"


def test_csv_shows_an_event_with_names_place_and_count(csv_folder: Path) -> None:
    release, visit, refuse = csv_rows(csv_folder, "events")
    assert (release["actors"], release["recipients_text"]) == ("Ada Quill", "pilots")
    assert (release["from"], release["place_name"], release["lat"]) == (
        "2021-05-03",
        "Aden",
        "12.7794",
    )
    assert (release["quantities"], release["quantities_of"]) == ("13", "released")
    assert (visit["status"], visit["according_to"]) == ("possible", "officials")
    assert (visit["from"], refuse["time"]) == ("", "")


def test_tables_tell_how_exact_a_place_is(csv_folder: Path) -> None:
    aden, muscat = csv_rows(csv_folder, "places")
    assert (aden["precision"], aden["extent"]) == ("city", "near")
    assert (muscat["precision"], muscat["extent"]) == ("admin1", "")
    release, visit, refuse = csv_rows(csv_folder, "events")
    assert (release["place_precision"], release["place_extent"]) == ("city", "near")
    assert (visit["place_precision"], refuse["place_precision"]) == ("admin1", "")


def test_csv_has_one_row_for_each_finding(csv_folder: Path) -> None:
    reading = make_reading()
    for table in ("passages", "mentions", "actors", "times", "places", "relations"):
        assert len(csv_rows(csv_folder, table)) == len(getattr(reading, table)), table


@pytest.mark.parametrize(
    ("cell", "guarded"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("＝1+1", "'＝1+1"),
        ("- he said", "'- he said"),
        ("-3", "-3"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_a_cell_that_a_spreadsheet_would_run_is_guarded(cell: str, guarded: str) -> None:
    assert guard_formula(cell) == guarded


def test_the_guard_is_on_unless_switched_off(tmp_path: Path) -> None:
    reading = make_reading()
    hostile = replace(reading, report=replace(reading.report, publisher="=1+1"))
    export_readings([hostile], "csv", tmp_path / "safe")
    export_readings([hostile], "csv", tmp_path / "raw", guard_formulas=False)
    assert csv_rows(tmp_path / "safe", "reports")[0]["publisher"] == "'=1+1"
    assert csv_rows(tmp_path / "raw", "reports")[0]["publisher"] == "=1+1"


def test_parquet_keeps_chains_as_lists_of_links(parquet_folder: Path) -> None:
    chain = parquet_rows(parquet_folder, "statements")[1]["chain"]
    assert [link["name"] for link in chain] == ["The Harbour Gazette", "Mira Olsson", "Mira Olsson"]
    assert [link["kind"] for link in chain] == ["outlet", "person", "person"]
    assert chain[2]["text"] == "She"


def test_parquet_offsets_are_numbers_that_cut_the_text(parquet_folder: Path) -> None:
    (report,) = parquet_rows(parquet_folder, "reports")
    for table in ("mentions", "times", "places", "relations"):
        for row in parquet_rows(parquet_folder, table):
            assert report["text"][row["start"] : row["end"]] == row["text"]


def test_parquet_keeps_unknown_as_null(parquet_folder: Path) -> None:
    visit = parquet_rows(parquet_folder, "events")[1]
    assert visit["from"] is None
    assert visit["time"] == "tim-june"
    assert parquet_rows(parquet_folder, "events")[2]["place"] is None
