"""Figures in what was said, each with what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from dragoman.lang.data import load_words
from dragoman.link.words import lemma_of
from dragoman.read.events.circumstances import clean_number

_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*%?")
# A year counts nothing.
_YEAR = re.compile(r"(?:1[89]|20)\d\d")


def figures_of(text: str) -> Iterator[tuple[str, str]]:
    """What is counted, as a lemma, with its number: `12 soldiers` is (`soldier`, `12`)."""
    found = [match[0] for match in _WORD.finditer(text)]
    ignored = load_words("en", "stop_words")
    for word, after in pairwise(found):
        value = None if _YEAR.fullmatch(word) else clean_number([word.rstrip("%").lower()])
        noun = lemma_of(after)
        # `one` is a pronoun more often than a count.
        if value is not None and value != 1 and noun.isalpha() and noun not in ignored:
            yield noun, f"{value:.10g}"
