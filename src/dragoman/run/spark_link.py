"""Link a record on a Spark cluster: the same SQL, and rows made of readings by its workers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import pyarrow as pa

from dragoman.link.actors import Seed
from dragoman.link.engine import BatchFunction, Engine, SparkEngine, make_tables, texts
from dragoman.model.links import LinkChanges
from dragoman.record import Record
from dragoman.record.rows import unpack
from dragoman.run.link import Say, put_gone, update_links
from dragoman.run.link_rows import tables_of
from dragoman.run.spark import SparkError, first_line, start_session

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# Readings sent to the cluster at a time, packed as the record holds them.
_READINGS_A_TABLE = 500
_BODIES = texts("reading", "text").append(pa.field("body", pa.binary()))
_PACKED = pa.schema([("name", pa.string()), ("rows", pa.binary())])


def link_on_spark(
    record: Record,
    master: str,
    *,
    seeds: Sequence[Seed] = (),
    drift: bool = True,
    say: Say = lambda _line: None,
    session: SparkSession | None = None,
) -> LinkChanges:
    """Link all reports of a record anew on Spark, and write what was found.

    The result is that of one machine. Nothing is kept to go on from. What was linked is
    gathered where this runs: who is one and what is one must fit its memory, not the rows
    they are made from. Raises SparkError where Spark is missing or a job fails.
    """
    spark = session or start_session(master)
    try:
        engine = SparkEngine(spark)
        put_gone(engine, ())
        count = _put_readings(engine, record, say)
        changes = update_links(
            engine,
            count,
            reading_of=record.reading,
            human=record.human_judgements(),
            seeds=seeds,
            drift=drift,
            say=say,
        )
    except Exception as error:
        if type(error).__module__.startswith(("pyspark", "py4j")):
            raise SparkError(f"the Spark job failed: {first_line(error)}") from error
        raise
    finally:
        if session is None:
            spark.stop()
    record.write_links(changes)
    return changes


def _put_readings(engine: Engine, record: Record, say: Say) -> int:
    """Send packed readings to the cluster, and let it make their rows; gives how many."""
    count = 0
    make_tables(engine, {"packed_readings": _BODIES})
    for page in record.packed_readings(_READINGS_A_TABLE):
        rows = [dict(zip(_BODIES.names, row, strict=True)) for row in page]
        engine.put("incoming_rows", pa.Table.from_pylist(rows, _BODIES))
        engine.keep("packed_readings", "incoming_rows")
        count += len(page)
        say(f"{count} reports sent")
    engine.apply("packed_rows", "packed_readings", pack_rows, _PACKED)
    engine.drop("packed_readings")
    for name, empty in tables_of(()).items():
        source = f"(SELECT rows FROM packed_rows WHERE name = '{name}')"
        engine.apply(name, source, unpack_rows(empty.schema), empty.schema)
    engine.drop("packed_rows")
    return count


def pack_rows(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Batches of packed readings to the tables that linking needs of them, each as one value."""
    for batch in batches:
        rows = batch.to_pylist()
        tables = tables_of([(row["reading"], unpack(row["body"], row["text"])) for row in rows])
        packed = [{"name": n, "rows": _write(t)} for n, t in tables.items()]
        yield pa.RecordBatch.from_pylist(packed, _PACKED)


def _write(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def unpack_rows(schema: pa.Schema) -> BatchFunction:
    """The function from packed tables of a schema to their rows."""

    def over(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for packed in batch.column("rows").to_pylist():
                with pa.ipc.open_stream(packed) as reader:
                    yield from reader.read_all().cast(schema).to_batches()

    return over
