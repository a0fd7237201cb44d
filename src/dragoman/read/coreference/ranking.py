"""The ranker's opinion of single words, for rules that decide who an actor is."""

from __future__ import annotations

from dragoman.read.analysis import Analysis
from dragoman.read.coreference.clusters import RankedPhrases

# So many sentences back a word is looked for.
SENTENCES = 2
# So many phrases a word are compared there.
LIKELIEST = 0.3
# A sentence's number and the index of a word in it.
Word = tuple[int, int]


class Ranking:
    """How well words of one report go back to earlier ones; phrases are looked for only in the
    sentences around a word that is asked for."""

    def __init__(self, analysis: Analysis) -> None:
        self._known: dict[Word, dict[Word, float]] = {}
        self._ranked = RankedPhrases(analysis) if analysis.senses else None

    def antecedents(self, word: Word) -> dict[Word, float]:
        """Scores of the words of this and the two sentences before that a word may go back to;
        above zero it likely does.

        Empty for a word that heads no phrase likely to refer, and where the parser gave no
        senses.
        """
        if word not in self._known:
            self._known[word] = {} if self._ranked is None else self._find(word, self._ranked)
        return self._known[word]

    def _find(self, word: Word, ranked: RankedPhrases) -> dict[Word, float]:
        number = word[0]
        among = ranked.likeliest(range(max(0, number - SENTENCES), number + 1), LIKELIEST)
        scores: dict[Word, float] = {}
        for at, own in enumerate(among.phrases):
            if (own.number, own.head) != word:
                continue
            for nth, score in enumerate(ranked.antecedent_scores(among, at)):
                phrase = among.phrases[at - 1 - nth]
                earlier = phrase.number, phrase.head
                if earlier != word:
                    scores[earlier] = max(scores.get(earlier, -99.0), float(score))
        return scores
