"""The sentence in which a report tells something."""

from __future__ import annotations

from dragoman.model import Span
from dragoman.text.sentences import find_sentences


def sentence_of(text: str, span: Span) -> tuple[int, int]:
    """Where the sentence in which a span begins starts and ends; all of the span is within."""
    first, last = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    end = len(text) if last < 0 else last
    for begin, stop in find_sentences(text, first, end):
        if begin <= span.start < stop:
            return begin, max(stop, span.end)
    return first, end


def plain_sentence(text: str, span: Span) -> str:
    """The words of that sentence, however its lines are broken."""
    begin, end = sentence_of(text, span)
    return plain(text[begin:end])


def plain(text: str) -> str:
    """Text as words are looked for in it: on one line."""
    return " ".join(text.split())
