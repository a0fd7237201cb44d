"""Mentions: the spans that name, describe or stand for an actor."""

from __future__ import annotations

from dragoman.model import ActorType, Mention
from dragoman.read.analysis import Analysis

ENTITY_TYPES: dict[str, ActorType] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "state",
    "NORP": "group",
}


def find_mentions(analysis: Analysis) -> tuple[Mention, ...]:
    """Every mention in reading order, not yet resolved to actors."""
    mentions = []
    for sentence in analysis.sentences:
        names = [t for t in sentence.tokens if t.entity in ENTITY_TYPES and t.entity_first]
        for first in names:
            rest = [first]
            for t in sentence.tokens[first.index + 1 :]:
                if t.entity != first.entity or t.entity_first:
                    break
                rest.append(t)
            span = analysis.span_of(*rest)
            kind = ENTITY_TYPES[first.entity]
            mentions.append(Mention(analysis.make_id("men", span), span, "name", kind, None))
    return tuple(mentions)
