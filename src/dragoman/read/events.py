"""Events, coded in PLOVER."""

from __future__ import annotations

from dragoman.model import Event, Place, Statement, Time
from dragoman.read.analysis import Analysis
from dragoman.read.cast import Cast


def find_events(
    analysis: Analysis,
    cast: Cast,
    times: tuple[Time, ...],
    places: tuple[Place, ...],
    statements: tuple[Statement, ...],
) -> tuple[Event, ...]:
    """Every event in reading order."""
    return ()
