"""The outlets and agencies that are known by name, and where they are published."""

from __future__ import annotations

from functools import cache

from dragoman.lang.data import load_table


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
