"""Run the short benchmarks and print one table.

    python -m benchmarks [--shared ../shared] [--sentences 2000]

Both sides work on the same reports in one thread, in turn. Without the shared
corpus the example reports are read over and over.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.cold_start import measure_cold_start
from benchmarks.footprint import measure_install, measure_memory
from benchmarks.speed import measure_speed
from dragoman.text import prepare_text

EXAMPLES = Path(__file__).parents[1] / "examples" / "reports"


def _all_texts(shared: Path) -> Iterator[str]:
    corpus = shared / "data" / "corpus" / "news_6000.parquet"
    if corpus.exists():
        import pyarrow.parquet as pq

        for batch in pq.ParquetFile(corpus).iter_batches(100, columns=["text"]):
            yield from batch.column("text").to_pylist()
    else:
        yield from cycle(p.read_text("utf-8") for p in sorted(EXAMPLES.glob("*.txt")))


def load_texts(shared: Path, sentences: int) -> list[str]:
    """Texts with at least so many sentences, of the corpus where it is there."""
    texts, count = [], 0
    for text in _all_texts(shared):
        texts.append(text)
        count += len(prepare_text(text).sentences)
        if count >= sentences:
            break
    return texts


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--sentences", type=int, default=2000)
    arguments = parser.parse_args()
    # Set before anything loads: numpy's and onnxruntime's pools follow it.
    os.environ["OMP_NUM_THREADS"] = "1"
    texts = load_texts(arguments.shared, arguments.sentences)
    start = measure_cold_start(next(iter(sorted(EXAMPLES.glob("*.txt")))))
    speed = measure_speed(texts)
    memory = measure_memory(json.dumps(texts))
    install = measure_install()
    table = Table(title="Benchmarks: ratios are what counts, the seconds are this machine's")
    for column in ("what", "dragoman", "bare spaCy", "ratio"):
        table.add_column(column)
    table.add_row(
        "cold start, one report (s)",
        f"{start.read_seconds:.2f}",
        f"{start.load_seconds:.2f}",
        f"{start.ratio:.2f}",
    )
    table.add_row(
        f"reading {speed.words} words (words/s)",
        f"{speed.reading:.0f}",
        f"{speed.parser:.0f}",
        f"{speed.ratio:.2f}",
    )
    for what, found in (("peak memory (MiB)", memory), ("installed (MiB)", install)):
        table.add_row(what, f"{found.ours:.0f}", f"{found.bare:.0f}", f"{found.ratio:.2f}")
    Console().print(table)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
