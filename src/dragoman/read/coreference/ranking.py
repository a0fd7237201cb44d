"""The ranker's opinion of single words, for rules that decide who an actor is."""

from __future__ import annotations

from functools import cached_property

from dragoman.read.analysis import Analysis
from dragoman.read.coreference.clusters import RankedPhrases

# So many sentences back a word is looked for.
SENTENCES = 2
# A sentence's number and the index of a word in it.
Word = tuple[int, int]


class Ranking:
    """How well words of one report go back to earlier ones; the phrases are ranked when first
    asked for."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._known: dict[Word, dict[Word, float]] = {}

    @cached_property
    def _ranked(self) -> RankedPhrases | None:
        if not self._analysis.senses:
            return None
        return RankedPhrases(self._analysis.sentences, self._analysis.senses)

    @cached_property
    def _places(self) -> dict[Word, list[int]]:
        """The phrases that each word heads."""
        found: dict[Word, list[int]] = {}
        for n, phrase in enumerate(self._ranked.phrases if self._ranked else ()):
            found.setdefault((phrase.number, phrase.head), []).append(n)
        return found

    def antecedents(self, word: Word) -> dict[Word, float]:
        """Scores of the words of this and the two sentences before that a word may go back to;
        above zero it likely does.

        Empty for a word that heads no phrase likely to refer.
        """
        if word not in self._known:
            scores: dict[Word, float] = {}
            for at in self._places.get(word, ()):
                assert self._ranked is not None
                scored = self._ranked.antecedent_scores(at, word[0] - SENTENCES)
                for nth, score in enumerate(scored):
                    phrase = self._ranked.phrases[at - 1 - nth]
                    earlier = phrase.number, phrase.head
                    if earlier != word:
                        scores[earlier] = max(scores.get(earlier, -99.0), float(score))
            self._known[word] = scores
        return self._known[word]
