"""Whether the balance's intervals hold what they promise, on histories whose truth is known.

    python -m evaluate.balance_simulation [--runs 100]

Each run draws a truth from the model's own prior (Cook, Gelman and Rubin 2006; Talts and others,
Validating Bayesian inference algorithms with simulation-based calibration, 2018): shares towards
two poles over 12 periods, and 30 roots that colour what they tell. 90 happenings are told, each
by one root; three in ten are copied by relays, 8 copies each on average, a few by very many.

Three counts of the same telling: without the copies, with copies counted by root, and with each
copy counted as a happening of an outlet of its own, as an index of event counts would. `steps` is a
truth that the model is wrong about: both shares jump once, by up to 3 in log odds, and stay else.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dragoman.analyse.balance.counts import count
from dragoman.analyse.balance.model import Act, Fit, Settings, fit

Array = npt.NDArray[np.float64]
PERIODS, ROOTS, HAPPENINGS, RUNS = 12, 30, 90, 100
COPIED, COPIES = 0.3, 8
SETTINGS = Settings(warmup=400, draws=500)
# Ranks of the truth among as many draws, far enough apart to be all but independent.
RANKS = 99


@dataclass(frozen=True, slots=True)
class Telling:
    """A report of a happening: which outlet has it, and which root it comes from."""

    happening: int
    outlet: str
    root: str
    act: Act


@dataclass(frozen=True, slots=True)
class World:
    """A truth, `eta`[pole, period] in log odds, and all that is told of it."""

    eta: Array
    tellings: tuple[Telling, ...]

    @property
    def p(self) -> Array:
        """The true shares [pole, period]."""
        return 1 / (1 + np.exp(-self.eta))


Truth = Callable[[np.random.Generator], Array]
Counting = Callable[[Sequence[Telling]], list[Act]]


def walk(random: np.random.Generator) -> Array:
    """A truth from the model's own prior."""
    tau = np.abs(random.normal(0, SETTINGS.step_scale, (2, 1)))
    start = random.normal(0, SETTINGS.start_scale, (2, 1))
    steps = tau * random.normal(size=(2, PERIODS - 1))
    return np.cumsum(np.hstack([start, steps]), axis=1)


def step(random: np.random.Generator) -> Array:
    """A truth that stands still, jumps once, and stands still."""
    start = random.normal(0, SETTINGS.start_scale, (2, 1))
    jump = random.uniform(-3, 3, (2, 1))
    at = random.integers(1, PERIODS, (2, 1))
    found: Array = start + jump * (np.arange(PERIODS) >= at)
    return found


def tell(eta: Array, random: np.random.Generator) -> World:
    """Happenings, each told by one root and perhaps copied by relays."""
    colour = abs(random.normal(0, SETTINGS.root_scale)) * random.normal(size=ROOTS)
    tellings = []
    for n in range(HAPPENINGS):
        pole, period = int(random.integers(2)), int(random.integers(PERIODS))
        root = int(random.integers(ROOTS))
        chance = 1 / (1 + np.exp(-eta[pole, period] - colour[root]))
        act = Act(pole, period, bool(random.random() < chance), 1.0, (f"root {root}",))
        # Geometric: most copied happenings have few copies, some have dozens.
        copies = int(random.geometric(1 / COPIES)) if random.random() < COPIED else 0
        outlets = [f"root {root}", *(f"relay {n}.{c}" for c in range(copies))]
        tellings += [Telling(n, outlet, act.roots[0], act) for outlet in outlets]
    return World(eta, tuple(tellings))


def without_copies(tellings: Sequence[Telling]) -> list[Act]:
    """Each happening as its root told it."""
    return [t.act for t in tellings if t.outlet == t.root]


def by_root(tellings: Sequence[Telling]) -> list[Act]:
    """Each happening once, with the roots of all who tell of it."""
    roots: defaultdict[int, list[str]] = defaultdict(list)
    acts = {t.happening: t.act for t in tellings}
    for telling in tellings:
        roots[telling.happening].append(telling.root)
    return [replace(act, roots=tuple(roots[n])) for n, act in acts.items()]


