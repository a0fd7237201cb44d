"""The grammar of time expressions: which words form one, and by which rule."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from dragoman.lang.data import load_table
from dragoman.read.times.lexing import Line, Word, category_codes

_NAME = re.compile(r"@?[a-z_]+")
# `nearly two years`, `more than four hours`, `at least 20 more years` are one expression each.
# Rules whose words are often something else: `on Monday 21 people`, `the fourth this year`.
_DOUBTFUL = frozenset({"weekday_dom", "dom", "week_no", "date"})
_PREFIX = "(approx(?!the|this)|more than|at least|up to|the? end of)?"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of words that a rule of the grammar takes for a time expression."""

    rule: str
    words: tuple[Word, ...]
    first: int
    after: int

    def word(self, *categories: str) -> Word | None:
        """The first word of one of the categories."""
        return next((w for w in self.words if w.category in categories), None)

    def all(self, *categories: str) -> list[Word]:
        """All words of the categories, in order."""
        return [w for w in self.words if w.category in categories]

    def value(self, *categories: str) -> str:
        """The value of the first word of one of the categories, or the empty string."""
        word = self.word(*categories)
        return word.value if word else ""

    @property
    def text(self) -> str:
        """The words in lower case, one space between."""
        return " ".join(w.text.lower() for w in self.words)


def _compile(pattern: str, macros: dict[str, str]) -> str:
    """A pattern over category names as a regex over category characters."""
    codes = category_codes()

    def replace(match: re.Match[str]) -> str:
        name = match.group()
        return f"(?:{macros[name]})" if name.startswith("@") else codes[name]

    return re.sub(r"\((?!\?)", "(?:", _NAME.sub(replace, pattern).replace(" ", ""))


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    macros: dict[str, str] = {}
    rules = []
    prefix = _compile(_PREFIX, macros)
    for name, pattern in load_table("en", "time_rules"):
        compiled = _compile(pattern, macros)
        if name.startswith("@"):
            macros[name] = compiled
        else:
            rules.append((name, re.compile(prefix + compiled)))
    return tuple(rules)


def find_phrases(line: Line, holds: Callable[[Phrase], bool]) -> list[Phrase]:
    """All time phrases of a sentence: the longest at each place, never two on one word.

    A phrase that does not hold gives its words up to a shorter one, if its rule is a doubtful one.
    """
    spans = [
        (match.end() - match.start(), -order, name, match.start(), match.end())
        for order, (name, pattern) in enumerate(_rules())
        for match in pattern.finditer(line.codes)
    ]
    taken = [False] * len(line.words)
    phrases = []
    for _, _, name, start, end in sorted(spans, reverse=True):
        if any(taken[start:end]):
            continue
        phrase = Phrase(name, line.words[start:end], start, end)
        if name in _DOUBTFUL and not holds(phrase):
            continue
        taken[start:end] = [True] * (end - start)
        phrases.append(phrase)
    return sorted(phrases, key=lambda p: p.first)
