"""What the encoder is told of words beyond their pieces: shape, quotation, line.

The vocabulary is uncased, so case must come from here; the same numbers are
given in training and in reading.
"""

from __future__ import annotations

from collections.abc import Sequence

OPENING = frozenset("“«‟„‹")
CLOSING = frozenset("”»›")
STRAIGHT = frozenset(('"', "``", "''"))
SHAPES = 16
STARTS = 3  # inside a sentence, first of a sentence, first of a passage
QUOTED = 2


def find_shape(word: str) -> int:
    """The class of a word's letters or mark, 0 to `SHAPES` - 1."""
    first = word[0]
    if word.isalpha() or (first.isalpha() and not any(c.isdigit() for c in word)):
        return _letters(word)
    if any(c.isdigit() for c in word):
        return 5 if not any(c.isalpha() for c in word) else 6
    return _mark(word)


def _letters(word: str) -> int:
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 3
    if word[0].isupper() and word[1:].islower():
        return 1
    return 4 if word[0].isupper() else 15


def _mark(word: str) -> int:
    if word in STRAIGHT:
        return 7
    if word[0] in OPENING:
        return 8
    if word[0] in CLOSING:
        return 9
    if word[0] in "'‘’`":
        return 10
    if word == ",":
        return 11
    if word[0] in ".?!":
        return 12
    if word[0] in ":;":
        return 13
    return 14


def find_quoted(words: Sequence[str], starts: Sequence[int]) -> list[int]:
    """For each word 1 if quotation marks before it in its passage are open, else 0."""
    quoted, inside = [], 0
    for word, start in zip(words, starts, strict=True):
        if start == 2:
            inside = 0
        mark = _mark(word) if not word[0].isalnum() else 14
        if mark == 8:
            inside = 1
        elif mark == 9:
            inside = 0
        quoted.append(inside)
        if mark == 7:
            inside = 1 - inside
    return quoted
