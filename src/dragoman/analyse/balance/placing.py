"""From evidence to a place on the scale, where there is enough for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dragoman.analyse.balance.errors import BalanceError
from dragoman.analyse.balance.evidence import Drafts, Evidence, Found, Kind, Sides
from dragoman.analyse.balance.model import Act, Fit, Settings, fit
from dragoman.analyse.balance.search import Search
from dragoman.analyse.balance.verdict import Interval, Seen, see
from dragoman.analyse.periods import Period, number_of


@dataclass(frozen=True, slots=True)
class Placed:
    """Evidence of one kind with the model's draws, None where nothing was worked out."""

    kind: Kind
    sides: Sides
    drafts: Drafts
    found: Found
    periods: tuple[Period, ...]
    seen: tuple[Seen, Seen]
    fitted: Fit | None

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All acts in order of time."""
        return self.found.evidence

    @property
    def enough(self) -> bool:
        """Whether both poles have roots and acts enough."""
        return self.seen[0].enough and self.seen[1].enough


def place(search: Search, sides: Sides, kind: Kind, settings: Settings, *, sparse: bool) -> Placed:
    """Find the evidence of one kind and draw from the model.

    Where there is not enough to place anybody the model is asked only if `sparse`. Raises
    BalanceError where it is needed and not installed.
    """
    drafts = search.drafts(sides, kind)
    found = search.find(kind, drafts)
    periods = search.periods(found.evidence)
    first, second = (see(found.evidence, n, pole.name) for n, pole in enumerate(sides.poles))
    enough = first.enough and second.enough
    fitted = None
    if acts := to_acts(found.evidence, periods) if enough or sparse else []:
        try:
            fitted = fit(acts, len(periods), settings)
        except BalanceError:
            # That there is not enough can be said without the model.
            if enough:
                raise
    return Placed(kind, sides, drafts, found, periods, (first, second), fitted)


def to_acts(evidence: Sequence[Evidence], periods: Sequence[Period]) -> list[Act]:
    """The evidence as the model counts it; what counts for nothing is no act."""
    return [
        Act(e.pole, number_of(e.day, periods), e.cooperative, e.weight, e.roots)
        for e in evidence
        if e.weight > 0
    ]


def overall_of(fitted: Fit | None) -> Interval | None:
    """The balance on average over all periods, draw by draw."""
    if fitted is None:
        return None
    low, median, high = np.quantile(fitted.b.mean(axis=1), (0.05, 0.5, 0.95))
    return Interval(float(median), float(low), float(high))
