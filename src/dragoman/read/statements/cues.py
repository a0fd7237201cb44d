"""The table of cues: which words, in which frame, bring someone's words or views."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dragoman.lang.data import load_table


@dataclass(frozen=True)
class Cues:
    """Confidence of every cue in every frame it was seen in."""

    by_frame: dict[tuple[str, str], float]
    lemmas: frozenset[str]
    anything: bool = False

    def knows(self, lemma: str) -> bool:
        """Whether a word is a cue in any frame."""
        return self.anything or lemma in self.lemmas

    def confidence(self, frame: str, lemma: str) -> float | None:
        """How often the cue in this frame brought a statement, or None if it is none."""
        if self.anything:
            return self.by_frame.get((frame, lemma), 0.5)
        return self.by_frame.get((frame, lemma))


@cache
def load_cues(language: str = "en") -> Cues:
    """The cues of a language, from its `cues.tsv` (lemma, frame, confidence)."""
    rows = load_table(language, "cues")
    table = {(frame, lemma): float(value) for lemma, frame, value, *_ in rows}
    return Cues(table, frozenset(lemma for _, lemma in table))
