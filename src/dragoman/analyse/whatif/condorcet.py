"""The probabilistic Condorcet election: positions meet in pairs, and the stronger often wins.

Written from Wise and Bankes, *Non-spatial Probabilistic Condorcet Election Methodology* (2015,
arXiv:1505.02509), in one dimension: voting is certain, what comes of a vote is not. Of two
positions the first wins with the share of its backing. Whichever holds the field is challenged
by any of them, each as likely as the others; how often each holds it in the long run is its
chance.
"""

from __future__ import annotations

import numpy as np

from dragoman.analyse.whatif.case import Array, Inputs, in_turns
from dragoman.analyse.whatif.votes import find_backing, find_distance, find_span


def find_chances(inputs: Inputs) -> Array:
    """The chance of each actor's position: a row for each draw, each summing to 1."""
    return in_turns(inputs, _find_chances)


def _find_chances(inputs: Inputs) -> Array:
    distance = find_distance(inputs.position) / find_span(inputs.position)
    backing = find_backing(distance, inputs.weight)
    both = backing + np.swapaxes(backing, 1, 2)
    beats = np.where(both > 0, backing / np.where(both > 0, both, 1.0), 0.5)
    return _long_run(beats)


def _long_run(beats: Array) -> Array:
    """The stationary distribution of the chain of holders, from who beats whom how often.

    There is but one: of any two positions at least one beats the other at times.
    """
    count = beats.shape[1]
    moves = np.swapaxes(beats, 1, 2) / count  # from i to j: j beats i
    inner = np.arange(count)
    moves[:, inner, inner] = 0.0
    moves[:, inner, inner] = 1.0 - moves.sum(axis=2)
    system = np.swapaxes(moves, 1, 2) - np.eye(count)
    system[:, -1, :] = 1.0
    sums = np.zeros((len(beats), count, 1))
    sums[:, -1] = 1.0
    chances = np.clip(np.linalg.solve(system, sums)[:, :, 0], 0.0, None)
    found: Array = chances / chances.sum(axis=1, keepdims=True)
    return found


def expect(inputs: Inputs) -> Array:
    """The mean of the positions by their chances."""
    mean = (find_chances(inputs) * inputs.position).sum(axis=1)
    # Rounding must not carry it beyond the outermost position.
    found: Array = np.clip(mean, inputs.position.min(axis=1), inputs.position.max(axis=1))
    return found


def elect(inputs: Inputs, luck: Array) -> Array:
    """The position that comes out of each draw; `luck`, between 0 and 1, says which one."""
    order = np.argsort(inputs.position, axis=1, kind="stable")
    chances = np.take_along_axis(find_chances(inputs), order, axis=1)
    won = np.argmax(np.cumsum(chances, axis=1) >= luck[:, None] * (1 - 1e-12), axis=1)
    ordered = np.take_along_axis(inputs.position, order, axis=1)
    return np.take_along_axis(ordered, won[:, None], axis=1)[:, 0]
