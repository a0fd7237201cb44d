"""What a sentence is about, however it is worded: its stems, names and figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from dragoman.lang.data import load_words
from dragoman.link.roots.words import Interval
from dragoman.link.words import COMPOUND, plain_word
from dragoman.names import name_keys
from dragoman.read.events.circumstances import clean_number
from dragoman.text.sentences import find_sentences

# What is compared of a report, and of a sentence; more is a table or hostile.
MAX_SENTENCES = 600
MAX_SENTENCE_WORDS = 160
MAX_WORD_CHARS = 40
NAME_WEIGHT, FIGURE_WEIGHT, WORD_WEIGHT = 1.5, 1.5, 1.0

_ENDINGS = ("ization", "ingly", "ation", "ments", "ment", "ings", "ing", "edly", "ies", "ied")
_SHORT_ENDINGS = ("ed", "es", "ly", "er", "s", "e", "y")
_MIN_STEM = 4


@dataclass(frozen=True, slots=True)
class SentenceTerms:
    """A sentence's terms; `quoted` if most of it stands in quotation marks.

    `start` and `end` count code points of the original text.
    """

    start: int
    end: int
    terms: frozenset[str]
    quoted: bool


def stem(word: str) -> str:
    """A lower-case word without its endings: cruder than Porter's, and enough to find partners."""
    for ending in (*_ENDINGS, *_SHORT_ENDINGS):
        if word.endswith(ending) and len(word) - len(ending) >= _MIN_STEM:
            return word[: -len(ending)]
    return word


def _figure(word: str) -> float | None:
    if not (word[0].isdigit() or word.isalpha() or "-" in word):
        return None
    return clean_number([word])


def _skeleton(word: str) -> str | None:
    """The sounds of a name's word, whatever its spelling; None if there is little of it."""
    key = max(name_keys(word), key=lambda k: (len(k), k), default="")
    return key if len(key) >= 2 else None


def find_terms(
    text: str, told: Iterable[Interval], quoted: Sequence[Interval]
) -> list[SentenceTerms]:
    """The sentences of the told intervals with their terms, at most `MAX_SENTENCES`.

    `quoted` is what `find_quoted` gives for the text.
    """
    bounds = list(islice(_sentences(text, told), MAX_SENTENCES))
    words = [list(_words(text[start:end])) for start, end in bounds]
    names = _find_names(words)
    quotes = _Covered(quoted)
    found = []
    for (start, end), sentence in zip(bounds, words, strict=True):
        terms = frozenset(_terms(sentence, names))
        if terms:
            found.append(SentenceTerms(start, end, terms, quotes.share(start, end) > 0.5))
    return found


def _sentences(text: str, told: Iterable[Interval]) -> Iterator[Interval]:
    for start, end in told:
        yield from find_sentences(text, start, end)


def _words(sentence: str) -> Iterator[tuple[str, bool]]:
    """The words of a sentence in lower case, and whether each begins with a capital."""
    for match in islice(COMPOUND.finditer(sentence), MAX_SENTENCE_WORDS):
        word = match.group()
        plain = plain_word(word)
        if len(plain) <= MAX_WORD_CHARS:
            yield plain, word[0].isupper()


def _find_names(sentences: Iterable[list[tuple[str, bool]]]) -> frozenset[str]:
    """Words that have a capital inside sentences and never go without."""
    capital: set[str] = set()
    small: set[str] = set()
    for words in sentences:
        capital.update(word for word, is_capital in words[1:] if is_capital)
        small.update(word for word, is_capital in words if not is_capital)
    return frozenset(capital - small)


def _terms(words: Iterable[tuple[str, bool]], names: frozenset[str]) -> Iterator[str]:
    stops = load_words("en", "stop_words")
    for word, is_capital in words:
        if word not in stops:
            yield from _term(word, is_capital and word in names)


@lru_cache(maxsize=100_000)
def _term(word: str, name: bool) -> tuple[str, ...]:
    """A word as a term: `#` and its value, `@` and its sounds, or the stems of its parts."""
    value = _figure(word)
    if value is not None:
        return (f"#{value:g}",)
    if name and (key := _skeleton(word)):
        return (f"@{key}",)
    return tuple(stem(part) for part in word.split("-") if len(part) > 2)


def weight(term: str) -> float:
    """How much a term tells of what its sentence is about."""
    return {"#": FIGURE_WEIGHT, "@": NAME_WEIGHT}.get(term[0], WORD_WEIGHT)


class _Covered:
    """How much of an interval rising intervals cover."""

    def __init__(self, intervals: Sequence[Interval]) -> None:
        self._intervals = intervals
        self._at = 0

    def share(self, start: int, end: int) -> float:
        """Asked in rising order."""
        while self._at < len(self._intervals) and self._intervals[self._at][1] <= start:
            self._at += 1
        covered, n = 0, self._at
        while n < len(self._intervals) and self._intervals[n][0] < end:
            covered += min(end, self._intervals[n][1]) - max(start, self._intervals[n][0])
            n += 1
        return covered / max(1, end - start)
