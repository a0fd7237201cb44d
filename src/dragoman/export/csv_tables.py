"""CSV: one file a table, for spreadsheets and statistics programs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from dragoman.export.atomic import staged
from dragoman.export.errors import ExportError
from dragoman.export.options import ExportOptions
from dragoman.export.tables import TABLES, Column, Lookup, Row, Table
from dragoman.model import Reading

# What Excel, LibreOffice and Google Sheets take for the beginning of a formula
# (OWASP, "CSV Injection"), with the full-width forms that East Asian Excel accepts.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Whole reports do not fit a spreadsheet's cell (32,767 characters in Excel).
LEFT_OUT = frozenset({("reports", "text"), ("passages", "text")})


def _heads(column: Column) -> Iterator[str]:
    """The CSV columns of a column: a list of records is one for each of its fields.

    The first field bears the list's own name: `chain`, then `chain_kind`, ...
    """
    if not column.fields:
        yield column.name
        return
    for n, field in enumerate(column.fields):
        yield column.name if n == 0 else f"{column.name}_{field.name}"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _cells(column: Column, row: Row) -> Iterator[str]:
    value = row[column.name]
    if column.fields:
        for field in column.fields:
            yield column.joiner.join(_cell(item[field.name]) for item in value)
    elif column.many:
        yield column.joiner.join(_cell(item) for item in value)
    else:
        yield _cell(value)


def guard_formula(cell: str) -> str:
    """The cell, with an apostrophe before it if a spreadsheet would run it; numbers stay."""
    if not cell.startswith(FORMULA_STARTS):
        return cell
    try:
        float(cell)
    except ValueError:
        return "'" + cell
    return cell


def _columns(table: Table) -> tuple[Column, ...]:
    return tuple(c for c in table.columns if (table.name, c.name) not in LEFT_OUT)


def _line(columns: Iterable[Column], row: Row, *, guard: bool) -> list[str]:
    cells = (cell for column in columns for cell in _cells(column, row))
    return [guard_formula(c) if guard else c for c in cells]


def write_csv(readings: Iterable[Reading], target: Path, options: ExportOptions) -> list[Path]:
    """Write `reports.csv`, `statements.csv`, ... into the folder `target`, in UTF-8.

    The texts of reports are left out (they are in jsonl and parquet).
    """
    if target.exists() and not target.is_dir():
        raise ExportError(f"{target} is a file; csv is written into a folder, one file a table")
    paths = [target / f"{table.name}.csv" for table in TABLES]
    with staged(paths, overwrite=options.overwrite) as temporary, ExitStack() as files:
        writers = []
        for path, table in zip(temporary, TABLES, strict=True):
            # A lone surrogate, which UTF-8 cannot carry, becomes a question mark.
            file = path.open("x", encoding="utf-8", errors="replace", newline="")
            writers.append(csv.writer(files.enter_context(file)))
            writers[-1].writerow(h for c in _columns(table) for h in _heads(c))
        for lookup in map(Lookup, readings):
            for writer, table in zip(writers, TABLES, strict=True):
                columns = _columns(table)
                writer.writerows(
                    _line(columns, row, guard=options.guard_formulas)
                    for row in table.make_rows(lookup)
                )
    return paths
