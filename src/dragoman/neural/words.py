"""Words of a sentence, cut as the Universal Dependencies treebanks of English cut them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dragoman.text.data import load_words

_URL = r"(?:https?://|www\.)[^\s<>\"”]+[^\s<>\"”.,;:!?)\]']"
_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_TAG = r"[#@]\w+"
_INITIALS = r"(?:[^\W\d_]\.){2,}"
_NUMBER = r"\d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s|k|m|bn)?(?!\w)"
_APOSTROPHE = "['’`´]"
_WORD = rf"\w+(?:{_APOSTROPHE}\w+)*"
_MARKS = r"([.*=_~#+!?-])\1+|[!?]{2,}|``|''|:-?[()]|\S"
TOKEN = re.compile("|".join((_URL, _MAIL, _TAG, _INITIALS, _NUMBER, _WORD, _MARKS)))
# Manning and others, the Penn Treebank's clitics: `do n't`, `Iraq 's`, `they 've`.
CLITIC = re.compile(rf"(?i)(n{_APOSTROPHE}t|{_APOSTROPHE}(?:s|re|ve|ll|d|m))$")
JOINED = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3}

Piece = tuple[int, int]


@cache
def _abbreviations() -> frozenset[str]:
    words = load_words("abbreviations") | load_words("titles")
    return frozenset(word.lower().rstrip(".") for word in words)


def _cut_word(start: int, word: str) -> Iterator[Piece]:
    """A run of letters as words: clitics and joined pairs apart."""
    end = start + len(word)
    at = JOINED.get(word.lower())
    if at:
        yield start, start + at
        yield start + at, end
        return
    found = CLITIC.search(word)
    if found and found.start() > 0:
        yield from _cut_word(start, word[: found.start()])
        yield start + found.start(), end
    else:
        yield start, end


def find_words(text: str, start: int, end: int) -> Iterator[Piece]:
    """The words of `text[start:end]` in order, as code-point intervals of `text`.

    Punctuation marks are words of their own; hyphens inside compounds too
    (`Al - Kazemi`), as in the treebanks the parser was trained on.
    """
    at = start
    while found := TOKEN.search(text, at, end):
        word, first, at = found[0], found.start(), found.end()
        if not (word[0].isalnum() or word[0] == "_") or "@" in word or "/" in word:
            yield first, at
        elif at < end and text[at] == "." and _keeps_full_stop(word, at, end):
            at += 1
            yield first, at
        else:
            yield from _cut_word(first, word)


def _keeps_full_stop(word: str, at: int, end: int) -> bool:
    """Whether the full stop belongs to the word: `Mr.`, `Jan.`, a single capital."""
    if at + 1 >= end:
        return False
    return word.lower() in _abbreviations() or (len(word) == 1 and word.isupper() and word != "I")
