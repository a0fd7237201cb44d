"""Readings in Parquet folders: what both engines write and what a record can take in."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Literal

from dragoman.model import Failure, Reading
from dragoman.run.columns import (
    OUTCOME_FAILURE,
    OUTCOME_READING,
    from_batch,
    outcome_schema,
    to_batch,
)

ROWS_PER_BATCH = 64


class FolderError(Exception):
    """A folder of readings cannot be written or read; the message says why in one sentence."""


def claim_folder(folder: Path) -> None:
    """Make sure that results can go to `folder`: it must not exist, or be empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderError(f"{folder} exists already and is not an empty folder")


def write_folder(
    outcomes: Iterable[Reading | Failure], folder: Path
) -> Iterator[Reading | Failure]:
    """Write outcomes to `folder` as Parquet, passing each on; the folder appears when all is done.

    The layout is the one Spark writes: `outcome=reading/` and `outcome=failure/`.
    Raises FolderError if the folder is there already and not empty.
    """
    import pyarrow.parquet as pq

    claim_folder(folder)
    building = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(building, ignore_errors=True)
    schema = outcome_schema().remove(outcome_schema().get_field_index("outcome"))
    writers = {}
    try:
        for kind in (OUTCOME_READING, OUTCOME_FAILURE):
            (building / f"outcome={kind}").mkdir(parents=True)
            file = building / f"outcome={kind}" / "part-00000.parquet"
            writers[kind] = pq.ParquetWriter(file, schema, compression="zstd")
        source = iter(outcomes)
        while group := list(islice(source, ROWS_PER_BATCH)):
            for kind, writer in writers.items():
                rows = [x for x in group if isinstance(x, Failure) == (kind == OUTCOME_FAILURE)]
                if rows:
                    writer.write_batch(to_batch(rows).select(schema.names))
            yield from group
    except BaseException:
        for writer in writers.values():
            writer.close()
        shutil.rmtree(building, ignore_errors=True)
        raise
    for writer in writers.values():
        writer.close()
    if folder.exists():
        folder.rmdir()
    building.rename(folder)


def read_folder(
    folder: Path, *, kind: Literal["reading", "failure"] | None = None
) -> Iterator[Reading | Failure]:
    """Every outcome in a folder that either engine wrote, or those of one kind.

    Raises FolderError if it holds no readings or a file of it is damaged.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    parts = sorted(folder.glob(f"outcome={kind or '*'}/*.parquet"))
    if not parts:
        raise FolderError(f"{folder} holds no readings in Parquet")
    for part in parts:
        try:
            for batch in pq.ParquetFile(part).iter_batches(ROWS_PER_BATCH):
                yield from from_batch(batch)
        except (pa.ArrowException, OSError) as error:
            raise FolderError(f"{part} is damaged: {error}") from error
