"""A single page at a path of the user's choice."""

from __future__ import annotations

from pathlib import Path

from dragoman.export.atomic import staged
from dragoman.export.errors import ExportError
from dragoman.export.pages import GENERATOR


def claim_page(path: Path) -> None:
    """Raise ExportError, in one sentence, where a page is there that dragoman did not make."""
    try:
        if path.exists() and GENERATOR not in path.read_text("utf-8", "replace")[:2000]:
            raise ExportError(f"{path} was not made by dragoman and is left alone")
    except OSError as error:
        raise ExportError(f"cannot write {path}: {error}") from error


def write_own_page(html: str, path: Path) -> Path:
    """Write the page; one that dragoman made is replaced, anything else is left alone.

    Raises ExportError with one plain sentence.
    """
    claim_page(path)
    with staged([path], overwrite=True) as (temporary,):
        temporary.write_text(html, "utf-8", errors="replace", newline="\n")
    return path
