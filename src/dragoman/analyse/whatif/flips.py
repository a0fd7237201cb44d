"""What would flip the answer: the least change of one input that carries it over the threshold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.analyse.whatif.case import Array, Case, CaseInput, make_inputs, middles
from dragoman.analyse.whatif.engines import Engine
from dragoman.analyse.whatif.scenario import Kind

# A crossing that is undone within so small a part of a range is missed.
STEPS = 20
# Each halves the doubt about where between two steps the outcome crosses.
HALVINGS = 30


@dataclass(frozen=True, slots=True)
class Flip:
    """An input, and the nearest value of it that brings the outcome to the other side.

    `within` says whether the value lies in the input's range; if not it would take evidence
    that the range is wrong. `change` is how far that is, as a part of the input's scale.
    """

    input: CaseInput
    to: float
    within: bool
    change: float


def find_flips(case: Case, engine: Engine) -> tuple[Flip, ...]:
    """The flips of single inputs, those within their ranges first, then the least change first.

    All inputs but one stay at their middles. Positions are tried over the whole axis,
    saliences from 0 to 1, capabilities from 0 to the greatest that the scenario holds for
    possible. An input that flips nothing has no entry.
    """
    found = []
    for n, item in enumerate(case.inputs):
        scale = _scale(case, item.kind)
        to = _nearest(case, engine, n, scale)
        if to is not None:
            within = item.range.low <= to <= item.range.high
            change = abs(to - item.range.middle) / (scale[1] - scale[0])
            found.append(Flip(item, to, within, change))
    return tuple(sorted(found, key=lambda f: (not f.within, f.change)))


def _scale(case: Case, kind: Kind) -> tuple[float, float]:
    if kind == "position":
        return case.scenario.axis.low, case.scenario.axis.high
    if kind == "salience":
        return 0.0, 1.0
    return 0.0, max(i.range.high for i in case.inputs if i.kind == "capability")


def _beyond(case: Case, engine: Engine, n: int, values: Array) -> NDArray[np.bool_]:
    """Whether the outcome lies beyond the threshold where one input has each of some values."""
    rows = np.tile(middles(case), (len(values), 1))
    rows[:, n] = values
    return engine.expect(make_inputs(rows)) > case.scenario.threshold


def _nearest(case: Case, engine: Engine, n: int, scale: tuple[float, float]) -> float | None:
    """The value nearest to the input's middle that flips the outcome; None where none does."""
    range_ = case.inputs[n].range
    found = []
    for inner, outer in ((range_.low, scale[0]), (range_.high, scale[1])):
        steps = np.concatenate(
            [
                np.linspace(range_.middle, inner, STEPS + 1),
                np.linspace(inner, outer, STEPS + 1)[1:],
            ]
        )
        beyond = _beyond(case, engine, n, steps)
        flipped = beyond != beyond[0]
        if flipped.any():
            first = int(np.argmax(flipped))
            found.append(_halve(case, engine, n, float(steps[first - 1]), float(steps[first])))
    return min(found, key=lambda to: abs(to - range_.middle), default=None)


def _halve(case: Case, engine: Engine, n: int, stays: float, flips: float) -> float:
    """Where between a value that does not flip and one that does the outcome crosses."""
    beyond = _beyond(case, engine, n, np.array([flips]))[0]
    for _ in range(HALVINGS):
        half = (stays + flips) / 2
        if _beyond(case, engine, n, np.array([half]))[0] == beyond:
            flips = half
        else:
            stays = half
    return flips
