"""The keys under which signatures meet that may be one actor's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from dragoman.link.actors.likeness import coarse, split_son
from dragoman.link.actors.naming import initials_of, plain, words
from dragoman.names.parts import parts_of


def make_blocks(row: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    """The block keys of a signature with its packed facts.

    `face` is what of it tells whom it meets under a key.
    """
    keys = set(_name_blocks(row["kind"], row["key"], row["name"]))
    for fact in row["facts"] or ():
        what, value, _ = fact.split("\t")
        if what == "full":
            keys.add(f"={row['kind']}:{value}")
        elif what == "holder":
            keys.add(f"h:{value}")
    face = "\t".join((row["kind"], row["form"], row["key"]))
    for key in sorted(keys):
        yield {"node": row["node"], "face": face, "block": key}


def _name_blocks(kind: str, key: str, name: str) -> Iterator[str]:
    yield f"={kind}:{key}"
    if kind == "person":
        yield from _person_blocks(key)
    elif kind == "body":
        yield from body_blocks(key if ":" not in key else plain(name))


def _person_blocks(key: str) -> Iterator[str]:
    """Two parts by sound, or the last by sound and the first by its letter, or the reverse."""
    parts = [p for p in parts_of(split_son(key)[0]) if not p.initial]
    for a, b in combinations(sorted({coarse(p.word) for p in parts}), 2):
        yield f"p:{a} {b}"
    if len(parts) > 1:
        first, last = parts[0].word, parts[-1].word
        yield f"s:{coarse(last)} {coarse(first)[:1]}"
        yield f"f:{coarse(first)} {coarse(last)[:1]}"


def body_blocks(key: str) -> Iterator[str]:
    """Two telling words by sound, or the one there is, and the initials."""
    telling = sorted({coarse(w) for w in key.split() if w not in words().sorts})
    if len(telling) == 1:
        yield f"w:{telling[0]}"
    for a, b in combinations(telling, 2):
        yield f"w:{a} {b}"
    if " " in key:
        yield f"i:{initials_of(key)}"
    elif len(key) <= 8:
        yield f"i:{key}"


def short_blocks(kind: str, key: str) -> Iterator[str]:
    """Keys under which bare names meet full ones: a person's parts, a body's name or initials."""
    if kind == "person":
        for part in parts_of(split_son(key)[0]):
            if not part.initial:
                yield f"{kind}:{coarse(part.word)}"
        return
    yield f"{kind}:{key}"
    if " " in key:
        yield f"{kind}:{initials_of(key)}"
