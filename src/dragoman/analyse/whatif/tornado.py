"""What moves the answer: each uncertain input from its low to its high, the others midway."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dragoman.analyse.whatif.case import Case, CaseInput, make_inputs, middles
from dragoman.analyse.whatif.engines import Engine


@dataclass(frozen=True, slots=True)
class Bar:
    """What the engine expects with one input at its low and at its high end."""

    input: CaseInput
    at_low: float
    at_high: float

    @property
    def swing(self) -> float:
        """How far the two outcomes are apart."""
        return abs(self.at_high - self.at_low)


def make_tornado(case: Case, engine: Engine) -> tuple[Bar, ...]:
    """A bar for each input that is not sure, the greatest swing first."""
    unsure = [n for n, i in enumerate(case.inputs) if not i.range.sure]
    if not unsure:
        return ()
    rows = np.tile(middles(case), (2 * len(unsure), 1))
    for row, n in enumerate(unsure):
        rows[2 * row, n] = case.inputs[n].range.low
        rows[2 * row + 1, n] = case.inputs[n].range.high
    outcomes = engine.expect(make_inputs(rows))
    bars = [
        Bar(case.inputs[n], float(outcomes[2 * row]), float(outcomes[2 * row + 1]))
        for row, n in enumerate(unsure)
    ]
    return tuple(sorted(bars, key=lambda b: -b.swing))
