"""How likely a word tells an act of each PLOVER type: the rater, by `training/events`.

Small enough for numpy: the five words that say most of an act (itself, what it
hangs on, its subject, its object, the sentence as a whole) through one hidden
layer, together with what the lexicon proposes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np

from dragoman.neural.encoder import Scores, gelu

_NAME = "events.npz"


class ActRater:
    """The rater, loaded from the package's weights or another file of the same kind."""

    def __init__(self, path: Path | None = None) -> None:
        path = path or Path(str(files("dragoman.neural") / "weights" / _NAME))
        with np.load(path) as arrays:
            self.types = tuple(str(name) for name in arrays["types"])
            self._w = {n: arrays[n].astype(np.float32) for n in arrays.files if n != "types"}

    def rate(self, vectors: Scores, features: Scores) -> Scores:
        """Chances [N, T] of `types`, the first of which is no act at all, for N words.

        `vectors` [N, 5 * H] are the senses of the words named above, one after
        another, `features` [N, F] what `read.events.rating` says of the lexicon's proposal.
        """
        hidden = np.concatenate([vectors, features], 1) @ self._w["hidden"] + self._w["bias"]
        scores = gelu(hidden) @ self._w["out"] + self._w["out_bias"]
        scores = np.exp(scores - scores.max(1, keepdims=True))
        chances: Scores = scores / scores.sum(1, keepdims=True)
        return chances


@cache
def _load(path: Path | None) -> ActRater:
    return ActRater(path)


_weights: ContextVar[Path | None] = ContextVar("weights", default=None)


def load_act_rater() -> ActRater:
    """The rater, loaded once a process."""
    return _load(_weights.get())


@contextmanager
def use_rater(path: Path) -> Iterator[None]:
    """Read with the weights of another file: for evaluation on folds, in one process."""
    token = _weights.set(path)
    try:
        yield
    finally:
        _weights.reset(token)
