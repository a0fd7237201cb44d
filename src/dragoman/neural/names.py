"""Names and their classes out of scores of BIO labels."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


def decode_bio(scores: Scores, labels: Sequence[str]) -> list[str]:
    """The likeliest labels in which no I- opens a name of its own kind (Viterbi 1967)."""
    chances = scores - np.log(np.exp(scores - scores.max(1, keepdims=True)).sum(1, keepdims=True))
    best = chances.argmax(1)
    forbidden = _forbidden(tuple(labels))
    # Most sentences need no search: the best labels already follow each other rightly.
    if forbidden[0, best[0]] or forbidden[best[:-1], best[1:]].any():
        best = _viterbi(chances, forbidden)
    return [labels[k] for k in best.tolist()]


@cache
def _forbidden(labels: tuple[str, ...]) -> Scores:
    """[before, after] with a penalty where `after` may not follow; the first follows an O."""
    table = np.zeros((len(labels), len(labels)), np.float32)
    for a, before in enumerate(labels):
        for b, label in enumerate(labels):
            if label[0] == "I" and before[2:] != label[2:]:
                table[a, b] = -1e4
    return table


def _viterbi(chances: Scores, forbidden: Scores) -> NDArray[np.int64]:
    total = chances[0] + forbidden[0]
    back = []
    for row in chances[1:]:
        paths = total[:, None] + forbidden
        back.append(paths.argmax(0))
        total = paths.max(0) + row
    at = int(total.argmax())
    path = [at]
    for pointers in reversed(back):
        at = int(pointers[at])
        path.append(at)
    return np.array(path[::-1])
