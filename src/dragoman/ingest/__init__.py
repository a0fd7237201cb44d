"""Ingest: bytes to reports, one file a format."""

from __future__ import annotations

from dragoman.model import Report


class IngestError(Exception):
    """An input cannot become a report; the message is the reason, in one plain sentence."""


def make_report(
    text: str,
    *,
    source: str,
    source_id: str,
    title: str | None = None,
    publisher: str | None = None,
    published: str | None = None,
    language: str | None = None,
    url: str | None = None,
) -> Report:
    """A report from decoded text and what is known of it."""
    if not text.strip():
        raise IngestError("holds no text")
    return Report(text, source, source_id, title, publisher, published, language=language, url=url)
