"""Roots: the outlets and bodies whose reporting a report passes on."""

from __future__ import annotations

from dragoman.model import Root, Statement
from dragoman.read.analysis import Analysis
from dragoman.read.cast import Cast


def find_roots(
    analysis: Analysis, cast: Cast, statements: tuple[Statement, ...]
) -> tuple[Root, ...]:
    """The report's roots, most relied on first."""
    return ()
