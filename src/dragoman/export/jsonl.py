"""JSON Lines: the public contract, one reading a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from dragoman.export.atomic import staged
from dragoman.export.errors import ExportError
from dragoman.export.options import ExportOptions
from dragoman.model import Reading
from dragoman.model.contract import to_json


def make_line(reading: Reading) -> str:
    """A reading as one line of JSON, without the line break.

    Letters stay readable, unless the text holds half a surrogate pair, which
    UTF-8 cannot carry: such a line is written with escapes. Raises `ExportError`
    for a number that JSON does not know (NaN).
    """
    contract = to_json(reading)
    try:
        line = json.dumps(contract, ensure_ascii=False, allow_nan=False)
        line.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(contract, ensure_ascii=True, allow_nan=False)
    except ValueError as error:
        raise ExportError(f"{reading.report.source_id}: {error}") from error
    return line


def write_jsonl(readings: Iterable[Reading], target: Path, options: ExportOptions) -> list[Path]:
    """Write the file `target`, one reading a line."""
    if target.is_dir():
        raise ExportError(f"{target} is a folder; jsonl is written into one file")
    with (
        staged([target], overwrite=options.overwrite) as (temporary,),
        temporary.open("x", encoding="utf-8", newline="\n") as file,
    ):
        for reading in readings:
            file.write(make_line(reading) + "\n")
    return [target]
