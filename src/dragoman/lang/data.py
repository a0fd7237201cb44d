"""Language data: word lists and tables that live beside a language's folder as plain files."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def load_table(language: str, name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `lang/<language>/<name>.tsv`; `#` starts a comment line.

    Raises FileNotFoundError if the language has no such table.
    """
    text = files(f"dragoman.lang.{language}").joinpath(f"{name}.tsv").read_text("utf-8")
    lines = (line.rstrip("\n") for line in text.splitlines())
    return tuple(tuple(x.split("\t")) for x in lines if x.strip() and not x.startswith("#"))


def split_cell(cell: str) -> list[str]:
    """The entries of a cell that lists several, with `|` between them."""
    return [x.strip() for x in cell.split("|") if x.strip()]


@cache
def load_words(language: str, name: str) -> frozenset[str]:
    """The words of `lang/<language>/<name>.txt`, one a line; `#` starts a comment line."""
    text = files(f"dragoman.lang.{language}").joinpath(f"{name}.txt").read_text("utf-8")
    return frozenset(x.strip() for x in text.splitlines() if x.strip() and not x.startswith("#"))
