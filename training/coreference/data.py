"""OntoGUM documents as phrases with the cluster that gold puts each into."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from dragoman.model import Report
from dragoman.read import analyse
from dragoman.read.coreference.features import Described, describe, span_features
from dragoman.read.coreference.phrases import find_noun_phrases
from evaluate.coreference import join_words, read_gold, word_spans


@dataclass
class Document:
    """Phrases in order: vectors [N, 3, H], features [N, F], gold's cluster [N] (-1: none)."""

    vectors: Tensor
    features: Tensor
    described: list[Described]
    gold: Tensor
    words: int


def load_document(path: Path) -> Document:
    """One document as it is read: trees, names and vectors are the encoder's, not gold's."""
    words, gold = read_gold(path)
    text, spans = join_words(words)
    analysis = analyse(Report(text, "ontogum", "ontogum", language="en"))
    cluster = {span: n for n, spans_ in enumerate(gold) for span in spans_}
    offsets = np.cumsum([0, *(len(s.tokens) for s in analysis.sentences)])
    rows = {}
    for number, sentence in enumerate(analysis.sentences):
        for phrase in find_noun_phrases(sentence, number):
            span = word_spans(analysis, sentence, phrase, spans)
            if span is not None and span not in rows:
                vectors = analysis.senses[number][[phrase.first, phrase.last, phrase.head]]
                rows[span] = (
                    vectors,
                    span_features(sentence.tokens, phrase),
                    describe(sentence.tokens, phrase, int(offsets[number])),
                )
    order = sorted(rows, key=lambda s: (s[0], -s[1]))
    return Document(
        torch.tensor(np.stack([rows[s][0] for s in order])),
        torch.tensor(np.stack([rows[s][1] for s in order])),
        [rows[s][2] for s in order],
        torch.tensor([cluster.get(s, -1) for s in order]),
        len(words),
    )


def load_documents(folder: Path) -> Iterator[Document]:
    """Every document of a folder, with progress told."""
    paths = sorted(folder.glob("*.conll"))
    for n, path in enumerate(paths, 1):
        print(f"\r{n} of {len(paths)} documents read", end="", file=sys.stderr)
        yield load_document(path)
    print(file=sys.stderr)
