"""Draws from ranges: the same for the same actor and input in every scenario."""

from __future__ import annotations

import hashlib

import numpy as np

from dragoman.analyse.whatif.case import Array, Case, Inputs, make_inputs
from dragoman.analyse.whatif.scenario import Range


def uniform(seed: int, key: str, count: int) -> Array:
    """Even numbers between 0 and 1 that depend on the seed and the key alone."""
    digest = hashlib.sha256(key.encode("utf-8", "replace")).digest()
    return np.random.default_rng([seed, int.from_bytes(digest[:8], "big")]).random(count)


def spread(range_: Range, even: Array) -> Array:
    """Values of a range from even numbers: flat, or triangular with the peak at its middle."""
    low, middle, high = range_.low, range_.middle, range_.high
    if low == high:
        return np.full(even.shape, low, dtype=np.float64)
    if range_.flat:
        return np.clip(low + even * (high - low), low, high)
    rising = (middle - low) / (high - low)
    up = low + np.sqrt(even * (high - low) * (middle - low))
    down = high - np.sqrt((1 - even) * (high - low) * (high - middle))
    return np.clip(np.where(even < rising, up, down), low, high)


def draw_inputs(case: Case, count: int, seed: int) -> Inputs:
    """Draws of all inputs of a case.

    What an actor's input is drawn from has its own numbers, so an input that two scenarios
    share has the same value in both, draw by draw, and their outcomes differ by what was
    changed alone (common random numbers).
    """
    columns = [spread(i.range, uniform(seed, f"{i.kind} {i.actor}", count)) for i in case.inputs]
    return make_inputs(np.column_stack(columns))
