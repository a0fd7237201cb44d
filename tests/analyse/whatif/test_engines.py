"""What engines make of positions, saliences and capabilities, reckoned by hand and in general."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.analyse.whatif import ENGINES, bargaining, case
from dragoman.analyse.whatif.case import Array, Inputs
from dragoman.analyse.whatif.condorcet import elect, expect, find_chances
from dragoman.analyse.whatif.votes import weighted_mean, weighted_median


def inputs(
    position: Sequence[float],
    salience: Sequence[float] | None = None,
    capability: Sequence[float] | None = None,
) -> Inputs:
    even = [1.0] * len(position)
    columns = (position, salience or even, capability or even)
    return Inputs(*(np.array([column], dtype=float) for column in columns))


def after_one_round(given: Inputs) -> list[float]:
    return [float(x) for x in list(bargaining.run_rounds(given, 1))[-1][0]]


def test_the_mean_weighs_positions_by_capability_times_salience() -> None:
    # (2 x 0.5 x 10 + 1 x 1 x 40 + 4 x 0.5 x 100) / (1 + 1 + 2)
    given = inputs([10, 40, 100], [0.5, 1, 0.5], [2, 1, 4])
    assert ENGINES["mean"].expect(given)[0] == pytest.approx(62.5)


def test_the_median_is_where_half_of_the_weight_is_reached() -> None:
    given = inputs([10, 40, 100], [0.5, 1, 0.5], [2, 1, 4])
    assert weighted_median(given.position, given.weight)[0] == 40


def test_where_nobody_has_weight_the_mean_is_plain() -> None:
    assert ENGINES["mean"].expect(inputs([10, 40], [0, 0]))[0] == 25


def test_of_two_positions_each_wins_with_its_share_of_the_weight() -> None:
    given = inputs([0, 100], capability=[3, 1])
    assert find_chances(given)[0] == pytest.approx([0.75, 0.25])
    assert expect(given)[0] == pytest.approx(25)


def test_the_middle_of_three_equals_holds_the_field_half_of_the_time() -> None:
    # It beats each end 2 to 1, the ends beat each other 1 to 1: a x 2/3 x 2 = b x 1/3 x 2.
    assert find_chances(inputs([0, 50, 100]))[0] == pytest.approx([0.25, 0.5, 0.25])


def test_luck_decides_which_position_comes_out_of_an_election() -> None:
    four = Inputs(*(np.repeat(x, 4, axis=0) for x in ([[100, 0]], [[1, 1]], [[1, 3]])))
    assert elect(four, np.array([0, 0.74, 0.76, 1.0])).tolist() == [0, 0, 100, 100]


def test_who_expects_to_lose_more_than_the_other_gains_gives_in() -> None:
    # Weights 3 and 1 at the ends. Of all votes 3/8 are for A over B, 1/8 for B over A. B is most
    # in danger: his risk exponent is 0.5, A's 2. B expects 4/8 - 2 + 0.83 = -0.67 of challenging
    # A, and of being challenged 12/8 - 2 + 0.83 = 0.33 for A.
    assert after_one_round(inputs([0, 1], capability=[3, 1])) == [0, 0]


def test_who_loses_a_confrontation_goes_all_the_way() -> None:
    # With saliences of 0.5 half of a challenge meets no resistance: B expects 1.08, and 1.58 for A.
    assert after_one_round(inputs([0, 1], [0.5, 0.5], [6, 2])) == [0, 0]


def test_a_compromise_goes_the_share_of_the_way_that_the_loss_is_of_the_others_gain() -> None:
    # B expects 0.9 x (4/8 - 2) + 0.1 x 2 + 0.828427 = -0.321573 of challenging A, and for A
    # 0.5 x (12/8 - 2) + 0.5 x 2 + 0.828427 = 1.578427.
    moved = after_one_round(inputs([0, 1], [0.9, 0.5], [3 / 0.9, 2]))
    assert moved == pytest.approx([0, 1 - 0.321573 / 1.578427], abs=1e-6)


def test_bargaining_stops_when_nobody_moves() -> None:
    rounds = list(bargaining.run_rounds(inputs([0, 1], capability=[3, 1]), 10))
    assert len(rounds) == 2 and ENGINES["bargaining"].expect(inputs([5, 5]))[0] == 5


@pytest.mark.parametrize("name", ENGINES)
def test_many_draws_in_turns_give_what_each_alone_gives(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    random = np.random.default_rng(5)
    many = Inputs(*(random.random((7, 4)) for _ in range(3)))
    whole = ENGINES[name].expect(many)
    monkeypatch.setattr(case, "_MOST_PAIRS", 32)
    assert ENGINES[name].expect(many) == pytest.approx(whole)


amount = st.floats(0, 100, allow_nan=False).map(lambda x: round(x, 3))
actors = st.lists(st.tuples(amount, amount, amount), min_size=2, max_size=6)


def of_actors(told: Sequence[tuple[float, float, float]]) -> Inputs:
    position, salience, capability = zip(*told, strict=True)
    return inputs(position, [s / 100 for s in salience], capability)


@settings(deadline=None, max_examples=60)
@given(told=actors, luck=st.floats(0, 1))
@pytest.mark.parametrize("name", ENGINES)
def test_an_outcome_lies_between_the_outermost_positions(
    name: str, told: list[tuple[float, float, float]], luck: float
) -> None:
    given = of_actors(told)
    engine = ENGINES[name]
    for outcome in (engine.expect(given)[0], engine.draw(given, np.array([luck]))[0]):
        assert given.position.min() <= outcome <= given.position.max()


@settings(deadline=None, max_examples=60)
@given(told=actors)
def test_chances_sum_to_one(told: list[tuple[float, float, float]]) -> None:
    chances = find_chances(of_actors(told))[0]
    assert chances.sum() == pytest.approx(1) and (chances >= 0).all()


@settings(deadline=None, max_examples=60)
@given(seed=st.integers(0, 10_000), count=st.integers(2, 6))
@pytest.mark.parametrize("name", ENGINES)
def test_no_end_of_the_axis_is_favoured(name: str, seed: int, count: int) -> None:
    random = np.random.default_rng(seed)
    given = Inputs(*(random.random((1, count)) for _ in range(3)))
    turned = Inputs(1 - given.position, given.salience, given.capability)
    if name == "bargaining":  # few rounds: rounding errors grow from one to the next
        both = [list(bargaining.run_rounds(x, 3))[-1] for x in (given, turned)]
        ours, theirs = (weighted_mean(p, given.weight) for p in both)
    else:
        ours, theirs = (ENGINES[name].expect(x) for x in (given, turned))
    assert ours[0] == pytest.approx(1 - theirs[0], abs=1e-6)


def positions(values: Array) -> list[float]:
    return [round(float(x), 6) for x in values]


@settings(deadline=None, max_examples=30)
@given(told=actors, factor=st.floats(0.1, 10))
@pytest.mark.parametrize("name", ENGINES)
def test_only_shares_of_capability_count(
    name: str, told: list[tuple[float, float, float]], factor: float
) -> None:
    given = of_actors(told)
    more = Inputs(given.position, given.salience, given.capability * 2 ** round(factor))
    assert positions(ENGINES[name].expect(given)) == positions(ENGINES[name].expect(more))
