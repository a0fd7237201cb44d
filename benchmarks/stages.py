"""Where the time of reading goes, stage by stage.

    OMP_NUM_THREADS=1 python -m benchmarks.stages [--shared ../shared] [--sentences 500]

Wraps the functions named below with a clock; those indented are part of the one above.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.__main__ import load_texts
from dragoman.ingest import make_report
from dragoman.neural import reader
from dragoman.neural.encoder import Encoder

READ = sys.modules["dragoman.read"]
STAGES: tuple[tuple[str, Any, str], ...] = (
    ("repairing and cutting the text", READ, "prepare_text"),
    ("encoder and heads, a window at a time", Encoder, "_read_window"),
    ("tagger of roles, a window's cues at a time", Encoder, "tag_roles"),
    ("attributions, with the tagger", reader, "find_attributions"),
    ("decoding tags, names and trees", reader, "read_lines"),
    ("  of it the search for trees", reader, "find_heads"),
    ("tokens, lemmas, CLEAR-style trees", reader.NeuralParser, "_add_tokens"),
    ("mentions", READ, "find_mentions"),
    ("actors", READ, "resolve_actors"),
    ("relations", READ, "find_relations"),
    ("times", READ, "find_times"),
    ("places", READ, "find_places"),
    ("statements", READ, "find_statements"),
    ("whom statements are about, and how", READ, "find_targets"),
    ("events", READ, "find_events"),
    ("back to the original text", READ, "locate"),
)


def _clock(owner: Any, name: str, label: str, spent: Counter[str]) -> None:
    function: Callable[..., Any] = getattr(owner, name)

    def timed(*args: Any, **kwargs: Any) -> Any:
        started = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            spent[label] += time.perf_counter() - started  # type: ignore[assignment]

    setattr(owner, name, timed)


def measure_stages(texts: list[str]) -> tuple[float, Counter[str]]:
    """Seconds in all, and in each stage, of reading `texts`."""
    spent: Counter[str] = Counter()
    for label, owner, name in STAGES:
        _clock(owner, name, label, spent)
    reports = [make_report(t, source="bench", source_id="bench", language="en") for t in texts]
    READ.read_report(reports[0])
    spent.clear()
    started = time.perf_counter()
    for report in reports:
        READ.read_report(report)
    return time.perf_counter() - started, spent


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.stages", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--sentences", type=int, default=500)
    arguments = parser.parse_args()
    whole, spent = measure_stages(load_texts(arguments.shared, arguments.sentences))
    table = Table(title=f"Where reading {arguments.sentences} sentences spends its time")
    table.add_column("stage")
    table.add_column("share", justify="right")
    for label, _, _ in STAGES:
        table.add_row(label, f"{spent[label] / whole:.1%}")
    Console().print(table)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
