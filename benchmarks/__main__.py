"""Run the short benchmarks and print one table.

    python -m benchmarks [--shared ../shared] [--sentences 2000]

Both sides work on the same reports in one thread, in turn. Without the shared
corpus the example reports are read over and over.
"""

from __future__ import annotations

import argparse
import json
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
    texts = load_texts(arguments.shared, arguments.sentences)
    report = next(iter(sorted(EXAMPLES.glob("*.txt"))))
    table = Table(title="Benchmarks: ratios are what counts, the seconds are this machine's")
    for column in ("what", "dragoman", "bare spaCy", "ratio"):
        table.add_column(column)
    for what, pair in (
        ("cold start, one report (s)", measure_cold_start(report)),
        (f"reading {arguments.sentences} sentences (words/s)", measure_speed(texts)),
        ("peak memory (MiB)", measure_memory(json.dumps(texts))),
        ("installed (MiB)", measure_install()),
    ):
        digits = 2 if pair.bare < 10 else 0
        ours, bare = f"{pair.ours:.{digits}f}", f"{pair.bare:.{digits}f}"
        table.add_row(what, ours, bare, f"{pair.ratio:.2f}")
    Console().print(table)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
