"""Statements and their source chains."""

from __future__ import annotations

from dragoman.model import Statement
from dragoman.read.analysis import Analysis
from dragoman.read.cast import Cast


def find_statements(analysis: Analysis, cast: Cast) -> tuple[Statement, ...]:
    """Every statement in reading order, with its chain."""
    return ()
