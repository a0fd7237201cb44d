"""NewsMTSC (Hamborg and Donnay, 2021) as words, targets and the encoder's middle layer."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.neural.encoder import Encoder
from dragoman.neural.words import find_words

# The corpus's numbers, in the order of `dragoman.neural.stance.STANCES`.
POLARITIES = {2.0: 0, 4.0: 1, 6.0: 2}
MAX_WORDS = 120


@dataclass(frozen=True)
class Example:
    """Words [W, H] of a sentence, the target's `[first, last)` of them, its stance.

    `words` are read alone; `among` the same words read between other sentences,
    as in a report.
    """

    words: NDArray[np.float16]
    among: NDArray[np.float16]
    first: int
    last: int
    stance: int


def load_sentences(path: Path) -> Iterator[tuple[list[str], list[tuple[int, int, int]]]]:
    """The words of each sentence and its targets `(first, last, stance)`."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            text = row["sentence_normalized"]
            spans = list(find_words(text, 0, len(text)))[:MAX_WORDS]
            targets = []
            for target in row["targets"]:
                stance = POLARITIES.get(target["polarity"])
                inside = [
                    n for n, (a, b) in enumerate(spans) if a < target["to"] and target["from"] < b
                ]
                if stance is not None and inside:
                    targets.append((inside[0], inside[-1] + 1, stance))
            if targets:
                yield [text[a:b] for a, b in spans], targets


def load_examples(path: Path, encoder: Encoder, seed: int = 0) -> list[Example]:
    """Every target of a file with the words the encoder made of its sentence."""
    sentences = list(load_sentences(path))
    draw = random.Random(seed)
    examples = []
    for words, targets in sentences:
        before, after = (draw.choice(sentences)[0][:40] for _ in range(2))
        alone = read_senses(encoder, [words]).astype(np.float16)
        around = read_senses(encoder, [before, words, after]).astype(np.float16)
        among = around[len(before) : len(before) + len(words)]
        examples += [Example(alone, among, *target) for target in targets]
    return examples


def read_senses(encoder: Encoder, sentences: list[list[str]]) -> NDArray[np.float32]:
    """The middle layer's words [W, H] of sentences read as one window."""
    words = [w for sentence in sentences for w in sentence]
    starts = [1 if k == 0 else 0 for sentence in sentences for k in range(len(sentence))]
    starts[0] = 2
    return encoder.read([words], [starts])[0].middle
