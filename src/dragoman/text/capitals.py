"""Give names the capitals back that translation took: `iranian`, `the United states`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice, pairwise

from dragoman.lang.capitals import given_words, long_names, proper_words
from dragoman.text.offset_map import Edit

_JOINED_BEFORE, _JOINED_AFTER = re.compile(r"[\w.@/#-]"), re.compile(r"[\w@/]|\.\w")
_LETTERS = re.compile(r"[a-z]+")
# What a given name stands before: a word with a capital, an article or patronymic before it.
_NAME_AFTER = re.compile(r"[ ](?:(?:al|el|abd|abdul|abdel|bin|ibn)[- ])?[A-Z][a-z]")
_NEXT = re.compile(r" ([^\W\d_]+)")
_REACH = 80


def restore_capitals(text: str) -> tuple[Edit, ...]:
    """Capitals for words that always have one: states and peoples, given names before a
    surname, words of a known name whose other words have theirs."""
    words = _wanted().intersection(_LETTERS.findall(text))
    found = (e for word in sorted(words) for e in _restored(text, word))
    return tuple(sorted(found, key=lambda e: e.start))


def _restored(text: str, word: str) -> Iterator[Edit]:
    """Every place of a word in lower case that has lost its capital."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        joined = _JOINED_BEFORE.match(text[at - 1 : at]) or _JOINED_AFTER.match(text, end)
        if not joined and _lost(text, word, at, end):
            yield Edit(at, end, word.capitalize())
        at = text.find(word, end)


@cache
def _wanted() -> frozenset[str]:
    return frozenset({*proper_words(), *given_words(), *long_names()})


def _lost(text: str, word: str, start: int, end: int) -> bool:
    """Whether a word in lower case has lost its capital where it stands."""
    if word in proper_words():
        return True
    if word in given_words() and _NAME_AFTER.match(text, end):
        return True
    names = long_names().get(word)
    if names is None:
        return False
    after = _NEXT.match(text, end)
    before = text[max(0, start - _REACH) : start].rsplit(None, 1)
    near = (word, after[1].lower() if after else ""), (before[-1].lower() if before else "", word)
    if _pairs().isdisjoint(near):
        return False
    longest = max(map(len, names))
    around = _words_before(text, start)[-longest:], islice(_words_after(text, end), longest)
    return _stands_in(word, *map(tuple, around))


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    """Words that stand side by side in a known name."""
    names = {name for all_ in long_names().values() for name in all_}
    return frozenset((a.lower(), b.lower()) for name in names for a, b in pairwise(name))


@lru_cache(4096)
def _stands_in(word: str, before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """Whether a word stands in a known name, all others of whose words have their capitals."""
    return any(_fits(name, word, before, after) for name in long_names()[word])


def _words_before(text: str, end: int) -> list[str]:
    """The words of one line that lead up to an offset, with nothing but blanks between."""
    words: list[str] = []
    line = text[max(0, end - _REACH) : end].rsplit("\n", 1)[-1]
    for piece in reversed(line.split(" ")[:-1] if line.endswith(" ") else []):
        if not piece.isalpha():
            break
        words.insert(0, piece)
    return words


def _words_after(text: str, start: int) -> Iterator[str]:
    while match := _NEXT.match(text, start):
        yield match[1]
        start = match.end()


def _fits(
    name: tuple[str, ...], word: str, before: tuple[str, ...], after: tuple[str, ...]
) -> bool:
    for at, part in enumerate(name):
        others = (*name[:at], *name[at + 1 :])
        if part.lower() != word or not part.istitle() or len(before) < at:
            continue
        pairs = list(zip([*before[len(before) - at :], *after], others, strict=False))
        same = len(pairs) == len(others) and all(a.lower() == b.lower() for a, b in pairs)
        if same and all(a[0].isupper() or b[0].islower() for a, b in pairs):
            return True
    return False
