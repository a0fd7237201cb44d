"""Parquet: the same tables, typed, for DuckDB, Spark, pandas and R."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.export.atomic import staged
from dragoman.export.errors import ExportError
from dragoman.export.options import ExportOptions
from dragoman.export.tables import TABLES, Column, Lookup, Row, Table
from dragoman.model import Reading

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

# Rows held in memory for a table before they are written as one row group.
ROWS_PER_GROUP = 20_000


def _arrow_type(column: Column) -> Any:
    import pyarrow as pa

    if column.fields:
        return pa.list_(pa.struct([(f.name, _arrow_type(f)) for f in column.fields]))
    if column.many:
        return pa.list_(pa.string())
    plain = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
    }
    return plain[column.kind]


def make_schema(table: Table) -> pa.Schema:
    """The Arrow schema of a table."""
    import pyarrow as pa

    return pa.schema([(c.name, _arrow_type(c)) for c in table.columns])


def _sound(value: Any) -> Any:
    """The value with lone surrogates, which Arrow's UTF-8 cannot carry, replaced."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [_sound(v) for v in value]
    if isinstance(value, dict):
        return {k: _sound(v) for k, v in value.items()}
    return value


class _TableFile:
    """A Parquet file that takes rows and writes them in groups."""

    def __init__(self, path: Path, table: Table) -> None:
        from pyarrow.parquet import ParquetWriter

        self.table = table
        self.schema = make_schema(table)
        self.writer: ParquetWriter = ParquetWriter(path, self.schema, compression="zstd")
        self.rows: list[Row] = []

    def __enter__(self) -> _TableFile:
        return self

    def __exit__(self, *_error: object) -> None:
        self.writer.close()

    def add(self, lookup: Lookup) -> None:
        self.rows.extend(self.table.make_rows(lookup))
        if len(self.rows) >= ROWS_PER_GROUP:
            self.flush()

    def flush(self) -> None:
        import pyarrow as pa

        if not self.rows:
            return
        try:
            group = pa.Table.from_pylist(self.rows, self.schema)
        except UnicodeEncodeError:
            group = pa.Table.from_pylist([_sound(r) for r in self.rows], self.schema)
        self.writer.write_table(group)
        self.rows.clear()


def write_parquet(readings: Iterable[Reading], target: Path, options: ExportOptions) -> list[Path]:
    """Write `reports.parquet`, `statements.parquet`, ... into the folder `target`."""
    if target.exists() and not target.is_dir():
        raise ExportError(f"{target} is a file; parquet is written into a folder, a file a table")
    paths = [target / f"{table.name}.parquet" for table in TABLES]
    with staged(paths, overwrite=options.overwrite) as temporary, ExitStack() as stack:
        files = [
            stack.enter_context(_TableFile(path, table))
            for path, table in zip(temporary, TABLES, strict=True)
        ]
        for lookup in map(Lookup, readings):
            for file in files:
                file.add(lookup)
        for file in files:
            file.flush()
    return paths
