"""The small model that says how likely two events are one, and what its weights come from.

One hidden layer over the features, run in numpy. The weights (`weights.npz`) are made by
`python -m evaluate.happenings_task --make-weights`; what they were made from stands in
`MODEL_CARD.md`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dragoman.link.components import SCORES
from dragoman.link.happenings.features import NAMES, compare
from dragoman.link.happenings.told import Told, read_told
from dragoman.neural.encoder import load_encoder

Array = NDArray[np.float32]
# A pair less likely than this is as good as one that was never compared.
MIN_KEPT = 0.02


class Scorer:
    """How likely pairs are one, by weights: `hidden` [F, H], `hidden_bias`, `out` [H],
    `bias`; `mean` and `scale` [F] of the features."""

    def __init__(self, weights: dict[str, Array]) -> None:
        self.weights = weights

    def chances(self, features: Array) -> Array:
        """The chance [N] of each row of features [N, F]."""
        x = (features - self.weights["mean"]) / self.weights["scale"]
        hidden = np.maximum(x @ self.weights["hidden"] + self.weights["hidden_bias"], 0)
        score = hidden @ self.weights["out"] + self.weights["bias"]
        return np.asarray(1 / (1 + np.exp(-score)), np.float32)

    def score(self, pairs: Sequence[tuple[Told, Told]]) -> list[float]:
        """The chance of each pair, to four places: the same on every machine."""
        if not pairs:
            return []
        return [round(float(x), 4) for x in self.chances(describe(pairs))]


def describe(pairs: Sequence[tuple[Told, Told]]) -> Array:
    """The features [N, F] of pairs, in the order of `NAMES`."""
    rows = []
    for one, other in pairs:
        found = compare(one, other, likeness)
        rows.append([found[name] for name in NAMES])
    return np.array(rows, np.float32).reshape(len(pairs), len(NAMES))


@cache
def load_scorer() -> Scorer:
    """The scorer, loaded once a process."""
    with np.load(str(files(__package__) / "weights.npz")) as arrays:
        if tuple(arrays["names"]) != NAMES:
            raise ValueError("the weights of happenings were made for other features")
        return Scorer({n: arrays[n] for n in arrays.files if n != "names"})


@lru_cache(maxsize=50_000)
def _sense(lemma: str) -> Array:
    """A word's vector by itself, in the encoder's third layer, at length one."""
    vector = load_encoder().read([[lemma]], [[2]])[0].middle[0] - _common()
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-6), np.float32)


@cache
def _common() -> Array:
    """What words have in common: the mean of some of many kinds."""
    words = [
        "attack",
        "meet",
        "say",
        "buy",
        "game",
        "visit",
        "law",
        "storm",
        "release",
        "think",
        "grow",
        "market",
        "child",
        "open",
    ]
    found = load_encoder().read([[w] for w in words], [[2]] * len(words))
    return np.asarray(np.mean([f.middle[0] for f in found], axis=0), np.float32)


@lru_cache(maxsize=200_000)
def likeness(one: str, other: str) -> float:
    """How near in meaning two lemmas are, -1 to 1."""
    first, second = sorted((one, other))
    return float(_sense(first) @ _sense(second))


def score_batches(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Batches of `candidates.PAIRS` to those of `SCORES`: of pairs that may be one."""
    for batch in batches:
        ones, others, first, second = (c.to_pylist() for c in batch.columns)
        told = [(read_told(a), read_told(b)) for a, b in zip(first, second, strict=True)]
        scores = load_scorer().score(told)
        found = zip(ones, others, scores, strict=True)
        kept = [{"one": a, "other": b, "score": s} for a, b, s in found if s >= MIN_KEPT]
        yield pa.RecordBatch.from_pylist(kept, SCORES)
