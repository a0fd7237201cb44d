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
from dragoman.link.engine import Engine
from dragoman.link.happenings.features import NAMES, compare
from dragoman.link.happenings.slices import in_slices
from dragoman.link.happenings.told import Told, read_told_again
from dragoman.neural.encoder import load_encoder

Array = NDArray[np.float32]
Exact = NDArray[np.float64]
# A pair less likely than this is as good as one that was never compared.
MIN_KEPT = 0.02
# What the odds of a pair are multiplied by if nothing tells when one of the two was. The model saw
# hardly any such pair, and takes tolls that are equal by chance for one: of 49 happenings that
# such pairs made or changed at 1,500 reports, looked at by eye, about a third were wrong, and of
# those that this leaves about a sixth.
_UNDATED_ODDS = 0.25


class Scorer:
    """How likely pairs are one, by weights: `hidden` [F, H], `hidden_bias`, `out` [H],
    `bias`; `mean` and `scale` [F] of the features."""

    def __init__(self, weights: dict[str, Array]) -> None:
        self.weights = weights

    def chances(self, features: Array) -> Exact:
        """The chance [N] of each row of features [N, F].

        A row's is the same to the last bit whatever other rows stand beside it, which a product
        of matrices does not promise: sums are taken a column at a time.
        """
        named = {name: array.astype(np.float64) for name, array in self.weights.items()}
        x = (features.astype(np.float64) - named["mean"]) / named["scale"]
        hidden = np.maximum(_product(x, named["hidden"]) + named["hidden_bias"], 0)
        score = _product(hidden, named["out"][:, None])[:, 0] + named["bias"]
        return np.asarray(1 / (1 + np.exp(-score)), np.float64)

    def score(self, pairs: Sequence[tuple[Told, Told]]) -> list[float]:
        """The chance of each pair, to four places: the same on every machine."""
        if not pairs:
            return []
        return [round(float(x), 4) for x in self.chances(describe(pairs))]


def times_odds(chance: float, factor: float) -> float:
    """A chance whose odds are `factor` times those of another."""
    return factor * chance / (factor * chance + 1 - chance)


def _product(rows: Exact, matrix: Exact) -> Exact:
    """The product of matrices, its terms added in the order of `matrix`'s rows."""
    total = np.zeros((len(rows), matrix.shape[1]))
    for column, weights in zip(rows.T, matrix, strict=True):
        total += column[:, None] * weights
    return total


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


def update_scores(engine: Engine) -> None:
    """Bring `kept_hap_scores` (one, other, score) up to date: of the pairs that may be one.

    Reads `hap_touched`, `hap_left`, `hap_pairs` and `hap_lost`. Stores `hap_old_scores` and
    `hap_new_scores`, those that went and those that came.
    """
    engine.apply("hap_new_scores", f"({_PAIRS})", in_slices(score_batches), SCORES)
    engine.store("hap_changed", "SELECT event FROM hap_touched UNION SELECT event FROM hap_left")
    scores = "SELECT s.one, s.other, s.score FROM kept_hap_scores s SEMI JOIN"
    engine.store(
        "hap_old_scores",
        f"{scores} hap_changed c ON c.event = s.one UNION "
        f"{scores} hap_changed c ON c.event = s.other UNION "
        f"{scores} hap_lost c ON c.one = s.one AND c.other = s.other",
    )
    gone = "(SELECT one, other FROM hap_old_scores)"
    engine.keep("kept_hap_scores", "hap_new_scores", keys=["one", "other"], gone=gone)


_PAIRS = """
    SELECT p.one, p.other, a.told AS one_told, b.told AS other_told
    FROM hap_pairs p
    JOIN kept_hap_told a ON a.event = p.one
    JOIN kept_hap_told b ON b.event = p.other
"""


def score_batches(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Batches of pairs with what is told of both to those of `SCORES`: of pairs that may be one."""
    for batch in batches:
        ones, others, *lines = (c.to_pylist() for c in batch.columns)
        told = [(read_told_again(a), read_told_again(b)) for a, b in zip(*lines, strict=True)]
        found = zip(ones, others, map(_weigh_dates, told, load_scorer().score(told)), strict=True)
        kept = [{"one": a, "other": b, "score": s} for a, b, s in found if s >= MIN_KEPT]
        yield pa.RecordBatch.from_pylist(kept, SCORES)
    read_told_again.cache_clear()


def _weigh_dates(pair: tuple[Told, Told], score: float) -> float:
    """The score of a pair, less where one of the two may have been at any time."""
    if all(told.dated for told in pair):
        return score
    return round(times_odds(score, _UNDATED_ODDS), 4)
