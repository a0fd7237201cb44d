"""Votes between positions: who backs which of two, and how strongly."""

from __future__ import annotations

import numpy as np

from dragoman.analyse.whatif.case import Array


def find_backing(distance: Array, weight: Array) -> Array:
    """How strongly each position is backed against each other one: draws x positions x positions.

    Takes `distance[d, k, i]`, how far voter k is from position i, and his `weight[d, k]`. A
    voter gives the nearer of two positions his weight times how much nearer it is to him
    (Scholz, Calbert and Smith 2011, the vote of k between i and j). `backing[d, i, j]` sums
    this over those who prefer i to j.
    """
    backing = np.zeros_like(distance)
    for k in range(distance.shape[1]):
        nearer = distance[:, k, None, :] - distance[:, k, :, None]
        backing += weight[:, k, None, None] * np.maximum(nearer, 0)
    return backing


def find_distance(position: Array) -> Array:
    """How far every two positions of a draw are apart."""
    return np.abs(position[:, :, None] - position[:, None, :])


def find_span(position: Array) -> Array:
    """How far the outermost positions of a draw are apart, 1 where all are one."""
    span = np.ptp(position, axis=1)[:, None, None]
    return np.where(span > 0, span, 1.0)


def weighted_mean(position: Array, weight: Array) -> Array:
    """The mean of positions by weight, plain where nobody has any."""
    total = weight.sum(axis=1)
    some = total > 0
    weights = np.where(some[:, None], weight, 1.0)
    mean: Array = (weights * position).sum(axis=1) / weights.sum(axis=1)
    # Rounding must not carry the mean beyond the outermost position.
    return np.clip(mean, position.min(axis=1), position.max(axis=1))


def weighted_median(position: Array, weight: Array) -> Array:
    """The first position, from the low end, up to which half of the weight or more lies."""
    order = np.argsort(position, axis=1, kind="stable")
    some = weight.sum(axis=1, keepdims=True) > 0
    weights = np.take_along_axis(np.where(some, weight, 1.0), order, axis=1)
    summed = np.cumsum(weights, axis=1)
    first = np.argmax(summed >= summed[:, -1:] / 2, axis=1)
    return np.take_along_axis(np.take_along_axis(position, order, 1), first[:, None], 1)[:, 0]
