"""Exporting: readings as files for people and for other programs.

>>> from dragoman.export import FORMATS
>>> sorted(FORMATS)
['csv', 'html', 'jsonl', 'parquet']
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.export.csv_tables import write_csv
from dragoman.export.errors import ExportError
from dragoman.export.jsonl import make_line, write_jsonl
from dragoman.export.options import ExportOptions
from dragoman.export.parquet import write_parquet
from dragoman.model import Failure, Reading

if TYPE_CHECKING:
    from dragoman.export.linked import LinkedRecord

__all__ = [
    "FORMATS",
    "ExportError",
    "ExportOptions",
    "Format",
    "export_readings",
    "make_line",
    "write_pages",
]

Write = Callable[[Iterable[Reading], Path, ExportOptions], list[Path]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what it is for, what its target is, and the function that writes it."""

    about: str
    target: str
    write: Write


def write_pages(
    readings: Iterable[Reading],
    folder: Path,
    *,
    failures: Iterable[Failure] = (),
    linked: LinkedRecord | None = None,
) -> Path:
    """Write a page for each reading and an index over them; give the index's path.

    What linking found between the reports, if given, is shown on pages of its own:
    happenings, drift and relays.

    Everything is in the pages themselves: they open from a disk, by e-mail or
    from any web server and ask nothing of the network. Readings are taken one
    by one; `failures` are listed with their reasons and may be a list that
    grows while `readings` is consumed. Pages of an earlier run are replaced.
    Raises `ExportError` if the folder cannot be written, or holds an
    `index.html` that dragoman did not make.
    """
    # Imported here: Jinja is only needed by those who want pages.
    from dragoman.export.pages import write_pages as write

    return write(readings, folder, failures=failures, linked=linked)


def _write_html(readings: Iterable[Reading], target: Path, options: ExportOptions) -> list[Path]:
    if not options.overwrite and (target / "index.html").exists():
        raise ExportError(f"{target} holds pages already; they are only replaced when told to")
    return [write_pages(readings, target)]


FORMATS: dict[str, Format] = {
    "jsonl": Format("the JSON contract, one reading a line", "file", write_jsonl),
    "csv": Format("one CSV file a table", "folder", write_csv),
    "parquet": Format("one typed Parquet file a table", "folder", write_parquet),
    "html": Format("a page a report and an index", "folder", _write_html),
}


def export_readings(
    readings: Iterable[Reading],
    format: str,
    target: Path,
    *,
    overwrite: bool = False,
    guard_formulas: bool = True,
) -> list[Path]:
    """Write readings in a format of `FORMATS` to a file or folder; give the files written.

    Readings are taken one by one, so they need not fit in memory. Files appear
    whole or not at all. Raises `ExportError` with a plain reason if the format
    is unknown, a file exists and `overwrite` is false, or the disk refuses.
    """
    chosen = FORMATS.get(format)
    if chosen is None:
        raise ExportError(f"unknown format {format!r}; known are {', '.join(sorted(FORMATS))}")
    return chosen.write(readings, Path(target), ExportOptions(overwrite, guard_formulas))
