"""Fit the confidence of attributions on PolNeAR dev.

python -m training.encoder.calibrate WEIGHTS

Platt's (1999) scaling of the raw chances, by two parameters. Prints the
expected calibration error that the fit on each half leaves on the other.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import numpy as np

from dragoman.ingest import read_inputs
from dragoman.model import Failure
from dragoman.model.contract import to_json
from dragoman.run.local import Known, read_reports
from evaluate.calibration import expected_error, find_verdicts
from evaluate.tasks import run_scorer


def fit(logits: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """Scale and shift that make the logits likeliest, by Newton's method."""
    x = np.stack([logits, np.ones_like(logits)])
    w = np.array([1.0, 0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-(w @ x)))
        gradient = x @ (p - right)
        hessian = (x * (p * (1 - p))) @ x.T + 1e-6 * np.eye(2)
        w -= np.linalg.solve(hessian, gradient)
    return float(w[0]), float(w[1])


def apply(logits: np.ndarray, fitted: tuple[float, float]) -> list[float]:
    return (1 / (1 + np.exp(-(logits * fitted[0] + fitted[1])))).tolist()


def main(weights: Path, shared: Path) -> None:
    path = weights / "labels.json"
    labels = json.loads(path.read_text())
    labels["calibration"] = {"scale": 1.0, "shift": 0.0}
    path.write_text(json.dumps(labels, indent=1) + "\n")
    gold = shared / "data/statements/polnear/dev"
    with tempfile.TemporaryDirectory() as folder:
        reports, readings = Path(folder, "reports.jsonl"), Path(folder, "readings.jsonl")
        reports.write_text(run_scorer(shared, "prepare", "statements", str(gold)), "utf8")
        with readings.open("w", encoding="utf8") as out:
            for outcome in read_reports(read_inputs([str(reports)]), workers=2):
                assert not isinstance(outcome, Failure | Known)
                made = to_json(outcome)
                made["statements"] = [
                    s for s in made["statements"] if s["origin"].startswith("model:")
                ]
                out.write(json.dumps(made) + "\n")
        verdicts = list(find_verdicts(shared, gold, readings))
    chances = np.array([c for c, _ in verdicts]).clip(1e-6, 1 - 1e-6)
    right = np.array([r for _, r in verdicts], float)
    logits = np.log(chances / (1 - chances))
    errors = []
    for part in (0, 1):
        learn, test = np.arange(len(right)) % 2 == part, np.arange(len(right)) % 2 != part
        told = apply(logits[test], fit(logits[learn], right[learn]))
        errors.append(expected_error(list(zip(told, right[test].astype(bool), strict=True))))
    print("raw error", expected_error(verdicts), "after, on the other half", errors)
    scale, shift = fit(logits, right)
    labels["calibration"] = {"scale": round(scale, 4), "shift": round(shift, 4)}
    path.write_text(json.dumps(labels, indent=1) + "\n")
    print(labels["calibration"])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path("../shared"))
