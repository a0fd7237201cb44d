"""What every finder looks at: one report, repaired, parsed, not yet understood."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dragoman.model import Attribution, Passage, Report, Sentence, Span, Token, cut, make_id
from dragoman.text import PreparedText


@dataclass(frozen=True)
class Analysis:
    """A report with its repaired text and parsed sentences.

    Inside `dragoman.read` every offset counts in `text`, the repaired text;
    `dragoman.read.locate` carries all findings back to the original at the end.
    """

    report: Report
    prepared: PreparedText
    sentences: tuple[Sentence, ...]
    attributions: tuple[Attribution, ...] = ()
    senses: tuple[NDArray[np.float32], ...] = field(default=(), compare=False, repr=False)

    @property
    def text(self) -> str:
        """The repaired text."""
        return self.prepared.repaired

    def passages(self) -> tuple[Passage, ...]:
        """The report's passages, as findings."""
        pieces = self.prepared.passages
        return tuple(Passage(self.span(p.start, p.end), p.kind) for p in pieces)

    def span(self, start: int, end: int) -> Span:
        """The trimmed span between two offsets of the repaired text."""
        return cut(self.text, start, end)

    def span_of(self, *tokens: Token) -> Span:
        """The span from the first to the last of the tokens."""
        return self.span(min(t.start for t in tokens), max(t.end for t in tokens))

    def sentence_number(self, offset: int) -> int | None:
        """The place of the sentence that holds an offset, or None between sentences."""
        at = bisect_right(self.sentences, offset, key=lambda s: s.start) - 1
        return at if at >= 0 and offset < self.sentences[at].end else None

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds an offset, or None between sentences."""
        at = self.sentence_number(offset)
        return None if at is None else self.sentences[at]

    def tokens_in(self, span: Span) -> tuple[Token, ...]:
        """The words that overlap a span, in order."""
        return tuple(
            t
            for s in self.sentences
            if s.start < span.end and span.start < s.end
            for t in s.tokens
            if t.start < span.end and span.start < t.end
        )

    def make_id(self, kind: str, span: Span, *more: object) -> str:
        """The id of a finding, from its place in the original text and what tells it apart."""
        place = self.prepared.offsets.to_original(span.start, span.end)
        return make_id(kind, self.report.id, *place, *more)
