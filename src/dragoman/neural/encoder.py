"""The shared encoder: windows of words in, scores of all heads out.

The weights beside this file were made by `training/encoder` and are described
in their model card. Runs on onnxruntime, the same on every machine.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from dragoman.neural.features import find_quoted, find_shape
from dragoman.neural.pieces import CLS, SEP, Pieces

Scores = NDArray[np.float32]
Places = NDArray[np.int64]

BATCH_PIECES = 2048
MAX_CUES = 24
HEADS = ("xpos", "upos", "names", "onto", "cue", "sentence", "factuality")
OUTPUTS = (*HEADS, "arcs", "rel_dep", "rel_head", "tagged")


@dataclass(frozen=True, slots=True)
class WindowScores:
    """What the heads say of the W words of one window.

    `xpos`, `upos`, `names`, `onto` are [W, labels]; `cue`, `sentence`,
    `factuality` are [W]; `arcs` is [W, W + 1], the head at 0 being the root;
    `rel_dep` [W, R] and `rel_head` [W + 1, R] are joined by `score_relations`;
    `tagged` [W, D] is what the tagger of roles is given.
    """

    xpos: Scores
    upos: Scores
    names: Scores
    onto: Scores
    cue: Scores
    sentence: Scores
    factuality: Scores
    arcs: Scores
    rel_dep: Scores
    rel_head: Scores
    tagged: Scores


@dataclass(frozen=True, slots=True)
class Labels:
    """The names of what the heads count, in order."""

    xpos: tuple[str, ...]
    upos: tuple[str, ...]
    rel: tuple[str, ...]
    names: tuple[str, ...]
    onto: tuple[str, ...]
    roles: tuple[str, ...]


def _session(path: Path, threads: int) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Arenas keep the largest batch they met; without them memory stays flat.
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class Encoder:
    """Encoder and heads, loaded from the package's weights.

    `threads` is how many cores one call may use, `batch_pieces` how many
    wordpieces go through at once: more is not faster on a CPU, but takes memory.
    """

    def __init__(
        self, folder: Path | None = None, *, threads: int = 1, batch_pieces: int = BATCH_PIECES
    ) -> None:
        folder = folder or Path(str(files("dragoman.neural") / "weights"))
        self.batch_pieces = batch_pieces
        self.pieces = Pieces(folder / "tokenizer.json")
        self._encoder = _session(folder / "encoder.onnx", threads)
        self._tagger = _session(folder / "tagger.onnx", threads)
        made = json.loads((folder / "labels.json").read_text("utf-8"))
        self.version: str = made["version"]
        self.calibration: dict[str, float] = made["calibration"]
        self.labels = Labels(**{name: tuple(made[name]) for name in Labels.__dataclass_fields__})
        with np.load(folder / "relations.npz") as arrays:
            self._rel_weight, self._rel_bias = arrays["weight"], arrays["bias"]

    def count(self, words: Sequence[str]) -> int:
        """How many wordpieces some words make."""
        return sum(len(self.pieces(w)) for w in words)

    def read(
        self, windows: Sequence[Sequence[str]], starts: Sequence[Sequence[int]]
    ) -> list[WindowScores]:
        """The scores of each window. `starts` tells each word's place: 0 inside a sentence,
        1 the first of one, 2 the first of a passage."""
        # Lists and hostile texts repeat themselves: the same window is read once.
        places: dict[tuple[tuple[str, ...], tuple[int, ...]], int] = {}
        keys = [(tuple(w), tuple(o)) for w, o in zip(windows, starts, strict=True)]
        same = [places.setdefault(key, n) for n, key in enumerate(keys)]
        sizes = [self.count(w) if same[n] == n else 0 for n, w in enumerate(windows)]
        found: dict[int, WindowScores] = {}
        for chosen in self._batches(sizes):
            inputs = self._inputs([windows[n] for n in chosen], [starts[n] for n in chosen])
            outputs = self._encoder.run(list(OUTPUTS), inputs)
            for row, n in enumerate(chosen):
                found[n] = _cut(outputs, row, len(windows[n]))
        return [found[n] for n in same]

    def _batches(self, sizes: Sequence[int]) -> Iterator[list[int]]:
        """Windows of like length together, so that little is padded."""
        batch: list[int] = []
        for n in sorted((n for n, size in enumerate(sizes) if size), key=lambda n: sizes[n]):
            if batch and sizes[n] * (len(batch) + 1) > self.batch_pieces:
                yield batch
                batch = []
            batch.append(n)
        if batch:
            yield batch

    def _inputs(
        self, windows: Sequence[Sequence[str]], starts: Sequence[Sequence[int]]
    ) -> dict[str, Places]:
        rows, first = [], []
        for words, opening in zip(windows, starts, strict=True):
            quoted = find_quoted(words, opening)
            row: list[tuple[int, int, int, int]] = [(CLS, 0, 0, 0)]
            places = []
            for word, start, inside in zip(words, opening, quoted, strict=True):
                places.append(len(row))
                shape = find_shape(word) + 1
                row += [(p, shape, start + 1, inside + 1) for p in self.pieces(word)]
            rows.append([*row, (SEP, 0, 0, 0)])
            first.append(places)
        table = np.zeros((len(rows), 4, max(map(len, rows))), np.int64)
        at = np.zeros((len(rows), max(map(len, first))), np.int64)
        for n, (row, places) in enumerate(zip(rows, first, strict=True)):
            table[n, :, : len(row)] = np.array(row).T
            at[n, : len(places)] = places
        return {"pieces": table[:, 0], "features": table[:, 1:], "first": at}

    def score_relations(self, dependents: Scores, heads: Scores) -> Scores:
        """Scores [n, relations] of what n words are to their heads (rows of `rel_dep`,
        `rel_head`)."""
        x = dependents + heads
        # GELU (Hendrycks and Gimpel, 2016) by its tanh form: within 1e-3 of the exact one.
        x = 0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x**3)))
        scores: Scores = x @ self._rel_weight.T + self._rel_bias
        return scores

    def calibrate(self, chance: float) -> float:
        """How often an attribution with such a raw chance is right: Platt's (1999) scaling."""
        chance = min(max(chance, 1e-6), 1 - 1e-6)
        logit = math.log(chance / (1 - chance))
        return 1 / (1 + math.exp(-(logit * self.calibration["scale"] + self.calibration["shift"])))

    def tag_roles(self, scores: WindowScores, cues: Sequence[int]) -> Scores:
        """Chances [N, W, roles] that each word is what to each of N cues of a window."""
        parts = []
        for n in range(0, len(cues), MAX_CUES):
            at = np.array(cues[n : n + MAX_CUES], np.int64)
            words = np.broadcast_to(scores.tagged, (len(at), *scores.tagged.shape))
            inputs = {"words": np.ascontiguousarray(words), "at": at}
            parts.append(self._tagger.run(["roles"], inputs)[0])
        return np.concatenate(parts)


def _cut(outputs: Sequence[Scores], row: int, width: int) -> WindowScores:
    """One window's scores out of its batch's, without padding."""
    cut = dict(zip(OUTPUTS, (x[row] for x in outputs), strict=True))
    arcs = cut.pop("arcs")[:width, : width + 1]
    rel_head = cut.pop("rel_head")[: width + 1]
    return WindowScores(**{k: v[:width] for k, v in cut.items()}, arcs=arcs, rel_head=rel_head)


@cache
def load_encoder(threads: int = 1) -> Encoder:
    """The encoder, loaded once a process."""
    return Encoder(threads=threads)
