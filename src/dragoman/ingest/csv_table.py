"""CSV and its relatives with tabs or semicolons: one report a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from dragoman.ingest.lines import text_stream
from dragoman.ingest.options import IngestError
from dragoman.ingest.records import find_columns, make_record_report
from dragoman.ingest.source import Source
from dragoman.model import Failure, Report

DELIMITERS = ",;\t|"


def _bounded_lines(stream: io.TextIOWrapper, max_chars: int) -> Iterator[str]:
    number = 0
    while line := stream.readline(max_chars):
        number += 1
        if len(line) == max_chars and not line.endswith(("\n", "\r")):
            raise IngestError(f"line {number} is longer than {max_chars:,} characters")
        yield line


def _find_delimiter(header: str) -> str:
    return max(DELIMITERS, key=header.count)


def _rows(lines: Iterator[str], delimiter: str, max_chars: int) -> Iterator[list[str] | csv.Error]:
    """The rows; where one cannot be read, the error in its place, and the rest goes on."""
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        # The limit is the interpreter's own: raised for this step, given back after it.
        before = csv.field_size_limit(max_chars)
        try:
            row: list[str] | csv.Error = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            row = error
        finally:
            csv.field_size_limit(before)
        yield row


def _read_row(
    source: Source, names: list[str], row: list[str] | csv.Error, number: int, encoding: str
) -> Report | Failure:
    part = f":{number}"
    try:
        if isinstance(row, csv.Error):
            raise IngestError(f"is damaged ({row})")
        record = dict(zip(names, row, strict=False))
        return make_record_report(source, record, part=part, format="csv", encoding=encoding)
    except IngestError as error:
        return Failure(source.name + part, f"row {number} {error}")


def read(source: Source) -> Iterator[Report | Failure]:
    """One report a row, numbered from one below the header.

    Raises IngestError if it is not text or no column holds the text.
    """
    max_chars = source.options.limits.max_chars
    stream, encoding = text_stream(source)
    lines = _bounded_lines(stream, 4 * max_chars)
    header = next(lines, "")
    delimiter = _find_delimiter(header)
    rows = _rows(_chain(header, lines), delimiter, max_chars)
    names = next(rows, [])
    if isinstance(names, csv.Error) or not any(names):
        raise IngestError("has no header line that names its columns")
    find_columns(tuple(names), source)
    for number, row in enumerate(rows, 1):
        if row:
            yield _read_row(source, names, row, number, encoding)


def _chain(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest
