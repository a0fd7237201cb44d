"""How well the confidence of statements says how often they are right."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

BINS = 10


def load_scorer(shared: Path):  # type: ignore[no-untyped-def]
    """The shared scorers as a module: what counts as right is theirs to say."""
    sys.path.insert(0, str(shared / "score"))
    import score

    return score


def match_statements(
    score: Any, true: Sequence[frozenset[int]], mine: Sequence[frozenset[int]]
) -> tuple[list[int], dict[int, int]]:
    """Contents, as places of words, matched as the scorer does: which of `mine` count (gold has
    only outermost attributions), and which of them each of `true` is matched with."""
    kept = [
        i
        for i, c in enumerate(mine)
        if c and not any(i != j and (c < d or (c == d and j < i)) for j, d in enumerate(mine))
    ]
    pairs = [
        (score.iou(g, mine[i]), n, i)
        for n, g in enumerate(true)
        for i in kept
        if score.iou(g, mine[i]) >= 0.5
    ]
    return kept, dict(score.one_to_one(pairs))


def find_verdicts(shared: Path, gold: Path, readings: Path) -> Iterator[tuple[float, bool]]:
    """(confidence, whether the scorer matches it) for each statement that is scored."""
    score = load_scorer(shared)
    read = score.load_readings(readings)
    for stem, text, ann in score.polnear_docs(gold):
        words = score.tokens(text)
        true = [score.covered(words, content) for content, _, _ in score.brat(ann)]
        statements = read.get(stem, {}).get("statements", [])
        mine = [score.covered(words, score.span_list(s["content"])) for s in statements]
        kept, hit = match_statements(score, true, mine)
        right = set(hit.values())
        yield from ((statements[i]["confidence"], i in right) for i in kept)


def expected_error(verdicts: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error over bins of equal width (Naeini and others, 2015)."""
    confidence = np.array([c for c, _ in verdicts])
    right = np.array([r for _, r in verdicts], float)
    place = np.minimum((confidence * BINS).astype(int), BINS - 1)
    error = 0.0
    for n in range(BINS):
        inside = place == n
        if inside.any():
            error += inside.mean() * abs(confidence[inside].mean() - right[inside].mean())
    return float(error)


def find_calibration_error(shared: Path, gold: Path, readings: Path) -> float:
    """The expected calibration error of the statements in a file of readings."""
    verdicts = list(find_verdicts(shared, gold, readings))
    return expected_error(verdicts) if verdicts else 1.0
