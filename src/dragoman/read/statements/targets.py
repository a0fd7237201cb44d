"""Whom statements are about, and how they speak of them.

A statement is about the actors whom its content names, describes or means,
without its holder. How a sentence speaks of each is read by the head of stance
(targeted sentiment, as in NewsMTSC: Hamborg and Donnay, 2021): the tone of the
words towards that actor, not the policy of whoever says them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np

from dragoman.model import Mention, Span, Statement, Target
from dragoman.neural.encoder import Scores
from dragoman.neural.stance import STANCES, StanceReader, load_stance_reader
from dragoman.read.analysis import Analysis
from dragoman.read.cast import Cast

# A sentence's number and the `[first, last)` of its words that a mention covers.
Spot = tuple[int, int, int]

# A stance less likely than this is not clear, and not told.
CLEAR = 0.5
_LOCATIVES = frozenset({"in", "inside", "within", "across", "throughout", "near", "around"})


def _held(statement: Statement) -> str | None:
    return statement.chain[-1].actor if statement.chain else None


def _is_modifier(mention: Mention, others: Sequence[Mention]) -> bool:
    """Whether words only tell of whom another actor is: `the prime minister of Iraq`."""
    return any(
        o.actor != mention.actor and o.span.covers(mention.span) and len(o.span) > len(mention.span)
        for o in others
        if o.actor is not None
    )


def _inside(statement: Statement, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of known actors in what a statement says; `mentions` are in order."""
    found = []
    for piece in statement.content:
        first = bisect_left(mentions, piece.start, key=lambda m: m.span.start)
        last = bisect_left(mentions, piece.end, key=lambda m: m.span.start)
        found += [m for m in mentions[first:last] if m.actor and piece.covers(m.span)]
    return found


def _is_scene(analysis: Analysis, spot: Spot, cast: Cast, mention: Mention) -> bool:
    """Whether a state's name only tells where: `in Iraq`."""
    actor = cast.actor(mention.actor)
    number, first, last = spot
    tokens = analysis.sentences[number].tokens
    head = next((t for t in tokens[first:last] if not first <= t.head < last), tokens[last - 1])
    governor = tokens[head.head]
    where = governor.dep == "prep" and governor.text.lower() in _LOCATIVES
    return actor is not None and actor.type == "state" and where


def _spot(analysis: Analysis, span: Span) -> Spot | None:
    """Where a mention stands, or None if its sentence has no words."""
    number = analysis.sentence_number(span.start)
    if number is None:
        return None
    inside = [
        t.index
        for t in analysis.sentences[number].tokens
        if t.start < span.end and span.start < t.end
    ]
    return (number, inside[0], inside[-1] + 1) if inside else None


def _find(analysis: Analysis, cast: Cast, statement: Statement) -> Iterator[tuple[Mention, Spot]]:
    mentions = _inside(statement, cast.mentions)
    for mention in mentions:
        if mention.actor == _held(statement) or _is_modifier(mention, mentions):
            continue
        spot = _spot(analysis, mention.span)
        if spot is not None and not _is_scene(analysis, spot, cast, mention):
            yield mention, spot


def _read(analysis: Analysis, spots: Sequence[Spot], reader: StanceReader) -> dict[Spot, Scores]:
    """The chances [3] of each stance, read sentence by sentence; the spots are sorted."""
    found: dict[Spot, Scores] = {}
    for number, group in groupby(spots, key=lambda spot: spot[0]):
        here = list(group)
        chances = reader.read(analysis.senses[number], [spot[1:] for spot in here])
        found |= dict(zip(here, chances, strict=True))
    return found


def _target(mentions: Sequence[Mention], chances: Sequence[Scores]) -> Target:
    """One target from all mentions of an actor in a statement; the first name stands for it."""
    best = next((m for m in mentions if m.kind == "name"), mentions[0])
    if not chances:
        return Target(best.span, str(best.actor))
    mean = np.mean(chances, axis=0)
    at = int(mean.argmax())
    if mean[at] < CLEAR:
        return Target(best.span, str(best.actor))
    return Target(best.span, str(best.actor), STANCES[at], round(float(mean[at]), 3))


def find_targets(
    analysis: Analysis,
    cast: Cast,
    statements: Sequence[Statement],
    reader: StanceReader | None = None,
) -> tuple[Statement, ...]:
    """The statements with their targets, in the order in which the content tells them."""
    placed = [list(_find(analysis, cast, s)) for s in statements]
    read: dict[Spot, Scores] = {}
    if analysis.senses:
        spots = sorted({spot for found in placed for _, spot in found})
        read = _read(analysis, spots, reader or load_stance_reader()) if spots else {}
    filled = []
    for statement, found in zip(statements, placed, strict=True):
        by_actor: dict[str, list[tuple[Mention, Spot]]] = {}
        for mention, spot in found:
            by_actor.setdefault(str(mention.actor), []).append((mention, spot))
        targets = tuple(
            _target([m for m, _ in pairs], [read[s] for _, s in pairs if s in read])
            for pairs in by_actor.values()
        )
        filled.append(replace(statement, targets=targets))
    return tuple(filled)
