"""Exports as files: whole or not at all, never over somebody's work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.export import FORMATS, ExportError, export_readings
from dragoman.model import Reading
from tests.export.factory import make_reading

ALL = sorted(FORMATS)


def target_of(format: str, folder: Path) -> Path:
    return folder / ("out.jsonl" if FORMATS[format].target == "file" else "out")


def breaking() -> Iterator[Reading]:
    yield make_reading()
    raise KeyboardInterrupt


@pytest.mark.parametrize("format", ALL)
def test_the_files_written_are_named_and_there(format: str, tmp_path: Path) -> None:
    files = export_readings([make_reading()], format, target_of(format, tmp_path))
    assert files
    assert all(f.is_file() and f.stat().st_size for f in files)


@pytest.mark.parametrize("format", ALL)
def test_what_is_there_is_only_replaced_when_told_to(format: str, tmp_path: Path) -> None:
    target = target_of(format, tmp_path)
    first = export_readings([make_reading()], format, target)
    before = first[0].read_bytes()
    other = make_reading(source_id="other.txt")
    with pytest.raises(ExportError, match="only replaced when told"):
        export_readings([other], format, target)
    assert first[0].read_bytes() == before
    export_readings([other], format, target, overwrite=True)
    assert first[0].read_bytes() != before


@pytest.mark.parametrize("format", ["jsonl", "csv", "parquet"])
def test_an_export_broken_off_leaves_nothing_behind(format: str, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        export_readings(breaking(), format, target_of(format, tmp_path))
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


@pytest.mark.parametrize("format", ALL)
def test_no_reading_makes_an_empty_but_sound_export(format: str, tmp_path: Path) -> None:
    assert all(f.is_file() for f in export_readings([], format, target_of(format, tmp_path)))


@pytest.mark.parametrize("format", ALL)
def test_half_a_surrogate_pair_does_not_stop_an_export(format: str, tmp_path: Path) -> None:
    reading = make_reading()
    broken = replace(reading, report=replace(reading.report, title="a\ud800b", publisher="\x00"))
    assert export_readings([broken], format, target_of(format, tmp_path))


def test_the_same_readings_give_the_same_bytes(tmp_path: Path) -> None:
    for format in ALL:
        files = []
        for run in ("one", "two"):
            (tmp_path / run / format).mkdir(parents=True)
            target = target_of(format, tmp_path / run / format)
            files.append(
                [f.read_bytes() for f in export_readings([make_reading()], format, target)]
            )
        assert files[0] == files[1], format


@pytest.mark.parametrize(
    ("format", "make", "reason"),
    [
        ("xml", None, "unknown format 'xml'; known are csv, html, jsonl, parquet"),
        ("jsonl", "folder", "is a folder"),
        ("csv", "file", "is a file"),
        ("parquet", "file", "is a file"),
        ("html", "file", "is a file"),
    ],
)
def test_an_impossible_export_says_why(
    format: str, make: str | None, reason: str, tmp_path: Path
) -> None:
    target = tmp_path / "target"
    if make == "folder":
        target.mkdir()
    elif make == "file":
        target.write_text("mine")
    with pytest.raises(ExportError, match=reason):
        export_readings([make_reading()], format, target)


def test_a_folder_that_cannot_be_made_is_a_plain_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ExportError, match="failed"):
        export_readings([make_reading()], "jsonl", tmp_path / "file" / "deep" / "out.jsonl")
