"""Run the short benchmarks and print one table.

    python -m benchmarks [--shared ../shared] [--reports 100]

Without the shared corpus the example reports are read over and over.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.cold_start import measure_cold_start
from benchmarks.speed import measure_speed

EXAMPLES = Path(__file__).parents[1] / "examples" / "reports"


def load_texts(shared: Path, count: int) -> list[str]:
    """Texts of the corpus where it is there, else of the examples."""
    corpus = shared / "data" / "corpus" / "news_6000.parquet"
    if corpus.exists():
        import pyarrow.parquet as pq

        batch = next(pq.ParquetFile(corpus).iter_batches(count, columns=["text"]))
        return list(batch.column("text").to_pylist())
    texts = [p.read_text("utf-8") for p in sorted(EXAMPLES.glob("*.txt"))]
    return (texts * (count // len(texts) + 1))[:count]


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--reports", type=int, default=100)
    arguments = parser.parse_args()
    start = measure_cold_start(next(iter(sorted(EXAMPLES.glob("*.txt")))))
    speed = measure_speed(load_texts(arguments.shared, arguments.reports))
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
    Console().print(table)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
