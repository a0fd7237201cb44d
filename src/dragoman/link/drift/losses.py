"""Phrases of a sentence that the relay has nothing of, though it tells of the sentence.

Each subtree of a sentence is measured (`measures.py`) and a logistic model says how likely it is
that it was left out. Its weights are made by `python -m evaluate.drift_losses` from pairs of
which people said what the relay left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from dragoman.link.drift.gaps import Gap, is_note
from dragoman.link.drift.matching import Matching
from dragoman.link.drift.measures import NAMES, Array, Phrase, Sides, measure_phrases

# Least chance of a phrase to be told as left out.
LEAST = 0.5
# A single word is too seldom a loss that anybody would tell of.
LEAST_WORDS = 2


@dataclass(frozen=True, eq=False)
class Weights:
    """A logistic model: the mean and scale of each feature, its weight, and the bias."""

    mean: Array
    scale: Array
    weight: Array
    bias: float

    def chances(self, features: Array) -> Array:
        """How likely each row of features [N, F] is a loss."""
        score = ((features - self.mean) / self.scale) @ self.weight + self.bias
        return np.asarray(1 / (1 + np.exp(-score)))


@cache
def load_weights() -> Weights:
    """The weights of `losses.tsv`: a feature a row with its mean, scale and weight, then the
    bias."""
    text = (files(__package__) / "losses.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    if [row[0] for row in rows] != [*NAMES, "bias"]:
        raise ValueError("the weights of drift's losses were made for other features")
    values = np.array([[float(x) for x in row[1:]] for row in rows])
    return Weights(values[:-1, 0], values[:-1, 1], values[:-1, 2], float(values[-1, 2]))


def find_losses(matching: Matching, weights: Weights | None = None) -> list[Gap]:
    """The phrases of the root that are likely left out, no two of them with a word in common."""
    sides = Sides.of_root(matching)
    measured = list(measure_phrases(sides, LEAST_WORDS))
    if not measured:
        return []
    chances = (weights or load_weights()).chances(np.array([x for _, x in measured]))
    likely = [
        (phrase, float(chance))
        for (phrase, _), chance in zip(measured, chances, strict=True)
        if chance >= LEAST
    ]
    gaps = [_gap(sides, phrase, chance) for phrase, chance in _apart(likely)]
    return [gap for gap in gaps if not is_note(sides.near.view, gap)]


def _apart(likely: Iterable[tuple[Phrase, float]]) -> list[tuple[Phrase, float]]:
    """The phrases that say most, of those that share words, in the order of the report."""
    taken: set[int] = set()
    found = []
    for phrase, chance in sorted(likely, key=lambda p: (-len(p[0].content), -p[1])):
        places = {w.place for w in phrase.words}
        if taken.isdisjoint(places):
            taken |= places
            found.append((phrase, chance))
    return sorted(found, key=lambda p: p[0].words[0].place)


def _gap(sides: Sides, phrase: Phrase, chance: float) -> Gap:
    """A loss as a gap; what is met of it is what speaks against it."""
    mass = float(sum(sides.near.weights[w.place] for w in phrase.words))
    return Gap(sides.near.view.span_of(phrase.words), 1 - chance, mass)
