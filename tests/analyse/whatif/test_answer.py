"""Draws, what moves the answer, what would flip it, and how scenarios differ."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.analyse.whatif import ENGINES, Case, answer, compare, resolve
from dragoman.analyse.whatif.draws import draw_inputs, spread, uniform
from dragoman.analyse.whatif.scenario import Axis, Range, Scenario, ScenarioActor

AXIS = Axis(0, 100, "it stops", "it runs all night")
SURE = Range(1, 1, 1)


def actor(
    name: str, position: Range, salience: Range = SURE, capability: Range = SURE
) -> ScenarioActor:
    return ScenarioActor(name, position, salience, capability)


def case(*actors: ScenarioActor, threshold: float = 50) -> Case:
    return resolve(Scenario("ferry.yaml", "The ferry", AXIS, threshold, actors))


BOARD = actor("Board", Range(0, 10, 20), Range(0.5, 0.75, 1), Range(1, 2, 3))
ISLANDERS = actor("Islanders", Range(60, 70, 80, flat=False))
FERRY = case(BOARD, ISLANDERS)


@pytest.mark.parametrize("name", ENGINES)
def test_the_same_seed_gives_the_same_answer(name: str) -> None:
    one, again, other = (answer(FERRY, ENGINES[name], seed=s) for s in (4, 4, 5))
    assert one.outcome == again.outcome and np.array_equal(one.drawn, again.drawn)
    assert not np.array_equal(one.drawn, other.drawn)


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 2**32), count=st.integers(1, 50))
def test_an_input_that_two_scenarios_share_is_drawn_the_same_in_both(seed: int, count: int) -> None:
    other = case(actor("Fishers", Range(5, 6, 7)), ISLANDERS, BOARD)
    ours, theirs = (draw_inputs(c, count, seed) for c in (FERRY, other))
    assert np.array_equal(ours.position, theirs.position[:, [2, 1]])
    assert np.array_equal(ours.capability, theirs.capability[:, [2, 1]])


@given(
    numbers=st.tuples(*[st.floats(-100, 100)] * 3).map(sorted),
    flat=st.booleans(),
    even=st.floats(0, 1, exclude_max=True),
)
def test_draws_stay_in_their_range(numbers: list[float], flat: bool, even: float) -> None:
    range_ = Range(*numbers, flat=flat)
    assert range_.low <= spread(range_, np.array([even]))[0] <= range_.high


def test_draws_are_even_over_a_flat_range_and_peak_in_another() -> None:
    even = uniform(1, "x", 200_000)
    assert np.quantile(spread(Range(0, 8, 10), even), 0.3) == pytest.approx(3, abs=0.05)
    # The triangular distribution from 0 to 10 with its peak at 8: F(8) = 0.8, mean 6.
    peaked = spread(Range(0, 8, 10, flat=False), even)
    assert (peaked < 8).mean() == pytest.approx(0.8, abs=0.01)
    assert peaked.mean() == pytest.approx(6, abs=0.05)


def test_the_outcome_is_told_with_its_spread_and_the_share_beyond_the_threshold() -> None:
    # One input alone: the mean of 0 and a flat 80 to 120 lies flat between 40 and 60.
    wide = case(actor("A", Range(0, 0, 0)), actor("B", Range(60, 80, 100)), threshold=45)
    found = answer(wide, ENGINES["mean"], draws=20_000)
    assert found.expected == 40
    assert found.outcome.low == pytest.approx(31, abs=0.3)
    assert found.outcome.median == pytest.approx(40, abs=0.3)
    assert found.outcome.high == pytest.approx(49, abs=0.3)
    assert found.beyond == pytest.approx(0.25, abs=0.01)


def test_a_tornado_has_a_bar_for_each_uncertain_input_the_longest_first() -> None:
    bars = answer(FERRY, ENGINES["mean"]).tornado
    assert [b.input.kind for b in bars] == ["capability", "position", "salience", "position"]
    capability = bars[0]  # weights 0.75 and 2.25 against 1
    assert capability.at_low == pytest.approx((0.75 * 10 + 70) / 1.75)
    assert capability.at_high == pytest.approx((2.25 * 10 + 70) / 3.25)
    assert [b.swing for b in bars] == sorted((b.swing for b in bars), reverse=True)


def test_where_nothing_is_uncertain_nothing_moves() -> None:
    sure = case(actor("A", Range(0, 0, 0)), actor("B", Range(60, 60, 60)))
    found = answer(sure, ENGINES["mean"])
    assert found.tornado == () and found.outcome.low == found.outcome.high == 30


def test_the_nearest_flip_is_the_least_change_that_carries_over_the_threshold() -> None:
    near = case(actor("A", Range(0, 10, 30)), actor("B", Range(60, 80, 100)))
    first, *others = answer(near, ENGINES["mean"]).flips
    # (10 + 90) / 2 is the threshold, and so is (20 + 80) / 2: both are a change of 10.
    assert first.within and first.to == pytest.approx(20, abs=1e-6)
    assert others[0].within and others[0].to == pytest.approx(90, abs=1e-6)
    # It takes a weight of A that is 0.75 of what it was: 0.75 x 10 + 80 = 50 x 1.75.
    outside = {(f.input.actor, f.input.kind): f.to for f in others if not f.within}
    assert outside["A", "salience"] == pytest.approx(0.75, abs=1e-6)
    assert ("B", "salience") not in outside


def test_flips_outside_a_range_come_after_those_within() -> None:
    far = case(actor("A", Range(0, 10, 12)), actor("B", Range(60, 62, 64)))
    flips = answer(far, ENGINES["mean"]).flips
    assert flips and not any(f.within for f in flips)


def test_what_no_single_input_can_flip_has_no_flips() -> None:
    lost = case(*(actor(n, Range(1, 1, 1)) for n in "ABC"), threshold=90)
    assert answer(lost, ENGINES["mean"]).flips == ()


def test_scenarios_differ_draw_by_draw_by_what_was_changed_alone() -> None:
    ten_more = case(BOARD, replace(ISLANDERS, position=Range(70, 80, 90, flat=False)))
    answers = [answer(c, ENGINES["mean"]) for c in (FERRY, ten_more)]
    found = compare(*answers)
    # Their weight is from 1/4 to 2/3 of all: so is what they move of ten.
    assert 2.5 <= found.difference.low <= found.difference.high <= 10 * 2 / 3
    assert (found.higher, found.lower) == (1, 0)
    same = compare(answers[0], answer(FERRY, ENGINES["mean"]))
    assert (same.difference.low, same.difference.high) == (0, 0)


def test_answers_of_other_draws_are_not_compared() -> None:
    with pytest.raises(ValueError, match="draw by draw"):
        compare(answer(FERRY, ENGINES["mean"]), answer(FERRY, ENGINES["mean"], seed=9))
