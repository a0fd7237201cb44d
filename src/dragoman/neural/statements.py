"""Attributions out of a window's scores: cues, and for each its source and its content.

Every cue is asked on its own which words are its source and which its content,
as semantic role labellers ask a predicate (He and others, 2017). So contents
may lie in pieces, and one attribution may stand inside another's content.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dragoman.neural.encoder import Encoder, WindowScores

THRESHOLD = 0.5
SOURCE, CONTENT, CUE = 1, 2, 3
# Marks between two pieces of content belong to it; words do not.
MAX_GAP = 2
# What a change of role costs, in nats; measured on PolNeAR dev.
SWITCH = 1.0

Run = tuple[int, int]


@dataclass(frozen=True, slots=True)
class WordAttribution:
    """One attribution in places of words `[first, last)` of its window."""

    anchor: int
    cue: Run
    source: Run | None
    content: tuple[Run, ...]
    confidence: float


def find_attributions(
    encoder: Encoder,
    scores: Sequence[WindowScores],
    words: Sequence[Sequence[str]],
    threshold: float = THRESHOLD,
) -> list[list[WordAttribution]]:
    """The attributions of each window in the order of their cues."""
    cues = [1 / (1 + np.exp(-one.cue)) for one in scores]
    anchors = [[int(n) for n in np.flatnonzero(c >= threshold)] for c in cues]
    tagged = [
        encoder.tag_roles(one, at) if at else None for one, at in zip(scores, anchors, strict=True)
    ]
    smooth = iter(smooth_roles([roles for roles in tagged if roles is not None]))
    found: list[list[WordAttribution]] = []
    for chances, at, roles, inside in zip(cues, anchors, tagged, words, strict=True):
        read = []
        if roles is not None:
            for n, own, kinds in zip(at, roles, next(smooth), strict=True):
                read.append(read_roles(n, own, kinds, inside, float(chances[n])))
        calibrated = [
            replace(a, confidence=encoder.calibrate(a.confidence)) for a in read if a is not None
        ]
        found.append(_without_twins(calibrated))
    return found


def read_roles(
    anchor: int,
    chances: NDArray[np.float32],
    kinds: NDArray[np.int64],
    words: Sequence[str],
    confidence: float,
) -> WordAttribution | None:
    """The attribution of the cue at `anchor` from each word's chances [W, roles] and its
    likeliest role [W], if it has content. `confidence` is the cue's own chance."""
    content = _join([r for r in _runs(kinds == CONTENT) if _says(words, r)], kinds, words)
    if not content:
        return None
    cue = next((r for r in _runs(kinds == CUE) if r[0] <= anchor < r[1]), (anchor, anchor + 1))
    sources = [r for r in _runs(kinds == SOURCE) if _says(words, r)]
    source = max(sources, key=lambda r: float(chances[r[0] : r[1], SOURCE].sum()), default=None)
    sure = np.concatenate([chances[a:b, CONTENT] for a, b in content])
    return WordAttribution(anchor, cue, source, tuple(content), confidence * float(sure.mean()))


def smooth_roles(chances: Sequence[NDArray[np.float32]]) -> list[NDArray[np.int64]]:
    """The likeliest roles [N, W] for chances [N, W, roles] of each window's N cues.

    A change of role has its price: without it single words far off are taken for
    content (Viterbi 1967). All cues of all windows are decoded side by side;
    shorter windows are filled up with words of no opinion, which change nothing.
    """
    if not chances:
        return []
    width, roles = max(c.shape[1] for c in chances), chances[0].shape[2]
    gains = np.zeros((sum(len(c) for c in chances), width, roles), np.float32)
    at = 0
    for c in chances:
        gains[at : at + len(c), : c.shape[1]] = np.log(np.maximum(c, 1e-6))
        at += len(c)
    paths, at, smooth = _cheapest_paths(gains), 0, []
    for c in chances:
        smooth.append(paths[at : at + len(c), : c.shape[1]])
        at += len(c)
    return smooth


def _cheapest_paths(gains: NDArray[np.float32]) -> NDArray[np.int64]:
    """For each row of gains [rows, steps, states] the states that gain most in all."""
    cues, width, roles = gains.shape
    total = gains[:, 0]
    own, every = np.broadcast_to(np.arange(roles), (cues, roles)), np.arange(cues)
    back = np.empty((width, cues, roles), np.int64)
    for k in range(1, width):
        best = total.argmax(1)
        moved = total[every, best][:, None] - SWITCH
        back[k] = np.where(total >= moved, own, best[:, None])
        total = np.maximum(total, moved) + gains[:, k]
    path = np.empty((cues, width), np.int64)
    path[:, -1] = total.argmax(1)
    for k in range(width - 1, 0, -1):
        path[:, k - 1] = back[k, every, path[:, k]]
    return path


def _runs(marked: NDArray[np.bool_]) -> list[Run]:
    """The unbroken stretches of marked words."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], marked, [False])).astype(np.int8)))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


def _says(words: Sequence[str], run: Run) -> bool:
    return any(c.isalnum() for word in words[run[0] : run[1]] for c in word)


def _join(runs: list[Run], kinds: NDArray[np.int64], words: Sequence[str]) -> list[Run]:
    """Content parted by no more than marks is one piece."""
    joined: list[Run] = []
    for start, end in runs:
        if joined:
            last = joined[-1][1]
            free = bool((kinds[last:start] == 0).all())
            if free and start - last <= MAX_GAP and not _says(words, (last, start)):
                joined[-1] = (joined[-1][0], end)
                continue
        joined.append((start, end))
    return joined


def _without_twins(found: list[WordAttribution]) -> list[WordAttribution]:
    """Leaves out a second cue for the same words by the same source."""
    kept: list[WordAttribution] = []
    for one in sorted(found, key=lambda a: -a.confidence):
        places = {n for a, b in one.content for n in range(a, b)}
        for other in kept:
            theirs = {n for a, b in other.content for n in range(a, b)}
            if len(places & theirs) > 0.8 * len(places | theirs) and one.source == other.source:
                break
        else:
            kept.append(one)
    return sorted(kept, key=lambda a: a.anchor)
