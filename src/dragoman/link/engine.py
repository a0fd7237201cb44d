"""The engines that run the linking's SQL: DuckDB on one machine, Spark on many.

One text of SQL serves both: plain SELECT, JOIN, GROUP BY and UNION, without
functions that only one of them has. What SQL cannot do, such as comparing names,
is a function from Arrow batches to Arrow batches that either engine applies.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import duckdb
import pyarrow as pa

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

BatchFunction = Callable[[Iterator[pa.RecordBatch]], Iterable[pa.RecordBatch]]
_ROWS_PER_BATCH = 10_000
# Tables whose names begin so outlive a call; all others are let go with the engine.
KEPT = "kept_"
# How much of its tables DuckDB holds in memory.
MEMORY = "2GB"


class Engine(Protocol):
    """What linking asks of a database: named tables in, SQL between, rows out."""

    def put(self, name: str, table: pa.Table) -> None:
        """Make an Arrow table known under a name, in place of any of that name."""

    def store(self, name: str, sql: str) -> None:
        """Keep the rows of a query as a table, worked out once."""

    def apply(self, name: str, source: str, function: BatchFunction, schema: pa.Schema) -> None:
        """Keep what a function makes of batches; it must not mind how rows are cut.

        `source` is a table's name or a query in brackets, whose rows are not kept.
        """

    def keep(
        self, name: str, new: str, *, keys: Sequence[str] = (), gone: str | None = None
    ) -> None:
        """Change a table in place; one whose name begins with `KEPT` outlives the engine.

        Rows whose `keys` are those of a row of `gone` leave it, then the rows of `new` are
        added. `new` and `gone` are tables' names or queries in brackets, `gone` with just
        the keys as columns; neither may read the table changed. The first call makes the table.
        """

    def has(self, name: str) -> bool:
        """Whether there is a table of that name."""

    def count(self, name: str) -> int:
        """How many rows a table has."""

    def rows(self, sql: str) -> pa.Table:
        """The rows of a query."""

    def drop(self, prefix: str) -> None:
        """Forget the tables whose names begin so."""


class DuckEngine:
    """DuckDB in this process; kept tables stand in a file, or in memory where none is named."""

    def __init__(self, path: str = ":memory:") -> None:
        # Its stubs know the methods of a relation only in part.
        self._db: Any = duckdb.connect(path)
        # A name in SQL is a table, never a variable of some caller.
        self._db.execute("SET python_enable_replacements = false")
        self._db.execute("SET enable_progress_bar = false")
        # Else it takes four fifths of the machine; what is more is put by on disk.
        self._db.execute(f"SET memory_limit = '{MEMORY}'")
        self._db.execute("SET preserve_insertion_order = false")
        if path == ":memory:":
            # Two engines must not write into one folder.
            folder = f"{tempfile.gettempdir()}/dragoman-linking-{os.getpid()}-{id(self)}"
            self._db.execute(f"SET temp_directory = '{folder}'")
        tables = self._db.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        self._names = {str(name) for (name,) in tables}

    def put(self, name: str, table: pa.Table) -> None:
        """Copy the rows into a table of the database."""
        self._db.register("incoming", table)
        self.store(name, "SELECT * FROM incoming")
        self._db.unregister("incoming")

    def store(self, name: str, sql: str) -> None:
        """Run the query; a table of that name may stand in it."""
        temporary = "" if name.startswith(KEPT) else "TEMP "
        self._db.execute(f"CREATE OR REPLACE {temporary}TABLE {name} AS {sql}")
        self._names.add(name)

    def apply(self, name: str, source: str, function: BatchFunction, schema: pa.Schema) -> None:
        """Stream the rows through the function."""
        reader = self._db.sql(f"SELECT * FROM {source}").to_arrow_reader(_ROWS_PER_BATCH)
        self.put(name, pa.Table.from_batches(function(iter(reader)), schema))

    def keep(
        self, name: str, new: str, *, keys: Sequence[str] = (), gone: str | None = None
    ) -> None:
        """Delete and insert in place."""
        if not self.has(name):
            self.store(name, f"SELECT * FROM {new}")
            return
        if gone is not None:
            same = " AND ".join(f"{name}.{k} = gone.{k}" for k in keys)
            self._db.execute(f"DELETE FROM {name} USING {_as_table(gone)} gone WHERE {same}")
        self._db.execute(f"INSERT INTO {name} BY NAME SELECT * FROM {new}")

    def has(self, name: str) -> bool:
        """Whether there is a table of that name."""
        return name in self._names

    def count(self, name: str) -> int:
        """How many rows a table has."""
        return int(self.rows(f"SELECT count(*) AS n FROM {name}").column("n")[0].as_py())

    def rows(self, sql: str) -> pa.Table:
        """The rows of a query, in memory."""
        return self._db.sql(sql).to_arrow_table()

    def drop(self, prefix: str) -> None:
        """Drop the tables from the database."""
        gone = {name for name in self._names if name.startswith(prefix)}
        for name in gone:
            self._db.execute(f"DROP TABLE {name}")
        self._names -= gone

    def use_one_thread(self) -> None:
        """For many small queries: what threads tell each other costs more than they save."""
        self._db.execute("SET threads = 1")

    def begin(self) -> None:
        """From here on kept tables change all at once, with `commit`, or not at all."""
        self._db.execute("BEGIN")

    def commit(self) -> None:
        """Let the changes since `begin` hold."""
        self._db.execute("COMMIT")

    def close(self) -> None:
        """Let go of the database; changes that were not committed are lost."""
        self._db.close()


class SparkEngine:
    """A Spark session: the same SQL on as many machines as it has."""

    def __init__(self, session: SparkSession) -> None:
        self._spark = session
        # Spark's own default, 200 pieces whatever the cluster, makes small tables slow.
        pieces = max(2, 2 * session.sparkContext.defaultParallelism)
        session.conf.set("spark.sql.shuffle.partitions", str(pieces))
        # Else it now and then loses a column of a self-join (`key not found: one#…`).
        session.conf.set("spark.sql.constraintPropagation.enabled", "false")
        self._pieces = pieces
        self._names: set[str] = set()

    def put(self, name: str, table: pa.Table) -> None:
        """Send the rows to the cluster."""
        frame = self._spark.createDataFrame(table)
        frame.cache().createOrReplaceTempView(name)
        self._names.add(name)

    def store(self, name: str, sql: str) -> None:
        """Run the query now, cutting its plan: loops would make plans without end."""
        # Unions pile up pieces of a few rows.
        frame = self._spark.sql(sql).coalesce(self._pieces).localCheckpoint(eager=True)
        frame.createOrReplaceTempView(name)
        self._names.add(name)

    def apply(self, name: str, source: str, function: BatchFunction, schema: pa.Schema) -> None:
        """Run the function in Spark's Python workers."""
        from pyspark.sql.pandas.types import from_arrow_schema

        frame = self._spark.sql(f"SELECT * FROM {source}").mapInArrow(
            lambda batches: function(iter(batches)), from_arrow_schema(schema)
        )
        frame.localCheckpoint(eager=True).createOrReplaceTempView(name)
        self._names.add(name)

    def keep(
        self, name: str, new: str, *, keys: Sequence[str] = (), gone: str | None = None
    ) -> None:
        """Make the table anew of what stays of it and what is added."""
        if not self.has(name):
            self.store(name, f"SELECT * FROM {new}")
            return
        stays = f"SELECT k.* FROM {name} k"
        if gone is not None:
            same = " AND ".join(f"k.{key} = gone.{key}" for key in keys)
            stays += f" LEFT ANTI JOIN {_as_table(gone)} gone ON {same}"
        columns = ", ".join(self._spark.table(name).columns)
        self.store(name, f"{stays} UNION ALL SELECT {columns} FROM {new}")

    def has(self, name: str) -> bool:
        """Whether there is a view of that name."""
        return name in self._names

    def count(self, name: str) -> int:
        """How many rows a table has."""
        return self._spark.table(name).count()

    def rows(self, sql: str) -> pa.Table:
        """The rows of a query, gathered at the driver."""
        return self._spark.sql(sql).toArrow()

    def drop(self, prefix: str) -> None:
        """Drop the views, and what was cached for them."""
        gone = {name for name in self._names if name.startswith(prefix)}
        for name in gone:
            self._spark.table(name).unpersist()
            self._spark.catalog.dropTempView(name)
        self._names -= gone


