"""What the draws say: shares and balance in each period, and whether a balance changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dragoman.analyse.balance.counts import Array
from dragoman.analyse.balance.diagnostics import Diagnostics
from dragoman.analyse.balance.settings import Settings

LOW, MIDDLE, HIGH = 0.05, 0.5, 0.95


@dataclass(frozen=True, slots=True)
class Fit:
    """Draws from the posterior: `p`[draw, pole, period], the share of acts that cooperate.

    It is the share that an average root would tell of. Draws of all chains are one after
    another.
    """

    p: Array
    diagnostics: Diagnostics

    @property
    def b(self) -> Array:
        """The balance [draw, period], from -1 (towards the second pole) to 1 (the first)."""
        found: Array = self.p[:, 0] - self.p[:, 1]
        return found


@dataclass(frozen=True, slots=True)
class Point:
    """One period: medians of both shares and of the balance, each with its 5 and 95 % quantiles.

    `balancing` is the probability that he favours both poles about alike.
    """

    period: int
    p_a: float
    p_a_low: float
    p_a_high: float
    p_b: float
    p_b_low: float
    p_b_high: float
    b: float
    b_low: float
    b_high: float
    balancing: float


@dataclass(frozen=True, slots=True)
class Change:
    """How the mean balance of one stretch of time differs from that of an earlier one.

    `chance` is the probability that it rose (towards the first pole); `median`, `low` and
    `high` are 50, 5 and 95 % quantiles of by how much.
    """

    chance: float
    median: float
    low: float
    high: float


def points(fit: Fit, settings: Settings) -> tuple[Point, ...]:
    """All periods in order; thresholds of balancing are the settings' `near` and `favour`."""
    a, b = (np.quantile(fit.p[:, n], (MIDDLE, LOW, HIGH), axis=0) for n in (0, 1))
    balance = np.quantile(fit.b, (MIDDLE, LOW, HIGH), axis=0)
    both = (fit.p > settings.favour).all(axis=1)
    balancing = ((np.abs(fit.b) < settings.near) & both).mean(axis=0)
    return tuple(
        Point(t, *map(float, (*a[:, t], *b[:, t], *balance[:, t], balancing[t])))
        for t in range(fit.p.shape[2])
    )


def change(fit: Fit, before: Sequence[int], after: Sequence[int]) -> Change:
    """Compare two stretches of periods, draw by draw. Raises ValueError where one is empty."""
    earlier, later = (fit.b[:, list(s)] for s in (before, after))
    if not earlier.shape[1] or not later.shape[1]:
        raise ValueError("a change needs at least one period before and one after")
    rise = later.mean(axis=1) - earlier.mean(axis=1)
    median, low, high = np.quantile(rise, (MIDDLE, LOW, HIGH))
    return Change(float((rise > 0).mean()), float(median), float(low), float(high))
