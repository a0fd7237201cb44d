"""One side of a comparison: the words of a report with their vectors, in its original offsets."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dragoman.lang.data import load_words
from dragoman.model import Reading, Sentence, Span, Token, cut
from dragoman.read import Analysis
from dragoman.read.events.tree import Tree
from dragoman.text.passages import TOLD

Vectors = NDArray[np.float32]

# What is compared of a report; the cost of comparing is the product of the two.
MAX_WORDS = 2_500
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_SET_OFF = frozenset({":", "-", "–", "—"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a report: which sentence's token it is and where it stands in the original text.

    `place` counts the view's words; `content` words carry what a sentence says.
    """

    place: int
    sentence: int
    token: Token
    start: int
    end: int
    key: str
    content: bool


@dataclass(frozen=True, eq=False)
class View:
    """A report as it is compared: its reading, its sentences' trees and words."""

    reading: Reading
    trees: tuple[Tree, ...]
    words: tuple[Word, ...]
    firsts: tuple[int, ...]
    vectors: Vectors = field(repr=False)

    @property
    def text(self) -> str:
        """The report's original text."""
        return self.reading.report.text

    def words_of(self, sentence: int) -> tuple[Word, ...]:
        """The words of a sentence, by its place in `trees`."""
        return self.words[self.firsts[sentence] : self.firsts[sentence + 1]]

    def word(self, sentence: int, token: Token) -> Word:
        """The word that a sentence's token is."""
        return self.words[self.firsts[sentence] + token.index]

    def words_in(self, span: Span) -> tuple[Word, ...]:
        """The words that overlap a span of the original text."""
        return self.words_between(span.start, span.end)

    def words_between(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that overlap an interval of the original text."""
        first = bisect_right(self.words, start, key=lambda w: w.end)
        last = bisect_left(self.words, end, key=lambda w: w.start)
        return self.words[first:last]

    def head_in(self, span: Span) -> Word | None:
        """The word of a span that governs the others."""
        inside = self.words_in(span)
        places = {w.token.index for w in inside}
        for w in inside:
            if w.token.head not in places or w.token.head == w.token.index:
                return w
        return inside[-1] if inside else None

    def span_of(self, words: Iterable[Word]) -> Span:
        """The original words from the first to the last of some."""
        listed = list(words)
        return cut(self.text, min(w.start for w in listed), max(w.end for w in listed))

    def span_of_tokens(self, sentence: int, tokens: Iterable[Token]) -> Span:
        """The original words from the first to the last of some tokens of a sentence."""
        return self.span_of(self.word(sentence, t) for t in tokens)

    def tree_of(self, word: Word) -> Tree:
        """The tree of the word's sentence."""
        return self.trees[word.sentence]

    def below(self, word: Word) -> list[Word]:
        """A word and all that hang on it, in their order."""
        tokens = self.tree_of(word).subtree(word.token)
        return sorted((self.word(word.sentence, t) for t in tokens), key=lambda w: w.place)

    def is_dateline(self, words: Sequence[Word]) -> bool:
        """Whether words open a sentence and are set off: where `Colombo - Police said` was written
        is no part of what it tells."""
        opens = words[0] is self.words_of(words[0].sentence)[0]
        return opens and self.text[words[-1].end :][:3].lstrip()[:1] in _SET_OFF


def without_stop(words: Sequence[Word]) -> Sequence[Word]:
    """Words without the punctuation that ends them, none if there is nothing else."""
    end = len(words)
    while end and words[end - 1].token.pos == "PUNCT":
        end -= 1
    return words[:end]


def bare_clause(words: Sequence[Word]) -> Sequence[Word]:
    """The words of a clause without the punctuation and conjunctions at its ends."""
    while len(words) > 1 and words[0].token.pos in {"PUNCT", "CCONJ"}:
        words = words[1:]
    return without_stop(words)


def make_view(reading: Reading, analysis: Analysis) -> View:
    """The words of a report's told passages, at most `MAX_WORDS` of them, whole sentences only."""
    stops = load_words("en", "stop_lemmas")
    trees: list[Tree] = []
    words: list[Word] = []
    firsts = [0]
    vectors = []
    for sentence, senses in zip(analysis.sentences, analysis.senses, strict=False):
        if sentence.kind not in TOLD or not sentence.tokens:
            continue
        if len(words) + len(sentence.tokens) > MAX_WORDS:
            break
        words += _words_of(analysis, sentence, len(trees), len(words), stops)
        trees.append(Tree(sentence))
        vectors.append(senses)
        firsts.append(len(words))
    stacked = np.concatenate(vectors) if vectors else np.zeros((0, 1), np.float32)
    return View(reading, tuple(trees), tuple(words), tuple(firsts), stacked)


def _words_of(
    analysis: Analysis, sentence: Sentence, number: int, place: int, stops: frozenset[str]
) -> list[Word]:
    found = []
    for token in sentence.tokens:
        start, end = analysis.prepared.offsets.to_original(token.start, token.end)
        key = token.lemma.lower()
        if token.tag == "NNPS":
            key = key.removesuffix("s")
        content = token.pos in _CONTENT and key not in stops
        found.append(Word(place + token.index, number, token, start, end, key, content))
    return found


def centre(views: Sequence[View]) -> list[Vectors]:
    """The views' vectors less what all their content words share, at length one."""
    content = [v.vectors[[w.place for w in v.words if w.content]] for v in views]
    mean = np.concatenate(content).mean(0) if sum(map(len, content)) else np.float32(0)
    centred = []
    for view in views:
        moved = view.vectors - mean
        lengths = np.linalg.norm(moved, axis=1, keepdims=True)
        centred.append((moved / np.maximum(lengths, 1e-6)).astype(np.float32))
    return centred
