"""The same reading on Spark: equal rows from both engines."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dragoman.ingest import read_inputs
from dragoman.run.local import Known, read_reports
from dragoman.run.parquet import FolderError, read_folder

pytest.importorskip("pyspark", reason="PySpark is not installed: pip install 'dragoman[spark]'")
if shutil.which("java") is None:
    pytest.skip(
        "Spark needs Java 17: apt-get install openjdk-17-jre-headless", allow_module_level=True
    )

from dragoman.run.spark import read_with_spark

EXAMPLES = Path(__file__).parents[2] / "examples" / "reports"


def test_spark_gives_the_rows_that_one_machine_gives(tmp_path: Path, quick_java: None) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    inputs = [str(EXAMPLES), str(empty), str(tmp_path / "missing.txt")]
    counts = read_with_spark(inputs, tmp_path / "out", master="local[2]")
    here = [x for x in read_reports(read_inputs(inputs)) if not isinstance(x, Known)]
    assert sorted(map(repr, read_folder(tmp_path / "out"))) == sorted(map(repr, here))
    assert (counts.read, counts.failed) == (len(here) - 2, 2)


def test_spark_does_not_write_into_a_folder_that_holds_something(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(FolderError, match="not an empty folder"):
        read_with_spark([str(EXAMPLES)], tmp_path)
