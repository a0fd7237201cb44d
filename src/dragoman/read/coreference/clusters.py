"""Phrases that are spoken of together: each goes back to the best earlier one, or to none."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from dragoman.model import Sentence
from dragoman.neural.coreference import CoreferenceRanker, load_ranker
from dragoman.read.analysis import Analysis
from dragoman.read.coreference.features import (
    Described,
    describe,
    pair_features,
    span_features,
)
from dragoman.read.coreference.phrases import NounPhrase, find_noun_phrases

# So many phrases a word are looked at, the likeliest; each may go back so far.
RATIO, REACH = 0.4, 70
# The score above which a phrase goes back to an earlier one. By training it is 0; a little less
# gives the best F1 on OntoGUM dev (.566 against .552).
LINK = -0.5


class RankedPhrases:
    """The phrases of some sentences that may refer, in order, ready to be compared in pairs."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        senses: Sequence[NDArray[np.float32]],
        ranker: CoreferenceRanker | None = None,
    ) -> None:
        self._sentences = sentences
        self._ranker = ranker or load_ranker()
        self._offsets = list(accumulate((len(s.tokens) for s in sentences), initial=0))
        self._described: dict[int, Described] = {}
        found = [p for n, s in enumerate(sentences) for p in find_noun_phrases(s, n)]
        found.sort(key=lambda p: (p.number, p.first, -p.last))
        self.phrases: list[NounPhrase] = []
        if found:
            self._score(found, senses)

    def _score(self, found: list[NounPhrase], senses: Sequence[NDArray[np.float32]]) -> None:
        """Keep the phrases most likely spoken of more than once."""
        words = np.stack([senses[p.number][[p.first, p.last, p.head]] for p in found])
        features = np.stack([span_features(self._sentences[p.number].tokens, p) for p in found])
        vectors, scores = self._ranker.score_phrases(words, features)
        count = int(RATIO * self._offsets[-1]) + 1
        kept = np.sort(np.argsort(-scores, kind="stable")[:count])
        self.phrases = [found[k] for k in kept]
        self._vectors, self._scores = vectors[kept], scores[kept]

    def _describe(self, at: int) -> Described:
        described = self._described.get(at)
        if described is None:
            phrase = self.phrases[at]
            tokens, offset = self._sentences[phrase.number].tokens, self._offsets[phrase.number]
            described = self._described[at] = describe(tokens, phrase, offset)
        return described

    def antecedent_scores(self, at: int, since: int = 0) -> NDArray[np.float32]:
        """How well the phrase `at` goes back to each of up to `REACH` before it, nearest first,
        none of them before sentence `since`; far below zero it rather stands for something new."""
        first = at
        while first > max(0, at - REACH) and self.phrases[first - 1].number >= since:
            first -= 1
        earlier = list(range(at - 1, first - 1, -1))
        if not earlier:
            return np.zeros(0, np.float32)
        own = self._describe(at)
        features = np.array(
            [pair_features(self._describe(k), own, at - k) for k in earlier], np.float32
        )
        later = np.broadcast_to(self._vectors[at], (len(earlier), self._vectors.shape[1]))
        pairs = self._ranker.score_pairs(self._vectors[earlier], later, features)
        total: NDArray[np.float32] = pairs + self._scores[earlier] + self._scores[at]
        return total


def find_clusters(
    analysis: Analysis, ranker: CoreferenceRanker | None = None
) -> list[list[NounPhrase]]:
    """The phrases of a report that mean the same, two or more a cluster, in order.

    Empty where the parser gave no senses.
    """
    if not analysis.senses:
        return []
    ranked = RankedPhrases(analysis.sentences, analysis.senses, ranker)
    clusters: list[list[int]] = []
    of: dict[int, int] = {}
    for at in range(len(ranked.phrases)):
        scores = ranked.antecedent_scores(at)
        if not len(scores) or scores.max() <= LINK:
            continue
        antecedent = at - 1 - int(scores.argmax())
        if antecedent not in of:
            of[antecedent] = len(clusters)
            clusters.append([antecedent])
        of[at] = of[antecedent]
        clusters[of[at]].append(at)
    return [[ranked.phrases[k] for k in sorted(c)] for c in clusters]
