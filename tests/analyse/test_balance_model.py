"""The balance between two poles, as the model draws it from acts."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from dragoman.analyse.balance.counts import count
from dragoman.analyse.balance.diagnostics import diagnose, find_warnings
from dragoman.analyse.balance.errors import BalanceError
from dragoman.analyse.balance.model import (
    Act,
    Diagnostics,
    Fit,
    Point,
    Settings,
    change,
    fit,
    points,
)
from dragoman.analyse.balance.sampling import sample

# One size for all, so that what JAX compiles is compiled once.
PERIODS = 4
SETTINGS = Settings(seed=3, draws=1000, warmup=300)


def act(pole: int, period: int, *, cooperative: bool, root: str, weight: float = 1.0) -> Act:
    return Act(pole, period, cooperative, weight, (root,))


def warm_to_a_cold_to_b(times: int) -> list[Act]:
    """In every period, so many acts for the first pole and against the second."""
    return [
        act(pole, period, cooperative=pole == 0, root=f"root {n}")
        for n in range(times)
        for pole in (0, 1)
        for period in range(PERIODS)
    ]


def point(acts: list[Act], settings: Settings = SETTINGS, period: int = 1) -> Point:
    return points(fit(acts, PERIODS, settings), settings)[period]


def width(found: Point) -> float:
    return found.b_high - found.b_low


def test_the_same_acts_and_seed_give_the_same_digits_in_whatever_order() -> None:
    acts = [*warm_to_a_cold_to_b(2), act(0, 1, cooperative=False, root="root 1", weight=0.3)]
    one, other = fit(acts, PERIODS, SETTINGS), fit(acts[::-1], PERIODS, SETTINGS)
    assert np.array_equal(one.p, other.p)
    assert one.diagnostics == other.diagnostics


def test_another_seed_gives_other_draws_of_the_same_answer() -> None:
    one = point(warm_to_a_cold_to_b(2))
    other = point(warm_to_a_cold_to_b(2), replace(SETTINGS, seed=4))
    assert one.b != other.b
    assert one.b == pytest.approx(other.b, abs=0.05)


def test_a_copy_that_comes_from_the_same_root_changes_no_digit() -> None:
    acts = warm_to_a_cold_to_b(2)
    copied = [replace(a, roots=a.roots * 5) for a in acts]
    assert np.array_equal(fit(acts, PERIODS, SETTINGS).p, fit(copied, PERIODS, SETTINGS).p)


def test_more_independent_evidence_narrows_the_interval() -> None:
    few, many = point(warm_to_a_cold_to_b(1)), point(warm_to_a_cold_to_b(6))
    assert width(many) < width(few)
    assert many.b_low > 0


def test_what_one_root_tells_many_times_is_believed_less_than_what_many_tell() -> None:
    many = warm_to_a_cold_to_b(6)
    one = [replace(a, roots=("root 0",)) for a in many]
    assert width(point(one)) > width(point(many))


def test_without_evidence_the_interval_is_wide_and_holds_zero() -> None:
    found = point([])
    assert found.b_low <= 0 <= found.b_high
    assert width(found) > 1
    assert found.b == pytest.approx(0, abs=0.05)


def test_a_pole_nobody_told_of_is_left_wide_open() -> None:
    found = point([a for a in warm_to_a_cold_to_b(4) if a.pole == 0])
    assert found.p_a_low > 0.5
    assert found.p_b_low < 0.15
    assert found.p_b_high > 0.85


def test_a_period_without_acts_is_less_sure_than_its_neighbour_with_them() -> None:
    told = [a for a in warm_to_a_cold_to_b(6) if a.period == 0]
    found = points(fit(told, PERIODS, SETTINGS), SETTINGS)
    assert [p.period for p in found] == list(range(PERIODS))
    assert width(found[0]) < width(found[1]) < width(found[3])


def test_what_probably_did_not_happen_counts_less() -> None:
    sure = warm_to_a_cold_to_b(3)
    doubtful = [replace(a, weight=0.1) for a in sure]
    assert width(point(doubtful)) > width(point(sure))


def test_who_is_warm_to_both_poles_is_said_to_balance() -> None:
    warm = [replace(a, cooperative=True) for a in warm_to_a_cold_to_b(6)]
    found = fit(warm, PERIODS, SETTINGS)
    assert points(found, SETTINGS)[1].balancing > 0.5
    assert points(found, replace(SETTINGS, near=0.001))[1].balancing < 0.1
    assert points(found, replace(SETTINGS, favour=0.9999))[1].balancing < 0.1
    assert point(warm_to_a_cold_to_b(6)).balancing < 0.05


def test_a_turn_from_one_pole_to_the_other_is_seen_as_a_change() -> None:
    turned = [
        replace(a, cooperative=a.cooperative == (a.period < 2)) for a in warm_to_a_cold_to_b(6)
    ]
    found = change(fit(turned, PERIODS, SETTINGS), range(2), range(2, 4))
    assert found.chance < 0.1
    assert found.low < found.median < 0


def test_no_change_can_be_told_from_nothing_before() -> None:
    found = Fit(np.full((4, 2, 3), 0.5), Diagnostics(1.0, 900, 900, 0, 2, 2))
    with pytest.raises(ValueError, match="one period before and one after"):
        change(found, range(0), range(3))


def test_good_chains_are_passed_in_silence() -> None:
    found = fit(warm_to_a_cold_to_b(2), PERIODS, SETTINGS).diagnostics
    assert found.warnings == ()
    assert found.r_hat < 1.01
    assert (found.chains, found.draws) == (4, 1000)


def test_bad_chains_are_reported_in_words() -> None:
    samples, _ = sample(count(warm_to_a_cold_to_b(2), PERIODS), PERIODS, SETTINGS)
    found = diagnose({name: drawn[:, :4] for name, drawn in samples.items()}, 0)
    assert any("draws are worth only" in w for w in found.warnings)
    assert "chains of the sampler disagree (R-hat 1.200" in find_warnings(1.2, 900, 0, 9, 4)[0]
    assert "3 of 36 draws went astray" in find_warnings(1.0, 900, 3, 9, 4)[0]
    assert len(find_warnings(float("nan"), float("nan"), 0, 9, 4)) == 2


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (Act(2, 0, True, 1.0, ()), "pole must be 0 or 1"),
        (Act(0, PERIODS, True, 1.0, ()), "period must lie in 0 to 3"),
        (Act(0, 0, True, 0.0, ()), "weight must be over 0"),
    ],
)
def test_an_act_that_cannot_be_is_refused(wrong: Act, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        fit([wrong], PERIODS, SETTINGS)


@pytest.mark.parametrize("wrong", [{"chains": 1}, {"root_scale": 0.0}, {"target_accept": 1.0}])
def test_settings_that_make_no_sense_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"must|needs"):
        replace(SETTINGS, **wrong)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(BalanceError, match=r"pip install 'dragoman\[balance\]'"):
        fit([], PERIODS, SETTINGS)


def test_importing_the_model_does_not_load_jax() -> None:
    program = "import sys, dragoman.analyse.balance.model; print('jax' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "False"
