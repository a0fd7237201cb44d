"""Folders of readings in Parquet."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.model import Failure, Reading, Report
from dragoman.read import read_report
from dragoman.run.parquet import FolderError, read_folder, write_folder

TEXT = (
    "BAGHDAD, May 3 - Prime Minister Karim Al-Rawi told The Morning Post on Monday that 12 "
    "fighters were arrested in Basra. A Western diplomat said the raid was a mistake."
)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_report(Report(TEXT, "a.txt", "a.txt", published="2021-05-03", language="en"))


def test_what_was_written_is_read_back_unchanged(reading: Reading, tmp_path: Path) -> None:
    outcomes = [reading, Failure("b.txt", "is empty")]
    assert list(write_folder(outcomes, tmp_path / "out")) == outcomes
    assert sorted(map(repr, read_folder(tmp_path / "out"))) == sorted(map(repr, outcomes))


def test_failures_can_be_read_alone(reading: Reading, tmp_path: Path) -> None:
    list(write_folder([reading, Failure("b.txt", "is empty")], tmp_path / "out"))
    assert list(read_folder(tmp_path / "out", kind="failure")) == [Failure("b.txt", "is empty")]


def test_a_folder_that_holds_something_is_not_overwritten(reading: Reading, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(FolderError, match="not an empty folder"):
        list(write_folder([reading], tmp_path))


def test_an_interrupted_run_leaves_no_folder_that_looks_whole(
    reading: Reading, tmp_path: Path
) -> None:
    writing = write_folder([reading] * 200, tmp_path / "out")
    next(writing)
    writing.close()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_readings_says_so(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="holds no readings"):
        list(read_folder(tmp_path))


def test_a_damaged_file_is_named(reading: Reading, tmp_path: Path) -> None:
    list(write_folder([reading], tmp_path / "out"))
    part = next((tmp_path / "out" / "outcome=reading").iterdir())
    part.write_bytes(part.read_bytes()[:100])
    with pytest.raises(FolderError, match=r"part-00000\.parquet is damaged"):
        list(read_folder(tmp_path / "out"))
