"""The ranker of coreference: scores of phrases and of pairs, by `training/coreference`.

Small enough for numpy. A phrase's score says how much it looks like one that is
spoken of again; a pair's how well a phrase goes back to an earlier one (Lee and
others, 2017: an antecedent is taken if the sum of the three is above zero).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np

from dragoman.neural.encoder import Scores, gelu

_NORM_EPS = 1e-5


class CoreferenceRanker:
    """The ranker, loaded from the package's weights."""

    def __init__(self, path: Path | None = None) -> None:
        path = path or Path(str(files("dragoman.neural") / "weights" / "coreference.npz"))
        with np.load(path) as arrays:
            self._w = {name: arrays[name].astype(np.float32) for name in arrays.files}

    def _linear(self, name: str, x: Scores) -> Scores:
        y: Scores = x @ self._w[f"{name}.weight"].T + self._w[f"{name}.bias"]
        return y

    def score_phrases(self, vectors: Scores, features: Scores) -> tuple[Scores, Scores]:
        """What pairs are made of [N, D], and the scores [N], of N phrases.

        `vectors` [N, 3, H] are the senses of the first, last and head word,
        `features` [N, F] what `read.coreference.features` says.
        """
        parts = [self._linear(f"proj.{k}", vectors[:, k]) for k in range(3)]
        x = np.concatenate([*parts, self._linear("sf", features)], 1)
        x = (x - x.mean(1, keepdims=True)) / np.sqrt(x.var(1, keepdims=True) + _NORM_EPS)
        x = x * self._w["span.0.weight"] + self._w["span.0.bias"]
        phrases = gelu(self._linear("span.2", x))
        scores = self._linear("ms.3", gelu(self._linear("ms.1", phrases)))
        return phrases, scores[:, 0]

    def score_pairs(self, earlier: Scores, later: Scores, features: Scores) -> Scores:
        """Scores [P] of P pairs of phrases [P, D] with their features [P, G]."""
        x = self._linear("A", earlier) + self._linear("B", later)
        x = x + self._linear("C", earlier * later) + self._linear("P", features)
        x = gelu(self._linear("out.2", gelu(x)))
        scores: Scores = self._linear("out.4", x)[:, 0]
        return scores


@cache
def load_ranker() -> CoreferenceRanker:
    """The ranker, loaded once a process."""
    return CoreferenceRanker()
