"""Sentences with what is known of their acts, as the rater sees them."""

from __future__ import annotations

import csv
import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pyarrow import parquet

from dragoman.model import Report, Sentence, Token
from dragoman.read import analyse
from dragoman.read.events import SKIPPED_PASSAGES
from dragoman.read.events.rating import NO_ACT, describe, rated_words
from dragoman.read.events.tree import Tree
from dragoman.read.events.triggers import find_triggers

CASES = Path(__file__).with_name("cases.tsv")
FOLDS = 5
NEWS_REPORTS, NEWS_CHARACTERS, NEWS_WORDS, NEWS_SEED = 120, 9000, 6, 5
TYPES = (
    NO_ACT,
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
)
# The quads of CAMEO, by which `cameo_class` was coded: to yield is a deed there.
QUADS = {
    "1": ("AGREE", "CONSULT", "SUPPORT"),
    "2": ("COOPERATE", "AID", "RETREAT", "CONCEDE"),
    "3": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "4": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
YIELD = ("CONCEDE", "RETREAT")


# What is known of a sentence: that one of its words tells an act of some types, that none does,
# what one word of it tells, or nothing (a sentence of the news).
Kind = Literal["told", "none", "word", "news"]


@dataclass(frozen=True)
class Example:
    """A sentence: inputs [N, D] of the N words that may tell an act, and what is known of them.

    `allowed` are the types one of which is told; `word` is the place of the one word known.
    """

    text: str
    inputs: NDArray[np.float32]
    kind: Kind
    allowed: tuple[str, ...] = ()
    word: int | None = None


def fold_of(text: str) -> int:
    """The fold that a sentence belongs to, by its letters alone."""
    letters = "".join(text.split()).encode()
    return int(hashlib.md5(letters, usedforsecurity=False).hexdigest(), 16) % FOLDS


def describe_sentence(
    sentence: Sentence, senses: NDArray[np.float32]
) -> tuple[list[Token], NDArray[np.float32]]:
    """The words of a sentence that may tell an act, and the rater's inputs for them."""
    tree = Tree(sentence)
    triggers = find_triggers(tree)
    found = rated_words(tree, triggers)
    if not found:
        return [], np.zeros((0, 0), np.float32)
    return found, np.concatenate(describe(tree, found, triggers, senses, TYPES), 1)


def see(text: str) -> tuple[list[Token], NDArray[np.float32]]:
    """The same of a whole text."""
    analysis = analyse(Report(text, "training", "training"))
    words: list[Token] = []
    inputs = []
    for sentence, senses in zip(analysis.sentences, analysis.senses, strict=True):
        if sentence.tokens:
            found, seen = describe_sentence(sentence, senses)
            words += found
            inputs += [seen] if found else []
    return words, np.concatenate(inputs) if inputs else np.zeros((0, 0), np.float32)


def load_sentences(folder: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Sentences of `plv_train` and `cameo_class` with the types one of which they tell."""
    with (folder / "plv_train.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            root = row["gold_root"].upper()
            yield row["sentence"], YIELD if root in {"YIELD", *YIELD} else (root,)
    with (folder / "cameo_class_train.tsv").open(encoding="utf-8", newline="") as file:
        for text, quad in csv.reader(file, delimiter="\t"):
            yield text, QUADS.get(quad, ())


def load_cases() -> Iterator[tuple[str, str, str]]:
    """Our own sentences: the text, the word, and its type or `NONE`."""
    with CASES.open(encoding="utf-8", newline="") as file:
        for row in csv.reader((x for x in file if not x.startswith("#")), delimiter="\t"):
            yield row[0], row[1], row[2]


def load_news(path: Path) -> Iterator[Example]:
    """Sentences of reports drawn from the corpus of news."""
    reports = parquet.read_table(path, columns=["text"]).column("text").to_pylist()
    random.Random(NEWS_SEED).shuffle(reports)
    for report in reports[:NEWS_REPORTS]:
        analysis = analyse(Report(report[:NEWS_CHARACTERS], "training", "training"))
        for sentence, senses in zip(analysis.sentences, analysis.senses, strict=True):
            if len(sentence.tokens) >= NEWS_WORDS and sentence.kind not in SKIPPED_PASSAGES:
                words, inputs = describe_sentence(sentence, senses)
                if words:
                    yield Example(sentence.text, inputs, "news")


def load_examples(shared: Path) -> list[Example]:
    """All sentences in which a word may tell an act."""
    examples = []
    for text, allowed in load_sentences(shared / "data/events"):
        words, inputs = see(text)
        if words:
            examples.append(Example(text, inputs, "told" if allowed else "none", allowed))
    for text, word, type_ in load_cases():
        words, inputs = see(text)
        at = next((n for n, w in enumerate(words) if w.text == word), None)
        if at is not None:
            examples.append(Example(text, inputs, "word", (type_,), at))
    examples += load_news(shared / "data/corpus/news_6000.parquet")
    return examples
