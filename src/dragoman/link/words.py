"""The words of texts, cut and brought to one form without a parser: linking sees readings only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from hashlib import blake2b

from dragoman.lang.data import load_table
from dragoman.neural.lemmas import by_rule, lexicon

WORD = re.compile(r"[^\W_]+(?:[.,'’][^\W_]+)*")
# With those that hyphens join to it.
COMPOUND = re.compile(r"[^\W_]+(?:[.,'’-][^\W_]+)*")
POSSESSIVE = re.compile(r"['’]s?$")
_QUOTED = re.compile(r"[“«„]([^“”«»„\n]*)(?:[”»]|(?=[“«„])|$)|\"([^\"\n]*)(?:\"|$)", re.MULTILINE)
_TAG_BY_ENDING = (("ed", "VBD"), ("ing", "VBG"), ("s", "NNS"))
_FORMS = ("VBD", "VBN", "VBZ", "VBG", "NNS")


@lru_cache(maxsize=200_000)
def hash_word(word: str) -> int:
    """The same 63 bits on every machine: they are keys in tables, whose integers are signed."""
    return int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest()) >> 1


def plain_word(word: str) -> str:
    """A word in lower case without the ending of the genitive."""
    return word.casefold().replace("’", "'").removesuffix("'s")


@cache
def _irregular() -> dict[str, str]:
    """Forms that the rules of lemmas get wrong."""
    rows = load_table("en", "lemmas")
    return {form: lemma for form, tag, lemma, *_ in rows if tag in _FORMS and form.isalpha()}


@lru_cache(maxsize=65_536)
def lemma_of(word: str) -> str:
    """The likely lemma of a word of whatever kind, in lower case."""
    lower = POSSESSIVE.sub("", word.lower())
    if lower in lexicon():
        return lower
    listed = _irregular().get(lower)
    if listed:
        return listed
    tag = next((t for ending, t in _TAG_BY_ENDING if lower.endswith(ending)), None)
    return by_rule(lower, tag, lexicon()) if tag and len(lower) > 4 else lower


def lemmas_in(text: str) -> Iterator[str]:
    """The lemmas of the words of a text, in order."""
    return (lemma_of(found[0]) for found in WORD.finditer(text))


def find_quoted(text: str) -> list[tuple[int, int]]:
    """What stands in double quotation marks; an open one ends with its paragraph."""
    found = []
    for match in _QUOTED.finditer(text):
        group = 1 if match.group(1) is not None else 2
        found.append(match.span(group))
    return found
