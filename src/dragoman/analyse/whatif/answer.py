"""The answer to a scenario, and how others differ from it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dragoman.analyse.whatif.case import Array, Case, make_inputs, middles
from dragoman.analyse.whatif.draws import draw_inputs, uniform
from dragoman.analyse.whatif.engines import Engine
from dragoman.analyse.whatif.flips import Flip, find_flips
from dragoman.analyse.whatif.tornado import Bar, make_tornado

DRAWS = 1_000
SEED = 1


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle of many values, and between which nine of ten of them lie."""

    low: float
    median: float
    high: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What an engine makes of a case.

    `expected` is the outcome with every input at its middle, `outcome` the spread over the
    draws, `beyond` the share of draws above the threshold. `drawn` are the outcomes themselves.
    """

    case: Case
    engine: Engine
    draws: int
    seed: int
    expected: float
    outcome: Spread
    beyond: float
    tornado: tuple[Bar, ...]
    flips: tuple[Flip, ...]
    drawn: Array


@dataclass(frozen=True, slots=True)
class Difference:
    """How the outcomes of another scenario differ from the base's, draw by draw."""

    base: Answer
    other: Answer
    difference: Spread
    higher: float
    lower: float


def answer(case: Case, engine: Engine, *, draws: int = DRAWS, seed: int = SEED) -> Answer:
    """The engine's outcome over draws from all ranges, what moves it and what would flip it.

    The same case, engine, draws and seed give the same answer.
    """
    inputs = draw_inputs(case, draws, seed)
    drawn = engine.draw(inputs, uniform(seed, "luck", draws))
    return Answer(
        case,
        engine,
        draws,
        seed,
        float(engine.expect(make_inputs(middles(case)[None, :]))[0]),
        _spread(drawn),
        float((drawn > case.scenario.threshold).mean()),
        make_tornado(case, engine),
        find_flips(case, engine),
        drawn,
    )


def compare(base: Answer, other: Answer) -> Difference:
    """The difference of two answers by one engine with the same draws and seed."""
    if (base.engine.name, base.draws, base.seed) != (other.engine.name, other.draws, other.seed):
        raise ValueError("answers are compared draw by draw: engine, draws and seed must agree")
    by_draw = other.drawn - base.drawn
    return Difference(
        base, other, _spread(by_draw), float((by_draw > 0).mean()), float((by_draw < 0).mean())
    )


def _spread(values: Array) -> Spread:
    low, median, high = np.percentile(values, [5, 50, 95])
    return Spread(float(low), float(median), float(high))
