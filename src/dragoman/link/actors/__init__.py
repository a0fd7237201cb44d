"""Actors across reports: which of those that reports name are one person or body."""

from dragoman.link.actors.link import ActorChanges, LinkedActors, link_actors, update_actors
from dragoman.link.actors.rows import ActorRow, actor_rows, rows_table
from dragoman.link.actors.seeds import Seed, SeedError, read_seeds

__all__ = [
    "ActorChanges",
    "ActorRow",
    "LinkedActors",
    "Seed",
    "SeedError",
    "actor_rows",
    "link_actors",
    "read_seeds",
    "rows_table",
    "update_actors",
]
