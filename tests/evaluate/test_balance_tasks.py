"""The balance's validations: what they count, on histories and files made here."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from evaluate.balance_icews import find_held, group, read_events, thin
from evaluate.balance_simulation import by_copy, same_by_root, tell, walk
from evaluate.balance_votes import Votes, find_vectors, fit_points


def test_copies_counted_by_root_leave_the_models_input_as_it_is() -> None:
    random = np.random.default_rng(5)
    tellings = tell(walk(random), random).tellings
    assert len(by_copy(tellings)) > 2 * len({t.happening for t in tellings})
    assert same_by_root(5) == 1.0


def test_an_office_belongs_to_the_state_in_its_brackets() -> None:
    assert group("Cabinet_/_Advisors_(Iran)") == "Iran"
    assert group("Barack_Obama") == "United_States"
    assert group("Oman") == "Oman"


def test_events_are_put_in_months_and_neutral_ones_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "data/balance/icews14"
    folder.mkdir(parents=True)
    (folder / "entity2id.txt").write_text("Iran\t0\nIraq\t1\n")
    (folder / "relation2id.txt").write_text("Make_statement\t0\nConsult\t1\nAccuse\t2\n")
    (folder / "train.txt").write_text("0 0 1 0 -1\n0 1 1 744 -1\n")
    (folder / "valid.txt").write_text("0 2 1 743 -1\n")
    (folder / "test.txt").write_text("")
    assert read_events(tmp_path) == {("Iran", "Iraq"): [(1, True), (0, False)]}


def test_about_one_act_in_ten_is_kept() -> None:
    kept = thin({(0, 0): [True] * 1000}, np.random.default_rng(1))
    assert 70 < len(kept[0, 0]) < 130


def test_a_value_outside_the_draws_is_not_held() -> None:
    draws = np.linspace(0, 1, 101)[:, None]
    assert find_held(draws, np.array([[0.5]])) == 1
    assert find_held(draws, np.array([[0.99]])) == 0


def test_votes_put_two_camps_at_two_ends() -> None:
    countries = ["CU", "GB", "SU", "US"]
    camp = np.array([0, 1, 0, 1])
    asked = np.tile([0, 1], 10)
    country, call = (a.ravel() for a in np.meshgrid(np.arange(4), np.arange(20), indexing="ij"))
    answer = (camp[country] == asked[call]).astype(float)
    votes = Votes(countries, country, call, answer, np.arange(20) // 10)
    theta = fit_points(votes, find_vectors(votes))
    assert theta.shape == (4, 2)
    assert (theta[[1, 3]] > 0).all()
    assert (theta[[0, 2]] < 0).all()