def _as_table(source: str) -> str:
    """A table's name or a query in brackets, as it may stand after FROM and USING."""
    return source if source.startswith("(") else f"(SELECT * FROM {source})"


def table_of(rows: Sequence[object], schema: pa.Schema) -> pa.Table:
    """Objects as an Arrow table, a column at a time; their attributes are named as the columns."""
    arrays = [pa.array([getattr(row, f.name) for row in rows], f.type) for f in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def texts(*names: str) -> pa.Schema:
    """A schema of columns of text."""
    return pa.schema([(name, pa.string()) for name in names])


def table_of_texts(names: Sequence[str], rows: Iterable[Sequence[str | None]]) -> pa.Table:
    """Rows of text as an Arrow table, a column for each name."""
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    return pa.table([pa.array(c, pa.string()) for c in columns], schema=texts(*names))


def tuples_of(table: pa.Table | pa.RecordBatch) -> Iterator[tuple[Any, ...]]:
    """The rows of an Arrow table, each as a tuple in the order of its columns."""
    return zip(*(column.to_pylist() for column in table.columns), strict=True)


def make_tables(engine: Engine, schemas: Mapping[str, pa.Schema]) -> None:
    """Make those tables that are not there yet, empty."""
    for name, schema in schemas.items():
        if not engine.has(name):
            engine.put(name, schema.empty_table())


def map_rows(
    function: Callable[[Mapping[str, Any]], Iterable[Mapping[str, Any]]], schema: pa.Schema
) -> BatchFunction:
    """A function from a row to any number of rows, as one of batches."""

    def over(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            found = [made for row in batch.to_pylist() for made in function(row)]
            yield pa.RecordBatch.from_pylist(found, schema)

    return over
