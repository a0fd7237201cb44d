"""Fitting the small model of happenings: pairs of gold, one hidden layer, L-BFGS.

What `python -m evaluate.happenings_task --make-weights` runs; cross-fitted by topic for figures.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Array = NDArray[np.float64]
HIDDEN, PENALTY, SEED, ROUNDS = 16, 3e-4, 5, 120


def fit(features: Array, same: Array, weights: Array) -> dict[str, NDArray[np.float32]]:
    """Weights for `Scorer`: features [N, F], whether each pair is one [N], its weight [N]."""
    mean = features.mean(0)
    scale = features.std(0)
    scale[scale < 1e-3] = 1.0
    x = (features - mean) / scale
    weights = weights / weights.sum()
    many = x.shape[1]
    random = np.random.default_rng(SEED)
    first = random.normal(0, (2 / many) ** 0.5, many * HIDDEN)
    last = random.normal(0, 0.3, HIDDEN)
    start = np.concatenate([first, np.zeros(HIDDEN), last, [-2.0]])

    def unpack(flat: Array) -> tuple[Array, Array, Array, float]:
        a = many * HIDDEN
        b, c = a + HIDDEN, a + 2 * HIDDEN
        return flat[:a].reshape(many, HIDDEN), flat[a:b], flat[b:c], float(flat[c])

    def loss(flat: Array) -> tuple[float, Array]:
        hidden, hidden_bias, out, bias = unpack(flat)
        inside = x @ hidden + hidden_bias
        active = np.maximum(inside, 0)
        score = active @ out + bias
        error = weights * (1 / (1 + np.exp(-score)) - same)
        value = float((weights * (np.logaddexp(0, score) - same * score)).sum())
        back = np.outer(error, out) * (inside > 0)
        slopes = [(x.T @ back).ravel(), back.sum(0), active.T @ error, np.array([error.sum()])]
        penalty = PENALTY * flat
        penalty[-1] = 0
        return value + 0.5 * float(penalty @ flat), np.concatenate(slopes) + penalty

    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS})
    hidden, hidden_bias, out, bias = unpack(found.x)
    named = {"mean": mean, "scale": scale, "hidden": hidden, "hidden_bias": hidden_bias}
    named |= {"out": out, "bias": np.array(bias)}
    return {name: np.asarray(values, np.float32) for name, values in named.items()}
