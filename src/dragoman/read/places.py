"""Toponyms, resolved to the map."""

from __future__ import annotations

from dragoman.model import Place
from dragoman.read.analysis import Analysis


def find_places(analysis: Analysis) -> tuple[Place, ...]:
    """Every place name in reading order."""
    return ()
