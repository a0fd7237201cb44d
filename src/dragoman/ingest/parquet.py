"""Parquet: one report a row, read batch by batch so that memory stays flat."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dragoman.ingest.options import IngestError, plain_reason
from dragoman.ingest.records import find_columns, make_record_report
from dragoman.ingest.source import Source
from dragoman.model import Failure, Report

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

BATCH_ROWS = 64


def _open(source: Source) -> ParquetFile:
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

    try:
        return ParquetFile(source.seekable(), pre_buffer=False, buffer_size=1 << 20)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise IngestError(f"Parquet is cut off or damaged: {plain_reason(error)}") from None


def _check_sizes(file: ParquetFile, column: str, source: Source) -> None:
    """Refuse a column that unpacks out of proportion, before it takes the memory."""
    limits, metadata = source.options.limits, file.metadata
    for group in range(metadata.num_row_groups):
        for index in range(metadata.num_columns):
            chunk = metadata.row_group(group).column(index)
            unpacked, packed = chunk.total_uncompressed_size, chunk.total_compressed_size
            large = chunk.path_in_schema == column and unpacked > limits.max_bytes
            if large and unpacked > limits.max_ratio * max(packed, 1):
                raise IngestError(f"column {column} expands more than {limits.max_ratio}-fold")


def _read_row(source: Source, record: dict[str, Any], number: int) -> Report | Failure:
    part = f":{number}"
    try:
        return make_record_report(source, record, part=part, format="parquet")
    except IngestError as error:
        return Failure(source.name + part, f"row {number} {error}")


def read(source: Source) -> Iterator[Report | Failure]:
    """One report a row, numbered from one. Raises IngestError if it is not a whole Parquet file."""
    import pyarrow as pa

    file = _open(source)
    columns = find_columns(tuple(file.schema_arrow.names), source)
    _check_sizes(file, columns["text"], source)
    if not file.metadata.num_rows:
        raise IngestError("holds no rows")
    number = 0
    try:
        batches = file.iter_batches(BATCH_ROWS, columns=list(columns.values()), use_threads=False)
        for batch in batches:
            for record in batch.to_pylist():
                number += 1
                yield _read_row(source, record, number)
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        reason = plain_reason(error)
        raise IngestError(f"Parquet is damaged after row {number}: {reason}") from None
