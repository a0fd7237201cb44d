"""Happenings as the model counts them, and the table that its likelihood is computed from."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Act:
    """One happening towards a pole.

    `pole` is 0 for the first, 1 for the second; `period` the index of its week or month, from 0;
    `weight` the probability that it happened, over 0 to 1. `roots` are the independent origins
    that tell of it: their effect is the mean of their own ones, none if there are none. A root
    named twice is one root, so copies of a report change nothing.
    """

    pole: int
    period: int
    cooperative: bool
    weight: float
    roots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """Acts added up: a row for each pole, period and set of roots.

    `cooperative` and `hostile` are sums of weights. `link_row`, `link_root`, `link_share` say
    which roots a row rests on, by numbers of `roots`, each with its part of the row's mean.
    """

    pole: Array
    period: Array
    cooperative: Array
    hostile: Array
    link_row: Array
    link_root: Array
    link_share: Array
    roots: tuple[str, ...]


Key = tuple[int, int, tuple[str, ...]]


def count(acts: Sequence[Act], periods: int) -> Counts:
    """Add up acts. The result depends on the multiset of acts alone, to the last digit.

    Raises ValueError for an act of no pole, of no period, or with a weight outside (0, 1].
    """
    sums: defaultdict[Key, tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
    for act in acts:
        _check(act, periods)
        key = (act.pole, act.period, tuple(sorted(set(act.roots))))
        sums[key][0 if act.cooperative else 1].append(act.weight)
    keys = sorted(sums)
    roots = tuple(sorted({root for _, _, names in keys for root in names}))
    number = {root: n for n, root in enumerate(roots)}
    links = [(row, number[r], 1 / len(k[2])) for row, k in enumerate(keys) for r in k[2]]
    # fsum rounds once, at the end: the order in which acts came leaves no trace.
    added = [[math.fsum(sums[k][side]) for k in keys] for side in (0, 1)]
    return Counts(
        np.array([k[0] for k in keys], np.int32),
        np.array([k[1] for k in keys], np.int32),
        np.array(added[0], np.float64),
        np.array(added[1], np.float64),
        np.array([row for row, _, _ in links], np.int32),
        np.array([root for _, root, _ in links], np.int32),
        np.array([share for _, _, share in links], np.float64),
        roots,
    )


def _check(act: Act, periods: int) -> None:
    if act.pole not in (0, 1):
        raise ValueError(f"an act's pole must be 0 or 1, not {act.pole}")
    if not 0 <= act.period < periods:
        raise ValueError(f"an act's period must lie in 0 to {periods - 1}, not {act.period}")
    if not 0 < act.weight <= 1:
        raise ValueError(f"an act's weight must be over 0 and at most 1, not {act.weight}")
