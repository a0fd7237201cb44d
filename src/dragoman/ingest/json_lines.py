"""JSONL, and JSON files that hold one record or a list of them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from dragoman.ingest.lines import Line, read_lines
from dragoman.ingest.options import IngestError, NoReportInsideError
from dragoman.ingest.records import make_record_report
from dragoman.ingest.source import Source
from dragoman.model import Failure, Report


def _parse(text: str) -> object:
    """JSON to Python; raises IngestError with a plain reason."""
    try:
        return json.loads(text)
    except RecursionError:
        raise IngestError("is JSON nested too deeply") from None
    except ValueError as error:
        reason = str(error).split(":")[0].lower() or "damaged"
        raise IngestError(f"is not JSON ({reason})") from None


def _read_record(source: Source, record: object, part: str, format: str) -> Report:
    if not isinstance(record, dict):
        raise IngestError("is not a JSON object")
    return make_record_report(source, record, part=part, format=format, encoding="utf-8")


def _read_line(source: Source, line: Line) -> Report | Failure:
    part = f":{line.number}"
    try:
        if line.problem:
            raise IngestError(line.problem)
        return _read_record(source, _parse(line.text), part, "jsonl")
    except IngestError as error:
        return Failure(source.name + part, f"line {line.number} {error}")


def read_jsonl(source: Source) -> Iterator[Report | Failure]:
    """One report a line; a bad line is a failure that names it, and the rest goes on."""
    empty = True
    for line in read_lines(source):
        if line.problem or line.text.strip():
            empty = False
            yield _read_line(source, line)
    if empty:
        raise IngestError("holds no text")


def _is_record(source: Source, record: object) -> bool:
    """Whether there is something under a field for the text, readable or not."""
    if not isinstance(record, dict):
        return False
    try:
        _read_record(source, record, "", "json")
    except NoReportInsideError:
        return False
    except IngestError:
        pass
    return True


def _read_list(source: Source, records: list[object]) -> Iterator[Report | Failure]:
    if not any(_is_record(source, x) for x in records):
        raise NoReportInsideError("is JSON without reports")
    for number, record in enumerate(records, 1):
        part = f"#{number}"
        try:
            yield _read_record(source, record, part, "json")
        except IngestError as error:
            yield Failure(source.name + part, f"record {number} {error}")


def _is_json_lines(head: bytes) -> bool:
    """Whether the first line is a whole JSON object and more follows it."""
    first, newline, rest = head.lstrip(b"\xef\xbb\xbf \r\n\t").partition(b"\n")
    if not newline or not rest.strip() or not first.lstrip().startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def read(source: Source) -> Iterator[Report | Failure]:
    """The reports of JSONL, or of a JSON file with one object or a list of objects."""
    head = source.head()
    pretty = head.lstrip(b"\xef\xbb\xbf \r\n\t").split(b"\n", 1)[0].strip() in {b"{", b"[", b"[{"}
    if _is_json_lines(head) or (source.extension not in {".json"} and not pretty):
        yield from read_jsonl(source)
        return
    found = _parse(source.decode(source.read_all()).text)
    if isinstance(found, list):
        yield from _read_list(source, found)
    elif isinstance(found, dict):
        yield _read_record(source, found, "", "json")
    else:
        raise NoReportInsideError("is JSON without reports")
