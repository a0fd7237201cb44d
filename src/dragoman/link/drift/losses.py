"""Phrases of a sentence that the relay has nothing of, though it tells of the sentence.

Each subtree of a sentence is measured (`measures.py`) and a logistic model says how likely it is
that it was left out. Its weights are made by `python -m evaluate.drift_losses` from pairs of
which people said what the relay left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from dragoman.link.drift.gaps import Gap, is_note
from dragoman.link.drift.matching import Matching
from dragoman.link.drift.measures import NAMES, SPARE, Array, Phrase, Sides, measure_phrases
from dragoman.link.drift.views import Word

# Least chance of a phrase to be told as left out.
LEAST = 0.5
# A single word is too seldom a loss that anybody would tell of.
LEAST_WORDS = 2
# Two phrases with no more words between them are one loss, if the words between are lost too.
BETWEEN = 3


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
    relay, root = matching.reaches
    sides = Sides(root, relay, matching.words.T, matching.sentences.T)
    measured = list(measure_phrases(sides, LEAST_WORDS))
    if not measured:
        return []
    chances = (weights or load_weights()).chances(np.array([x for _, x in measured]))
    likely = [
        (phrase, float(chance))
        for (phrase, _), chance in zip(measured, chances, strict=True)
        if chance >= LEAST
    ]
    gaps = [_gap(sides, words, chance) for words, chance in _join(sides, _apart(likely))]
    return [gap for gap in gaps if not is_note(root.view, gap)]


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


def _join(
    sides: Sides, phrases: Iterable[tuple[Phrase, float]]
) -> list[tuple[Sequence[Word], float]]:
    """Neighbours in a sentence as one: who did it and how are one loss."""
    found: list[tuple[Sequence[Word], float]] = []
    for phrase, chance in phrases:
        joined: Sequence[Word] = phrase.words
        surest = chance
        if found and _is_next(sides, found[-1][0], joined):
            before, other = found.pop()
            joined = sides.near.view.words[before[0].place : joined[-1].place + 1]
            surest = max(chance, other)
        found.append((joined, surest))
    return found


def _is_next(sides: Sides, before: Sequence[Word], after: Sequence[Word]) -> bool:
    between = sides.near.view.words[before[-1].place + 1 : after[0].place]
    kept = any(w.content and sides.near.met[w.place] >= SPARE for w in between)
    return before[0].sentence == after[0].sentence and len(between) <= BETWEEN and not kept


def _gap(sides: Sides, words: Sequence[Word], chance: float) -> Gap:
    """A loss as a gap; what is met of it is what speaks against it."""
    mass = float(sum(sides.near.weights[w.place] for w in words))
    return Gap(sides.near.view.span_of(words), 1 - chance, mass)
