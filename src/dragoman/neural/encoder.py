"""The shared encoder: windows of words in, scores of all heads out.

The weights beside this file were made by `training/encoder` and are described
in their model card. Runs on onnxruntime, the same on every machine.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Sequence
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

MAX_CUES = 24
HEADS = ("xpos", "upos", "names", "onto", "cue", "sentence", "factuality")
OUTPUTS = (*HEADS, "arcs", "rel_dep", "rel_head", "tagged", "middle")


@dataclass(frozen=True, slots=True)
class WindowScores:
    """What the heads say of the W words of one window.

    `xpos`, `upos`, `names`, `onto` are [W, labels]; `cue`, `sentence`,
    `factuality` are [W]; `arcs` is [W, W + 1], the head at 0 being the root;
    `rel_dep` [W, R] and `rel_head` [W + 1, R] are joined by `score_relations`;
    `tagged` [W, D] is what the tagger of roles is given; `middle` [W, H] are the
    words after the third layer, where their tone is still told.
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
    middle: Scores


@dataclass(frozen=True, slots=True)
class Labels:
    """The names of what the heads count, in order."""

    xpos: tuple[str, ...]
    upos: tuple[str, ...]
    rel: tuple[str, ...]
    names: tuple[str, ...]
    onto: tuple[str, ...]
    roles: tuple[str, ...]


def gelu(x: Scores) -> Scores:
    """GELU (Hendrycks and Gimpel, 2016) by its tanh form: within 1e-3 of the exact one."""
    y: Scores = 0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x * x * x)))
    return y


def make_session(path: Path, threads: int) -> ort.InferenceSession:
    """A graph of the package's weights, ready to run on some threads."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Arenas keep the largest batch they met; without them memory stays flat.
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    # The fused kernel takes four times as long as the sum and the norm it replaces.
    slow = ["SkipLayerNormFusion"]
    providers = ["CPUExecutionProvider"]
    return ort.InferenceSession(str(path), options, providers=providers, disabled_optimizers=slow)


class Encoder:
    """Encoder and heads, loaded from the package's weights.

    `threads` is how many cores one call may use. Windows go through one by one:
    on a CPU that is as fast as batches of any size, nothing is padded, and what
    is read of a text does not depend on its neighbours, as it would where int8
    scales are shared by a batch.
    """

    def __init__(self, folder: Path | None = None, *, threads: int = 1) -> None:
        folder = folder or Path(str(files("dragoman.neural") / "weights"))
        self.pieces = Pieces(folder / "tokenizer.json")
        self._encoder = make_session(folder / "encoder.onnx", threads)
        self._tagger = make_session(folder / "tagger.onnx", threads)
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
        found: dict[tuple[tuple[str, ...], tuple[int, ...]], WindowScores] = {}
        scores = []
        for words, opening in zip(windows, starts, strict=True):
            key = tuple(words), tuple(opening)
            if key not in found:
                found[key] = self._read_window(words, opening)
            scores.append(found[key])
        return scores

    def _read_window(self, words: Sequence[str], starts: Sequence[int]) -> WindowScores:
        row: list[tuple[int, int, int, int]] = [(CLS, 0, 0, 0)]
        first = []
        quoted = find_quoted(words, starts)
        for word, start, inside in zip(words, starts, quoted, strict=True):
            first.append(len(row))
            shape = find_shape(word) + 1
            row += [(p, shape, start + 1, inside + 1) for p in self.pieces(word)]
        row.append((SEP, 0, 0, 0))
        table = np.array(row, np.int64).T[None]
        inputs = {
            "pieces": table[:, 0],
            "features": table[:, 1:],
            "first": np.array([first], np.int64),
        }
        outputs = self._encoder.run(list(OUTPUTS), inputs)
        return WindowScores(**dict(zip(OUTPUTS, (x[0] for x in outputs), strict=True)))

    def score_relations(self, dependents: Scores, heads: Scores) -> Scores:
        """Scores [n, relations] of what n words are to their heads (rows of `rel_dep`,
        `rel_head`)."""
        scores: Scores = gelu(dependents + heads) @ self._rel_weight.T + self._rel_bias
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


@cache
def load_encoder() -> Encoder:
    """The encoder, loaded once a process, with as many threads as `DRAGOMAN_THREADS` says.

    Processes that a run starts, and Spark's, take the variable over; what is no
    whole number above 0 counts as 1.
    """
    told = os.environ.get("DRAGOMAN_THREADS", "")
    return Encoder(threads=int(told) if told.isdecimal() and int(told) > 0 else 1)
