"""Offices, memberships and other standing ties."""

from __future__ import annotations

from dragoman.model import Actor, Relation
from dragoman.read.analysis import Analysis
from dragoman.read.cast import Cast


def find_relations(
    analysis: Analysis, cast: Cast
) -> tuple[tuple[Relation, ...], tuple[Actor, ...]]:
    """The relations of a report, and its actors with their roles filled in."""
    return (), cast.actors
