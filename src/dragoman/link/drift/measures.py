"""The phrases of a report, and what tells whether the other report has something for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dragoman.lang.data import load_words
from dragoman.link.drift.matching import Matching, Reach
from dragoman.link.drift.views import Vectors, View, Word, bare_clause

Array = NDArray[np.float64]
# How well a word of the other report must be met to be at no other word's disposal.
SPARE = 0.5
_CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis", "pcomp", "xcomp"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr", "csubj"})
_MODIFIERS = frozenset({"amod", "compound", "poss", "appos", "nmod", "conj", "nummod"})
_OTHERS = frozenset({"ROOT", "prep", "agent", "npadvmod", "advmod", "oprd", "dative"})
_HEADS = _CLAUSES | _ARGUMENTS | _MODIFIERS | _OTHERS
# What is measured of a phrase, in the order of the features.
OF_WORDS = ("unmet", "unmet mass", "met words", "spare likeness")
OF_KIND = ("source", "name", "date", "elsewhere")
OF_PLACE = ("rest met", "governor met", "spare mass", "report met")
OF_SENTENCE = ("likeness", "linked", "claimed")
OF_FORM = ("clause", "argument", "modifier", "conj", "whole", "not", "not lost")
NAMES = (*OF_WORDS, *OF_KIND, *OF_PLACE, *OF_SENTENCE, *OF_FORM)


@dataclass(frozen=True, eq=False)
class Sides:
    """A report and the other one, in which the phrases of the first are looked for.

    `words` is [near words, far words], `sentences` [near sentences, far sentences].
    """

    near: Reach
    far: Reach
    words: Vectors
    sentences: Vectors

    @classmethod
    def of_root(cls, matching: Matching) -> Sides:
        """The root as the report whose phrases are looked for in the relay."""
        relay, root = matching.reaches
        return cls(root, relay, matching.words.T, matching.sentences.T)

    @cached_property
    def held(self) -> Vectors:
        """How well each far sentence, linked or not, meets each near word."""
        best: Vectors = np.maximum.reduceat(self.words, self.far.view.firsts[:-1], axis=1)
        return best

    def linked(self, sentence: int) -> list[int]:
        """The far sentences that tell of a near one, else the likest."""
        linked = np.flatnonzero(self.near.links[sentence]).tolist()
        return linked or [int(self.sentences[sentence].argmax())]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A subtree of a sentence: its head, its words and the places of those with content."""

    head: Word
    words: tuple[Word, ...]
    content: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What is the same for all phrases of a sentence."""

    content: tuple[int, ...]
    spare: tuple[int, ...]
    spare_mass: float
    likeness: float
    linked: bool
    claimed: float
    lost_nots: int
    report_met: float


def measure_phrases(sides: Sides, least: int = 1) -> Iterator[tuple[Phrase, Array]]:
    """The phrases of the near report's text with at least so many words that say something, and
    their features."""
    if not sides.sentences.size:
        return
    near = sides.near
    report_met = float((near.weights * near.met).sum() / max(near.weights.sum(), 1e-9))
    dated = {w.place for t in near.view.reading.times for w in near.view.words_in(t.span)}
    for number, tree in enumerate(near.view.trees):
        if tree.sentence.kind == "body":
            sentence = _measure_sentence(sides, number, report_met)
            for phrase in find_phrases(near.view, number, least):
                yield (
                    phrase,
                    np.array(
                        [
                            *_of_words(sides, phrase, sentence, dated),
                            *_of_place(sides, phrase, sentence),
                            *_of_form(phrase, sentence),
                        ],
                        float,
                    ),
                )


def find_phrases(view: View, sentence: int, least: int = 1) -> Iterator[Phrase]:
    """The subtrees of a sentence that say something, the whole sentence among them."""
    for word in view.words_of(sentence):
        if word.token.dep in _HEADS:
            words = bare_clause(view.below(word))
            content = tuple(w.place for w in words if w.content)
            if len(content) >= least:
                yield Phrase(word, tuple(words), content)


def _measure_sentence(sides: Sides, number: int, report_met: float) -> _Sentence:
    far = sides.far
    linked = sides.linked(number)
    there = [w.place for n in linked for w in far.view.words_of(n) if w.content]
    return _Sentence(
        tuple(w.place for w in sides.near.view.words_of(number) if w.content),
        tuple(p for p in there if far.met[p] < SPARE),
        float((far.weights[there] * (1 - far.met[there])).sum()),
        float(sides.sentences[number].max()),
        bool(sides.near.links[number].any()),
        float(sides.near.claimed[number]),
        _lost_nots(sides, number, linked),
        report_met,
    )


def _of_words(
    sides: Sides, phrase: Phrase, sentence: _Sentence, dated: set[int]
) -> Sequence[float]:
    """How little of a phrase is met, and whether the far sentences have unmet words like it."""
    near, content = sides.near, list(phrase.content)
    weights, met = near.weights[content], near.met[content]
    unmet = float((weights * (1 - met)).sum())
    spare = list(sentence.spare)
    like = float(sides.words[np.ix_(content, spare)].max(1).mean()) if spare else 0.0
    told = [w for w in phrase.words if w.content]
    return (
        unmet / max(float(weights.sum()), 1e-9),
        float(np.log1p(unmet)),
        float((met >= SPARE).mean()),
        like,
        float((near.content[content] == 0).mean()),
        any(w.token.pos == "PROPN" and near.met[w.place] < SPARE for w in told),
        any(w.place in dated for w in phrase.words),
        float(sides.held[content].mean(0).max()),
    )


def _of_place(sides: Sides, phrase: Phrase, sentence: _Sentence) -> Sequence[float]:
    """Whether what stands around a phrase is met."""
    near, own = sides.near, set(phrase.content)
    rest = [p for p in sentence.content if p not in own]
    mass = float(near.weights[rest].sum())
    rest_met = float((near.weights[rest] * near.met[rest]).sum()) / mass if mass else SPARE
    tree, number = near.view.tree_of(phrase.head), phrase.head.sentence
    above = tree.head(phrase.head.token)
    while above is not None and not near.view.word(number, above).content:
        above = tree.head(above)
    governor = float(near.met[near.view.word(number, above).place]) if above else rest_met
    return (
        rest_met,
        governor,
        float(np.log1p(sentence.spare_mass)),
        sentence.report_met,
        sentence.likeness,
        sentence.linked,
        sentence.claimed,
    )


def _of_form(phrase: Phrase, sentence: _Sentence) -> Sequence[float]:
    dep = phrase.head.token.dep
    negative = any(is_negative(w) for w in phrase.words)
    return (
        dep in _CLAUSES,
        dep in _ARGUMENTS,
        dep in _MODIFIERS,
        dep == "conj",
        dep == "ROOT",
        negative,
        negative and sentence.lost_nots > 0,
    )


def is_negative(word: Word) -> bool:
    """Whether a word says that something is not so."""
    return word.token.dep == "neg" or word.key in load_words("en", "negatives")


def _nots(view: View, sentence: int) -> int:
    return sum(is_negative(w) for w in view.words_of(sentence))


def _lost_nots(sides: Sides, sentence: int, linked: Sequence[int]) -> int:
    """How many more words of a sentence say `no` than of those that tell of it.

    What a far sentence negates may belong to another near one that is likest to it.
    """
    near, far = sides.near.view, sides.far.view
    told = 0
    for n in linked:
        best = int(sides.sentences[:, n].argmax())
        told += _nots(far, n) - (0 if best == sentence else min(_nots(far, n), _nots(near, best)))
    return _nots(near, sentence) - told
