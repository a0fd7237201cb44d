"""The outlets and agencies that are known by name, and where they are published."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from dragoman.lang.data import load_table, load_words


@cache
def _countries() -> dict[str, str]:
    """The ISO code of each name's country, empty where none is known; the first of equal names."""
    found: dict[str, str] = {}
    for row in load_table("en", "outlets"):
        for name in (row[0], *row[1].split("|")):
            found.setdefault(name, row[2])
    found.pop("", None)
    return found


def country_of_outlet(name: str) -> str | None:
    """The country where an outlet is published, by its name or an alias."""
    return _countries().get(name) or None


def outlet_names() -> frozenset[str]:
    """Names and aliases of outlets."""
    return frozenset(_countries())


@cache
def _folded() -> frozenset[str]:
    return frozenset(_without_article(name) for name in outlet_names())


def _without_article(name: str) -> str:
    return name.casefold().removeprefix("the ")


def is_outlet_name(name: str) -> bool:
    """Whether a name is a known outlet's or an alias, whatever its capitals and article."""
    return _without_article(name.strip()) in _folded()


def looks_like_outlet(words: Sequence[str]) -> bool:
    """Whether the words of a name are built as an outlet's is: `Northern Herald`, `Radio Qasr`."""
    listed = load_words("en", "outlet_words")
    plain = [w for w in words if w.lower() != "the" and w[:1].isalnum()]
    return len(plain) > 1 and (plain[-1] in listed or f"{plain[0]}-" in listed)
