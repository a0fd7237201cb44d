"""Which words are written with a capital wherever they stand, by the lists of names."""

from __future__ import annotations

from functools import cache

from dragoman.lang.data import load_table, load_words, split_cell


@cache
def _state_words() -> tuple[str, ...]:
    """Names, adjectives and peoples of states; capitals; camps and creeds."""
    found: list[str] = []
    for row in load_table("en", "states"):
        name, aliases, _, adjectives, people, capitals, *_ = (*row, *[""] * 7)
        found += [
            name,
            *(x for c in (aliases, adjectives, people, capitals) for x in split_cell(c)),
        ]
    for row in load_table("en", "peoples"):
        found += row[:2]
    return tuple(found)


def _body_names() -> tuple[str, ...]:
    rows = [row for table in ("organisations", "outlets") for row in load_table("en", table)]
    return tuple(n for row in rows for n in (row[0], *split_cell(row[1] if len(row) > 1 else "")))


@cache
def proper_words() -> dict[str, str]:
    """Single words that always have a capital, by their lower-case form: `iranian`."""
    common = load_words("en", "lower_case_too")
    odd = load_words("en", "ambiguous_names")
    names = [n for n in _body_names() if n not in odd]
    words = [w for w in (*_state_words(), *names) if w.isalpha() and w.istitle() and len(w) > 3]
    return {w.lower(): w for w in words if w.lower() not in common}


@cache
def given_words() -> dict[str, str]:
    """Given names by their lower-case form, those that are everyday words left out."""
    common = load_words("en", "lower_case_too")
    names = [n for n in load_words("en", "given_names") if n.isalpha() and n.istitle()]
    return {n.lower(): n for n in names if n.lower() not in common and len(n) > 2}


@cache
def long_names() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Names of several words, by each of their capitalised words in lower case.

    States of two words and bodies of three: what is left with its capital must
    be enough to tell the name (`United states`, not `US military`).
    """
    states = {n for n in _state_words() if n.startswith(("United", "Saudi", "South", "North"))}
    found: dict[str, set[tuple[str, ...]]] = {}
    for name in (*_body_names(), *states):
        words = tuple(name.split())
        if len(words) > (1 if name in states else 2) and all(w.isalpha() for w in words):
            for word in words:
                if word.istitle() and word != "The":
                    found.setdefault(word.lower(), set()).add(words)
    return {word: tuple(sorted(names, key=len, reverse=True)) for word, names in found.items()}
