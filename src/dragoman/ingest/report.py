"""From decoded text and what is known of it to a Report."""

from __future__ import annotations

import re

from dragoman.ingest.dates import resolve_published
from dragoman.ingest.encoding import clean_text
from dragoman.ingest.language import find_language
from dragoman.ingest.options import IngestError, Limits
from dragoman.model import Report
from dragoman.text import find_dateline

MAX_FIELD_CHARS = 2_000


def _clean_field(value: str | None) -> str | None:
    """One line of metadata: white space collapsed, of bounded length, None if nothing is left."""
    if value is None:
        return None
    return re.sub(r"\s+", " ", clean_text(value)).strip()[:MAX_FIELD_CHARS].rstrip() or None


def make_report(
    text: str,
    *,
    source: str,
    source_id: str,
    title: str | None = None,
    publisher: str | None = None,
    published: str | None = None,
    user_published: str | None = None,
    language: str | None = None,
    url: str | None = None,
    format: str = "text",
    encoding: str | None = None,
    relayed_from: str | None = None,
    max_chars: int = Limits().max_chars,
) -> Report:
    """A report from decoded text and what is known of it.

    `text` is kept as it is, save lone surrogates and NULs, which become U+FFFD
    one for one. `published` is the date its metadata give and `user_published`
    the user's, in any common writing; the text's own dateline outranks both
    unless it is in doubt. `language` is a hint. `max_chars` counts code points.
    Raises IngestError if there is no text or too much of it.
    """
    if len(text) > max_chars:
        raise IngestError(f"is longer than {max_chars:,} characters")
    if not text or text.isspace():
        raise IngestError("holds no text" if text else "is empty")
    text = clean_text(text)
    decided = resolve_published(find_dateline(text), published, user_published)
    return Report(
        text=text,
        source=clean_text(source),
        source_id=clean_text(source_id),
        title=_clean_field(title),
        publisher=_clean_field(publisher),
        published=decided.published,
        published_precision=decided.precision,
        published_origin=decided.origin,
        published_candidates=decided.candidates,
        language=find_language(text, language),
        url=_clean_field(url),
        format=format,
        encoding=encoding,
        relayed_from=_clean_field(relayed_from),
    )
