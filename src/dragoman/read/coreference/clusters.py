"""Phrases that are spoken of together: each goes back to the best earlier one, or to none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

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


@dataclass(frozen=True)
class ScoredPhrases:
    """Phrases in order with what the ranker makes of each: vectors, scores."""

    phrases: list[NounPhrase]
    vectors: NDArray[np.float32]
    scores: NDArray[np.float32]


class RankedPhrases:
    """Phrases of some sentences that may refer, in order, ready to be compared in pairs."""

    def __init__(self, analysis: Analysis, ranker: CoreferenceRanker | None = None) -> None:
        self._analysis = analysis
        self._ranker = ranker or load_ranker()
        sentences = analysis.sentences
        self._offsets = list(accumulate((len(s.tokens) for s in sentences), initial=0))
        self._described: dict[NounPhrase, Described] = {}
        self._scored: dict[int, ScoredPhrases] = {}

    def _score(self, numbers: Iterable[int]) -> None:
        """Find and score the phrases of sentences that were not yet asked for, all at once."""
        found: list[list[NounPhrase]] = []
        vectors, features = [], []
        new = [n for n in numbers if n not in self._scored]
        for number in new:
            tokens, senses = self._analysis.sentences[number].tokens, self._analysis.senses[number]
            phrases = find_noun_phrases(self._analysis.sentences[number], number)
            phrases.sort(key=lambda p: (p.first, -p.last))
            found.append(phrases)
            if phrases:
                vectors.append(senses[np.array([(p.first, p.last, p.head) for p in phrases])])
                features += [span_features(tokens, p) for p in phrases]
        made, scores = np.zeros((0, 0), np.float32), np.zeros(0, np.float32)
        if features:
            made, scores = self._ranker.score_phrases(np.concatenate(vectors), np.stack(features))
        at = 0
        for number, phrases in zip(new, found, strict=True):
            inside = slice(at, at + len(phrases))
            self._scored[number] = ScoredPhrases(phrases, made[inside], scores[inside])
            at = inside.stop

    def likeliest(self, numbers: Iterable[int], ratio: float) -> ScoredPhrases:
        """The phrases of some sentences most likely spoken of more than once: `ratio` a word."""
        wanted = list(numbers)
        self._score(wanted)
        parts = [self._scored[n] for n in wanted if self._scored[n].phrases]
        if not parts:
            return ScoredPhrases([], np.zeros((0, 0), np.float32), np.zeros(0, np.float32))
        words = sum(len(self._analysis.sentences[n].tokens) for n in wanted)
        scores = np.concatenate([p.scores for p in parts])
        kept = np.sort(np.argsort(-scores, kind="stable")[: int(ratio * words) + 1])
        phrases = [phrase for p in parts for phrase in p.phrases]
        vectors = np.concatenate([p.vectors for p in parts])
        return ScoredPhrases([phrases[k] for k in kept], vectors[kept], scores[kept])

    def _describe(self, phrase: NounPhrase) -> Described:
        described = self._described.get(phrase)
        if described is None:
            tokens = self._analysis.sentences[phrase.number].tokens
            described = describe(tokens, phrase, self._offsets[phrase.number])
            self._described[phrase] = described
        return described

    def antecedent_scores(self, among: ScoredPhrases, at: int) -> NDArray[np.float32]:
        """How well the phrase `at` of some goes back to each of up to `REACH` before it, nearest
        first; far below zero it rather stands for something new."""
        earlier = list(range(at - 1, max(0, at - REACH) - 1, -1))
        if not earlier:
            return np.zeros(0, np.float32)
        phrases, own = among.phrases, self._describe(among.phrases[at])
        features = np.array(
            [pair_features(self._describe(phrases[k]), own, at - k) for k in earlier], np.float32
        )
        later = np.broadcast_to(among.vectors[at], (len(earlier), among.vectors.shape[1]))
        pairs = self._ranker.score_pairs(among.vectors[earlier], later, features)
        total: NDArray[np.float32] = pairs + among.scores[earlier] + among.scores[at]
        return total


def find_clusters(
    analysis: Analysis, ranker: CoreferenceRanker | None = None
) -> list[list[NounPhrase]]:
    """The phrases of a report that mean the same, two or more a cluster, in order.

    Empty where the parser gave no senses.
    """
    if not analysis.senses:
        return []
    ranked = RankedPhrases(analysis, ranker)
    among = ranked.likeliest(range(len(analysis.sentences)), RATIO)
    clusters: list[list[int]] = []
    of: dict[int, int] = {}
    for at in range(len(among.phrases)):
        scores = ranked.antecedent_scores(among, at)
        if not len(scores) or scores.max() <= LINK:
            continue
        antecedent = at - 1 - int(scores.argmax())
        if antecedent not in of:
            of[antecedent] = len(clusters)
            clusters.append([antecedent])
        of[at] = of[antecedent]
        clusters[of[at]].append(at)
    return [[among.phrases[k] for k in sorted(c)] for c in clusters]
