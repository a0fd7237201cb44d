"""A long run over a whole corpus: every line of the contract checked, memory watched.

    python -m benchmarks.soak CORPUS.parquet [--workers 2] [--most N]

Runs the real command line in a process of its own, so that what is measured is
what a user gets. Checks each line against the JSON Schema that the project
ships and every `text` against its slice of the report, counts failures, samples
the memory of the process tree, and times the bare parser on the same texts.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import psutil
from rich.console import Console
from rich.progress import Progress

from dragoman.run.columns import load_contract

SAMPLE_SECONDS = 2.0
MEBIBYTE = 1 << 20


class MemoryWatch(threading.Thread):
    """Samples the resident memory of a process and all its children."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.process = psutil.Process(pid)
        self.samples: list[float] = []

    def run(self) -> None:
        while True:
            try:
                tree = [self.process, *self.process.children(recursive=True)]
                self.samples.append(sum(p.memory_info().rss for p in tree) / MEBIBYTE)
            except psutil.Error:
                return
            time.sleep(SAMPLE_SECONDS)


def find_wrong_slices(item: Any, text: str) -> Iterator[str]:
    """Every place where `text` is not the slice that `start` and `end` name."""
    if isinstance(item, dict):
        start, end = item.get("start"), item.get("end")
        if start is not None and end is not None:
            if not 0 <= start < end <= len(text):
                yield f"{start}:{end} is no interval of the report"
            elif "text" in item and item["text"] != text[start:end]:
                yield f"{start}:{end} holds {text[start:end]!r}, not {item['text']!r}"
        for key, value in item.items():
            if key != "text":
                yield from find_wrong_slices(value, text)
    elif isinstance(item, list):
        for value in item:
            yield from find_wrong_slices(value, text)


def check_line(line: str, validator: Any) -> list[str]:
    """What is wrong with one line of `dragoman read --format jsonl`."""
    reading = json.loads(line)
    faults = [f"schema: {e.message}"[:200] for e in validator.iter_errors(reading)]
    return faults + list(find_wrong_slices(reading, reading["report"]["text"]))


def run(corpus: Path, workers: int, most: int | None) -> dict[str, Any]:
    """Read the corpus and return the figures."""
    validator = jsonschema_rs.validator_for(load_contract())
    command = [sys.executable, "-m", "dragoman", "read", str(corpus), "--format", "jsonl"]
    command += ["--workers", str(workers), "--quiet"]
    started = time.perf_counter()
    counts = {"lines": 0, "faulty": 0, "statements": 0, "events": 0, "characters": 0}
    faults: list[str] = []
    with (
        tempfile.TemporaryFile() as complaining,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=complaining) as process,
        Progress(console=Console(stderr=True)) as progress,
    ):
        watch = MemoryWatch(process.pid)
        watch.start()
        shown = progress.add_task("soak", total=most)
        assert process.stdout is not None
        for raw in process.stdout:
            line = raw.decode("utf-8")
            found = check_line(line, validator)
            reading = json.loads(line)
            counts["lines"] += 1
            counts["faulty"] += bool(found)
            counts["statements"] += len(reading["statements"])
            counts["events"] += len(reading["events"])
            counts["characters"] += len(reading["report"]["text"])
            faults += [f"{reading['report']['source_id']}: {x}" for x in found[:3]]
            progress.update(shown, advance=1)
            if most and counts["lines"] >= most:
                process.terminate()
                break
        process.stdout.close()
        process.wait()
        complaining.seek(0)
        complaints = complaining.read().decode("utf-8", "replace").splitlines()
    seconds = time.perf_counter() - started
    return {
        **counts,
        "seconds": round(seconds, 1),
        "reports_per_second": round(counts["lines"] / seconds, 2),
        "failures": len(complaints),
        "complaints": complaints[:10],
        "faults": faults[:20],
        "memory_mib": summarise_memory(watch.samples),
    }


def summarise_memory(samples: list[float]) -> dict[str, float]:
    """Peak, and the mean of each quarter of the run: flat memory shows as equal quarters."""
    if not samples:
        return {}
    size = max(1, len(samples) // 4)
    quarters = [samples[i * size : (i + 1) * size] or samples[-1:] for i in range(4)]
    means = {f"quarter_{i}": round(sum(q) / len(q)) for i, q in enumerate(quarters, 1)}
    return {"peak": round(max(samples)), **means}


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.soak", description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--most", type=int)
    arguments = parser.parse_args()
    figures = run(arguments.corpus, arguments.workers, arguments.most)
    print(json.dumps(figures, indent=1, ensure_ascii=False))
    return 1 if figures["faulty"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
