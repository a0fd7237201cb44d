"""A few rows at a time: what Arrow packs tightly is many times larger as Python's objects."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from dragoman.link.engine import BatchFunction

_ROWS = 500


def in_slices(function: BatchFunction) -> BatchFunction:
    """A function of batches that is given only a few rows at once."""

    def over(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        yield from function(_slices(batches))

    return over


def _slices(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        for start in range(0, batch.num_rows, _ROWS):
            yield batch.slice(start, _ROWS)
