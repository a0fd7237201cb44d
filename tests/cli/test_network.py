"""`dragoman network` as a user types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman import read
from dragoman.record import open_record
from dragoman.run.link_record import link_record
from tests.cli.command import dragoman_here

TEXTS = (
    "Iraqi Prime Minister Nadim al-Sarraf thanked Turkey on 3 May 2023.",
    "On 9 June 2023 Nadim al-Sarraf accused Iran of hiding smugglers. Salma al-Witri is the "
    "foreign minister of Turkey.",
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("network") / "record.db"
    with open_record(path, create=True) as made:
        made.add(
            read(text, publisher=f"Paper {n}", published="2023-06-10", source_id=f"r{n}")
            for n, text in enumerate(TEXTS)
        )
        link_record(made)
    return str(path)


def test_json_has_actors_and_ties_with_what_they_rest_on(record: str) -> None:
    found = json.loads(dragoman_here("network", record, "--format", "json", "--by", "month").stdout)
    names = {a["id"]: a["name"] for a in found["actors"]}
    ties = {(names[t["source"]], names[t["target"]], t["kind"]): t for t in found["ties"]}
    thanks = ties["Nadim al-Sarraf", "Turkey", "acts"]
    assert (thanks["sign"], thanks["from"], thanks["roots"]) == (1, "2023-05-01", ["Paper 0"])
    assert len(thanks["cooperative"]) == 1
    blame = ties["Nadim al-Sarraf", "Iran", "acts"]
    assert (blame["sign"], blame["from"]) == (-1, "2023-06-01")
    office = ties["Salma al-Witri", "Turkey", "office"]
    assert office["relations"] and office["from"] is None


def test_a_table_tells_ties_and_triads(record: str) -> None:
    found = dragoman_here("network", record)
    assert found.returncode == 0
    assert "Nadim al-Sarraf" in found.stdout and "Triads with three signs" in found.stdout


def test_a_file_is_written_once_and_replaced_only_when_told(record: str, tmp_path: Path) -> None:
    out = tmp_path / "network.gexf"
    words = ("network", record, "--format", "gexf", "--out", str(out))
    assert dragoman_here(*words).returncode == 0
    assert "<gexf" in out.read_text("utf-8")
    again = dragoman_here(*words)
    assert again.returncode == 4 and "exists already" in again.stderr
    assert dragoman_here(*words, "--overwrite").returncode == 0


def test_a_table_goes_to_no_file(record: str, tmp_path: Path) -> None:
    found = dragoman_here("network", record, "--out", str(tmp_path / "x"))
    assert found.returncode == 2
    assert found.stderr.count("\n") == 1
