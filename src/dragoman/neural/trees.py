"""From scores of heads to dependency trees."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Table = NDArray[np.float64]
Splits = NDArray[np.int64]
NEVER = -1e9
ROOT_COST = 1e5
# The search is cubic; hardly any sentence is longer, and what is seldom is one.
MAX_SEARCHED = 120


def find_heads(scores: Scores) -> list[int]:
    """The likeliest tree over n words: for each its head, 0 the root, k the k-th word.

    `scores` is [n, n + 1]. One word hangs on the root, and no two arcs cross, as
    hardly any do in English. Most often the best heads give such a tree; else
    Eisner's (1996) algorithm does, up to `MAX_SEARCHED` words; longer ones may cross.
    """
    n = len(scores)
    wide = scores.astype(np.float64)
    wide[np.arange(n), np.arange(1, n + 1)] = NEVER
    # The best graph with one root: where it is a tree without crossings, none is better.
    best: list[int] = (wide[:, 1:].argmax(1) + 1).tolist()
    best[int((wide[:, 0] - wide[:, 1:].max(1)).argmax())] = 0
    mended = _without_rings(best)
    if n > MAX_SEARCHED or (mended == best and not _crosses(best)):
        return mended
    square = np.full((n + 1, n + 1), NEVER)
    square[1:] = wide
    # One word on the root: each arc from it costs more than all others give.
    square[1:, 0] -= ROOT_COST
    return _find_projective(square)


def _without_rings(heads: list[int]) -> list[int]:
    """The heads, with the first word of every ring hung on the root's."""
    root = heads.index(0) + 1
    mended = list(heads)
    sound = {0, root}
    for first in range(1, len(heads) + 1):
        path, at = [], first
        while at not in sound and at not in path:
            path.append(at)
            at = mended[at - 1]
        if at in path:
            mended[at - 1] = root
        sound.update(path)
    return mended


def _crosses(heads: Sequence[int]) -> bool:
    """Whether two arcs cross."""
    word = np.arange(1, len(heads) + 1)
    ends = np.sort(np.stack([np.array(heads), word]), 0)
    low, high = ends[0][:, None], ends[1][:, None]
    return bool(((low < ends[0]) & (ends[0] < high) & (high < ends[1])).any())


def _find_projective(scores: Table) -> list[int]:
    """Heads of the best projective tree; row d, column h, node 0 the root.

    Spans of one width are filled at once. `left` spans are headed by their last
    word, `right` by their first; open ones still lack words of the other end.
    """
    size = len(scores)
    tables = _Tables(size)
    for width in range(1, size):
        first = np.arange(size - width)
        last, each = first + width, np.arange(width)
        split = first[:, None] + each
        inner = tables.right[first[:, None], split] + tables.left[split + 1, last[:, None]]
        at = inner.argmax(1)
        tables.opened[first, last] = first + at
        best = inner[np.arange(len(first)), at]
        tables.open_left[first, last] = best + scores[first, last]
        tables.open_right[first, last] = best + scores[last, first]
        inner = tables.left[first[:, None], split] + tables.open_left[split, last[:, None]]
        at = inner.argmax(1)
        tables.left[first, last] = inner[np.arange(len(first)), at]
        tables.left_split[first, last] = first + at
        inner = (
            tables.open_right[first[:, None], split + 1] + tables.right[split + 1, last[:, None]]
        )
        at = inner.argmax(1)
        tables.right[first, last] = inner[np.arange(len(first)), at]
        tables.right_split[first, last] = first + at + 1
    return _read_back(tables, size)


class _Tables:
    """Scores of spans `[first, last]` of nodes, and where the best of each is split."""

    def __init__(self, size: int) -> None:
        self.left: Table = np.zeros((size, size))
        self.right: Table = np.zeros((size, size))
        self.open_left: Table = np.zeros((size, size))
        self.open_right: Table = np.zeros((size, size))
        self.opened: Splits = np.zeros((size, size), np.int64)
        self.left_split: Splits = np.zeros((size, size), np.int64)
        self.right_split: Splits = np.zeros((size, size), np.int64)


def _read_back(tables: _Tables, size: int) -> list[int]:
    heads = [0] * size
    waiting = [(0, size - 1, True, True)]
    while waiting:
        first, last, rightwards, closed = waiting.pop()
        if first == last:
            continue
        if not closed:
            heads[last if rightwards else first] = first if rightwards else last
            at = int(tables.opened[first, last])
            waiting += [(first, at, True, True), (at + 1, last, False, True)]
        elif rightwards:
            at = int(tables.right_split[first, last])
            waiting += [(first, at, True, False), (at, last, True, True)]
        else:
            at = int(tables.left_split[first, last])
            waiting += [(first, at, False, True), (at, last, False, False)]
    return heads[1:]
