"""ZIP, TAR and gzip: their members are read as streams and never written to disk.

A member's path is only a name here, so one that climbs out of its folder does
nothing; links are not followed.
"""

from __future__ import annotations

import gzip
import io
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from dragoman.ingest.encoding import clean_name
from dragoman.ingest.options import IngestError, NoReportInsideError, plain_reason
from dragoman.ingest.source import HEAD_BYTES, RATIO_FREE_BYTES, MemberStream, Readable, Source
from dragoman.model import Failure

# Side files that programs leave in folders and archives, and code: passed over without a word.
SIDE_FILES = frozenset({"thumbs.db", "desktop.ini", "icon\r", "__macosx", "@eadir"})
_CODE = ".css .js .ts .map .lock .pyc .py .sh .toml .yaml .yml .ini .cfg .c .h .java .ipynb .sql"
SIDE_EXTENSIONS = frozenset(_CODE.split())
OFFICE_MARKS = frozenset({"[Content_Types].xml", "META-INF/MANIFEST.MF", "mimetype"})


def is_side_file(path: PurePosixPath) -> bool:
    """Whether a path inside a folder or archive is hidden or a program's own side file."""
    hidden = any(x.startswith(".") and x not in {".", ".."} for x in path.parts)
    known = any(x.lower() in SIDE_FILES for x in path.parts)
    return hidden or known or path.suffix.lower() in SIDE_EXTENSIONS


def _member(source: Source, name: str, packed: Readable, packed_bytes: int | None) -> Source:
    """A member of an archive as a source of its own, counted against the limits."""
    stream = MemberStream(name, packed, packed_bytes, source.budget, source.options.limits)
    return Source(
        name=f"{source.name}!{name}",
        stream=io.BufferedReader(stream, HEAD_BYTES),
        extension=PurePosixPath(name).suffix.lower(),
        options=source.options,
        named=False,
        depth=source.depth + 1,
        budget=source.budget,
    )


def _zip_member(source: Source, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Source:
    """Raises IngestError if the member cannot be unpacked."""
    if stat.S_ISLNK(info.external_attr >> 16):
        raise IngestError("is a link, which is not followed")
    if info.flag_bits & 1:
        raise IngestError("is protected by a password")
    ratio = source.options.limits.max_ratio
    if info.file_size > max(RATIO_FREE_BYTES, ratio * info.compress_size):
        raise IngestError(f"{clean_name(info.filename)} expands more than {ratio}-fold")
    try:
        packed = archive.open(info)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise IngestError(f"cannot be unpacked: {plain_reason(error)}") from None
    return _member(source, clean_name(info.filename), packed, info.compress_size)


def _open_zip(source: Source) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(source.seekable())
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, EOFError) as error:
        raise IngestError(f"ZIP is cut off or damaged: {plain_reason(error)}") from None
    except (NotImplementedError, OverflowError) as error:
        raise IngestError(f"ZIP is of a kind that is not read: {plain_reason(error)}") from None
    return archive


def read_zip(source: Source) -> Iterator[Source | Failure]:
    """The members of a ZIP archive. Raises IngestError if it is damaged or over a limit."""
    with _open_zip(source) as archive:
        names = {info.filename for info in archive.infolist()[:50]}
        if OFFICE_MARKS & names:
            raise IngestError("is an Office file, e-book or program, which is not read")
        found = False
        for info in archive.infolist():
            name = clean_name(info.filename)
            if name.endswith(("/", "\\")) or is_side_file(PurePosixPath(name)):
                continue
            found = True
            source.budget.count_member(source.options.limits)
            try:
                yield _zip_member(source, archive, info)
            except IngestError as error:
                yield Failure(f"{source.name}!{name}", str(error))
        if not found:
            raise IngestError("is an archive without members")


def _tar_member(
    source: Source, archive: tarfile.TarFile, info: tarfile.TarInfo
) -> Source | Failure | None:
    name = clean_name(info.name)
    if info.isdir() or is_side_file(PurePosixPath(name)):
        return None
    if info.issym() or info.islnk():
        return Failure(f"{source.name}!{name}", "is a link, which is not followed")
    packed = archive.extractfile(info) if info.isfile() else None
    if packed is None:
        return Failure(f"{source.name}!{name}", "is not a plain file")
    return _member(source, name, packed, None)


def read_tar(source: Source) -> Iterator[Source | Failure]:
    """The members of a TAR archive, in one pass. Raises IngestError if it is damaged."""
    found = False
    try:
        with tarfile.open(fileobj=source.stream, mode="r|", errorlevel=0) as archive:
            for info in archive:
                source.budget.count_member(source.options.limits)
                # In one pass nothing is gone back to: the list would only grow.
                archive.members = []  # type: ignore[attr-defined]
                item = _tar_member(source, archive, info)
                if item is not None:
                    found = True
                    yield item
    except (tarfile.TarError, EOFError, OSError, ValueError, OverflowError) as error:
        raise IngestError(f"TAR is cut off or damaged: {plain_reason(error)}") from None
    if not found:
        raise IngestError("is an archive without members")


class _Unpacked:
    """A gzip stream whose failures are told in plain words."""

    def __init__(self, source: Source) -> None:
        self.counted = _CountedReads(source.stream)
        self.unpacked = gzip.GzipFile(fileobj=self.counted, mode="rb")  # type: ignore[call-overload]

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; raises IngestError where the stream is damaged."""
        try:
            return bytes(self.unpacked.read(size))
        except (EOFError, OSError, zlib.error) as error:
            raise IngestError(f"gzip is cut off or damaged: {plain_reason(error)}") from None


class _CountedReads:
    """Counts the packed bytes, as a gzip stream does not tell its size beforehand."""

    def __init__(self, stream: io.BufferedReader[Any]) -> None:
        self.stream, self.count = stream, 0

    def read(self, size: int = -1, /) -> bytes:
        """Read on."""
        data = self.stream.read(size)
        self.count += len(data)
        return data


class _GzipStream(MemberStream):
    """An unpacked gzip stream, its ratio measured against what was read so far."""

    def _check_ratio(self) -> None:
        assert isinstance(self.packed, _Unpacked)
        self.packed_bytes = self.packed.counted.count
        super()._check_ratio()


def read_gzip(source: Source) -> Iterator[Source]:
    """The one stream inside a gzip file, under the same name, whatever its format."""
    stem = PurePosixPath(source.name).stem if source.extension in {".gz", ".gzip"} else "x"
    extension = ".tar" if source.extension == ".tgz" else PurePosixPath(stem).suffix.lower()
    limits = source.options.limits
    stream = _GzipStream("its content", _Unpacked(source), None, source.budget, limits)
    yield Source(
        name=source.name,
        stream=io.BufferedReader(stream, HEAD_BYTES),
        extension=extension,
        options=source.options,
        named=source.named,
        depth=source.depth + 1,
        budget=source.budget,
    )


def skip_inside(error: IngestError, source: Source) -> bool:
    """Whether a problem is no news: a side file without a report that nobody named."""
    return isinstance(error, NoReportInsideError) and not source.named
