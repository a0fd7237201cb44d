"""Sentences that the rater of acts was trained on, each read by a rater that never saw it.

`evaluate/folds` holds five raters, each trained without the sentences of one fold
(`training/events`). Everything else of the reader has seen none of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.ingest import make_report
from dragoman.model.contract import to_json
from dragoman.neural.acts import use_rater
from dragoman.read import read_report
from evaluate.tasks import find_figures, run_scorer
from training.events.data import FOLDS, fold_of

FOLDER = Path(__file__).with_name("folds")


def read_by_fold(texts: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The readings of sentences, with their ids as source ids; in no order."""
    for fold in range(FOLDS):
        with use_rater(FOLDER / f"fold{fold}.npz"):
            for key, text in texts.items():
                if fold_of(text) == fold:
                    report = make_report(text, source="fold", source_id=key, language="en")
                    yield to_json(read_report(report))


def score_plv(shared: Path, work: Path, _workers: int) -> dict[str, float]:
    """The scorer's figures on `plv_train`, five-fold, from the raw sentence to the event."""
    gold = str(shared / "data/events/plv_train.tsv")
    rows = map(json.loads, run_scorer(shared, "prepare", "events", gold).splitlines())
    readings = work / "plv-train.readings.jsonl"
    with readings.open("w", encoding="utf-8") as file:
        for reading in read_by_fold({row["id"]: row["text"] for row in rows}):
            file.write(json.dumps(reading) + "\n")
    return find_figures(json.loads(run_scorer(shared, "score", "events", gold, str(readings))))
