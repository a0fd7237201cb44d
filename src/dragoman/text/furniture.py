"""What stands around a report's words: links, notices, bylines, credits of photographs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from dragoman.model import PassageKind
from dragoman.text.data import load_words

MAX_FURNITURE_CHARS = 400

_HAS_FIGURE = re.compile(r"\d")
_ADDRESS = re.compile(r"\s*(?:https?://\S+|www\.\S+|\S+@\S+\.\w+|@\w+|pic\.twitter\.com/\S+)\s*$")
_SENTENCE_START = re.compile(r"(?<=[.!?”)])\s+(?=[A-Z©(—])")
_BYLINE = re.compile(
    r"(?:By|BY|by)\s+(?:[A-Z][\w.'’-]+|al|bin|de|van|von|and|&|,)"
    r"(?:,?\s+(?:[A-Z][\w.'’-]+|al|bin|de|van|von|and|in|for|of|the|&|\|))*(?:,?\s+[A-Z][\w\s]+)?$"
)
_BRACKET = re.compile(r"[(\[]([^()\[\]\n]{2,70})[)\]]")
_COPYRIGHT = re.compile(r"Image (?:copyright|source) .{2,60}? (?=Image caption )")
_PHOTO_WORDS = re.compile(
    r"\b(?:photo|photos|photograph|image|images|picture|getty|illustration|screenshot|file|"
    r"courtesy|handout|archive|archives|via)\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"\b(?:Photo|Image|Picture|Credit|Photograph|Illustration):\s\S[^.\n]{1,80}$"
)
_LOOSE = re.compile(
    r"(?:\|\s|[.”]\s|\s[-–—]\s|^)([A-Z][^|.\n()]{0,50}?(?:\s*[|/]\s*| via )[^|.\n()]{1,40})$"
)


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The phrases of `furniture.txt` as patterns, and what a line must have to match one.

    `first_words` are the words that a phrase may begin with; a line that begins
    otherwise can only match a phrase that holds one of `_LOOSE_SIGNS`.
    """

    patterns: tuple[tuple[PassageKind, str, re.Pattern[str]], ...]
    opening: re.Pattern[str]
    first_words: frozenset[str]


_LOOSE_SIGNS = ("©", "contribut")
_LETTERS = re.compile(r"[^\W\d_]+")


@cache
def _phrases() -> _Phrases:
    phrases: dict[tuple[PassageKind, str], list[str]] = {}
    first_words = set()
    text = files("dragoman.text").joinpath("furniture.txt").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            kind, where, phrase = line.split(" ", 2)
            phrases.setdefault((cast(PassageKind, kind), where), []).append(_escape(phrase))
            first = _LETTERS.search(phrase)
            first_words.add(first.group().casefold() if first else "")
    compiled = tuple((kind, where, _compile(where, x)) for (kind, where), x in phrases.items())
    opening = next(p for kind, where, p in compiled if where == "opens")
    patterns = tuple(x for x in compiled if x[1] != "opens")
    return _Phrases(patterns, opening, frozenset(first_words))


def _escape(phrase: str) -> str:
    words = ".{1,60}?".join(re.escape(x) for x in phrase.split("..."))
    # A phrase that ends in a letter ends a word: `share on` does not begin `share only`.
    return words.replace(r"\ ", r"\s+") + (r"\b" if phrase[-1].isalpha() else "")


def _compile(where: str, phrases: list[str]) -> re.Pattern[str]:
    any_phrase = "|".join(sorted(phrases, key=len, reverse=True))
    after = {"whole": r"[\W_]*$", "start": r"", "opens": r"(?=[\s:])[\s:]*"}[where]
    return re.compile(rf"(?:[\W_]*(?<![^\W_])(?=[^\W_])|(?=\W))(?:{any_phrase}){after}", re.I)


def kind_of_furniture(words: str) -> PassageKind | None:
    """Boilerplate, credit or caption, if a line is known by its words to be one."""
    if len(words) > MAX_FURNITURE_CHARS:
        return None
    first = _LETTERS.search(words)
    if first is None or _ADDRESS.match(words):
        return "boilerplate" if first or not _HAS_FIGURE.search(words) else None
    if not _may_match(words, first.group()):
        return None
    return next((kind for kind, _, found in _phrases().patterns if found.match(words)), None)


def _may_match(words: str, first: str) -> bool:
    return first.casefold() in _phrases().first_words or any(x in words for x in _LOOSE_SIGNS)


def find_opening_furniture(words: str) -> int:
    """How many characters of furniture a paragraph begins with.

    That is a notice glued to the first sentence, or the credit of a photograph
    glued to its caption: `Image copyright AFP Image caption The bridge`.
    """
    copyright_line = _COPYRIGHT.match(words)
    if copyright_line:
        return copyright_line.end()
    first = _LETTERS.match(words)
    if first is None or not _may_match(words, first.group()):
        return 0
    found = _phrases().opening.match(words)
    return found.end() if found else 0


def find_tail_furniture(words: str) -> int | None:
    """Where in a paragraph its last sentences become furniture, if they do."""
    tail_from = max(0, len(words) - MAX_FURNITURE_CHARS)
    for start in _SENTENCE_START.finditer(words, tail_from):
        kind = kind_of_furniture(words[start.end() :])
        if kind == "boilerplate" or (kind == "credit" and words[start.end()] in "(—"):
            return start.end()
    return None


def is_byline(words: str) -> bool:
    """`By Nour Haddad in Baghdad`, and nothing else."""
    return len(words) <= 100 and _BYLINE.match(words) is not None


def find_credit(words: str) -> tuple[int, int] | None:
    """Start and end of a photograph's credit in a short paragraph, or None.

    In brackets anywhere: `(Reuters)`, `(Jane Doe/AFP via Getty Images)`; without
    brackets only at the end: `Photo: Jane Doe`, `Jane Doe | Reuters`.
    """
    if len(words) > MAX_FURNITURE_CHARS:
        return None
    if "(" in words or "[" in words:
        for bracket in _BRACKET.finditer(words):
            if _is_credit(bracket[1]):
                return bracket.span()
    labelled = _LABELLED.search(words) if ": " in words else None
    if labelled:
        return labelled.span()
    loose = _LOOSE.search(words) if any(x in words for x in ("|", "/", " via ")) else None
    if loose and _is_agency(loose[1]):
        return loose.span(1)
    return (0, len(words)) if words.casefold() in load_words("agencies") else None


def _is_agency(words: str) -> bool:
    parts = re.split(r"\s*[|/,;:–—]\s*|\s+via\s+", words.casefold().strip())
    return any(p.strip() in load_words("agencies") for p in parts)


def _is_credit(words: str) -> bool:
    if _is_agency(words):
        return True
    return bool(_PHOTO_WORDS.search(words)) and len(words.split()) <= 9 and words[:1].isupper()
