"""RSS and Atom feeds: one report an entry."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from dragoman.ingest.dates import clean_date
from dragoman.ingest.encoding import clean_name
from dragoman.ingest.html_blocks import html_to_text
from dragoman.ingest.options import IngestError
from dragoman.ingest.source import Source
from dragoman.model import Failure, Report

# Entities that a document type declares for itself; those of XML and HTML are known without it.
DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.S)
OWN_ENTITY = re.compile(rb"<!ENTITY", re.I)


REFERENCE = re.compile(rb"&#(?:x([0-9a-f]{1,20})|([0-9]{1,20}));", re.I)


def _allowed_reference(match: re.Match[bytes]) -> bytes:
    """A character reference, or U+FFFD for one to a surrogate, to NUL or to nothing."""
    number = int(match[1], 16) if match[1] else int(match[2])
    fine = 0 < number < 0xD800 or 0xE000 <= number <= 0x10FFFF
    return match[0] if fine else b"&#xFFFD;"


def _parse(data: bytes) -> Any:
    import feedparser

    data = REFERENCE.sub(_allowed_reference, data)
    if OWN_ENTITY.search(data):
        # Declared entities can be bombs or reach for files: none is ever expanded.
        data = DOCTYPE.sub(b"", data, count=1)
    # A stream, as feedparser would take plain bytes for the name of a file.
    parsed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.version and not parsed.entries:
        raise IngestError("is not a feed that can be read")
    return parsed


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _entry_text(entry: Any) -> str:
    """The longest of content and summary as text; a bare headline is its own text."""
    pieces = [x.get("value") for x in entry.get("content", []) if isinstance(x, dict)]
    texts = [html_to_text(x) for x in (*pieces, entry.get("summary")) if _text(x)]
    body = max(texts, key=len, default="")
    return body if body.strip() else html_to_text(_text(entry.get("title")) or "")


def _entry_date(entry: Any) -> str | None:
    for name in ("published", "updated"):
        value = _text(entry.get(name))
        if value and clean_date(value):
            return value
        parsed = entry.get(f"{name}_parsed")
        if parsed:
            return f"{parsed[0]:04}-{parsed[1]:02}-{parsed[2]:02}T{parsed[3]:02}:{parsed[4]:02}"
    return None


def _read_entry(source: Source, entry: Any, number: int, feed: Any) -> Report:
    own = entry.get("source")
    relayed_from = _text(own.get("title")) if isinstance(own, dict) else None
    guid = _text(entry.get("id")) or _text(entry.get("link")) or str(number)
    title = _text(entry.get("title"))
    return source.report(
        _entry_text(entry),
        format="feed",
        part=f"#{clean_name(guid.strip())}",
        title=html_to_text(title) if title else None,
        publisher=_text(feed.get("title")),
        published=_entry_date(entry),
        language=_text(entry.get("language")) or _text(feed.get("language")),
        url=_text(entry.get("link")),
        relayed_from=relayed_from,
        encoding="utf-8",
    )


def read(source: Source) -> Iterator[Report | Failure]:
    """One report an entry. Raises IngestError if it is no feed, or one without entries."""
    data = source.read_all()
    if not data.strip():
        raise IngestError("holds no text")
    parsed = _parse(data)
    if not parsed.entries:
        raise IngestError("is a feed without entries")
    for number, entry in enumerate(parsed.entries, 1):
        try:
            yield _read_entry(source, entry, number, parsed.feed)
        except IngestError as error:
            yield Failure(f"{source.name}#{number}", f"entry {number} {error}")
