"""Published runs and decisions are read from their files, and errors are means over issues."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluate.whatif_task import ENGINES, find_error, read_decisions, run_emission, score_emission


def test_issues_count_where_outcome_and_two_actors_are_known(tmp_path: Path) -> None:
    folder = tmp_path / "data/balance"
    folder.mkdir(parents=True)
    rows = [
        ["proc", "pcom", "pat", "puk", "scom", "sat", "suk", "out"],
        ["", "4", "1", "3", "", "", "", ""],
        ["COD", "0", "100", "", "50", "100", "", "60"],
        ["COD", "0", "", "", "50", "100", "50", "60"],
        ["COD", "0", "100", "40", "50", "100", "50", ""],
    ]
    (folder / "deu3.csv").write_text("\n".join("\t".join(r) for r in rows), "latin-1")
    (decision,) = read_decisions(tmp_path)
    assert decision.gdp.position.tolist() == [[0, 100]]
    # 4 x 0.5 at 0 and 1 x 1 at 100: 33.3; with capability alike 66.7.
    assert find_error([decision], ENGINES["mean"]) == pytest.approx(60 - 100 / 3)
    assert find_error([decision], ENGINES["mean"], alike=True) == pytest.approx(200 / 3 - 60)
    assert find_error([decision], ENGINES["constant_50"]) == 10


def test_a_run_is_compared_round_by_round_with_its_reference(tmp_path: Path) -> None:
    folder = tmp_path / "data/balance"
    folder.mkdir(parents=True)
    (folder / "ExampleActors.csv").write_text(
        "Actor,Capability,Position,Salience\nA,3,0,1\nB,1,1,1\n"
    )
    (folder / "Example.log").write_text("Mean position: 0.25\n\nMean position: 0.5\n")
    start, after = run_emission(tmp_path)
    assert (start.mean, start.reference) == (0.25, 0.25)
    assert (after.mean, after.median, after.reference) == (0, 0, 0.5)
    with pytest.raises(ValueError, match="zip"):
        score_emission(tmp_path)
