"""Paths, folders, addresses and standard input to a stream of reports and failures."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from dragoman.ingest.archive import is_side_file, skip_inside
from dragoman.ingest.detect import find_format
from dragoman.ingest.encoding import clean_name
from dragoman.ingest.options import ArchiveLimitError, IngestError, IngestOptions
from dragoman.ingest.quiet import OutOfTimeError, no_warnings, silence_libraries, time_limit
from dragoman.ingest.registry import BY_EXTENSION, BY_NAME, Format, Item
from dragoman.ingest.source import HEAD_BYTES, FullReads, Source
from dragoman.model import Failure, Report

SCHEMES = ("http://", "https://")


def _one_line(reason: str) -> str:
    return " ".join(reason.split())[:500]


def _failure(source: Source, reason: str) -> Failure:
    return Failure(source.name, _one_line(reason))


def _find_format(source: Source) -> Format:
    if source.depth > source.options.limits.max_depth:
        raise IngestError(f"lies more than {source.options.limits.max_depth} archives deep")
    by_extension = source.hints.format or BY_EXTENSION.get(source.extension)
    return BY_NAME[find_format(source.head(), source.extension, by_extension)]


def _steps(source: Source) -> Iterator[Item]:
    """What the format's reader yields; each step within the time limit.

    The limit covers the reader's work alone, not that of whoever takes the items.
    """
    max_seconds = source.options.limits.max_seconds
    label = "input"
    try:
        with time_limit(max_seconds), no_warnings():
            form = _find_format(source)
            label = form.label
            items = form.load_reader()(source)
        while True:
            with time_limit(max_seconds), no_warnings():
                item = next(items, None)
            if item is None:
                return
            yield item
    except IngestError:
        raise
    except RecursionError:
        raise IngestError(f"is {label} nested too deeply") from None
    except MemoryError:
        raise IngestError(f"is {label} that needs more memory than there is") from None
    except Exception as error:
        # The promise is that one bad input never stops the rest; the type helps to report it.
        raise IngestError(f"{label} is damaged ({type(error).__name__})") from None


def read_source(source: Source) -> Iterator[Report | Failure]:
    """The reports of one source and, in depth, of its members; problems become failures.

    Raises ArchiveLimitError, for the top-level input to stop at, from members only.
    """
    empty = True
    try:
        for item in _steps(source):
            empty = False
            if isinstance(item, Source):
                yield from read_source(item)
            elif isinstance(item, Failure):
                yield Failure(item.source, _one_line(item.reason))
            else:
                yield item
        if empty:
            raise IngestError("holds no reports")
    except ArchiveLimitError as error:
        if source.depth:
            raise
        yield _failure(source, str(error))
    except IngestError as error:
        if not skip_inside(error, source):
            yield _failure(source, str(error))
    except OutOfTimeError:
        seconds = source.options.limits.max_seconds
        yield _failure(source, f"took longer than {seconds:g} seconds and was given up")
    except (OSError, ValueError) as error:
        yield _failure(source, f"cannot be read: {_os_reason(error)}")


def _os_reason(error: Exception) -> str:
    told = error.strerror if isinstance(error, OSError) else None
    return (told or str(error) or type(error).__name__).lower()


def _printable(path: str) -> str:
    """A path as text: on one line; bytes that are not UTF-8 become U+FFFD."""
    return clean_name(os.fsencode(path).decode("utf-8", "replace"))


def _read_file(path: str, options: IngestOptions, *, named: bool) -> Iterator[Report | Failure]:
    name = _printable(path)
    try:
        with time_limit(options.limits.max_seconds):
            mode = Path(path).stat().st_mode
            pipe = stat.S_ISFIFO(mode) and named
            plain = stat.S_ISREG(mode) or pipe
            file = open(path, "rb", buffering=0) if plain else None  # noqa: SIM115, PTH123
    except OutOfTimeError:
        yield Failure(name, "could not be opened in time")
        return
    except (OSError, ValueError) as error:
        yield Failure(name, _open_reason(error))
        return
    if file is None:
        yield Failure(name, "is not a plain file")
        return
    with file:
        stream = io.BufferedReader(FullReads(file), HEAD_BYTES)
        extension = PurePosixPath(name).suffix.lower()
        real = None if pipe else path
        yield from read_source(Source(name, stream, extension, options, named=named, path=real))


def _open_reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "does not exist"
    if isinstance(error, PermissionError):
        return "may not be read (permission denied)"
    return f"cannot be opened: {_os_reason(error)}"


def _list_folder(folder: str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        kept = [x for x in entries if not is_side_file(PurePosixPath(x.name))]
    return sorted(kept, key=lambda x: x.name)


def _walk(folder: str) -> Iterator[str | Failure]:
    """The files under a folder in the order of their names; links to folders are not followed."""
    waiting: list[str | os.DirEntry[str]] = [folder]
    while waiting:
        entry = waiting.pop()
        path = os.fspath(entry)
        try:
            if isinstance(entry, str) or entry.is_dir(follow_symlinks=False):
                waiting += reversed(_list_folder(path))
            elif not entry.is_dir():
                yield path
        except OSError as error:
            yield Failure(_printable(path), _open_reason(error))


def _read_folder(folder: str, options: IngestOptions) -> Iterator[Report | Failure]:
    found = False
    for path in _walk(folder):
        found = True
        if isinstance(path, Failure):
            yield path
        else:
            yield from _read_file(path, options, named=False)
    if not found:
        yield Failure(_printable(folder), "is a folder without files to read")


def _read_stdin(options: IngestOptions) -> Iterator[Report | Failure]:
    stream = io.BufferedReader(FullReads(sys.stdin.buffer), HEAD_BYTES)
    yield from read_source(Source("-", stream, "", options))


def _read_address(address: str, options: IngestOptions) -> Iterator[Report | Failure]:
    from dragoman.ingest.web import fetch

    try:
        with time_limit(options.limits.max_seconds), no_warnings():
            source = fetch(address, options)
    except IngestError as error:
        yield Failure(address, _one_line(str(error)))
    except OutOfTimeError:
        yield Failure(address, "could not be fetched in time")
    else:
        yield from read_source(source)


def _read_input(path: str, options: IngestOptions) -> Iterator[Report | Failure]:
    if path == "-":
        yield from _read_stdin(options)
    elif path.lower().startswith(SCHEMES):
        yield from _read_address(path, options)
    elif _is_folder(path):
        yield from _read_folder(path, options)
    else:
        yield from _read_file(path, options, named=True)


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False


def _has_something(path: str) -> bool:
    """Whether a file of a folder gives anything; JSON side files do not."""
    if not path.lower().endswith(".json"):
        return True
    return next(_read_file(path, IngestOptions(), named=False), None) is not None


def list_inputs(paths: Iterable[str]) -> Iterator[str]:
    """The paths with every folder replaced by its files, as `read_inputs` takes them one by one.

    For spreading the reading over workers. A folder that holds nothing to read
    stays as it is, so that whoever reads it tells so.
    """
    for path in map(os.fspath, paths):
        files = [x for x in _walk(path) if isinstance(x, str)] if _is_folder(path) else []
        yield from (x for x in files if _has_something(x)) if files else (path,)


def read_inputs(
    paths: Iterable[str], options: IngestOptions | None = None
) -> Iterator[Report | Failure]:
    """The reports of all inputs in turn, as a stream; what cannot be read is a Failure.

    A path is a file, a folder (read in the order of names, hidden files passed
    over), an `http(s)://` address, or `-` for standard input. Bad input never
    raises: each problem is one Failure with the reason in one plain sentence,
    and the rest is read. Memory stays flat however long a stream of records is.
    """
    silence_libraries()
    options = options or IngestOptions()
    for path in paths:
        yield from _read_input(os.fspath(path), options)
