"""Reports from records with named fields: what JSONL, CSV and Parquet have in common."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache

from dragoman.ingest.options import REPORT_FIELDS, IngestError, NoReportInsideError
from dragoman.ingest.source import Source
from dragoman.model import Report

# Common names of our fields, the best first; compared in lower case, letters and digits only.
_COMMON_NAMES = {
    "text": "text body content fulltext articletext article articlebody maintext plaintext story "
    "report contents rawtext message",
    "id": "id sourceid uid guid uuid docid documentid articleid reportid storyid",
    "title": "title headline header heading subject articletitle",
    "publisher": "publisher outlet newspaper sourcename sitename publication publicationname "
    "media mediaoutlet agency source",
    "published": "published publishedat publisheddate datepublished publishdate publicationdate "
    "pubdate date datetime publishedon timestamp created createdat",
    "language": "language lang languagecode",
    "url": "url link uri permalink href canonicalurl articleurl",
}
COMMON_NAMES = {field: names.split() for field, names in _COMMON_NAMES.items()}


def field_key(name: str) -> str:
    """A field's name as `COMMON_NAMES` has it: lower case, letters and digits only."""
    return re.sub(r"[\W_]+", "", name.lower())


@lru_cache(maxsize=256)
def _find_columns(
    names: tuple[str, ...], columns: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    """Pairs of our field and the input's name for it: as told, else by common names."""
    told = dict(columns)
    by_key: dict[str, str] = {}
    for name in names:
        by_key.setdefault(field_key(name), name)
    found = []
    for field in REPORT_FIELDS:
        if field in told:
            if told[field] in names:
                found.append((field, told[field]))
            continue
        column = next((by_key[x] for x in COMMON_NAMES[field] if x in by_key), None)
        if column is not None and column not in told.values():
            found.append((field, column))
    return tuple(found)


def find_columns(names: tuple[str, ...], source: Source) -> dict[str, str]:
    """Which of the input's columns holds which of our fields.

    Raises NoReportInsideError if none holds the text.
    """
    told = tuple(sorted(source.options.columns.items()))
    found = dict(_find_columns(names, told))
    if "text" not in found:
        wanted = source.options.columns.get("text", "text")
        raise NoReportInsideError(f"holds no field {wanted!r}")
    return found


def _clean_value(value: object) -> str | None:
    """A field's value as a string; lists, objects and truth values have none."""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        whole = isinstance(value, int) or value.is_integer()
        return f"{value:.0f}" if whole else str(value)
    return None


def make_record_report(
    source: Source,
    record: Mapping[str, object],
    *,
    part: str,
    format: str,
    encoding: str | None = None,
) -> Report:
    """The report of one record; its id comes back as `source_id`.

    Raises IngestError if the record has no text.
    """
    columns = find_columns(tuple(record), source)
    values = {field: record[name] for field, name in columns.items()}
    text = values.pop("text")
    if not isinstance(text, str):
        if text is not None and columns["text"] not in {"text", source.options.columns.get("text")}:
            raise NoReportInsideError("holds no field 'text'")
        kind = "is missing" if text is None else "is not a string"
        raise IngestError(f"its {columns['text']!r} {kind}")
    known = {field: _clean_value(value) for field, value in values.items()}
    return source.report(
        text,
        format=format,
        part=part,
        source_id=known.get("id") or None,
        title=known.get("title"),
        publisher=known.get("publisher"),
        published=known.get("published"),
        language=known.get("language"),
        url=known.get("url"),
        encoding=encoding,
    )
