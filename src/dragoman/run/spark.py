"""Read reports on a Spark cluster: the same reading, carried by `mapInArrow`.

Two stages, each a function from Arrow batches to Arrow batches that runs in
Spark's Python workers: inputs become reports, and, spread evenly, reports
become readings. The model is loaded once a worker. Inputs must lie where all
workers see them.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.ingest import IngestOptions, list_inputs, read_inputs
from dragoman.model import Failure
from dragoman.run.columns import OUTCOME_FAILURE, OUTCOME_READING, outcome_schema, to_batch
from dragoman.run.local import DEFAULT_MAX_SECONDS, read_one
from dragoman.run.parquet import ROWS_PER_BATCH, claim_folder

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import SparkSession

# Reports differ in length a hundredfold; several partitions a core even that out.
PARTITIONS_PER_CORE = 4


class SparkError(Exception):
    """Spark cannot be used or gave up; the message says why in one sentence."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many inputs were read and how many failed."""

    read: int
    failed: int


def start_session(master: str) -> SparkSession:
    """A Spark session set up for this program. Raises SparkError where Spark or Java is missing."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if master.startswith("local"):
        # A laptop's host name often resolves to an address that it cannot bind.
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise SparkError("PySpark is not installed: pip install 'dragoman[spark]'") from error
    try:
        return (
            SparkSession.builder.master(master)
            .appName("dragoman")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.log.level", "ERROR")
            .config("spark.sql.execution.arrow.maxRecordsPerBatch", str(ROWS_PER_BATCH))
            .config("spark.sql.parquet.compression.codec", "zstd")
            .getOrCreate()
        )
    except Exception as error:
        raise SparkError(f"Spark does not start ({master}): {first_line(error)}") from error


def first_line(error: Exception) -> str:
    """The first line of what an exception says, or its kind where it says nothing."""
    lines = str(error).strip().splitlines()
    return lines[0][:300] if lines else type(error).__name__


def _batches(items: Iterable[Any], size: int = ROWS_PER_BATCH) -> Iterator[list[Any]]:
    source = iter(items)
    while group := list(islice(source, size)):
        yield group


def ingest_batches(batches: Iterator[pa.RecordBatch], options: IngestOptions) -> Iterator[Any]:
    """Batches of input paths to batches of pickled reports and failures."""
    import pyarrow as pa

    paths = (str(path) for batch in batches for path in batch.column("path").to_pylist())
    for group in _batches(read_inputs(paths, options)):
        column = pa.array([pickle.dumps(x) for x in group], pa.binary())
        yield pa.RecordBatch.from_arrays([column], ["item"])


def read_batches(batches: Iterator[pa.RecordBatch], max_seconds: float) -> Iterator[Any]:
    """Batches of pickled reports and failures to batches of readings and failures."""
    for batch in batches:
        items = (pickle.loads(item) for item in batch.column("item").to_pylist())
        yield to_batch(x if isinstance(x, Failure) else read_one(x, max_seconds) for x in items)


def read_with_spark(
    inputs: Iterable[str],
    folder: Path,
    *,
    master: str = "local[2]",
    options: IngestOptions | None = None,
    max_seconds: float = DEFAULT_MAX_SECONDS,
    session: SparkSession | None = None,
) -> Counts:
    """Read inputs on Spark and write all outcomes to `folder` as Parquet.

    The rows equal those of `run.parquet.write_folder` over a local run, in any
    order. Raises SparkError where Spark is missing or a job fails, FolderError
    where the folder cannot be had.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    claim_folder(folder)
    chosen = options or IngestOptions()
    paths = list(list_inputs(inputs))
    spark = session or start_session(master)
    cores = spark.sparkContext.defaultParallelism
    try:
        listed = spark.createDataFrame([(p,) for p in paths], "path string")
        reports = listed.repartition(
            max(1, min(len(paths), cores * PARTITIONS_PER_CORE))
        ).mapInArrow(lambda batches: ingest_batches(iter(batches), chosen), "item binary")
        spread = reports.repartition(cores * PARTITIONS_PER_CORE)
        outcomes = spread.mapInArrow(
            lambda batches: read_batches(iter(batches), max_seconds),
            from_arrow_schema(outcome_schema()),
        )
        outcomes.write.mode("append").partitionBy("outcome").parquet(str(folder))
        return _count(spark, folder)
    except SparkError:
        raise
    except Exception as error:
        raise SparkError(f"the Spark job failed: {first_line(error)}") from error
    finally:
        if session is None:
            spark.stop()


def _count(spark: SparkSession, folder: Path) -> Counts:
    rows = spark.read.parquet(str(folder)).groupBy("outcome").count().collect()
    counts = {row["outcome"]: row["count"] for row in rows}
    return Counts(counts.get(OUTCOME_READING, 0), counts.get(OUTCOME_FAILURE, 0))
