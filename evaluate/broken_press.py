"""The annotated press reports with faults of machine translation drawn into them.

The broken text is read; what was found is carried back to the sound text, whose
annotation it is scored by. Figures are means over several drawings of faults.
"""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

from dragoman.text import OffsetMap, apply_edits
from evaluate.corrupted import SEED, corrupt
from evaluate.tasks import find_figures, run_scorer, write_readings

DRAWINGS = 5


def _back(item: Any, sound: str, offsets: OffsetMap) -> Any:
    """Findings of the broken text as findings of the sound one."""
    if isinstance(item, list):
        return [_back(x, sound, offsets) for x in item]
    if not isinstance(item, dict):
        return item
    moved = {k: _back(v, sound, offsets) for k, v in item.items()}
    if isinstance(item.get("start"), int) and isinstance(item.get("end"), int):
        moved["start"], moved["end"] = offsets.to_original(item["start"], item["end"])
        if "text" in item:
            moved["text"] = sound[moved["start"] : moved["end"]]
    return moved


def score_broken_press(shared: Path, work: Path, workers: int) -> dict[str, float]:
    """The figures of the task `acceptance` on broken copies of its reports."""
    gold = shared / "acceptance"
    prepared = run_scorer(shared, "prepare", "press", str(gold)).splitlines()
    reports = [json.loads(line) for line in prepared if line.strip()]
    sums: dict[str, float] = {}
    for n in range(DRAWINGS):
        broken, maps = [], {}
        for report in reports:
            text, faults = corrupt(report["text"], Random(f"{SEED} {report['id']} {n}"))
            maps[report["id"]] = apply_edits(report["text"], tuple(faults))[1]
            broken.append({**report, "text": text})
        source, read = work / f"broken-{n}.jsonl", work / f"broken-{n}.readings.jsonl"
        source.write_text("".join(json.dumps(r) + "\n" for r in broken), "utf-8")
        list(write_readings(source, read, workers))
        lines = [json.loads(line) for line in read.read_text("utf-8").splitlines()]
        texts = {r["id"]: r["text"] for r in reports}
        names = [line["report"]["source_id"] for line in lines]
        sound = [_back(x, texts[k], maps[k]) for k, x in zip(names, lines, strict=True)]
        read.write_text("".join(json.dumps(x) + "\n" for x in sound), "utf-8")
        scores = json.loads(run_scorer(shared, "score", "press", str(gold), str(read)))
        for name, value in find_figures(scores).items():
            sums[name] = sums.get(name, 0.0) + value / DRAWINGS
    return sums
