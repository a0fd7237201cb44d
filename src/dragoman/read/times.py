"""Time expressions, with TIMEX3 values and intervals."""

from __future__ import annotations

from dragoman.model import Time
from dragoman.read.analysis import Analysis


def find_times(analysis: Analysis) -> tuple[Time, ...]:
    """Every time expression in reading order."""
    return ()
