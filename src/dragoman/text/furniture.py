"""What stands around a report's words: links, notices, bylines, credits of photographs."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import cast

from dragoman.model import PassageKind
from dragoman.text.data import load_words

MAX_FURNITURE_CHARS = 400
# Longer than this, a line that begins like furniture is prose that happens to.
MAX_NAMED_CHARS = 60

_EMPTY = re.compile(r"[\W_]*$")
_ADDRESS = re.compile(r"\s*(?:https?://\S+|www\.\S+|\S+@\S+\.\w+|@\w+|pic\.twitter\.com/\S+)\s*$")
_SENTENCE_START = re.compile(r"(?<=[.!?”)])\s+(?=[A-Z©(—])")
_BYLINE = re.compile(
    r"(?:By|BY|by)\s+(?:[A-Z][\w.'’-]+|al|bin|de|van|von|and|&|,)"
    r"(?:,?\s+(?:[A-Z][\w.'’-]+|al|bin|de|van|von|and|in|for|of|the|&|\|))*(?:,?\s+[A-Z][\w\s]+)?$"
)
_BRACKET = re.compile(r"[(\[]([^()\[\]\n]{2,70})[)\]]")
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


@cache
def _furniture() -> dict[tuple[str, str], re.Pattern[str]]:
    """For each kind and place the pattern of its phrases."""
    phrases: dict[tuple[str, str], list[str]] = {}
    text = files("dragoman.text").joinpath("furniture.txt").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            kind, where, phrase = line.split(" ", 2)
            escaped = ".{1,60}?".join(re.escape(x) for x in phrase.split("..."))
            phrases.setdefault((kind, where), []).append(escaped.replace(r"\ ", r"\s+"))
    return {key: _compile(key[1], found) for key, found in phrases.items()}


def _compile(where: str, phrases: list[str]) -> re.Pattern[str]:
    any_phrase = "|".join(sorted(phrases, key=len, reverse=True))
    before = r"[\W_]*?" if where != "opens" else r"\W*"
    after = {"whole": r"[\W_]*$", "start": r"", "opens": r"(?=[\s:])[\s:]*"}[where]
    return re.compile(rf"{before}(?:{any_phrase}){after}", re.IGNORECASE)


def kind_of_furniture(words: str) -> PassageKind | None:
    """Boilerplate, credit or caption, if a line is known by its words to be one."""
    if len(words) > MAX_FURNITURE_CHARS:
        return None
    if _EMPTY.match(words) or _ADDRESS.match(words):
        return "boilerplate"
    for (kind, where), pattern in _furniture().items():
        if where != "opens" and pattern.match(words) and _is_bare(words, where, pattern):
            return cast(PassageKind, kind)
    return None


def _is_bare(words: str, where: str, pattern: re.Pattern[str]) -> bool:
    """A whole word must end the phrase: `share on` does not begin `share only`."""
    end = cast("re.Match[str]", pattern.match(words)).end()
    return where == "whole" or not (
        words[end - 1 : end].isalpha() and words[end : end + 1].isalpha()
    )


def find_opening_furniture(words: str) -> int:
    """How many characters of furniture a paragraph begins with."""
    found = _furniture()[("boilerplate", "opens")].match(words)
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
    for bracket in _BRACKET.finditer(words):
        if _is_credit(bracket[1]):
            return bracket.span()
    labelled = _LABELLED.search(words)
    if labelled:
        return labelled.span()
    loose = _LOOSE.search(words)
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
