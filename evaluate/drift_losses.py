"""The weights by which drift tells that a phrase was left out, and how well they do.

    python -m evaluate.drift_losses --shared ../shared [--make-weights]

Prints what is found of each pair by weights made from all the others, and with
`--make-weights` writes `src/dragoman/link/drift/losses.tsv`. Phrases that are most of what a
relay left out are right, those that share nothing with it wrong; the others teach nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.link.drift import losses
from dragoman.link.drift.find import compare, match_reports
from dragoman.link.drift.losses import Weights
from dragoman.link.drift.measures import NAMES, Array, Phrase, Sides, measure_phrases
from evaluate.drift_task import SEEN, Pair, Side, Tally, load_acceptance, load_pairs, read_side

FILE = Path(losses.__file__).with_name("losses.tsv")
HEAD = """# How likely a phrase of the root was left out: feature, mean, scale, weight. Made by
# `python -m evaluate.drift_losses --make-weights`.
"""
# How much of a phrase and a gold loss must be the same.
SAME = 0.5
# How hard weights are drawn to nothing, and in how many steps they are found.
RIDGE, STEPS = 3.0, 30


@dataclass(frozen=True, eq=False)
class Lesson:
    """A pair with its sides as they were read, and what its phrases teach."""

    pair: Pair
    sides: tuple[Side, Side]
    features: Array
    lost: Array


def make_lesson(pair: Pair, relay: Side, root: Side) -> Lesson:
    """What a pair teaches: the features of its root's phrases, and which of them were lost."""
    sides = Sides.of_root(match_reports(*relay, *root))
    rows = [(x, _is_lost(pair, sides, phrase)) for phrase, x in measure_phrases(sides)]
    known = [(x, float(lost)) for x, lost in rows if lost is not None]
    features = np.array([x for x, _ in known]).reshape(-1, len(NAMES))
    return Lesson(pair, (relay, root), features, np.array([y for _, y in known]))


def _is_lost(pair: Pair, sides: Sides, phrase: Phrase) -> bool | None:
    """Whether a phrase is what gold says was left out, None if it is a part or more than it."""
    own, shared = set(phrase.content), 0.0
    for row in pair.drift:
        start = pair.root.text.find(row["root"]) if row["kind"] == "omission" else -1
        if start >= 0:
            end = start + len(row["root"])
            words = sides.near.view.words
            gold = {w.place for w in words if w.content and w.start < end and start < w.end}
            shared = max(shared, len(own & gold) / max(1, len(own | gold)))
    return None if 0 < shared < SAME else shared >= SAME


def fit(features: Array, lost: Array) -> Weights:
    """A logistic regression by Newton's steps, its weights (not its bias) drawn to nothing."""
    mean, scale = features.mean(0), np.maximum(features.std(0), 1e-6)
    x = np.c_[(features - mean) / scale, np.ones(len(features))]
    ridge = np.diag([*[RIDGE] * features.shape[1], 0.0])
    weight = np.zeros(x.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-x @ weight))
        slope = x.T @ (chance - lost) + ridge @ weight
        weight -= np.linalg.solve((x.T * (chance * (1 - chance))) @ x + ridge, slope)
    return Weights(mean, scale, weight[:-1], float(weight[-1]))


def fit_lessons(lessons: Sequence[Lesson]) -> Weights:
    """The weights that some pairs teach."""
    features = np.concatenate([lesson.features for lesson in lessons])
    return fit(features, np.concatenate([lesson.lost for lesson in lessons]))


def score_lessons(lessons: Sequence[Lesson]) -> dict[str, float]:
    """Figures of each split, each pair by weights made from the others."""
    tallies: dict[str, Tally] = {}
    for lesson in lessons:
        weights = fit_lessons([other for other in lessons if other is not lesson])
        (relay, relay_analysis), (root, root_analysis) = lesson.sides
        found = compare(relay, root, relay_analysis, root_analysis, weights)
        tallies.setdefault(lesson.pair.split, Tally()).add(lesson.pair, found)
    return {k: v for name, tally in tallies.items() for k, v in tally.figures(name).items()}


def write_weights(weights: Weights, path: Path = FILE) -> None:
    """Write weights as a table, to four places: enough for every machine to find the same."""
    values = zip(NAMES, weights.mean, weights.scale, weights.weight, strict=True)
    rows = [f"{name}\t{mean:.4f}\t{scale:.4f}\t{w:.4f}" for name, mean, scale, w in values]
    text = "\n".join([*rows, f"bias\t0\t1\t{weights.bias:.4f}"])
    path.write_text(f"{HEAD}{text}\n", "utf-8")


def main(arguments: Any = None) -> None:
    """Print the figures of the pairs left out in turn, and write the weights if asked to."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--shared", type=Path, required=True)
    options.add_argument("--make-weights", action="store_true")
    chosen = options.parse_args(arguments)
    pairs = [pair for split in SEEN for pair in load_pairs(split)]
    pairs.append(load_acceptance(chosen.shared))
    lessons = [make_lesson(p, read_side(p.relay), read_side(p.root)) for p in pairs]
    for name, value in score_lessons(lessons).items():
        print(f"{name:28}{value:8.3f}")
    if chosen.make_weights:
        write_weights(fit_lessons(lessons))


if __name__ == "__main__":
    main()
