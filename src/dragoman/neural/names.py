"""Names and their classes out of scores of BIO labels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


def decode_bio(scores: Scores, labels: Sequence[str]) -> list[str]:
    """The likeliest labels in which no I- opens a name of its own kind (Viterbi 1967)."""
    chances = scores - np.log(np.exp(scores - scores.max(1, keepdims=True)).sum(1, keepdims=True))
    best = chances.argmax(1)
    # Most sentences need no search: the best labels already follow each other rightly.
    if not any(_breaks(labels[b], labels[a]) for a, b in zip((0, *best), best, strict=False)):
        return [labels[int(k)] for k in best]
    return [labels[k] for k in _viterbi(chances, _forbidden(labels))]


def _breaks(label: str, before: str) -> bool:
    return label[0] == "I" and before[2:] != label[2:]


def _forbidden(labels: Sequence[str]) -> Scores:
    """[before, after] with a penalty where `after` may not follow."""
    table = np.zeros((len(labels), len(labels)), np.float32)
    for a, before in enumerate(labels):
        for b, label in enumerate(labels):
            if _breaks(label, before):
                table[a, b] = -1e4
    return table


def _viterbi(chances: Scores, forbidden: Scores) -> list[int]:
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
    return path[::-1]
