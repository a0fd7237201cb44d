"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from dragoman.export.errors import ExportError


def _temporary(path: Path) -> Path:
    """A name beside `path` (the same disk, so that renaming is atomic) that nobody else uses."""
    return path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}.part")


def _refuse(paths: Sequence[Path]) -> None:
    for path in paths:
        if path.exists() or path.is_symlink():
            raise ExportError(f"{path} exists already; it is only replaced when told to overwrite")


@contextmanager
def staged(paths: Sequence[Path], *, overwrite: bool = False) -> Iterator[list[Path]]:
    """Give a temporary file for each path; put all in place once the block has ended well.

    Missing folders are made. If the block raises, whatever it was, the
    temporary files are removed and the paths are as they were. Raises
    `ExportError` if a path exists and `overwrite` is false, or on a full or
    read-only disk.
    """
    if not overwrite:
        _refuse(paths)
    temporary = [_temporary(p) for p in paths]
    try:
        for path in paths:
            path.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        if not overwrite:
            _refuse(paths)
        for made, path in zip(temporary, paths, strict=True):
            made.replace(path)
    except OSError as error:
        raise ExportError(f"writing {paths[0]} failed: {error}") from error
    finally:
        for made in temporary:
            with suppress(OSError):
                made.unlink()
