"""Wordpieces of words, remembered: most words of a text have been met before."""

from __future__ import annotations

from pathlib import Path

from tokenizers import Tokenizer

CLS, SEP, UNKNOWN = 101, 102, 100
MAX_PIECES = 8  # of one word; what is longer is no word
MAX_REMEMBERED = 50_000


class Pieces:
    """Turns words into ids of an uncased WordPiece vocabulary."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._known: dict[str, tuple[int, ...]] = {}
        self._whole = frozenset(w for w in self._tokenizer.get_vocab() if w[:1].isalpha())

    def __contains__(self, word: object) -> bool:
        """Whether the vocabulary has a word (in lower case) whole."""
        return word in self._whole

    def __call__(self, word: str) -> tuple[int, ...]:
        """The ids of one word: at least one, at most `MAX_PIECES`."""
        ids = self._known.get(word)
        if ids is None:
            if len(self._known) >= MAX_REMEMBERED:
                self._known.clear()
            found = self._tokenizer.encode(word[:100], add_special_tokens=False).ids
            ids = tuple(found[:MAX_PIECES]) or (UNKNOWN,)
            self._known[word] = ids
        return ids
