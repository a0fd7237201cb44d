"""A source: a named stream of bytes, wherever it came from, read within the limits."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Protocol

from dragoman.ingest.encoding import DecodedText, decode_bytes
from dragoman.ingest.options import (
    ArchiveLimitError,
    IngestError,
    IngestOptions,
    Limits,
    plain_reason,
)
from dragoman.ingest.report import make_report
from dragoman.model import Report
from dragoman.text import find_masthead

HEAD_BYTES = 1 << 16
RATIO_FREE_BYTES = 1 << 20


@dataclass(slots=True)
class Budget:
    """What the archives of one input have cost so far; shared by all that are nested in it."""

    members: int = 0
    unpacked_bytes: int = 0

    def count_member(self, limits: Limits) -> None:
        """Note one more member. Raises ArchiveLimitError above the limit."""
        self.members += 1
        if self.members > limits.max_members:
            raise ArchiveLimitError(f"holds more than {limits.max_members:,} members")

    def count_bytes(self, count: int, limits: Limits) -> None:
        """Note unpacked bytes. Raises ArchiveLimitError above the limit."""
        self.unpacked_bytes += count
        if self.unpacked_bytes > limits.max_total_bytes:
            raise ArchiveLimitError(f"unpacks to more than {limits.max_total_bytes:,} bytes")


@dataclass(frozen=True, slots=True)
class Hints:
    """What the container of a source says of it: a crawl, a feed, an HTTP response."""

    url: str | None = None
    charset: str | None = None
    format: str | None = None


class Readable(Protocol):
    """Anything that gives bytes."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes, none at the end."""
        ...


def fill(buffer: memoryview, stream: Readable) -> int:
    """Read until the buffer is full or the stream at its end; how many bytes that were."""
    filled = 0
    while filled < len(buffer):
        piece = stream.read(len(buffer) - filled)
        if not piece:
            break
        buffer[filled : filled + len(piece)] = piece
        filled += len(piece)
    return filled


class MemberStream(io.RawIOBase):
    """The unpacked bytes of an archive's member, counted as they are read."""

    def __init__(
        self, name: str, packed: Readable, packed_bytes: int | None, budget: Budget, limits: Limits
    ) -> None:
        super().__init__()
        self.name, self.packed, self.budget, self.limits = name, packed, budget, limits
        self.packed_bytes = packed_bytes
        self.count = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def _check_ratio(self) -> None:
        if self.packed_bytes is None or self.count <= RATIO_FREE_BYTES:
            return
        if self.count > self.limits.max_ratio * max(self.packed_bytes, 1):
            raise IngestError(f"{self.name} expands more than {self.limits.max_ratio}-fold")

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        """Fill the buffer as far as the member goes.

        Raises IngestError over a limit and where the packed bytes are damaged.
        """
        try:
            filled = fill(buffer, self.packed)
        except IngestError:
            raise
        except Exception as error:  # each kind of archive has its own exceptions
            raise IngestError(f"cannot be unpacked: {plain_reason(error)}") from None
        self.count += filled
        self.budget.count_bytes(filled, self.limits)
        self._check_ratio()
        return filled


class FullReads(io.RawIOBase):
    """A stream whose reads are whole even where the one beneath, a pipe, gives crumbs."""

    def __init__(self, beneath: Readable) -> None:
        super().__init__()
        self.beneath = beneath

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        """Fill the buffer as far as the stream goes."""
        return fill(buffer, self.beneath)


@dataclass(frozen=True, slots=True)
class Source:
    """One input or member of one.

    `name` is what the user sees (`archive.zip!member.txt`), `extension` the
    lower-case ending that tells the format if the bytes do not. `named` is
    true where the user named the very file. `path` is set for a plain file on
    disk, which may be opened again.
    """

    name: str
    stream: io.BufferedReader[Any]
    extension: str
    options: IngestOptions
    named: bool = True
    path: str | None = None
    depth: int = 0
    budget: Budget = field(default_factory=Budget)
    hints: Hints = Hints()

    def head(self) -> bytes:
        """The first 64 KiB, left in place; for the very start of a stream only."""
        return self.stream.peek(HEAD_BYTES)[:HEAD_BYTES]

    def read_all(self, max_bytes: int | None = None) -> bytes:
        """All bytes. Raises IngestError if there are none, or too many to hold."""
        most = self.options.limits.max_bytes if max_bytes is None else max_bytes
        data = self.stream.read(most + 1)
        if not data:
            raise IngestError("is empty")
        if len(data) > most:
            raise IngestError(f"is larger than {most:,} bytes")
        return data

    def seekable(self) -> BinaryIO:
        """The bytes with random access: the file itself, or a member held in memory."""
        if self.path is not None:
            return open(self.path, "rb")  # noqa: PTH123
        return io.BytesIO(self.read_all())

    def read_text(self) -> DecodedText:
        """The text of all its bytes. Raises IngestError if there are none, or too many."""
        limits = self.options.limits
        data = self.read_all()
        # No encoding takes more than four bytes a character: what is too long is not decoded.
        if len(data) > 4 * limits.max_chars + 4:
            raise IngestError(f"is longer than {limits.max_chars:,} characters")
        return self.decode(data)

    def decode(self, data: bytes) -> DecodedText:
        """The text of all its bytes."""
        return decode_bytes(data, self.hints.charset)

    def publisher_of(self, text: str) -> str | None:
        """Whose a text without metadata is: the user's word, else what stands at its head."""
        return self.options.publisher or find_masthead(text)

    def report(
        self,
        text: str,
        *,
        format: str,
        part: str = "",
        source_id: str | None = None,
        title: str | None = None,
        publisher: str | None = None,
        published: str | None = None,
        language: str | None = None,
        url: str | None = None,
        encoding: str | None = None,
        relayed_from: str | None = None,
    ) -> Report:
        """A report found here, with the user's options where metadata are silent.

        `part` is the place inside the source, such as `#guid` or ` line 3`.
        """
        return make_report(
            text,
            source=self.name + part,
            source_id=self.name + part if source_id is None else source_id,
            title=title,
            publisher=publisher or self.options.publisher,
            published=published,
            user_published=self.options.published,
            language=language or self.options.language,
            url=url or self.hints.url,
            format=format,
            encoding=encoding,
            relayed_from=relayed_from,
            max_chars=self.options.limits.max_chars,
        )
