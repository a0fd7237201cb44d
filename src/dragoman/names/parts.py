"""The parts of a name: given name, patronymics, family name, without articles and titles."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from dragoman.names.sounds import ARABIC_LETTER, fold

_WORD = re.compile(r"[^\W_]+(?:['’`ʿʾ‘][^\W_]+)*['’`ʿʾ‘]?")
_ARABIC_MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640]")
_APOSTROPHES = re.compile(r"['’`ʿʾ‘]")
_GLUED_SERVANT = re.compile(r"^abd[aeou]l?l(?=[a-z]{3})")


@cache
def _name_words() -> dict[str, frozenset[str]]:
    text = files("dragoman.names").joinpath("words.toml").read_text("utf-8")
    return {key: frozenset(words.split()) for key, words in tomllib.loads(text).items()}


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """One part of a name: its letters without article, and what it is."""

    word: str
    initial: bool = False
    patronymic: bool = False
    article: bool = False
    kunya: bool = False


def _words(name: str) -> list[tuple[str, bool]]:
    """The words of a name, folded, each with whether a hyphen joins it to the next."""
    if "," in name:
        last, _, first = name.partition(",")
        name = f"{first} {last}"
    name = _ARABIC_MARKS.sub("", name)
    if not ARABIC_LETTER.search(name):
        name = fold(name)
    found = [(m[0], m.end()) for m in _WORD.finditer(name)]
    hyphens = "-–‐‑"
    return [(w, name[end : end + 1] in hyphens and end < len(name)) for w, end in found]


def _split_article(word: str, *, first: bool) -> tuple[str, bool]:
    """Arabic words lose `ال`; a Latin word keeps a glued article (`alkadhimi`) for comparison."""
    if word.startswith("ال") and len(word) > 4 and not first:
        return word[2:], True
    return word, False


@dataclass
class _Builder:
    """Collects parts while the words of a name go by."""

    parts: list[Part]
    prefix: str = ""
    patronymic: bool = False
    kunya: bool = False
    article: bool = False

    def add(self, word: str) -> None:
        letters = _GLUED_SERVANT.sub("abdul", _APOSTROPHES.sub("", word))
        initial = len(letters) == 1 and not self.prefix
        part = Part(self.prefix + letters, initial, self.patronymic, self.article, self.kunya)
        self.parts.append(part)
        self.prefix, self.patronymic, self.kunya, self.article = "", False, False, False

    def glue_to_last(self, word: str) -> None:
        last = self.parts.pop()
        self.parts.append(Part(last.word + word, False, last.patronymic, last.article, last.kunya))
        self.article = False


def _is_article(word: str, *, hyphen: bool, more: bool) -> bool:
    words = _name_words()
    return more and word in words["articles"] and (hyphen or word in words["free_articles"])


def _link(half: str) -> str:
    """What is heard of the article between the halves of a compound: `nur-a(d)-din`."""
    if ARABIC_LETTER.search(half) or half[0] in "au":
        return ""
    return "al" if half[0] in "ih" else "a"


def _says_nothing(builder: _Builder, word: str, *, more: bool, alone: bool) -> bool:
    words = _name_words()
    if word in words["titles"]:
        return not alone
    return more and not builder.prefix and word in words["particles"]


def _take(builder: _Builder, word: str, *, hyphen: bool, first: bool, count: int) -> None:
    """Let one word go by; `count` words are still to come."""
    words, more = _name_words(), count > 0
    if _is_article(word, hyphen=hyphen, more=more):
        builder.article = True
    elif word in words["son"] and more:
        builder.patronymic = True
    elif more and (word in words["father"] or word in words["mother"]):
        builder.prefix, builder.kunya = "um" if word in words["mother"] else "abu", True
    elif word in words["servant"] and more:
        builder.prefix += "عبدال" if word == "عبد" else "abdul"
    elif _says_nothing(builder, word, more=more, alone=first and not more):
        return
    elif word in words["halves"] and builder.parts and not builder.prefix:
        builder.glue_to_last(_link(word) + word)
    else:
        plain, article = _split_article(word, first=first and count > 1)
        builder.article = builder.article or article
        builder.add(plain)


@lru_cache(maxsize=32_768)
def parts_of(name: str) -> tuple[Part, ...]:
    """The parts of a name in order.

    `Abd al-X`, `Abu X` and `X al-Din` are one part; `ibn`, `bin` mark the next
    part as a patronymic and are dropped, and so are titles and articles.
    """
    words = _words(name)
    builder = _Builder([])
    for at, (word, hyphen) in enumerate(words):
        _take(builder, word, hyphen=hyphen, first=at == 0, count=len(words) - at - 1)
    return tuple(builder.parts)
