"""Floors under the scores: raised on request, never lowered silently."""

from __future__ import annotations

from pathlib import Path

from evaluate.floors import compare, load_floors, raise_floors, save_floors
from evaluate.page import PAGE, make_page
from evaluate.tasks import find_figures

FLOORS = {"times": {"gold": "ab", "figures": {"value.f1": 0.7, "strict.f1": 0.8}}}


def verdicts(figures: dict[str, float]) -> dict[str, str]:
    return {c.figure: c.verdict for c in compare("times", figures, FLOORS)}


def test_a_lower_score_is_a_fall_and_a_higher_one_a_rise() -> None:
    assert verdicts({"value.f1": 0.69, "strict.f1": 0.9}) == {
        "value.f1": "fall",
        "strict.f1": "rise",
    }


def test_a_difference_in_the_last_digit_holds() -> None:
    assert verdicts({"value.f1": 0.6995, "strict.f1": 0.8}) == {
        "value.f1": "hold",
        "strict.f1": "hold",
    }


def test_a_figure_that_is_gone_has_fallen() -> None:
    assert verdicts({"value.f1": 0.7})["strict.f1"] == "fall"


def test_raising_takes_rises_over_and_keeps_floors_that_were_not_reached() -> None:
    compared = compare("times", {"value.f1": 0.6, "strict.f1": 0.9, "type.f1": 0.5}, FLOORS)
    raised = raise_floors(FLOORS, "times", "cd", compared)
    assert raised["times"]["figures"] == {"value.f1": 0.7, "strict.f1": 0.9, "type.f1": 0.5}


def test_floors_are_read_back_as_saved(tmp_path: Path) -> None:
    save_floors(FLOORS, tmp_path / "floors.json")
    assert load_floors(tmp_path / "floors.json") == FLOORS


def test_counts_are_no_figures() -> None:
    scores = {
        "relation": {"p": 0.5, "r": 0.25, "f1": 0.33, "tp": 1, "pred": 2, "gold": 4},
        "n": None,
    }
    assert find_figures(scores) == {"relation.f1": 0.33}


def test_the_page_of_scores_says_what_was_recorded() -> None:
    assert PAGE.read_text("utf-8") == make_page(load_floors()), "python -m evaluate.page renews it"
