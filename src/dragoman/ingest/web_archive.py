"""WARC: the pages and texts that a crawl stored."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import Any

from dragoman.ingest.encoding import clean_name
from dragoman.ingest.options import IngestError, plain_reason
from dragoman.ingest.source import HEAD_BYTES, Hints, MemberStream, Source
from dragoman.model import Failure

EXTENSION_OF_TYPE = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
}
RECORD_TYPES = frozenset({"response", "resource", "conversion"})


def _content_type(record: Any) -> str:
    if record.rec_type == "response" and record.http_headers is not None:
        return record.http_headers.get_header("Content-Type") or ""
    return record.rec_headers.get_header("Content-Type") or ""


def _is_success(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return record.rec_type in RECORD_TYPES
    return str(record.http_headers.get_statuscode() or "").startswith("2")


class _Content:
    """A record's content, unpacked; its failures told in plain words."""

    def __init__(self, record: Any) -> None:
        self.stream, self.raw = record.content_stream(), record.raw_stream

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; raises IngestError where the record is damaged."""
        try:
            data = bytes(self.stream.read(size))
        except Exception:  # warcio raises many kinds, also its own without a common base
            raise IngestError("WARC record is cut off or damaged") from None
        if not data and getattr(self.raw, "limit", 0) > 0:
            raise IngestError("WARC record is cut off or damaged: its end is missing")
        return data


def _member(source: Source, record: Any) -> Source | None:
    """The page or text of a record, None for all that is neither."""
    content_type = _content_type(record)
    extension = EXTENSION_OF_TYPE.get(content_type.split(";")[0].strip().lower())
    if extension is None or not _is_success(record):
        return None
    url = clean_name(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    identity = url or record.rec_headers.get_header("WARC-Record-ID") or "record"
    charset = re.search(r"charset=\"?([\w.:-]+)", content_type, re.I)
    budget, limits = source.budget, source.options.limits
    stream = MemberStream("record", _Content(record), None, budget, limits)
    return Source(
        name=f"{source.name}!{identity}",
        stream=io.BufferedReader(stream, HEAD_BYTES),
        extension=extension,
        options=source.options,
        named=False,
        depth=source.depth + 1,
        budget=budget,
        hints=Hints(url=url or None, charset=charset[1] if charset else None),
    )


def _next_record(archive: Any) -> Any:
    """The next record, None at the end. Raises IngestError if the file is damaged."""
    try:
        # warcio writes to standard error where a record's length is wrong; it also counts that.
        with redirect_stderr(io.StringIO()):
            return next(archive, None)
    except Exception as error:  # see _Content
        raise IngestError(f"WARC is cut off or damaged: {plain_reason(error)}") from None


def read(source: Source) -> Iterator[Source | Failure]:
    """The HTML and text records of a WARC file, plain or gzipped.

    Raises IngestError if it is cut off or damaged, or holds none of them.
    """
    from warcio.archiveiterator import ArchiveIterator

    archive = ArchiveIterator(source.stream)
    name, wrong_lengths = None, 0
    while True:
        record = _next_record(archive)
        if archive.err_count > wrong_lengths:
            wrong_lengths = archive.err_count
            yield Failure(name or source.name, "WARC record is longer or shorter than it says")
        if record is None:
            break
        member = _member(source, record)
        if member is not None:
            name = member.name
            yield member
    if name is None and not wrong_lengths:
        raise IngestError("is a WARC without HTML or text responses")
