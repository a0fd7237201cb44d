"""In-report actors: which mentions stand for the same one."""

from __future__ import annotations

from dataclasses import replace

from dragoman.model import Actor, Mention
from dragoman.read.analysis import Analysis


def resolve_actors(
    analysis: Analysis, mentions: tuple[Mention, ...]
) -> tuple[tuple[Mention, ...], tuple[Actor, ...]]:
    """The mentions with their actor ids, and the actors."""
    actors: dict[str, Actor] = {}
    resolved = []
    for mention in mentions:
        name = mention.span.text
        if name not in actors:
            actor_id = analysis.make_id("act", mention.span)
            actors[name] = Actor(actor_id, name, mention.type or "organisation")
        resolved.append(replace(mention, actor=actors[name].id))
    return tuple(resolved), tuple(actors.values())
