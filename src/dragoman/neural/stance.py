"""How a sentence speaks of the actors in it: the head of stance, by `training/stance`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import numpy as np

from dragoman.model import Stance
from dragoman.neural.encoder import Scores, make_session

STANCES: Final[tuple[Stance, ...]] = ("oppose", "neutral", "support")
MAX_TARGETS = 24


class StanceReader:
    """The head, loaded from the package's weights."""

    def __init__(self, path: Path | None = None) -> None:
        path = path or Path(str(files("dragoman.neural") / "weights" / "stance.onnx"))
        self._session = make_session(path, threads=1)

    def read(self, words: Scores, targets: Sequence[tuple[int, int]]) -> Scores:
        """Chances [N, 3] of `STANCES` for N targets `[first, last)` of a sentence.

        `words` [W, H] are the sentence's `WindowScores.middle`.
        """
        parts = []
        for n in range(0, len(targets), MAX_TARGETS):
            at = np.array(targets[n : n + MAX_TARGETS], np.int64)
            inputs = {"words": words[None], "first": at[:, 0], "last": at[:, 1]}
            parts.append(self._session.run(["stances"], inputs)[0])
        return np.concatenate(parts)


@cache
def load_stance_reader() -> StanceReader:
    """The head of stance, loaded once a process."""
    return StanceReader()
