"""Word lists that stand beside this package's code as plain files."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def load_words(name: str) -> frozenset[str]:
    """The entries of `text/<name>.txt` in lower case, one a line; `#` starts a comment line."""
    text = files("dragoman.text").joinpath(f"{name}.txt").read_text("utf-8")
    lines = (line.strip() for line in text.splitlines())
    return frozenset(x.lower() for x in lines if x and not x.startswith("#"))
