"""Sentences as strings of time words: one character a word, so that rules are plain regexes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from dragoman.lang.data import load_table

# Words, numbers and marks that carry time. Clock times, ISO and slashed dates are one word each.
_WORD = re.compile(
    r"(?P<iso>\d{4}-\d\d-\d\d(?!\d))"
    r"|(?P<slash>\d{1,2}[/.]\d{1,2}[/.]\d{4}(?!\d)|\d{1,2}/\d{1,2}/\d{2}(?![\d/]))"
    r"|(?P<clock>(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:]))"
    r"|(?P<decade>(?:1\d|20)\d0[’']?s\b|[’'][1-9]0s\b|(?<=the )[1-9]0s\b)"
    r"|(?P<ord>\d{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<frac>1/2|1/4|3/4|½)"
    r"|(?P<big>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)"
    r"|(?P<number>\d+)"
    r"|(?P<word>[ap]\.\s?m\.?(?!\w)|[’']s\b|[^\W\d_]+|\S)",
    re.IGNORECASE,
)
_NUMERIC = ("digit", "year", "big", "ord", "decade", "clock", "iso", "slash", "frac")
# `may` and `sat` are no months or days.
_CAPITALISED = frozenset({"month", "weekday"})
OTHER = "\x7f"


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a sentence: its place in the repaired text, category and value."""

    start: int
    end: int
    text: str
    category: str
    value: str


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a sentence, and their categories as a string of one character each."""

    words: tuple[Word, ...]
    codes: str


@cache
def _cues() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split(" ")) for name, words in load_table("en", "time_cues")}


def cue_words(name: str) -> frozenset[str]:
    """A list of `lang/en/time_cues.tsv` by its name."""
    return _cues()[name]


@cache
def _lexicon() -> dict[str, tuple[str, str]]:
    rows = ((*row, "") for row in load_table("en", "time_words"))
    return {word: (category, value) for word, category, value, *_ in rows}


@cache
def category_codes() -> dict[str, str]:
    """The character that stands for each category."""
    names = {category for category, _ in _lexicon().values()} | set(_NUMERIC)
    return {name: chr(0x100 + n) for n, name in enumerate(sorted(names))}


@cache
def _telling() -> frozenset[str]:
    idle = cue_words("idle")
    return frozenset(code for name, code in category_codes().items() if name not in idle)


def _number(text: str) -> tuple[str, str]:
    if len(text) <= 2:
        return "digit", text
    if len(text) == 4 and "1000" <= text <= "2199":
        return "year", text
    return "big", text


@lru_cache(maxsize=20_000)
def _classify(kind: str, text: str) -> tuple[str, str]:
    if kind == "word":
        found = _lexicon().get(re.sub(r"\s", "", text.lower()), ("", ""))
        return ("", "") if found[0] in _CAPITALISED and text[0].islower() else found
    if kind == "number":
        return _number(text)
    if kind == "ord":
        return "ord", text[:-2]
    if kind == "decade":
        return "decade", re.sub(r"\D", "", text)
    return kind, text.replace(",", "")


def make_line(text: str, offset: int) -> Line | None:
    """The time words of a sentence that stands at `offset`; None if it holds no time at all."""
    codes = category_codes()
    found = [(m, *_classify(m.lastgroup or "word", m[0])) for m in _WORD.finditer(text)]
    line = "".join(codes.get(category, OTHER) for _, category, _ in found)
    if _telling().isdisjoint(line):
        return None
    words = (Word(offset + m.start(), offset + m.end(), m.group(), c, v) for m, c, v in found)
    return Line(tuple(words), line)
