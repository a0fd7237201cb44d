"""Patterns of words that frame a text: opinion, report."""

from __future__ import annotations

import re
from functools import cache

from dragoman.lang.data import load_words


@cache
def load_marks(name: str) -> re.Pattern[str]:
    """The regular expressions of a word list of `lang/en` as one, without regard to case."""
    return re.compile("|".join(f"(?:{p})" for p in sorted(load_words("en", name))), re.IGNORECASE)
