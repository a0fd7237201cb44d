"""From scores of heads to dependency trees."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
NEVER = -1e9
ROOT_COST = 1e5


def find_heads(scores: Scores) -> list[int]:
    """The likeliest tree over n words: for each its head, 0 the root, k the k-th word.

    `scores` is [n, n + 1]. One word hangs on the root. Most often the best heads
    give a tree; else Chu and Liu (1965) and Edmonds (1967) do.
    """
    scores = scores.astype(np.float64)
    n = len(scores)
    scores[np.arange(n), np.arange(1, n + 1)] = NEVER
    # The best graph with one root; where it has no ring, no tree is better.
    best: list[int] = (scores[:, 1:].argmax(1) + 1).tolist()
    best[int((scores[:, 0] - scores[:, 1:].max(1)).argmax())] = 0
    return best if _find_cycle(best) is None else _with_one_root(scores)


def _with_one_root(scores: Scores) -> list[int]:
    """The best tree with one word on the root: each arc from it costs more than all others give."""
    n = len(scores)
    square = np.full((n + 1, n + 1), NEVER)
    square[1:] = scores
    square[1:, 0] -= ROOT_COST
    return [int(h) for h in _chu_liu_edmonds(square)[1:]]


def _find_cycle(heads: Sequence[int]) -> list[int] | None:
    """Some words (counted from 1) that hang on each other in a ring."""
    state = [0] * (len(heads) + 1)
    for first in range(1, len(heads) + 1):
        path, at = [], first
        while at and not state[at]:
            state[at] = 1
            path.append(at)
            at = heads[at - 1]
        if at and at in path:
            return path[path.index(at) :]
        for k in path:
            state[k] = 2
    return None


def _chu_liu_edmonds(scores: Scores) -> NDArray[np.int64]:
    """Heads of the maximum spanning arborescence; row d, column h, node 0 the root."""
    size = len(scores)
    heads: NDArray[np.int64] = scores.argmax(1)
    heads[0] = 0
    cycle = _find_cycle(heads[1:].tolist())
    if cycle is None:
        return heads
    inside = np.zeros(size, bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    ring = np.array(cycle)
    kept = scores[ring, heads[ring]]
    enter = scores[ring][:, outside] - kept[:, None]
    leave = scores[outside][:, ring]
    smaller = np.full((len(outside) + 1, len(outside) + 1), NEVER)
    smaller[:-1, :-1] = scores[np.ix_(outside, outside)]
    smaller[-1, :-1] = enter.max(0)
    smaller[:-1, -1] = leave.max(1)
    smaller[0] = NEVER
    small = _chu_liu_edmonds(smaller)
    result = heads.copy()
    for k, node in enumerate(outside):
        if node:
            result[node] = (
                ring[leave[k].argmax()] if small[k] == len(outside) else outside[small[k]]
            )
    entry = int(small[-1])
    result[ring[enter[:, entry].argmax()]] = outside[entry]
    return result
