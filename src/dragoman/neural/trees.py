"""From scores of heads to dependency trees."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Table = NDArray[np.float64]
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
    spans = _Spans(size)
    for width in range(1, size):
        inner = (spans.right.starting(width) + spans.left.ending(width)).max(1)
        spans.open_left.put(width, inner + scores.diagonal(width))
        spans.open_right.put(width, inner + scores.diagonal(-width))
        inner = spans.left.starting(width) + spans.open_left.ending(width, 0)
        spans.left.put(width, inner.max(1))
        inner = spans.open_right.starting(width, 1) + spans.right.ending(width)
        spans.right.put(width, inner.max(1))
    return _read_back(spans, size)


class _Scores:
    """The best score of each span of nodes, kept by its first and by its last node.

    So the parts of all spans of one width are views of memory, not copies.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self.by_first: Table = np.zeros((size, size))
        self.by_last: Table = np.zeros((size, size))

    def put(self, width: int, scores: Table) -> None:
        """The scores of all spans `[n, n + width]`."""
        step, size = self.size + 1, self.size
        self.by_first.ravel()[width : (size - width) * size : step] = scores
        self.by_last.ravel()[width * size :: step] = scores

    def starting(self, width: int, shift: int = 0) -> Table:
        """[n, k]: of span `[n, n + k + shift]`, for k below `width`."""
        return self._slant(self.by_first, shift, width)

    def ending(self, width: int, shift: int = 1) -> Table:
        """[n, k]: of span `[n + k + shift, n + width]`, for k below `width`."""
        return self._slant(self.by_last, width * self.size + shift, width)

    def _slant(self, table: Table, start: int, width: int) -> Table:
        """Rows of `width` scores, each one down and one along from the row before."""
        down, along = table.strides
        shape, steps = (self.size - width, width), (down + along, along)
        # Not by `as_strided`, which takes longer than all the sums.
        view: Table = np.ndarray(shape, table.dtype, table, start * along, steps)
        return view


class _Spans:
    """The scores of all kinds of spans."""

    def __init__(self, size: int) -> None:
        self.left, self.right = _Scores(size), _Scores(size)
        self.open_left, self.open_right = _Scores(size), _Scores(size)


def _read_back(spans: _Spans, size: int) -> list[int]:
    """The heads, by looking up for each span of the best tree where it is split."""
    heads = [0] * size
    waiting = [(0, size - 1, True, True)]
    while waiting:
        first, last, rightwards, closed = waiting.pop()
        if first == last:
            continue
        inside, after = slice(first, last), slice(first + 1, last + 1)
        if not closed:
            heads[last if rightwards else first] = first if rightwards else last
            parts = spans.right.by_first[first, inside] + spans.left.by_last[last, after]
            at = first + int(parts.argmax())
            waiting += [(first, at, True, True), (at + 1, last, False, True)]
        elif rightwards:
            parts = spans.open_right.by_first[first, after] + spans.right.by_last[last, after]
            at = first + 1 + int(parts.argmax())
            waiting += [(first, at, True, False), (at, last, True, True)]
        else:
            parts = spans.left.by_first[first, inside] + spans.open_left.by_last[last, inside]
            at = first + int(parts.argmax())
            waiting += [(first, at, False, True), (at, last, False, False)]
    return heads[1:]
