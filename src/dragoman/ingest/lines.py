"""Lines of a stream of any size, one at a time, each of bounded length."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dragoman.ingest.encoding import decode_bytes, find_encoding
from dragoman.ingest.options import IngestError
from dragoman.ingest.source import Source


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its number from one; where it could not be had, `problem` says why."""

    number: int
    text: str
    problem: str | None = None


def _skip_line(stream: io.BufferedReader[Any], step: int) -> None:
    while (piece := stream.readline(step)) and not piece.endswith(b"\n"):
        pass


def _decode_line(number: int, data: bytes) -> Line:
    try:
        return Line(number, data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    try:
        return Line(number, decode_bytes(data).text)
    except IngestError as error:
        return Line(number, "", str(error))


def _byte_lines(source: Source, bom_length: int) -> Iterator[Line]:
    most = source.options.limits.max_bytes
    source.stream.read(bom_length)
    number = 0
    while data := source.stream.readline(most + 1):
        number += 1
        if len(data) > most:
            _skip_line(source.stream, most)
            yield Line(number, "", f"is longer than {most:,} bytes")
        else:
            yield _decode_line(number, data)


def read_lines(source: Source) -> Iterator[Line]:
    """The lines of a text stream. Raises IngestError if it is not text."""
    head = source.head()
    encoding, bom_length = find_encoding(head, whole=len(head) < 4096)
    if not encoding.startswith(("utf-16", "utf-32")):
        yield from _byte_lines(source, bom_length)
        return
    source.stream.read(bom_length)
    most = source.options.limits.max_bytes
    wide = io.TextIOWrapper(source.stream, encoding, errors="replace", newline="\n")
    number = 0
    while text := wide.readline(most):
        number += 1
        yield Line(number, text)


def text_stream(source: Source) -> tuple[io.TextIOWrapper, str]:
    """The stream as characters, with the encoding found; newlines are left as they are."""
    head = source.head()
    encoding, bom_length = find_encoding(head, whole=len(head) < 4096)
    source.stream.read(bom_length)
    return io.TextIOWrapper(source.stream, encoding, errors="replace", newline=""), encoding
