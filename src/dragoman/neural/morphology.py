"""Tags that a word's form rules out in English, whatever a tagger thinks of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from dragoman.lang.data import load_words

Scores = NDArray[np.float32]
NEVER = -1e9
# Units and abbreviations (`km`, `ft`) are plural in any form.
SHORT = 3
COLLOQUIAL = frozenset({"gon", "ai", "sez"})


@cache
def _plurals() -> tuple[frozenset[str], tuple[str, ...]]:
    """Plurals without an s: whole words, and what such words end in."""
    found = load_words("en", "plurals")
    endings = tuple(x[1:] for x in found if x.startswith("-"))
    return frozenset(x for x in found if not x.startswith("-")), endings


@lru_cache(maxsize=20_000)
def forbidden_tags(word: str) -> tuple[str, ...]:
    """The Penn tags that a word cannot have: no `-ing` no gerund, no `s` no third person.

    Words that are no plain letters may have any.
    """
    lower = word.lower()
    if not lower.isalpha() or lower in COLLOQUIAL:
        return ()
    present = lower.endswith("s") and lower != "was"
    found = ["VBD", "VBN"] if present or (lower.endswith("ing") and len(lower) > 5) else []
    if not lower.endswith(("ing", "in")):
        found.append("VBG")
    if not lower.endswith("s"):
        found.append("VBZ")
        words, endings = _plurals()
        if len(lower) > SHORT and lower not in words and not lower.endswith(endings):
            found.append("NNS")
    return tuple(found)


def forbid(scores: Scores, words: Sequence[str], labels: Sequence[str]) -> Scores:
    """Scores [W, labels] of tags, with those that the words' forms rule out put last."""
    place = {label: n for n, label in enumerate(labels)}
    out = [
        (n, place[tag]) for n, w in enumerate(words) for tag in forbidden_tags(w) if tag in place
    ]
    allowed = scores.copy()
    if out:
        rows, columns = zip(*out, strict=True)
        allowed[list(rows), list(columns)] = NEVER
    return allowed
