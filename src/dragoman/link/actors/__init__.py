"""Actors across reports: which of those that reports name are one person or body."""

from dragoman.link.actors.link import LinkedActors, link_actors
from dragoman.link.actors.rows import ActorRow, actor_rows, rows_table
from dragoman.link.actors.seeds import Seed, SeedError, read_seeds

__all__ = [
    "ActorRow",
    "LinkedActors",
    "Seed",
    "SeedError",
    "actor_rows",
    "link_actors",
    "read_seeds",
    "rows_table",
]
