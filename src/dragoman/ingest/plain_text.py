"""Plain text: the decoded bytes are the report's text, unchanged."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.ingest.options import IngestError
from dragoman.ingest.source import Source
from dragoman.model import Report


def read(source: Source) -> Iterator[Report]:
    """The one report of a text file. Raises IngestError if it is not text, or too long."""
    limits = source.options.limits
    data = source.read_all()
    # No encoding takes more than four bytes a character: do not decode what is too long anyway.
    if len(data) > 4 * limits.max_chars + 4:
        raise IngestError(f"is longer than {limits.max_chars:,} characters")
    decoded = source.decode(data)
    yield source.report(decoded.text, format="text", encoding=decoded.encoding)