def by_copy(tellings: Sequence[Telling]) -> list[Act]:
    """Each telling as if it were a happening of its outlet's own."""
    return [replace(t.act, roots=(t.outlet,)) for t in tellings]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Shares of true values inside nominal 90 % intervals, and how even the truth's ranks are.

    `error` is the standard error of `b`, from how runs differ. `chi2` is that of ten bins of
    ranks of b in one period a run, with nine degrees of freedom: 95 % of even ones are under 16.9.
    """

    p_a: float
    p_b: float
    b: float
    error: float
    width: float
    chi2: float
    warned: int


def cover(truth: Truth, counting: Counting, runs: int) -> Coverage:
    """Fit each run's telling and look where the truth lies."""
    rows, ranks, warned = [], [], 0
    for run in range(runs):
        random = np.random.default_rng([2024, run])
        world = tell(truth(random), random)
        found = fit(counting(world.tellings), PERIODS, replace(SETTINGS, seed=run))
        warned += bool(found.diagnostics.warnings)
        rows.append(_inside(found, world))
        b = world.p[0] - world.p[1]
        period = run % PERIODS
        thinned = found.b[:: len(found.b) // RANKS][:RANKS, period]
        ranks.append(int((thinned < b[period]).sum()))
    table = np.array(rows)
    p_a, p_b, b_in, width = table.mean(axis=0)
    error = table[:, 2].std(ddof=1) / np.sqrt(runs)
    bins = np.bincount(np.array(ranks) // 10, minlength=10)
    chi2 = ((bins - runs / 10) ** 2 / (runs / 10)).sum()
    return Coverage(p_a, p_b, b_in, error, width, float(chi2), warned)


def _inside(found: Fit, world: World) -> tuple[float, ...]:
    """Shares of periods whose interval holds the truth (p_a, p_b, b), and b's mean width."""
    low, high = np.quantile(found.p, (0.05, 0.95), axis=0)
    inside = ((low <= world.p) & (world.p <= high)).mean(axis=1)
    b = world.p[0] - world.p[1]
    b_low, b_high = np.quantile(found.b, (0.05, 0.95), axis=0)
    return *inside, ((b_low <= b) & (b <= b_high)).mean(), (b_high - b_low).mean()


def same_by_root(runs: int) -> float:
    """The share of runs whose copies, counted by root, leave the model's input as it is without."""
    same = 0
    for run in range(runs):
        random = np.random.default_rng([2024, run])
        tellings = tell(walk(random), random).tellings
        one, other = (count(c(tellings), PERIODS) for c in (without_copies, by_root))
        pairs = ((getattr(one, f.name), getattr(other, f.name)) for f in fields(one))
        same += all(np.array_equal(a, b) for a, b in pairs)
    return same / runs


CASES: dict[str, tuple[Truth, Counting]] = {
    "no copies": (walk, without_copies),
    "copies by root": (walk, by_root),
    "copies as evidence": (walk, by_copy),
    "steps": (step, by_root),
}


def score_balance_simulation(_: Path) -> dict[str, float]:
    """One less how far coverage is from .90; and how often copies by root change nothing at all.

    Where they change nothing, coverage with copies is that without.
    """
    found = cover(*CASES["no copies"], RUNS)
    figures = {part: 1 - abs(0.9 - getattr(found, part)) for part in ("p_a", "p_b", "b")}
    return {**figures, "same_by_root": same_by_root(RUNS)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--only", nargs="*", choices=list(CASES), default=list(CASES))
    arguments = parser.parse_args()
    print(f"{'':20}p_a    p_b    b      (s.e.) width  chi2   warned")
    for name in arguments.only:
        c = cover(*CASES[name], arguments.runs)
        print(
            f"{name:20}{c.p_a:.3f}  {c.p_b:.3f}  {c.b:.3f}  {c.error:.3f}  {c.width:.3f}"
            f"  {c.chi2:5.1f}  {c.warned}",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
