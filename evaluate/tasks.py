"""The scored tasks: gold data, scorer, and the figures that have a floor."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.ingest import read_inputs
from dragoman.model import Failure
from dragoman.model.contract import to_json
from dragoman.run.local import Known, read_reports


@dataclass(frozen=True, slots=True)
class Task:
    """A set of gold data, the scorer's name for its kind, and where it lies under shared/.

    `reads` is false where no report is read, `broken` true where the texts are
    given the faults of machine translation first.
    """

    name: str
    kind: str
    gold: str
    reads: bool = True
    broken: bool = False


TASKS = (
    Task("polnear-dev", "statements", "data/statements/polnear/dev"),
    Task("polnear-dev-corrupted", "statements", "data/statements/polnear/dev", broken=True),
    Task("ewt-dev", "syntax", "data/syntax/ewt/dev.conllu"),
    Task("crossner-politics-dev", "entities", "data/entities/politics/dev.txt"),
    Task("uds-ih2-dev", "factuality", "data/factuality/uds_ih2/dev.jsonl"),
    Task("status", "status of events", "data/factuality", reads=False),
    Task("acceptance", "press", "acceptance"),
    Task("acceptance-corrupted", "press", "acceptance", broken=True),
    Task("timebank", "times", "data/times/TimeBank"),
    Task("aquaint", "times", "data/times/AQUAINT"),
    Task("lgl", "places", "data/places/lgl.xml"),
    Task("geovirus", "places", "data/places/GeoVirus.xml"),
    Task("wikiwars", "times", "data/times/wikiwars"),
    Task(
        "recognizers",
        "time specifications",
        "data/times/recognizers_specs/DateTimeModel.English.json",
    ),
    Task("plv-train", "events", "data/events/plv_train.tsv"),
    Task("cameo-class", "event or none", "data/events/cameo_class_train.tsv"),
    Task("petrarch", "PETRARCH's records", "data/events/petrarch_unit_records.xml"),
    Task("plover-gsr", "PLOVER record", "data/events/plover_gsr.txt"),
    Task("event-dates", "dates of events", "data/times"),
    Task("drift", "drift", "acceptance/drift", reads=False),
    Task("drift-common", "drift between relays", "data/README.md", reads=False),
    Task("roots", "roots", "data/corpus/news_6000.parquet", reads=False),
    Task("names-dev", "names", "data/names/wd_arabic_16.tsv", reads=False),
    Task("ontogum-dev", "coreference", "data/coreference/ontogum/dev", reads=False),
    Task("newsmtsc-dev", "stance", "data/stance/newsmtsc/devtest_mt.jsonl", reads=False),
    Task("name-bench", "name pairs", "data/names/name_bench_cases.csv", reads=False),
    Task("emission", "what-if: a published run", "data/balance/Example.log", reads=False),
    Task("deu3", "what-if: decisions", "data/balance/deu3.csv", reads=False),
    Task("balance-simulation", "balance: coverage", "data/README.md", reads=False),
    Task("balance-countries", "balance: ideal points", "data/balance", reads=False),
    Task("balance-thinned", "balance: thinned events", "data/balance/icews14", reads=False),
    Task("balance-votes", "balance: votes", "data/balance/un_votes.rda", reads=False),
)
# Counts are no measure of quality, and single types are too few to hold a floor.
NOT_FIGURES = frozenset(
    {"per_type_f1", "tp", "pred", "gold", "p", "r"}
    | {"toponyms", "deep_chains", "pairs", "look_alikes"}
)


class ScorerError(Exception):
    """The scorer could not be run, or its output was no JSON."""


def run_scorer(shared: Path, *arguments: str) -> str:
    """What score.py prints. Raises ScorerError with its last line of complaint."""
    command = [sys.executable, str(shared / "score" / "score.py"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ScorerError((done.stderr.strip().splitlines() or ["no output"])[-1])
    return done.stdout


def write_readings(reports: Path, target: Path, workers: int) -> Iterator[int]:
    """Read `reports` (JSONL) into `target` (JSONL of the contract), yielding the count so far."""
    with target.open("w", encoding="utf-8") as out:
        outcomes = read_reports(read_inputs([str(reports)]), workers=workers)
        for n, outcome in enumerate(outcomes, 1):
            if isinstance(outcome, Failure):
                raise ScorerError(f"{outcome.source}: {outcome.reason}")
            if isinstance(outcome, Known):
                continue
            out.write(json.dumps(to_json(outcome), ensure_ascii=False) + "\n")
            yield n


def read_texts(
    texts: dict[str, dict[str, Any] | str], work: Path, workers: int, keep: Path | None = None
) -> dict[str, Any]:
    """The readings of short texts by their ids; a text may be a report's whole JSON line."""
    reports, readings = work / "texts.jsonl", keep or work / "texts.readings.jsonl"
    with reports.open("w", encoding="utf-8") as out:
        for key, text in texts.items():
            told = {"text": text} if isinstance(text, str) else text
            out.write(json.dumps({"id": key, **told}) + "\n")
    list(write_readings(reports, readings, workers))
    with readings.open(encoding="utf-8") as lines:
        return {r["report"]["source_id"]: r for r in map(json.loads, lines)}


def find_figures(scores: dict[str, Any], prefix: str = "") -> dict[str, float]:
    """The scorer's nested output as flat names and numbers, without counts."""
    figures: dict[str, float] = {}
    for key, value in scores.items():
        if key in NOT_FIGURES:
            continue
        if isinstance(value, dict):
            figures |= find_figures(value, f"{prefix}{key}.")
        elif isinstance(value, int | float):
            figures[f"{prefix}{key}"] = float(value)
    return figures


def hash_gold(path: Path) -> str:
    """A digest of the gold data's names and bytes, so that a floor says what it was measured on."""
    digest = hashlib.sha256()
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]
