"""The engines that run the linking's SQL: DuckDB on one machine, Spark on many.

One text of SQL serves both: plain SELECT, JOIN, GROUP BY and UNION, without
functions that only one of them has. What SQL cannot do, such as comparing names,
is a function from Arrow batches to Arrow batches that either engine applies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Protocol

import duckdb
import pyarrow as pa

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

BatchFunction = Callable[[Iterator[pa.RecordBatch]], Iterable[pa.RecordBatch]]
_ROWS_PER_BATCH = 10_000


class Engine(Protocol):
    """What linking asks of a database: named tables in, SQL between, rows out."""

    def put(self, name: str, table: pa.Table) -> None:
        """Make an Arrow table known under a name, in place of any of that name."""

    def store(self, name: str, sql: str) -> None:
        """Keep the rows of a query as a table, worked out once."""

    def apply(self, name: str, source: str, function: BatchFunction, schema: pa.Schema) -> None:
        """Keep what a function makes of a table's batches; it must not mind how rows are cut."""

    def count(self, name: str) -> int:
        """How many rows a table has."""

    def rows(self, sql: str) -> pa.Table:
        """The rows of a query."""


class DuckEngine:
    """DuckDB in this process: in memory, or in a file where the tables outgrow it."""

    def __init__(self, path: str = ":memory:") -> None:
        # Its stubs know the methods of a relation only in part.
        self._db: Any = duckdb.connect(path)

    def put(self, name: str, table: pa.Table) -> None:
        """Copy the rows into a table of the database."""
        with self._db.cursor() as cursor:
            cursor.register("incoming", table)
            cursor.sql(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM incoming")

    def store(self, name: str, sql: str) -> None:
        """Run the query; a table of that name may stand in it."""
        with self._db.cursor() as cursor:
            cursor.sql(f"CREATE OR REPLACE TABLE {name} AS {sql}")

    def apply(self, name: str, source: str, function: BatchFunction, schema: pa.Schema) -> None:
        """Stream the table through the function."""
        with self._db.cursor() as cursor:
            reader = cursor.sql(f"SELECT * FROM {source}").to_arrow_reader(_ROWS_PER_BATCH)
            made = pa.Table.from_batches(function(iter(reader)), schema)
        self.put(name, made)

    def count(self, name: str) -> int:
        """How many rows a table has."""
        return int(self.rows(f"SELECT count(*) AS n FROM {name}").column("n")[0].as_py())

    def rows(self, sql: str) -> pa.Table:
        """The rows of a query, in memory."""
        with self._db.cursor() as cursor:
            return cursor.sql(sql).to_arrow_table()


class SparkEngine:
    """A Spark session: the same SQL on as many machines as it has."""

    def __init__(self, session: SparkSession) -> None:
        self._spark = session
        # Spark's own default, 200 pieces whatever the cluster, makes small tables slow.
        pieces = max(2, 2 * session.sparkContext.defaultParallelism)
        session.conf.set("spark.sql.shuffle.partitions", str(pieces))

    def put(self, name: str, table: pa.Table) -> None:
        """Send the rows to the cluster."""
        frame = self._spark.createDataFrame(table)
        frame.cache().createOrReplaceTempView(name)

    def store(self, name: str, sql: str) -> None:
        """Run the query now, cutting its plan: loops would make plans without end."""
        frame = self._spark.sql(sql).localCheckpoint(eager=True)
        frame.createOrReplaceTempView(name)

    def apply(self, name: str, source: str, function: BatchFunction, schema: pa.Schema) -> None:
        """Run the function in Spark's Python workers."""
        from pyspark.sql.pandas.types import from_arrow_schema

        frame = self._spark.table(source).mapInArrow(
            lambda batches: function(iter(batches)), from_arrow_schema(schema)
        )
        frame.localCheckpoint(eager=True).createOrReplaceTempView(name)

    def count(self, name: str) -> int:
        """How many rows a table has."""
        return self._spark.table(name).count()

    def rows(self, sql: str) -> pa.Table:
        """The rows of a query, gathered at the driver."""
        return self._spark.sql(sql).toArrow()


def map_rows(
    function: Callable[[dict[str, object]], dict[str, object] | None], schema: pa.Schema
) -> BatchFunction:
    """A function of rows as one of batches; None leaves the row out."""

    def over(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            found = [made for row in batch.to_pylist() if (made := function(row)) is not None]
            yield pa.RecordBatch.from_pylist(found, schema)

    return over
