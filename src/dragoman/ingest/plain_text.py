"""Plain text: the decoded bytes are the report's text, unchanged."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.ingest.source import Source
from dragoman.model import Report


def read(source: Source) -> Iterator[Report]:
    """The one report of a text file. Raises IngestError if it is not text, or too long."""
    decoded = source.read_text()
    yield source.report(
        decoded.text,
        format="text",
        publisher=source.publisher_of(decoded.text),
        encoding=decoded.encoding,
    )
